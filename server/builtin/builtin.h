// The structural engine: explains, reviews and simplifies from the syntax tree alone, with no
// model and no network, and never says that it is one. Pure functions; any thread.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "syntax/outline.h"
#include "syntax/scope.h"
#include "text/edit.h"
#include "text/finding.h"

struct builtin_subject {
    const struct tree *tree; // NULL: a language that is not parsed; then line-based facts only
    struct slice text;       // the whole document
    struct scope scope;
    const char *language_name; // "Python"
    const char *unparsed; // why there is no tree, in a sentence; NULL: the language is not parsed
};

// Appends Markdown: a heading with the name, what it is, its outline, what it calls, reads and
// writes, branches and loops, ways out, cyclomatic complexity, side effects; plain sentences.
void builtin_explain(struct arena *arena, const struct builtin_subject *subject,
                     struct buffer *markdown);
// Findings in the scope, sorted; strings are static or the arena's.
void builtin_review(struct arena *arena, const struct builtin_subject *subject,
                    struct findings *findings);
// Edits (by offsets of the whole text, sorted, disjoint, replacements in the arena) that make the
// scope simpler and mean the same: redundant else after return, nested ifs merged, boolean
// return. None where it has nothing to offer. `summary` gets one sentence on what was done.
void builtin_simplify(struct arena *arena, const struct builtin_subject *subject,
                      struct edits *edits, struct buffer *summary);
