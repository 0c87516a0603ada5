// A file that is made: whole, or not at all, and never in the place of one that is there.
#pragma once

#include "base/arena.h"
#include "base/slice.h"

// Makes missing folders too, all with the modes that the person's umask leaves. NULL, or why not,
// in the arena. Blocks.
const char *new_file_write(struct arena *arena, const char *path, struct slice bytes);
