// Between LSP's JSON and ours: positions, ranges, and file URIs.
#pragma once

#include "base/arena.h"
#include "base/json.h"
#include "text/position.h"

// False for anything but whole numbers from 0. What is past 2^32 is the last position there is.
bool convert_position(const struct json *value, struct position *position);
bool convert_range(const struct json *value, struct range *range);

// The absolute path that a file URI names: percent-decoded, without a query or a fragment, without
// a final slash. NULL for any other URI, for another machine's file, and for a path with a NUL.
const char *convert_path(struct arena *arena, const char *uri);
