// A table with open addressing, at most half full. It only grows: a review looks once over a text
// and is done with it.
#include "builtin/repeats.h"

#include "base/memory.h"

#include <stdint.h>

enum { CAPACITY_MIN = 64 };

struct repeat {
    const char *rule; // NULL: free
    struct span among;
    struct slice key;
};

static uint64_t mix(uint64_t hash, const void *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211u; // FNV-1a
    return hash;
}

static uint64_t hash_of(const struct repeat *repeat) {
    uint64_t hash = mix(14695981039346656037u, repeat->rule, strlen(repeat->rule));
    hash = mix(hash, &repeat->among.start, sizeof repeat->among.start);
    hash = mix(hash, &repeat->among.end, sizeof repeat->among.end);
    hash = mix(hash, repeat->key.data, repeat->key.length);
    return hash ^ hash >> 32;
}

static bool is_same(const struct repeat *a, const struct repeat *b) {
    return a->among.start == b->among.start && a->among.end == b->among.end &&
           slice_is_equal(a->key, b->key) && !strcmp(a->rule, b->rule);
}

// The place of `wanted`, or the free one where it belongs.
static struct repeat *find_place(const struct repeats *repeats, const struct repeat *wanted) {
    size_t at = (size_t)hash_of(wanted) & (repeats->capacity - 1);
    while (repeats->items[at].rule && !is_same(&repeats->items[at], wanted))
        at = (at + 1) & (repeats->capacity - 1);
    return &repeats->items[at];
}

static void grow(struct repeats *repeats) {
    const struct repeats old = *repeats;
    repeats->capacity = old.capacity ? 2 * old.capacity : CAPACITY_MIN;
    repeats->items = memory_alloc(repeats->capacity * sizeof *repeats->items);
    for (size_t i = 0; i < repeats->capacity; i++)
        repeats->items[i] = (struct repeat){ 0 };
    for (size_t i = 0; i < old.capacity; i++)
        if (old.items[i].rule)
            *find_place(repeats, &old.items[i]) = old.items[i];
    memory_free(old.items);
}

bool repeats_add(struct repeats *repeats, const char *rule, struct span among, struct slice key) {
    const struct repeat repeat = { .rule = rule, .among = among, .key = key };
    if (2 * repeats->count >= repeats->capacity)
        grow(repeats);
    struct repeat *place = find_place(repeats, &repeat);
    if (place->rule)
        return true;
    *place = repeat;
    repeats->count++;
    return false;
}

void repeats_release(struct repeats *repeats) {
    memory_free(repeats->items);
    *repeats = (struct repeats){ 0 };
}
