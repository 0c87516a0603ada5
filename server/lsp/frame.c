// Cuts the client's bytes into messages. A pull parser: it holds an unfinished header block or body
// and nothing else, and what it says does not depend on how the bytes were cut. It knows no JSON.
//
// Invariant: every state takes at least one byte or changes into another, so a call ends.
#include "lsp/frame.h"

#include "base/limits.h"

#include <strings.h>

static const char length_header[] = "Content-Length:";

enum {
    LENGTH_HEADER_BYTES = sizeof length_header - 1,
    KEPT_BYTES = 1 << 20, // a body buffer larger than this is given back
};

// Past this a length is taken for garbage, and not waited for.
static const uint64_t skipped_bytes_max = 4ull << 30;

void frame_init(struct frame *frame) {
    *frame = (struct frame){ 0 };
    buffer_init(&frame->header, FRAME_HEADER_BYTES_MAX);
    buffer_init(&frame->body, MESSAGE_BYTES_MAX);
}

void frame_release(struct frame *frame) {
    buffer_release(&frame->header);
    buffer_release(&frame->body);
}

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static struct slice take(struct slice *input, size_t count) {
    const struct slice taken = slice_between(*input, 0, count);
    *input = slice_between(*input, count, input->length);
    return taken;
}

// --- Headers -------------------------------------------------------------------------------------

// Offset of the last "Content-Length:" in any case, or SLICE_NOT_FOUND.
static size_t find_length_header(struct slice bytes) {
    for (size_t at = bytes.length; at-- > 0;) {
        if (bytes.length - at >= LENGTH_HEADER_BYTES &&
            strncasecmp(bytes.data + at, length_header, LENGTH_HEADER_BYTES) == 0)
            return at;
    }
    return SLICE_NOT_FOUND;
}

// Digits alone, or false.
static bool parse_length(struct slice text, uint64_t *length) {
    *length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || *length > skipped_bytes_max)
            return false;
        *length = *length * 10 + (uint64_t)(text.data[i] - '0');
    }
    return text.length > 0 && *length <= skipped_bytes_max;
}

// Reads a whole header block. NULL, or what is wrong with it. Bytes before a "Content-Length:" on
// its line are what a body before it was longer than announced, and do no harm.
static const char *read_headers(struct slice block, uint64_t *length) {
    const char *problem = "The headers of a message lack Content-Length; it was skipped.";
    struct slice line;
    while (slice_next_line(&block, &line)) {
        const size_t at = find_length_header(line);
        if (at == SLICE_NOT_FOUND)
            continue;
        const struct slice value = slice_between(line, at + LENGTH_HEADER_BYTES, line.length);
        problem = parse_length(slice_trim(value), length)
                      ? NULL
                      : "The Content-Length of a message is no number that can be; it was skipped.";
    }
    return problem;
}

static bool is_block_complete(struct slice block) {
    return slice_ends_with(block, SLICE("\n\r\n")) || slice_ends_with(block, SLICE("\n\n"));
}

static bool is_blank(struct slice block) {
    return slice_is(block, "\n") || slice_is(block, "\r\n");
}

// Goes looking for the next "Content-Length:". True where that is to be told.
static bool get_lost(struct frame *frame, const char *problem, struct frame_message *message) {
    const bool is_told = !frame->is_quiet;
    frame->is_quiet = true;
    frame->state = FRAME_LOST;
    frame->matched = 0;
    buffer_clear(&frame->header);
    *message = (struct frame_message){ .kind = FRAME_BROKEN, .problem = problem };
    return is_told;
}

static bool start_body(struct frame *frame, uint64_t length, struct frame_message *message) {
    buffer_clear(&frame->header);
    frame->is_quiet = false;
    frame->bytes_left = length;
    frame->state = length > MESSAGE_BYTES_MAX ? FRAME_SKIPPING : FRAME_IN_BODY;
    *message = (struct frame_message){ .kind = FRAME_OVERSIZE, .bytes = length };
    return frame->state == FRAME_SKIPPING;
}

// "c" begins the header's name and comes nowhere else in it, so one number is all to remember.
static void match(struct frame *frame, char byte) {
    const bool is_next = lower(byte) == lower(length_header[frame->matched]);
    frame->matched = is_next ? frame->matched + 1 : lower(byte) == 'c';
}

