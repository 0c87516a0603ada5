// Growth by doubling, up to the cap. An append that would pass the cap changes nothing but the
// flag `overflowed`, so that whoever writes much may look once, at the end.
#include "base/buffer.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/memory.h"

#include <stdarg.h>

enum { CAPACITY_MIN = 64 };

void buffer_init(struct buffer *buffer, size_t limit) {
    *buffer = (struct buffer){ .limit = limit };
}

void buffer_release(struct buffer *buffer) {
    memory_free(buffer->data);
    *buffer = (struct buffer){ .limit = buffer->limit };
}

void buffer_clear(struct buffer *buffer) {
    buffer->length = 0;
    buffer->overflowed = false;
    if (buffer->data)
        buffer->data[0] = '\0';
}

// Room for `more` bytes and the NUL.
static bool buffer_reserve(struct buffer *buffer, size_t more) {
    size_t limit = buffer->limit ? buffer->limit : BUFFER_BYTES_MAX;
    if (buffer->length > limit || more > limit - buffer->length) {
        buffer->overflowed = true;
        return false;
    }
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity : CAPACITY_MIN;
    while (capacity < needed)
        capacity *= 2;
    buffer->data = memory_resize(buffer->data, capacity);
    buffer->capacity = capacity;
    return true;
}

bool buffer_append(struct buffer *buffer, struct slice bytes) {
    if (!buffer_reserve(buffer, bytes.length))
        return false;
    if (bytes.length)
        memcpy(buffer->data + buffer->length, bytes.data, bytes.length);
    buffer->length += bytes.length;
    buffer->data[buffer->length] = '\0';
    return true;
}

bool buffer_append_byte(struct buffer *buffer, char byte) {
    return buffer_append(buffer, (struct slice){ .data = &byte, .length = 1 });
}

bool buffer_append_string(struct buffer *buffer, const char *text) {
    return buffer_append(buffer, slice_from(text));
}

bool buffer_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    ASSERT(length >= 0);
    bool fits = buffer_reserve(buffer, (size_t)length);
    if (fits) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
    return fits;
}

void buffer_consume(struct buffer *buffer, size_t count) {
    if (count == 0 || buffer->length == 0)
        return;
    count = count < buffer->length ? count : buffer->length;
    buffer->length -= count;
    memmove(buffer->data, buffer->data + count, buffer->length);
    buffer->data[buffer->length] = '\0';
}

void buffer_truncate(struct buffer *buffer, size_t length) {
    ASSERT(length <= buffer->length);
    buffer->length = length;
    if (buffer->data)
        buffer->data[length] = '\0';
}

struct slice buffer_slice(const struct buffer *buffer) {
    return (struct slice){ .data = buffer->data ? buffer->data : "", .length = buffer->length };
}
