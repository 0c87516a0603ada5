// Diagnostics as clients send them along with a request, of whichever server.
#pragma once

#include "base/arena.h"
#include "base/json.h"
#include "text/document.h"

struct problem_group {
    const struct json **items; // diagnostics that overlap, in order
    size_t count;
    struct range range; // that covers them all
};

// Those of a list of diagnostics that can be read, in groups, in order of their place; the first
// PROBLEMS_MAX. In the arena; borrows from `diagnostics`, which may be NULL or anything.
size_t problem_groups(struct arena *arena, const struct json *diagnostics,
                      struct problem_group **groups);
// What a model is told of diagnostics, a line or more each: the message, who says so, the line that
// is marked, related places. Ranges are of the document's text at `moment`. "" where there are
// none. In the arena.
struct slice problem_describe(struct arena *arena, const struct json *diagnostics,
                              const struct document *document, uint64_t moment,
                              enum position_encoding encoding);
// The first message, and how many more: "3 problems: undefined name". In the arena.
struct slice problem_title(struct arena *arena, const struct json *diagnostics);
