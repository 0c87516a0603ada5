// What kind of code it is, by query: what routes ask for with "trait".
#pragma once

#include "syntax/tree.h"

#include <stdint.h>

#define TRAIT_NAMES(X) X(react) X(test) X(security) X(async) X(types)

enum trait {
#define X(name) TRAIT_##name,
    TRAIT_NAMES(X)
#undef X
        TRAIT_COUNT
};

typedef uint32_t traits; // bit 1 << TRAIT_react …

const char *trait_name(enum trait trait);
// False for a name that is none.
bool trait_parse(const char *name, enum trait *trait);
// Any thread. Traits of the code in `span` (of its first 128 KiB), and those that the file's
// imports speak of (captures of outline.scm). 0 for a NULL tree.
traits traits_of(const struct tree *tree, struct slice text, struct span span);
