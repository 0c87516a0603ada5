// Blocks in a chain, newest first; only the newest is filled. A large allocation gets a block of
// its own behind it, so that the room left in the newest is not lost.
#include "base/arena.h"

#include "base/error.h"
#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>

enum {
    BLOCK_BYTES = 4 << 10,
    BLOCK_BYTES_MAX = 256 << 10,
};

struct arena_block {
    struct arena_block *previous;
    size_t used;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena) {
    arena->last = NULL;
}

void arena_release(struct arena *arena) {
    struct arena_block *block = arena->last;
    while (block) {
        struct arena_block *previous = block->previous;
        memory_free(block);
        block = previous;
    }
    arena->last = NULL;
}

static struct arena_block *block_create(size_t size, struct arena_block *previous) {
    struct arena_block *block = memory_alloc(sizeof *block + size);
    block->previous = previous;
    block->size = size;
    return block;
}

void arena_wipe(struct arena *arena) {
    for (struct arena_block *block = arena->last; block; block = block->previous)
        memory_wipe(block->bytes, block->used);
    arena_release(arena);
}

void *arena_alloc(struct arena *arena, size_t size) {
    ASSERT(size <= SIZE_MAX / 2);
    size_t aligned = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct arena_block *block = arena->last;
    if (!block || block->size - block->used < aligned) {
        if (block && aligned > BLOCK_BYTES) {
            block->previous = block_create(aligned, block->previous);
            block->previous->used = aligned;
            return block->previous->bytes;
        }
        size_t wanted = block ? 2 * block->size : BLOCK_BYTES;
        wanted = wanted < BLOCK_BYTES_MAX ? wanted : BLOCK_BYTES_MAX;
        block = arena->last = block_create(wanted > aligned ? wanted : aligned, block);
    }
    void *memory = block->bytes + block->used;
    block->used += aligned;
    return memory;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size) {
    ASSERT(size == 0 || count <= SIZE_MAX / 2 / size);
    return arena_alloc(arena, count * size);
}

char *arena_string(struct arena *arena, struct slice bytes) {
    char *copy = arena_alloc(arena, bytes.length + 1);
    if (bytes.length)
        memcpy(copy, bytes.data, bytes.length);
    return copy;
}

struct slice arena_copy(struct arena *arena, struct slice bytes) {
    return (struct slice){ .data = arena_string(arena, bytes), .length = bytes.length };
}

char *arena_format(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

char *arena_format_list(struct arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    ASSERT(length >= 0);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
