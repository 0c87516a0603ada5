// The definitions of a text, in order, with their nesting; and its imports.
#pragma once

#include "base/arena.h"
#include "syntax/tree.h"

struct definition {
    struct span span; // as scope_at gives it: doc comment and decorators included
    struct span core;
    struct span signature; // from the core's start to its body's start (or the core's end)
    struct span body;      // empty where there is none
    struct slice name;     // borrowed from the text
    const char *noun;      // "function", "method", "class" …
    int parent;            // index of the enclosing definition, or -1
    bool is_open;          // inside, what it holds goes by its plain name
    bool is_loose;         // what it holds may be put together in another way
};

// Whether it is a function, by whatever name its language has for one.
bool definition_is_function(const struct definition *definition);

struct outline {
    const struct definition *definitions;
    size_t definition_count;
    const struct span *imports; // whole statements, in order
    size_t import_count;
};

// Any thread. All that touches `within`. A NULL tree gives an empty outline.
struct outline outline_of(struct arena *arena, const struct tree *tree, struct slice text,
                          struct span within);
// The same without imports.
struct outline outline_definitions(struct arena *arena, const struct tree *tree, struct slice text,
                                   struct span within);
