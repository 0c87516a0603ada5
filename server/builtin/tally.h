// Distinct things in the order they come, each with the lines it stands on.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

enum {
    TALLY_ROWS_MAX = 40, // further things are only counted
    TALLY_LINES_MAX = 6, // further lines of a thing are only counted
};

struct tally_row {
    struct slice key; // borrowed
    const char *note; // what the caller said of it every time; NULL where it once said nothing
    size_t lines[TALLY_LINES_MAX];
    size_t line_count; // of all, also those that are not kept; each line once
    size_t last_line;
};

struct tally {
    struct tally_row *rows;
    size_t count;
    size_t dropped; // things that found no row
};

struct tally tally_create(struct arena *arena);
void tally_add(struct tally *tally, struct slice key, size_t line, const char *note);
// "line 3", "lines 3, 9 and 12", "lines 3, 4, 5, 6, 7, 8 and 2 more".
void tally_lines(struct buffer *out, const struct tally_row *row);
