// Core dumps: there are none of wye, because keys are in its memory. Asked for once, at the very
// start; knows nothing of keys, and undoes nothing.
#pragma once

// From now on a crash leaves no image of memory behind, neither in a file nor with a crash handler,
// and children leave none in a file. Only this system's administrator can attach a debugger to
// build/wye after it; build/check/wye stays open to its own user.
void core_forbid(void);
