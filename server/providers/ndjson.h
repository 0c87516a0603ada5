// JSON lines (NDJSON): bytes in any chunks, lines out. Empty lines keep a connection alive.
#pragma once

#include "base/buffer.h"

typedef void ndjson_on_line(struct slice line, void *context); // borrowed for the call

struct ndjson {
    struct buffer line; // the line that has begun
    bool has_line;      // a line that says something was seen: a BOM after it is no BOM
    bool is_stream;     // it began as an object does
};

// A struct ndjson of zeros is not ready: the cap is set here.
void ndjson_init(struct ndjson *ndjson);
void ndjson_release(struct ndjson *ndjson);
// False once a line is over STREAM_LINE_BYTES_MAX; the parser must not be fed again then.
bool ndjson_feed(struct ndjson *ndjson, struct slice bytes, ndjson_on_line *on_line, void *context);
// The bytes ended. Hands out the line that had begun: a last one may lack its line end. It may be
// cut, so the receiver must be able to tell.
void ndjson_finish(struct ndjson *ndjson, ndjson_on_line *on_line, void *context);
