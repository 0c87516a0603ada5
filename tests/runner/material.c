// What tests are made of: files, folders of them, and numbers that look like chance and repeat.
// Benchmarks use it too; it counts no check.
#include "runner/check.h"

#include "base/memory.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

char *check_read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = memory_alloc((size_t)size + 1);
    *length = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return bytes;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **check_list_files(const char *folder, const char *ending) {
    enum { FILES_MAX = 1000, NAME_BYTES = 256 };
    char **names = memory_alloc((FILES_MAX + 1) * sizeof *names + FILES_MAX * NAME_BYTES);
    char *bytes = (char *)(names + FILES_MAX + 1);
    size_t count = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && (entry = readdir(directory)) && count < FILES_MAX;) {
        struct slice name = slice_from(entry->d_name);
        if (name.data[0] == '.' || !slice_ends_with(name, slice_from(ending)))
            continue;
        names[count] = bytes + count * NAME_BYTES;
        memcpy(names[count++], name.data, name.length + 1);
    }
    if (directory)
        closedir(directory);
    qsort(names, count, sizeof *names, compare_names);
    return names;
}

unsigned long long check_random(unsigned long long *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717ull;
}
