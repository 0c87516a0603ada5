// What the commands do that a script's server runs: one after the other; the last one's is done
// again.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct script_child {
    int status;
    bool hangs; // until its time is over
    bool was_run;
    char *output;
};

struct script_children {
    struct script_child *items;
    size_t count, capacity;
};

// `output` NULL: it hangs.
void script_children_add(struct script_children *children, int status, const char *output);
// Borrowed until the next call; NULL where no command was added.
const struct script_child *script_children_next(struct script_children *children);
void script_children_release(struct script_children *children);
