// Plays one session file against one server and writes down all that came of it.
#pragma once

#include "runner/fault.h"

struct script_options {
    enum script_fault fault;
    size_t fault_after;            // so many tasks of the host
    unsigned long long chunk_seed; // not 0: bytes to the server come in random chunks
    bool is_bytewise;
    struct fault_edits *edits; // NULL, or those that are done; with a fault, those done without it
    const char *messages; // NULL, or a file to which every outgoing message is appended as JSON
};

struct script_result {
    size_t unanswered;   // requests without exactly one reply
    size_t astray;       // edits that came to something else than without the fault
    size_t live;         // effects that are still there after the end
    size_t leaks;        // places where a key stood that may not be there
    size_t delivered;    // tasks of the host
    const char *problem; // "" or what is wrong with the file; static
};

// Appends the file as it should be: the same steps, each followed by what the server did then.
struct script_result script_play(struct slice source, const struct script_options *options,
                                 struct buffer *transcript);
