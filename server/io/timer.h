// Timers, offloaded work, and the watch over a process. Private to io/: the machine and main.c
// reach them through the host and loop.h.
#pragma once

#include "io/loop.h"

// Puts this file's functions into the loop's host.
void timer_install(struct loop *loop);
