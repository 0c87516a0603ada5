// What kind of code it is, by query and by the file's head: what routes ask for with "trait".
#pragma once

#include "syntax/tree.h"

#include <stdint.h>

#define TRAIT_NAMES(X)                                                                             \
    X(react)                                                                                       \
    X(frontend)                                                                                    \
    X(test)                                                                                        \
    X(security)                                                                                    \
    X(async)                                                                                       \
    X(types)                                                                                       \
    X(sql)                                                                                         \
    X(script)                                                                                      \
    X(config)                                                                                      \
    X(generated)

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
enum {
    TRAITS_ALL_BYTES = 128 << 10, // as much as is ever read
    TRAITS_QUICK_BYTES = 4 << 10, // for a menu's guess
};

// Any thread. Traits of the code in `span` (of its first `bytes_max`), and of the file: what its
// imports speak of (captures of outline.scm, in no more bytes either), a short file with a shebang
// is a script, and what generated.h says. For a NULL tree only the last two.
traits traits_of(const struct tree *tree, struct slice text, struct span span, size_t bytes_max);
