// Plays the session files of tests/sessions: a client, a scripted world and what the server says,
// as text. Every file plays three ways, whole, byte by byte and in random chunks, with the same
// output; then everything must be gone. WYE_BLESS=1 rewrites the lines that the server wrote.
// How a file is written stands in tests/sessions/README.md.

#include "runner/check.h"

#include "base/json.h"
#include "base/memory.h"
#include "base/vec.h"
#include "lsp/session.h"
#include "runner/script.h"
#include "runner/script_host.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum chunking { WHOLE, BYTES, RANDOM, CHUNKINGS };
enum { FAULT_ROUNDS = 2 };

static const char *const chunking_names[] = { "whole", "byte by byte", "in random chunks" };

struct names {
    char **items;
    size_t count, capacity;
};

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_sessions(const char *folder, struct names *names) {
    DIR *directory = opendir(folder);
    struct dirent *entry;
    while (directory && (entry = readdir(directory)))
        if (slice_ends_with(slice_from(entry->d_name), SLICE(".session")))
            vec_push(names, memory_string(entry->d_name));
    if (directory)
        closedir(directory);
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
}

static void play(const char *path, enum chunking chunking) {
    size_t length;
    char *source = check_read_file(path, &length);
    struct script_options options = {
        .chunk_seed = chunking == RANDOM ? check_seed() | 1 : 0,
        .is_bytewise = chunking == BYTES,
        .messages = chunking == WHOLE ? getenv("WYE_MESSAGES") : NULL,
    };
    struct buffer transcript = { 0 };
    struct script_result result =
        script_play((struct slice){ source, length }, &options, &transcript);
    check_number(result.unanswered, 0);
    check_number(result.live, 0);
    check_text(slice_from(result.problem), slice_from(""));
    check_golden(buffer_slice(&transcript), path);
    buffer_release(&transcript);
    memory_free(source);
}

// The same with something going wrong at a random moment: every request is answered all the same,
// and nothing is left.
static void play_faults(const char *path) {
    unsigned long long random = check_seed() | 1;
    size_t length;
    char *source = check_read_file(path, &length);
    struct buffer transcript = { 0 };
    struct script_options options = { 0 };
    size_t steps = script_play((struct slice){ source, length }, &options, &transcript).delivered;
    for (int round = 0; round < FAULT_ROUNDS * SCRIPT_FAULTS; round++) {
        options.fault = (enum script_fault)(round % SCRIPT_FAULTS);
        options.fault_after = 1 + check_random(&random) % (steps + 1);
        buffer_clear(&transcript);
        struct script_result result =
            script_play((struct slice){ source, length }, &options, &transcript);
        check_number(options.fault == SCRIPT_FAULT_END ? 0 : result.unanswered, 0);
        check_number(result.live, 0);
    }
    buffer_release(&transcript);
    memory_free(source);
}

void suite_session(void) {
    static const char folder[] = "tests/sessions";
    struct names names = { 0 };
    list_sessions(folder, &names);
    check(names.count > 0);
    for (size_t i = 0; i < names.count; i++) {
        if (!check_is_skipped(names.items[i])) {
            for (int way = 0; way < CHUNKINGS; way++) {
                char path[512];
                snprintf(path, sizeof path, "%s/%s", folder, names.items[i]);
                check_case("%s, %s", names.items[i], chunking_names[way]);
                play(path, (enum chunking)way);
            }
            if (!getenv("WYE_BLESS")) {
                char path[512];
                snprintf(path, sizeof path, "%s/%s", folder, names.items[i]);
                check_case("%s, with faults", names.items[i]);
                play_faults(path);
            }
        }
        memory_free(names.items[i]);
    }
    vec_release(&names);
}
