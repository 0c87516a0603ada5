// Memory of one message or one job: handed out in order, freed all at once. A function that takes
// `struct arena *` first returns memory that lives with that arena. Out of memory aborts.
#pragma once

#include "base/slice.h"

#include <stdarg.h>

struct arena_block;

struct arena {
    struct arena_block *last;
};

// An arena of zeros ({ 0 }) is empty and ready; init says so where a reader wants to see it.
void arena_init(struct arena *arena);
// Frees all that was allocated; the arena is empty and ready again.
void arena_release(struct arena *arena);
// The same, and overwrites it all first: for what held a key.
void arena_wipe(struct arena *arena);

// `size` zeroed bytes, aligned for any type. Never NULL.
void *arena_alloc(struct arena *arena, size_t size);
// `count` zeroed items of `size` bytes; an overflowing product aborts.
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

// Copies that end with a NUL, which the slice's length does not count.
struct slice arena_copy(struct arena *arena, struct slice bytes);
char *arena_string(struct arena *arena, struct slice bytes);
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_format_list(struct arena *arena, const char *format, va_list arguments);
