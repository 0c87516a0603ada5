// One document's syntax tree, kept up to date off the loop: edits are told at the keystroke, the
// reparse waits until somebody wants the tree, and a burst of edits is one reparse. At most one
// parse per document is in flight.
#pragma once

#include "base/host.h"
#include "syntax/tree.h"
#include "text/document.h"

struct parse;

// A tree with the text that it is of, borrowed for the call. `tree` is NULL where there is none,
// and `why` then says so in a sentence ("" for a language that is not parsed).
struct parse_snapshot {
    const struct tree *tree;
    struct text *text;
    int64_t version;
    uint64_t moment; // of the document's history
    const char *why;
};

enum parse_need {
    PARSE_EXACT, // the tree depends on its text alone, so that what is made of it can be repeated
    // For menus: of the present text, from the tree that there is after MENU_PATIENCE_MS, when no
    // newer one has come, its places shifted by what was typed since.
    PARSE_SOON,
};

struct parse_waiter {
    enum parse_need need;
    // From here on edits do not concern who waits: the text is chosen. Not called where it is
    // chosen only when the tree is handed over, or never.
    void (*on_text)(void *data);
    // Exactly once. NULL: the document is gone.
    void (*on_tree)(const struct parse_snapshot *snapshot, void *data);
    void *data;
};

// `document` must live until the parse is destroyed.
struct parse *parse_create(struct host *host, const struct language *language,
                           const struct document *document);
// What is in flight is cancelled; who waits is called before it returns.
void parse_destroy(struct parse *parse);
// The document was changed so.
void parse_change(struct parse *parse, const struct document_change *change);
// Calls later, from the loop, with a text of now or later: it waits for at most the parse that is
// in flight and one more, however fast somebody types.
void parse_want(struct parse *parse, struct parse_waiter waiter);

// Destroys a tree on a worker: a large one takes tens of milliseconds. NULL is allowed.
void parse_discard_tree(struct host *host, struct tree *tree);
