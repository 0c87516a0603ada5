// The lines of a text, to be asked whether one is among them.
#pragma once

#include "base/slice.h"

struct line_set {
    struct slice *items; // sorted; borrowed from the text
    size_t count, capacity;
    bool is_trimmed;
};

// A set of zeros is empty. `is_trimmed`: lines are compared without white space at both ends.
void line_set_init(struct line_set *set, struct slice text, bool is_trimmed);
void line_set_release(struct line_set *set);
bool line_set_has(const struct line_set *set, struct slice line);
