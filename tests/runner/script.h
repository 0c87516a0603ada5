// Plays one session file against one server and writes down all that came of it.
#pragma once

#include "base/buffer.h"

struct script_options {
    unsigned long long chunk_seed; // not 0: bytes to the server come in random chunks
    bool is_bytewise;
    const char *messages; // NULL, or a file to which every outgoing message is appended as JSON
};

struct script_result {
    size_t unanswered;   // requests without exactly one reply
    size_t live;         // effects that are still there after the end
    const char *problem; // "" or what is wrong with the file; static
};

// Appends the file as it should be: the same steps, each followed by what the server did then.
struct script_result script_play(struct slice source, const struct script_options *options,
                                 struct buffer *transcript);
