// A syntax tree of one text. Parsing and destroying are heavy and belong on a worker; editing and
// copying are cheap. A tree never holds text: the same bytes must be handed in again.
#pragma once

#include "syntax/languages.h"
#include "text/document.h"

#include <stdatomic.h>

struct tree;

enum tree_status {
    TREE_READY,
    TREE_OVER_BUDGET, // PARSE_CALLBACKS_* of limits.h: counted work, so that a replay repeats
    TREE_CANCELLED,
};

// Any thread. `old` (NULL: from scratch) must have been told of every change since its text by
// tree_edit. `cancelled` (NULL is allowed) is looked at often. NULL unless the status is
// TREE_READY. The caller owns the result.
// The result is the same either way where the text has no error. Where it has, recovery depends on
// what was reused of the old tree: such a tree is not exact.
struct tree *tree_parse(const struct language *language, struct slice text, const struct tree *old,
                        const atomic_bool *cancelled, enum tree_status *status);
bool tree_is_exact(const struct tree *tree); // depends on its text alone
void tree_edit(struct tree *tree, const struct document_change *change);
struct tree *tree_copy(const struct tree *tree); // microseconds; trees share what is equal
void tree_destroy(struct tree *tree);            // NULL is allowed
const struct language *tree_language(const struct tree *tree);

// ERROR and MISSING nodes that touch the span; `first` (NULL is allowed) gets the first one's.
size_t tree_count_errors(const struct tree *tree, struct span span, struct span *first);
// Python's grammar takes a block without a statement, which Python does not: those in the span.
size_t tree_count_empty_blocks(const struct tree *tree, struct span span);
// Nodes that begin in the span and hold code behind it as well.
size_t tree_count_going_on(const struct tree *tree, struct slice text, struct span span);
// The S-expression of the whole tree, for tests. Freed with memory_free.
char *tree_string(const struct tree *tree);
// Nodes of the tree, a measure of the memory it holds; for limits and doctor.
size_t tree_node_count(const struct tree *tree);
