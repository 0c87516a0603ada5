// Plays the session files of tests/sessions: a client, a scripted world and what the server says,
// as text. Every file plays three ways, whole, byte by byte and in random chunks, with the same
// output; then everything must be gone. WYE_BLESS=1 rewrites the lines that the server wrote.
// How a file is written stands in tests/sessions/README.md.

#include "runner/check.h"

#include "base/json.h"
#include "base/log.h"
#include "base/memory.h"
#include "lsp/session.h"
#include "runner/script.h"
#include "runner/script_host.h"

#include <stdio.h>
#include <stdlib.h>

enum chunking { WHOLE, BYTES, RANDOM, CHUNKINGS };
enum { FAULT_ROUNDS = 2, EDIT_FAULT_ROUNDS = 20, ALL_ROUNDS = 100000 };

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
    check_number(result.leaks, 0);
    check_text(slice_from(result.problem), slice_from(""));
    check_golden(buffer_slice(&transcript), path);
    buffer_release(&transcript);
    memory_free(source);
}

// The same with something going wrong at a moment, any in which the seed and the number of rounds
// come to: every request is answered all the same, no edit is another one, and nothing is left.
static void play_faults(const char *path, size_t rounds) {
    unsigned long long random = check_seed() | 1;
    size_t length;
    char *source = check_read_file(path, &length);
    struct buffer transcript = { 0 };
    struct fault_edits edits = { 0 };
    struct script_options options = { .edits = &edits };
    size_t steps = script_play((struct slice){ source, length }, &options, &transcript).delivered;
    if (rounds > steps)
        rounds = steps + 1;
    for (size_t round = 0; round < rounds * (SCRIPT_FAULTS - 1); round++) {
        options.fault = (enum script_fault)(1 + round % (SCRIPT_FAULTS - 1));
        options.fault_after = rounds > steps ? 1 + round / (SCRIPT_FAULTS - 1)
                                             : 1 + check_random(&random) % (steps + 1);
        buffer_clear(&transcript);
        struct script_result result =
            script_play((struct slice){ source, length }, &options, &transcript);
        check_number(options.fault == SCRIPT_FAULT_END ? 0 : result.unanswered, 0);
        check_number(result.live, 0);
        check_number(result.leaks, 0);
        check_number(result.astray, 0);
    }
    fault_edits_release(&edits);
    buffer_release(&transcript);
    memory_free(source);
}

// Where edits land, more can go wrong. WYE_FAULTS=all: at every step.
static size_t fault_rounds(const char *name) {
    const char *wanted = getenv("WYE_FAULTS");
    if (wanted && strcmp(wanted, "all") == 0)
        return ALL_ROUNDS;
    return strncmp(name, "edits-", 6) == 0 ? EDIT_FAULT_ROUNDS : FAULT_ROUNDS;
}

void suite_session(void) {
    static const char folder[] = "tests/sessions";
    char **names = check_list_files(folder, ".session");
    check(names[0] != NULL);
    const bool is_whole = getenv("WYE_WHOLE"); // and nothing else: for valgrind, which is slow
    log_set_level(LOG_DEBUG);                  // what is logged is searched for keys (run.sh)
    for (char **name = names; *name; name++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, *name);
        if (check_is_skipped(*name))
            continue;
        for (int way = 0; way < (is_whole ? WHOLE + 1 : CHUNKINGS); way++) {
            check_case("%s, %s", *name, chunking_names[way]);
            play(path, (enum chunking)way);
        }
        if (!is_whole && !getenv("WYE_BLESS")) {
            check_case("%s, with faults", *name);
            play_faults(path, fault_rounds(*name));
        }
    }
    log_set_level(LOG_WARN);
    memory_free(names);
}
