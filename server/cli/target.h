// FILE[:RANGE] of the command line, and the file's text.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "text/text.h"

struct target {
    const char *path;      // absolute, in the arena
    const char *folder;    // the nearest upward with a .git, else the file's own
    struct text *text;     // released by the caller
    struct span selection; // empty: a cursor
    bool has_range;
};

// RANGE is LINE[:COL][-LINE[:COL]], from 1; COL counts code points, the end is included; LINE or
// LINE:COL alone is a cursor. A file whose name ends like a range is taken as a file if it is one.
bool target_parse(struct arena *arena, const char *word, struct target *target,
                  struct error *error);
// The folder that a file belongs to: the nearest upward with a .git, else its own. `path` is
// absolute and names a file; in the arena.
const char *target_folder(struct arena *arena, const char *path);
