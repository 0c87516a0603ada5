// Reading and writing files through libuv's pool. Private to io/: the machine reaches it through
// the host, whose comments say what each function promises.
#pragma once

#include "io/loop.h"

// Puts this file's functions into the loop's host.
void files_install(struct loop *loop);
