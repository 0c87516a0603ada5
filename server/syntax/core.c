// The core's memory: counts what a thread lets it allocate. Allocation is the one measure of its
// work that is the same on every machine and grows where progress callbacks do not: recovery from
// errors copies all that was skipped again for every token.
#include "syntax/core.h"

#include "base/error.h"
#include "base/memory.h"

#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local size_t allocated;

static void *allocate(size_t size) {
    allocated += size;
    return memory_resize(NULL, size); // not zeroed
}

static void *allocate_zeroed(size_t count, size_t size) {
    ASSERT(!count || size <= SIZE_MAX / count);
    allocated += count * size;
    return memory_alloc(count * size);
}

static void *reallocate(void *memory, size_t size) {
    allocated += size;
    return memory_resize(memory, size);
}

static void set_allocator(void) {
    ts_set_allocator(allocate, allocate_zeroed, reallocate, memory_free);
}

void core_start(void) {
    pthread_once(&once, set_allocator);
}

size_t core_allocated(void) {
    return allocated;
}
