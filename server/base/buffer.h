// Growable bytes with a hard cap, for input that others control. Always NUL-terminated, so that
// `data` can go where a C string is wanted. Out of memory aborts; the cap does not.
#pragma once

#include "base/slice.h"

struct buffer {
    char *data; // NULL until the first append
    size_t length;
    size_t capacity;
    size_t limit;    // 0: BUFFER_BYTES_MAX
    bool overflowed; // an append was refused since the last clear
};

// A buffer of zeros is empty, ready, and capped at BUFFER_BYTES_MAX (limits.h).
void buffer_init(struct buffer *buffer, size_t limit);
void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); // keeps the memory

// Appends all of `bytes`, or none of it and returns false where the cap would be passed.
bool buffer_append(struct buffer *buffer, struct slice bytes);
bool buffer_append_byte(struct buffer *buffer, char byte);
bool buffer_append_string(struct buffer *buffer, const char *text);
bool buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Drops the first `count` bytes (at most length) and moves the rest up.
void buffer_consume(struct buffer *buffer, size_t count);
// Makes the length `length`, which must not be more than it is.
void buffer_truncate(struct buffer *buffer, size_t length);
// Borrowed; valid until the next change.
struct slice buffer_slice(const struct buffer *buffer);
