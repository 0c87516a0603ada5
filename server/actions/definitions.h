// What an edit does to the definitions of a text: in its scope and around it.
#pragma once

#include "syntax/outline.h"

// A text with its scope and what is defined in both.
struct side {
    struct slice text;
    struct span scope;
    const struct tree *tree;
    struct outline outline;
    // Keys, sorted, of what is defined in the scope and around it.
    struct slice *inside, *around;
    size_t inside_count, around_count;
};

// In the arena; text and tree are borrowed.
struct side side_of(struct arena *arena, const struct tree *tree, struct slice text,
                    struct span scope);

// Whether the definitions around the scope are the same ones, in the same order and places.
bool definitions_keep_surroundings(const struct side *before, const struct side *after);
// Whether the scope now holds what stands beside or around it: an answer that was meant for more.
bool definitions_repeat_surroundings(struct arena *arena, const struct side *before,
                                     const struct side *after);
// Whether an offset lies in one of them.
bool definitions_hold(const struct side *side, size_t offset);

// What is wrong with those of the scope, in a sentence; NULL where nothing is.
// One is gone, or has another name, kind, place or other parameters. What was defined in a function
// may go, when what that does became simpler. `may_differ`: parameters may.
const char *definitions_lost(struct arena *arena, const struct side *before,
                             const struct side *after, bool may_differ);
// A function has lost its body: `pass`, "not implemented", nothing.
const char *definitions_stubbed(struct arena *arena, const struct side *before,
                                const struct side *after);
// Whether the scope has a function with a body that it had not, and code of the scope outside of
// that one names it.
bool definitions_call_new(struct arena *arena, const struct side *before, const struct side *after);
// The one that is the scope ends before its code does.
const char *definitions_cut(struct arena *arena, const struct side *before,
                            const struct side *after);
