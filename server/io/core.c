// A crash must not write down what is in memory. Keys are in more places of it than wye could
// exclude one by one: curl keeps its own copies of each header, libc the environment.
//
// Invariant: nothing here can fail in a way that would keep wye from starting.
#include "io/core.h"

#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

// A handler behind a pipe (systemd-coredump, apport) is called whatever the limit says, and may
// keep the environment too; only for a process that is not dumpable the kernel calls none. The
// sanitizers' build is for those who look for faults, with a debugger too: there the limit alone.
static void refuse_handlers(void) {
#if defined __linux__ && !defined __SANITIZE_ADDRESS__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void core_forbid(void) {
    // The hard one too, so that the children, key commands among them, do not raise it again.
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0 });
    refuse_handlers();
}