// The header block is full and has not ended: keeps what may still become headers.
static bool cut_headers(struct frame *frame, struct frame_message *message) {
    const struct slice block = buffer_slice(&frame->header);
    const size_t at = find_length_header(block);
    if (at != SLICE_NOT_FOUND && at > 0) {
        buffer_consume(&frame->header, at);
        return false;
    }
    char tail[LENGTH_HEADER_BYTES];
    memcpy(tail, block.data + block.length - sizeof tail, sizeof tail);
    const bool is_told = get_lost(
        frame, "The headers of a message are longer than 8 KiB; they were skipped.", message);
    for (size_t i = 0; i < sizeof tail; i++)
        match(frame, tail[i]);
    return is_told;
}

// Each returns true with a message to hand out.
static bool take_headers(struct frame *frame, struct slice *input, struct frame_message *message) {
    const size_t line_end = slice_find(*input, SLICE("\n"), 0);
    size_t count = line_end == SLICE_NOT_FOUND ? input->length : line_end + 1;
    if (count > FRAME_HEADER_BYTES_MAX - frame->header.length)
        count = FRAME_HEADER_BYTES_MAX - frame->header.length;
    buffer_append(&frame->header, take(input, count));

    const struct slice block = buffer_slice(&frame->header);
    if (is_blank(block)) { // some clients end a body with a line feed of their own
        buffer_clear(&frame->header);
        return false;
    }
    if (is_block_complete(block)) {
        uint64_t length = 0;
        const char *problem = read_headers(block, &length);
        return problem ? get_lost(frame, problem, message) : start_body(frame, length, message);
    }
    return block.length == FRAME_HEADER_BYTES_MAX && cut_headers(frame, message);
}

static void find_headers(struct frame *frame, struct slice *input) {
    while (input->length > 0 && frame->matched < LENGTH_HEADER_BYTES)
        match(frame, *take(input, 1).data);
    if (frame->matched == LENGTH_HEADER_BYTES) {
        buffer_append_string(&frame->header, length_header);
        frame->state = FRAME_IN_HEADERS;
    }
}

// --- Bodies --------------------------------------------------------------------------------------

static size_t take_count(const struct frame *frame, const struct slice *input) {
    return frame->bytes_left < input->length ? (size_t)frame->bytes_left : input->length;
}

static bool take_body(struct frame *frame, struct slice *input, struct frame_message *message) {
    struct slice part = take(input, take_count(frame, input));
    frame->bytes_left -= part.length;
    const bool is_whole = frame->bytes_left == 0 && frame->body.length == 0;
    if (!is_whole) {
        buffer_append(&frame->body, part);
        part = buffer_slice(&frame->body);
    }
    *message = (struct frame_message){ .kind = FRAME_BODY, .body = part };
    if (frame->bytes_left == 0)
        frame->state = FRAME_IN_HEADERS;
    return frame->bytes_left == 0;
}

static void skip_body(struct frame *frame, struct slice *input) {
    frame->bytes_left -= take(input, take_count(frame, input)).length;
    if (frame->bytes_left == 0)
        frame->state = FRAME_IN_HEADERS;
}

// The body that was handed out by the last call is done with.
static void drop_body(struct frame *frame) {
    if (frame->state == FRAME_IN_BODY || frame->body.length == 0)
        return;
    if (frame->body.capacity > KEPT_BYTES) {
        buffer_release(&frame->body);
        buffer_init(&frame->body, MESSAGE_BYTES_MAX);
    }
    buffer_clear(&frame->body);
}

static bool step(struct frame *frame, struct slice *input, struct frame_message *message) {
    switch (frame->state) {
    case FRAME_IN_HEADERS:
        return take_headers(frame, input, message);
    case FRAME_IN_BODY:
        return take_body(frame, input, message);
    case FRAME_SKIPPING:
        skip_body(frame, input);
        return false;
    case FRAME_LOST:
        find_headers(frame, input);
        return false;
    }
    return false;
}

bool frame_next(struct frame *frame, struct slice *input, struct frame_message *message) {
    drop_body(frame);
    // A body of no bytes is complete without any input.
    while (input->length > 0 || (frame->state == FRAME_IN_BODY && frame->bytes_left == 0)) {
        if (step(frame, input, message))
            return true;
    }
    return false;
}

bool frame_encode(struct slice body, struct buffer *out) {
    return buffer_format(out, "Content-Length: %zu\r\n\r\n", body.length) &&
           buffer_append(out, body);
}
