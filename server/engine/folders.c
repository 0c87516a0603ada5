// Plain path arithmetic on absolute paths with slashes; asks no file system.
// The longest folder that holds a path wins; a slash at a folder's end does not count.

#include "engine/folders.h"

#include "base/arena.h"
#include "base/vec.h"

#include <stdbool.h>

void folders_set(struct folders *folders, const char *const *paths, size_t count) {
    folders_release(folders);
    for (size_t i = 0; i < count; i++)
        vec_push(folders, memory_string(paths[i]));
}

void folders_release(struct folders *folders) {
    for (size_t i = 0; i < folders->count; i++)
        memory_free(folders->items[i]);
    vec_release(folders);
}

static size_t length_of(const char *folder) {
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    return length;
}

const char *folders_find(const struct folders *folders, const char *path) {
    const char *best = NULL;
    for (size_t i = 0; path && i < folders->count; i++) {
        const char *folder = folders->items[i];
        size_t length = length_of(folder);
        bool holds = strncmp(folder, path, length) == 0 && path[length] == '/';
        if (holds && (!best || length > length_of(best)))
            best = folder;
    }
    return best;
}

const char *folders_relative(const struct folders *folders, const char *path) {
    const char *folder = folders_find(folders, path);
    if (folder)
        return path + length_of(folder) + 1;
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *folders_default(struct host *host, const char *variable, const char *fallback,
                      const char *name) {
    struct arena arena = { 0 };
    const char *base = host->environment(host, variable);
    char *path;
    if (base && *base == '/') {
        path = arena_format(&arena, "%s/wye%s", base, name);
    } else {
        const char *home = host->environment(host, "HOME");
        path = arena_format(&arena, "%s/%s/wye%s", home ? home : "", fallback, name);
    }
    path = memory_string(path);
    arena_release(&arena);
    return path;
}
