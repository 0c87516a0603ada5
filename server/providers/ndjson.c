// The parser of JSON lines. Owns the line that has begun, nothing else. Invariant: what comes out
// depends on the bytes alone and not on how they were cut into chunks. It parses no JSON: it only
// looks whether the first line begins as an object does, and hands out nothing of what does not (a
// page, say), so that its scripts and style sheets are not taken for broken events.

#include "providers/ndjson.h"

#include "base/limits.h"

static const struct slice byte_order_mark = { .data = "\xEF\xBB\xBF", .length = 3 };

void ndjson_init(struct ndjson *ndjson) {
    *ndjson = (struct ndjson){ 0 };
    buffer_init(&ndjson->line, STREAM_LINE_BYTES_MAX);
}

void ndjson_release(struct ndjson *ndjson) {
    buffer_release(&ndjson->line);
}

static void take_line(struct ndjson *ndjson, ndjson_on_line *on_line, void *context) {
    struct slice line = buffer_slice(&ndjson->line);
    if (!ndjson->has_line && slice_starts_with(line, byte_order_mark))
        line = slice_between(line, byte_order_mark.length, line.length);
    line = slice_trim(line);
    if (line.length > 0 && !ndjson->has_line) {
        ndjson->has_line = true;
        ndjson->is_stream = line.data[0] == '{';
    }
    if (line.length > 0 && ndjson->is_stream)
        on_line(line, context);
    buffer_clear(&ndjson->line);
}

// A raw CR stands in no string of JSON, so that it may end a line as a LF does: CRLF is a line end
// and an empty line.
static size_t find_line_end(struct slice bytes, size_t from) {
    while (from < bytes.length && bytes.data[from] != '\n' && bytes.data[from] != '\r')
        from++;
    return from;
}

bool ndjson_feed(struct ndjson *ndjson, struct slice bytes, ndjson_on_line *on_line,
                 void *context) {
    for (size_t at = 0; at < bytes.length; at++) {
        const size_t end = find_line_end(bytes, at);
        if (!buffer_append(&ndjson->line, slice_between(bytes, at, end)))
            return false;
        if (end == bytes.length)
            return true;
        take_line(ndjson, on_line, context);
        at = end;
    }
    return true;
}

void ndjson_finish(struct ndjson *ndjson, ndjson_on_line *on_line, void *context) {
    take_line(ndjson, on_line, context);
}
