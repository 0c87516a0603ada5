// Server-sent events, as the WHATWG standard has them: bytes in any chunks, events out.
#pragma once

#include "base/buffer.h"

// `name` is "message" where the stream gave none. `data` may be empty. Both are borrowed for the
// call.
typedef void sse_on_event(const char *name, struct slice data, void *context);

struct sse {
    struct buffer line; // the line that has begun
    struct buffer name;
    struct buffer data;
    bool has_data;
    bool is_stream; // a comment, data or a name was seen
    bool has_line;  // a first line was seen: a BOM after it is no BOM
    bool after_cr;  // a LF now belongs to the CR before it
};

// A struct sse of zeros is not ready: the caps are set here.
void sse_init(struct sse *sse);
void sse_release(struct sse *sse);
// False once a line, or the joined data of one event, is over STREAM_LINE_BYTES_MAX; the parser
// must not be fed again then.
bool sse_feed(struct sse *sse, struct slice bytes, sse_on_event *on_event, void *context);
// The bytes ended. Hands out what had begun, although the standard drops it: a last event may lack
// its empty line. Its data may be cut, so the receiver must be able to tell.
bool sse_finish(struct sse *sse, sse_on_event *on_event, void *context);
