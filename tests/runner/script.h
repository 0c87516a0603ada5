// Plays one session file against one server and writes down all that came of it.
#pragma once

#include "base/buffer.h"

// What goes wrong once, at any moment, in a session that was not written for it.
enum script_fault {
    SCRIPT_FAULT_NONE,
    SCRIPT_FAULT_END,    // the server's process is ended
    SCRIPT_FAULT_CANCEL, // all jobs are cancelled
    SCRIPT_FAULT_EDIT,   // every document gets an empty first line
    SCRIPT_FAULT_CUT,    // every connection breaks
    SCRIPT_FAULTS,
};

struct script_options {
    enum script_fault fault;
    size_t fault_after;            // so many tasks of the host
    unsigned long long chunk_seed; // not 0: bytes to the server come in random chunks
    bool is_bytewise;
    const char *messages; // NULL, or a file to which every outgoing message is appended as JSON
};

struct script_result {
    size_t unanswered;   // requests without exactly one reply
    size_t live;         // effects that are still there after the end
    size_t delivered;    // tasks of the host
    const char *problem; // "" or what is wrong with the file; static
};

// Appends the file as it should be: the same steps, each followed by what the server did then.
struct script_result script_play(struct slice source, const struct script_options *options,
                                 struct buffer *transcript);
