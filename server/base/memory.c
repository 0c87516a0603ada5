// The only user of malloc and its kin. Running out of memory ends the process here: a language
// server is restarted by its editor, and no caller has a better answer.
#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void *checked(void *memory, size_t size) {
    if (memory)
        return memory;
    fprintf(stderr, "wye: out of memory: %zu bytes were not to be had\n", size);
    abort();
}

void *memory_alloc(size_t size) {
    return checked(calloc(1, size ? size : 1), size);
}

void *memory_resize(void *memory, size_t size) {
    return checked(realloc(memory, size ? size : 1), size);
}

void memory_free(void *memory) {
    free(memory);
}

char *memory_string(const char *text) {
    return text ? memory_string_of(slice_from(text)) : NULL;
}

char *memory_string_of(struct slice bytes) {
    char *copy = checked(malloc(bytes.length + 1), bytes.length + 1);
    if (bytes.length)
        memcpy(copy, bytes.data, bytes.length);
    copy[bytes.length] = '\0';
    return copy;
}

void memory_wipe(void *memory, size_t size) {
    volatile unsigned char *bytes = memory;
    for (size_t i = 0; i < size; i++)
        bytes[i] = 0;
}
