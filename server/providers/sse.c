// The parser of event streams. Owns the line and the event that have begun, nothing else.
// Invariant: what comes out depends on the bytes alone and not on how they were cut into chunks.
// It knows no JSON and no provider; comments, ids and retry times are read over.

#include "providers/sse.h"

#include "base/limits.h"

static const struct slice byte_order_mark = { .data = "\xEF\xBB\xBF", .length = 3 };

void sse_init(struct sse *sse) {
    *sse = (struct sse){ 0 };
    buffer_init(&sse->line, STREAM_LINE_BYTES_MAX);
    buffer_init(&sse->name, STREAM_LINE_BYTES_MAX);
    buffer_init(&sse->data, STREAM_LINE_BYTES_MAX);
}

void sse_release(struct sse *sse) {
    buffer_release(&sse->line);
    buffer_release(&sse->name);
    buffer_release(&sse->data);
}

static void dispatch(struct sse *sse, sse_on_event *on_event, void *context) {
    if (sse->has_data)
        on_event(sse->name.length > 0 ? sse->name.data : "message", buffer_slice(&sse->data),
                 context);
    buffer_clear(&sse->name);
    buffer_clear(&sse->data);
    sse->has_data = false;
}

static bool add_data(struct sse *sse, struct slice value) {
    if (sse->has_data && !buffer_append_byte(&sse->data, '\n'))
        return false;
    sse->has_data = true;
    return buffer_append(&sse->data, value);
}

static bool take_field(struct sse *sse, struct slice line) {
    const char *colon = memchr(line.data, ':', line.length);
    const size_t length = colon ? (size_t)(colon - line.data) : line.length;
    const struct slice field = slice_between(line, 0, length);
    struct slice value = slice_between(line, colon ? length + 1 : length, line.length);
    if (value.length > 0 && value.data[0] == ' ')
        value = slice_between(value, 1, value.length);
    const bool is_data = slice_is(field, "data"), is_name = slice_is(field, "event");
    sse->is_stream |= is_data || is_name;
    if (is_data)
        return add_data(sse, value);
    if (is_name) {
        buffer_clear(&sse->name);
        return buffer_append(&sse->name, value);
    }
    return true;
}

// An empty line ends an event; a line that starts with a colon is a comment.
static bool take_line(struct sse *sse, sse_on_event *on_event, void *context) {
    struct slice line = buffer_slice(&sse->line);
    if (!sse->has_line && slice_starts_with(line, byte_order_mark))
        line = slice_between(line, byte_order_mark.length, line.length);
    sse->has_line = true;
    bool fits = true;
    if (line.length == 0)
        dispatch(sse, on_event, context);
    else if (line.data[0] == ':')
        sse->is_stream = true;
    else
        fits = take_field(sse, line);
    buffer_clear(&sse->line);
    return fits;
}

static size_t find_line_end(struct slice bytes, size_t from) {
    while (from < bytes.length && bytes.data[from] != '\n' && bytes.data[from] != '\r')
        from++;
    return from;
}

bool sse_feed(struct sse *sse, struct slice bytes, sse_on_event *on_event, void *context) {
    for (size_t at = 0; at < bytes.length; at++) {
        const bool is_second_half = sse->after_cr && bytes.data[at] == '\n';
        sse->after_cr = false;
        if (is_second_half)
            continue;
        const size_t end = find_line_end(bytes, at);
        if (!buffer_append(&sse->line, slice_between(bytes, at, end)))
            return false;
        if (end == bytes.length)
            return true;
        sse->after_cr = bytes.data[end] == '\r';
        if (!take_line(sse, on_event, context))
            return false;
        at = end;
    }
    return true;
}

bool sse_finish(struct sse *sse, sse_on_event *on_event, void *context) {
    if (sse->line.length > 0 && !take_line(sse, on_event, context))
        return false;
    dispatch(sse, on_event, context);
    return true;
}
