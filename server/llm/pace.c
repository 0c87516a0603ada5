// A ring of the latest calls for each model. Below ten calls a 95th percentile is a guess; of ten
// to nineteen it is the longest.
#include "llm/pace.h"

#include "base/memory.h"
#include "base/vec.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { CALLS_MIN = 10, CALLS_MAX = 64 };

struct ring {
    char *provider, *model;
    int64_t ms[CALLS_MAX];
    size_t count; // of all calls ever
};

struct pace {
    struct {
        struct ring *items;
        size_t count, capacity;
    } rings;
};

struct pace *pace_create(void) {
    return MEMORY_NEW(struct pace);
}

void pace_destroy(struct pace *pace) {
    if (!pace)
        return;
    for (size_t i = 0; i < pace->rings.count; i++) {
        memory_free(pace->rings.items[i].provider);
        memory_free(pace->rings.items[i].model);
    }
    vec_release(&pace->rings);
    memory_free(pace);
}

static struct ring *find(const struct pace *pace, const char *provider, const char *model) {
    for (size_t i = 0; i < pace->rings.count; i++) {
        struct ring *ring = &pace->rings.items[i];
        if (strcmp(ring->provider, provider) == 0 && strcmp(ring->model, model) == 0)
            return ring;
    }
    return NULL;
}

void pace_add(struct pace *pace, const char *provider, const char *model, int64_t ms) {
    struct ring *ring = find(pace, provider, model);
    if (!ring) {
        vec_push(&pace->rings, ((struct ring){ .provider = memory_string(provider),
                                               .model = memory_string(model) }));
        ring = &pace->rings.items[pace->rings.count - 1];
    }
    ring->ms[ring->count++ % CALLS_MAX] = ms;
}

static int compare(const void *one, const void *other) {
    const int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

int64_t pace_usual_ms(const struct pace *pace, const char *provider, const char *model) {
    const struct ring *ring = find(pace, provider, model);
    if (!ring || ring->count < CALLS_MIN)
        return -1;
    const size_t count = ring->count < CALLS_MAX ? ring->count : CALLS_MAX;
    int64_t sorted[CALLS_MAX];
    memcpy(sorted, ring->ms, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    return sorted[(95 * count + 99) / 100 - 1];
}
