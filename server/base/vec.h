// Growable typed arrays: any struct with the members `items`, `count` and `capacity`.
//
//     struct edits { struct edit *items; size_t count, capacity; };
//     vec_push(&edits, ((struct edit){ .start = 3 }));
//
// A vec of zeros is empty. Items move when it grows: keep indexes, not pointers.
#pragma once

#include "base/memory.h"

#define vec_push(vec, item)                                                                        \
    do {                                                                                           \
        if ((vec)->count == (vec)->capacity) {                                                     \
            (vec)->capacity = (vec)->capacity ? 2 * (vec)->capacity : 8;                           \
            (vec)->items = memory_resize((vec)->items, (vec)->capacity * sizeof *(vec)->items);    \
        }                                                                                          \
        (vec)->items[(vec)->count++] = (item);                                                     \
    } while (0)

// Takes item `at` out and keeps the order of the others.
#define vec_remove(vec, at)                                                                        \
    do {                                                                                           \
        size_t vec_at = (at);                                                                      \
        (vec)->count--;                                                                            \
        memmove(&(vec)->items[vec_at], &(vec)->items[vec_at + 1],                                  \
                ((vec)->count - vec_at) * sizeof *(vec)->items);                                   \
    } while (0)

#define vec_release(vec)                                                                           \
    do {                                                                                           \
        memory_free((vec)->items);                                                                 \
        (vec)->items = NULL;                                                                       \
        (vec)->count = (vec)->capacity = 0;                                                        \
    } while (0)
