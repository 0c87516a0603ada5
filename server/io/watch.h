// Watching one file for change. Private to io/: the machine reaches it through the host.
#pragma once

#include "io/loop.h"

// Puts this file's functions into the loop's host.
void watch_install(struct loop *loop);
