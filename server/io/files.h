// Reading and writing files through libuv's pool. Private to io/: the machine reaches it through
// the host, whose comments say what each function promises.
#pragma once

#include "io/loop.h"

// Puts this file's functions into the loop's host.
void files_install(struct loop *loop);
// Makes the folders that are missing on the way to `path`, with mode 0700; false with errno where
// one cannot be made. For threads of the pool.
bool files_make_folders(const char *path);
