// What an action is about: the innermost definition at a cursor, the whole nodes of a selection,
// or, without a tree, lines.
#pragma once

#include "syntax/outline.h"

enum scope_kind {
    SCOPE_DEFINITION,
    SCOPE_SELECTION, // whole nodes that are not just one definition
    SCOPE_FILE,
    SCOPE_LINES, // no tree: whole lines of the selection, or the top-level block by indentation
};

struct scope {
    enum scope_kind kind;
    struct span span;  // all of it: doc comment, decorators and `export` included; starts at
                       // the first byte after the line's indentation, ends before the line end
    struct span core;  // the definition without them
    const char *noun;  // "function", "method", "class", "struct", "type" …; "selection", "file",
                       // "lines"
    struct slice name; // "" where it has none; borrowed from the text
};

// Any thread. `tree` may be NULL. An empty `selection` is a cursor: the innermost enclosing
// definition (a cursor in its doc comment or on its decorators counts), else the file. A selection
// is trimmed of white space and grown to the smallest run of whole sibling nodes that covers it;
// when that is one definition, it is that definition.
struct scope scope_at(const struct tree *tree, struct slice text, struct span selection);
// All of a text without the white space around it.
struct scope scope_of_file(struct slice text);
struct scope scope_of_definition(const struct definition *definition);
