// One document's syntax tree, kept up to date off the loop: edits are told at the keystroke, the
// reparse waits until somebody wants the tree, and a burst of edits is one reparse. At most one
// parse per document is in flight.
#pragma once

#include "base/host.h"
#include "syntax/tree.h"
#include "text/document.h"

struct parse;

// `tree` is of the document's present text and borrowed for the call; NULL where there is none,
// and `why` then says so in a sentence ("" for a language that is not parsed).
typedef void parse_on_tree(const struct tree *tree, const char *why, void *data);

struct parse *parse_create(struct host *host, const struct language *language);
// What is in flight is cancelled; waiters are called with NULL before it returns.
void parse_destroy(struct parse *parse);
void parse_change(struct parse *parse, const struct document_change *change);
// Later, from the loop, exactly once. `document` must live until the parse is destroyed.
void parse_want(struct parse *parse, const struct document *document, parse_on_tree *on_tree,
                void *data);

// Destroys a tree on a worker: a large one takes tens of milliseconds. NULL is allowed.
void parse_discard_tree(struct host *host, struct tree *tree);
