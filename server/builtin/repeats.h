// What was seen before: keys, each in the node that it must be the only one in. Any number of them
// in time that grows with their number alone.
#pragma once

#include "base/slice.h"
#include "text/edit.h"

struct repeats {
    struct repeat *items; // a table by hash; `capacity` is 0 or a power of two
    size_t count, capacity;
};

// A set of zeros is empty. Borrows `key` and `rule`, which is compared as text. True where the same
// key was added before for that rule and that node.
bool repeats_add(struct repeats *repeats, const char *rule, struct span among, struct slice key);
void repeats_release(struct repeats *repeats);
