// The base protocol's framing: headers with a Content-Length, then that many bytes. Takes any
// chunking, headers in any order and unknown ones, and lines that end with LF alone. After bytes
// that are no frame it looks for the next "Content-Length:" and goes on from there.
#pragma once

#include "base/buffer.h"

#include <stdint.h>

enum frame_state {
    FRAME_IN_HEADERS,
    FRAME_IN_BODY,
    FRAME_SKIPPING, // a body that is too large
    FRAME_LOST,     // looking for the next "Content-Length:"
};

struct frame {
    enum frame_state state;
    struct buffer header;
    struct buffer body;
    bool is_quiet;       // has told of broken bytes, and seen no good headers since
    size_t matched;      // FRAME_LOST: how much of "Content-Length:" the last bytes are
    uint64_t bytes_left; // of the body
};

enum frame_kind {
    FRAME_BODY,
    FRAME_BROKEN,   // bytes that are no frame; told once until the next good headers
    FRAME_OVERSIZE, // a body over MESSAGE_BYTES_MAX, which is skipped
};

struct frame_message {
    enum frame_kind kind;
    struct slice body;   // FRAME_BODY; borrowed until the next call or the end of `input`
    uint64_t bytes;      // FRAME_OVERSIZE: its Content-Length
    const char *problem; // FRAME_BROKEN: what is wrong, a static sentence
};

void frame_init(struct frame *frame);
void frame_release(struct frame *frame);
// Takes bytes off `input` up to the end of the next message. False when all are taken and there
// is none yet.
bool frame_next(struct frame *frame, struct slice *input, struct frame_message *message);
// Appends a whole frame around `body`.
bool frame_encode(struct slice body, struct buffer *out);
