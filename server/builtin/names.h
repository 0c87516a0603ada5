// A set of names out of the facts, looked up by binary search.
#pragma once

#include "builtin/facts.h"

struct name_set {
    const struct slice *items; // sorted
    size_t count;
};

// Texts (or, for parameters, details) of the facts of one kind inside `within`; `except` is left
// out.
struct name_set name_set_of(struct arena *arena, const struct facts *facts, enum fact_kind kind,
                            struct span within, struct slice except);
bool name_set_has(const struct name_set *set, struct slice name);
