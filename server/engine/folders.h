// The roots of a workspace, and which one a file belongs to.
#pragma once

#include "base/host.h"

struct folders {
    char **items;
    size_t count, capacity;
};

// Copies the paths; what was there goes.
void folders_set(struct folders *folders, const char *const *paths, size_t count);
void folders_release(struct folders *folders);
// The folder that holds `path`, the longest of several; NULL where none does, or for NULL.
const char *folders_find(const struct folders *folders, const char *path);
// The rest of `path` below its folder; its file name where it lies in none.
const char *folders_relative(const struct folders *folders, const char *path);
// $VARIABLE/wye/NAME, else $HOME/FALLBACK/wye/NAME. Relative values of the variable do not count,
// as the XDG specification has it. The caller's.
char *folders_default(struct host *host, const char *variable, const char *fallback,
                      const char *name);
