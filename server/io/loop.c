// Owns libuv's loop, the clock, and the order in which things end. The effects themselves live in
// timer, stdio, files, watch, process and http_call.
//
// Invariant: after loop_close no operation is left, so that nothing can call back.
#include "io/loop.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/vec.h"
#include "io/files.h"
#include "io/http_loader.h"
#include "io/ledger_writer.h"
#include "io/operation.h"
#include "io/process.h"
#include "io/timer.h"
#include "io/watch.h"

#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MAPPED_BYTES_MIN = 1 << 20 }; // larger than texts that are typed in, as a rule

static void drop_output(struct host *host, struct slice bytes) {
    (void)host;
    (void)bytes;
}

// libuv's own clock, made fresh, so that it agrees with the timers.
static uint64_t now_ms(struct host *host) {
    struct loop *loop = loop_of(host);
    uv_update_time(&loop->uv);
    return uv_now(&loop->uv);
}

static int64_t unix_time_ms(struct host *host) {
    struct timespec time;
    (void)host;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static uint64_t random_bits(struct host *host) {
    uint64_t bits = 0;
    (void)host;
    int status = uv_random(NULL, NULL, &bits, sizeof bits, 0, NULL);
    ASSERT(status == 0);
    return bits;
}

static const char *environment(struct host *host, const char *name) {
    struct loop *loop = loop_of(host);
    const char *value = getenv(name);
    if (!value) {
        return NULL;
    }
    for (size_t i = 0; i < loop->asked.count; i++) {
        if (strcmp(loop->asked.items[i], name) == 0) {
            return value;
        }
    }
    vec_push(&loop->asked, memory_string(name));
    return value;
}

static void fill_standard_streams(void) {
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", O_RDWR) == -1) {
            return; // no /dev/null: nothing better to be done
        }
    }
}

// By itself glibc raises, with the largest block that was ever freed, the size from which a block
// is the system's own. After one answer of some MB the next ones lie in the heap, small blocks
// settle between them, and it never shrinks again: 30 MB more after a thousand faults.
static void give_memory_back(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES_MIN);
#endif
}

struct loop *loop_create(void) {
    signal(SIGPIPE, SIG_IGN);
    give_memory_back();
    fill_standard_streams();
    struct loop *loop = MEMORY_NEW(struct loop);
    int status = uv_loop_init(&loop->uv);
    if (status != 0) {
        fprintf(stderr, "wye: cannot start: %s\n", uv_strerror(status));
        exit(EXIT_FAILURE);
    }
    uv_idle_init(&loop->uv, &loop->turn);
    loop->turn.data = loop;
    loop->host.write = drop_output;
    loop->host.now_ms = now_ms;
    loop->host.unix_time_ms = unix_time_ms;
    loop->host.random = random_bits;
    loop->host.environment = environment;
    timer_install(loop);
    files_install(loop);
    watch_install(loop);
    process_install(loop);
    http_loader_install(loop);
    ledger_writer_install(loop);
    return loop;
}

struct host *loop_host(struct loop *loop) {
    return &loop->host;
}

void loop_run(struct loop *loop) {
    uv_run(&loop->uv, UV_RUN_DEFAULT);
    loop->is_stopped = false;
}

void loop_stop(struct loop *loop) {
    loop->is_stopped = true;
    uv_stop(&loop->uv);
}

// Ends all but what is awaited; true where any operation is left.
static bool end_operations(struct loop *loop) {
    struct operation *next;
    for (struct operation *each = loop->operations; each; each = next) {
        // Its neighbour may go with it, when this one's end is the last hold on it; so hold it.
        next = each->next;
        if (next) {
            operation_hold(next);
        }
        if (!each->kind->is_awaited) {
            operation_end(each);
        } else if (each->kind->hurry) {
            each->kind->hurry(each);
        }
        if (next) {
            operation_drop(next);
        }
    }
    return loop->operations != NULL;
}

void loop_close(struct loop *loop) {
    loop->is_stopped = false;
    while (end_operations(loop)) {
        uv_run(&loop->uv, UV_RUN_ONCE);
    }
}

void loop_destroy(struct loop *loop) {
    if (!loop) {
        return;
    }
    loop_close(loop);
    http_loader_release(loop);
    ledger_writer_release(loop);
    uv_close((uv_handle_t *)&loop->turn, NULL);
    uv_run(&loop->uv, UV_RUN_DEFAULT);
    int status = uv_loop_close(&loop->uv);
    ASSERT(status == 0);
    for (size_t i = 0; i < loop->asked.count; i++) {
        memory_free(loop->asked.items[i]);
    }
    vec_release(&loop->asked);
    memory_free(loop);
}
