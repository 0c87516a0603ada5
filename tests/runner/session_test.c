// Plays the session files of tests/sessions: a client, a scripted world and what the server says,
// as text. Every file plays three ways, whole, byte by byte and in random chunks, with the same
// output; then everything must be gone. WYE_BLESS=1 rewrites the lines that the server wrote.
// How a file is written stands in tests/sessions/README.md.

#include "runner/check.h"

#include "base/json.h"
#include "base/memory.h"
#include "lsp/session.h"
#include "runner/script.h"
#include "runner/script_host.h"

#include <stdio.h>
#include <stdlib.h>

enum chunking { WHOLE, BYTES, RANDOM, CHUNKINGS };
enum { FAULT_ROUNDS = 2 };

static const char *const chunking_names[] = { "whole", "byte by byte", "in random chunks" };

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
    char **names = check_list_files(folder, ".session");
    check(names[0] != NULL);
    for (char **name = names; *name; name++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, *name);
        if (check_is_skipped(*name))
            continue;
        for (int way = 0; way < CHUNKINGS; way++) {
            check_case("%s, %s", *name, chunking_names[way]);
            play(path, (enum chunking)way);
        }
        if (!getenv("WYE_BLESS")) {
            check_case("%s, with faults", *name);
            play_faults(path);
        }
    }
    memory_free(names);
}
