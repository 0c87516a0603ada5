// A queue that keeps its last one. Runs nothing: what a command said and how it ended is all that
// the server learns.
#include "runner/script_child.h"

#include "base/memory.h"
#include "base/vec.h"

static void forget_first(struct script_children *children) {
    memory_free(children->items[0].output);
    vec_remove(children, 0);
}

void script_children_add(struct script_children *children, int status, const char *output) {
    struct script_child child = { status, !output, false, memory_string(output ? output : "") };
    vec_push(children, child);
}

const struct script_child *script_children_next(struct script_children *children) {
    if (children->count > 1 && children->items[0].was_run)
        forget_first(children);
    if (!children->count)
        return NULL;
    children->items[0].was_run = true;
    return &children->items[0];
}

void script_children_release(struct script_children *children) {
    while (children->count)
        forget_first(children);
    vec_release(children);
}
