// Comments, and string literals that may go over several lines: what an edit treats as text.
#pragma once

#include "base/vec.h"
#include "syntax/tree.h"

struct spans {
    struct span *items;
    size_t count, capacity;
};

enum { REMARKS_COMMENTS = 1, REMARKS_LITERALS = 2 };

// Those of the kinds that touch `within`, in order, whichever is in another one left out; the
// caller releases `spans`. A NULL tree tells of none.
void remarks_find(const struct tree *tree, struct slice text, struct span within, unsigned kinds,
                  struct spans *spans);
// Where the one that covers `offset` ends; 0 where none does.
size_t remarks_end_at(const struct spans *spans, size_t offset);
