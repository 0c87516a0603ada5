// Framing: that messages come out the same however their bytes were cut, and that after bytes that
// are no frame the next good one still does.
#include "lsp/frame.h"

#include "base/limits.h"
#include "runner/check.h"

// Appends what comes out of `input`: <body>, !problem's first words!, or ^bytes^ for oversize.
static void feed(struct frame *frame, struct slice input, struct buffer *out) {
    struct frame_message message;
    while (frame_next(frame, &input, &message)) {
        switch (message.kind) {
        case FRAME_BODY:
            buffer_format(out, "<" SLICE_FORMAT ">", SLICE_ARGUMENT(message.body));
            break;
        case FRAME_BROKEN:
            buffer_format(out, "!%.14s!", message.problem);
            break;
        case FRAME_OVERSIZE:
            buffer_format(out, "^%llu^", (unsigned long long)message.bytes);
            break;
        }
    }
    check_number(input.length, 0);
}

enum { WHOLE = 0, RANDOM = -1 };

// Plays `input` in pieces of `size` bytes, or whole, or in random ones.
static void play(struct slice input, int size, const char *expected) {
    static unsigned long long state;
    if (!state)
        state = check_seed() | 1;
    struct frame frame;
    struct buffer out = { 0 };
    frame_init(&frame);
    for (size_t at = 0; at < input.length;) {
        size_t count = size == RANDOM ? 1 + check_random(&state) % 9 : (size_t)size;
        if (size == WHOLE || count > input.length - at)
            count = input.length - at;
        // A copy of its own, so that reading past it is seen.
        struct buffer piece = { 0 };
        buffer_append(&piece, slice_between(input, at, at + count));
        feed(&frame, buffer_slice(&piece), &out);
        buffer_release(&piece);
        at += count;
    }
    check_text(buffer_slice(&out), slice_from(expected));
    buffer_release(&out);
    frame_release(&frame);
}

static const struct {
    const char *name, *input, *expected;
} cases[] = {
    { "plain", "Content-Length: 2\r\n\r\n{}", "<{}>" },
    { "two", "Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", "<{}><[1]>" },
    { "unfinished", "Content-Length: 3\r\n\r\n{}", "" },
    { "empty body", "Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}", "<><{}>" },
    { "type first", "Content-Type: x; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", "<{}>" },
    { "type last", "Content-Length: 2\r\nContent-Type: x\r\n\r\n{}", "<{}>" },
    { "unknown header", "X-A: b:c\r\nContent-Length: 2\r\nY:\r\n\r\n{}", "<{}>" },
    { "line feeds", "Content-Length: 2\n\n{}Content-Length: 2\n\n[]", "<{}><[]>" },
    { "mixed ends", "A: b\nContent-Length: 2\r\n\n{}", "<{}>" },
    { "case", "content-length:2\r\n\r\n{}CONTENT-LENGTH:  2 \r\n\r\n[]", "<{}><[]>" },
    { "blank lines between", "Content-Length: 2\r\n\r\n{}\r\n\nContent-Length: 2\r\n\r\n[]",
      "<{}><[]>" },
    { "headers in a body", "Content-Length: 21\r\n\r\nContent-Length: 2\r\n\r\n",
      "<Content-Length: 2\r\n\r\n>" },
    { "no length", "A: b\r\n\r\n{}Content-Length: 2\r\n\r\n[]", "!The headers of!<[]>" },
    { "negative", "Content-Length: -2\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
      "!The Content-Le!<[]>" },
    { "no number", "Content-Length: 2x\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
      "!The Content-Le!<[]>" },
    { "empty number", "Content-Length:\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
      "!The Content-Le!<[]>" },
    { "huge number",
      "Content-Length: 99999999999999999999999\r\n\r\n{}\nContent-Length: 2\r\n\r\n[]",
      "!The Content-Le!<[]>" },
    { "beyond all reason", "Content-Length: 4294967297\r\n\r\n{}\nContent-Length: 2\r\n\r\n[]",
      "!The Content-Le!<[]>" },
    { "length too short", "Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n[]", "<{><[]>" },
    { "told once",
      "Content-Length: x\r\n\r\nContent-Length: y\r\n\r\nContent-Length: 2\r\n\r\n{}A:\n\n"
      "Content-Length: 2\r\n\r\n[]",
      "!The Content-Le!<{}>!The headers of!<[]>" },
    { "garbage first", "hello\nContent-Length: 2\r\n\r\n{}", "<{}>" },
    { "found in pieces of itself", "A: b\n\nContent-CContent-LeContent-Length: 2\n\n{}",
      "!The headers of!<{}>" },
};

static void texts(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (check_is_skipped(cases[i].name))
            continue;
        check_case("%s", cases[i].name);
        const struct slice input = slice_from(cases[i].input);
        play(input, WHOLE, cases[i].expected);
        play(input, 1, cases[i].expected);
        for (int round = 0; round < 20; round++)
            play(input, RANDOM, cases[i].expected);
    }
}

// Headers that do not end within their cap, with the next good ones at every place around it.
static void endless_headers(void) {
    static const char good[] = "Content-Length: 2\r\n\r\n{}";
    check_case("endless headers");
    for (size_t length = FRAME_HEADER_BYTES_MAX - 30; length < FRAME_HEADER_BYTES_MAX + 30;
         length++) {
        struct buffer input = { 0 };
        buffer_append_string(&input, "X: ");
        while (input.length < length)
            buffer_append_byte(&input, 'c');
        buffer_append_string(&input, good);
        struct frame frame;
        struct buffer whole = { 0 }, bytes = { 0 };
        frame_init(&frame);
        feed(&frame, buffer_slice(&input), &whole);
        frame_release(&frame);
        frame_init(&frame);
        for (size_t i = 0; i < input.length; i++)
            feed(&frame, slice_between(buffer_slice(&input), i, i + 1), &bytes);
        frame_release(&frame);
        check_text(buffer_slice(&bytes), buffer_slice(&whole));
        check(slice_ends_with(buffer_slice(&whole), SLICE("<{}>")));
        buffer_release(&input);
        buffer_release(&whole);
        buffer_release(&bytes);
    }
}

static void oversize(void) {
    check_case("oversize");
    struct frame frame;
    struct buffer out = { 0 }, piece = { 0 };
    while (piece.length < 1 << 20)
        buffer_append_byte(&piece, ' ');
    frame_init(&frame);
    feed(&frame, SLICE("Content-Length: 67108865\r\n\r\n"), &out);
    for (int i = 0; i < 64; i++)
        feed(&frame, buffer_slice(&piece), &out);
    check_number(frame.body.length, 0);
    feed(&frame, SLICE("!Content-Length: 2\r\n\r\n{}"), &out);
    check_text(buffer_slice(&out), SLICE("^67108865^<{}>"));
    buffer_release(&out);
    buffer_release(&piece);
    frame_release(&frame);
}

static void encoded(void) {
    check_case("encoded");
    struct buffer out = { 0 };
    check(frame_encode(SLICE("{\"a\":\"\u00e9\"}"), &out));
    check_text(buffer_slice(&out), SLICE("Content-Length: 10\r\n\r\n{\"a\":\"\u00e9\"}"));
    buffer_release(&out);
}

void suite_frame(void) {
    texts();
    endless_headers();
    oversize();
    encoded();
}
