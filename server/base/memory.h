// The only door to malloc: out of memory aborts here, so that no caller checks.
#pragma once

#include "base/slice.h"

// Zeroed. Never NULL. A size of 0 gives a pointer that can be freed.
void *memory_alloc(size_t size);
#define MEMORY_NEW(type) ((type *)memory_alloc(sizeof(type)))
// Contents up to the smaller size are kept; what is new is not zeroed. Never NULL.
void *memory_resize(void *memory, size_t size);
// NULL is allowed.
void memory_free(void *memory);
// Copies that end with a NUL and are freed with memory_free.
char *memory_string(const char *text); // NULL gives NULL
char *memory_string_of(struct slice bytes);
// Overwrites in a way that the compiler keeps: for keys.
void memory_wipe(void *memory, size_t size);
