// A few names with their bytes, looked for one after the other: a session has no more than that.
// The value ends with a NUL that `length` does not count.

#include "runner/pairs.h"

#include "base/memory.h"
#include "base/vec.h"

struct pair *pairs_find(struct pairs *pairs, const char *name) {
    for (size_t i = 0; i < pairs->count; i++)
        if (strcmp(pairs->items[i].name, name) == 0)
            return &pairs->items[i];
    return NULL;
}

void pairs_set(struct pairs *pairs, const char *name, struct slice value) {
    struct pair *pair = pairs_find(pairs, name);
    if (!pair) {
        vec_push(pairs, ((struct pair){ .name = memory_string(name) }));
        pair = &pairs->items[pairs->count - 1];
    }
    memory_free(pair->value);
    pair->value = memory_string_of(value);
    pair->length = value.length;
}

void pairs_remove(struct pairs *pairs, const char *name) {
    struct pair *pair = pairs_find(pairs, name);
    if (!pair)
        return;
    memory_free(pair->name);
    memory_free(pair->value);
    vec_remove(pairs, (size_t)(pair - pairs->items));
}

void pairs_release(struct pairs *pairs) {
    while (pairs->count)
        pairs_remove(pairs, pairs->items[0].name);
    vec_release(pairs);
}
