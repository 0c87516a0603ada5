// File URIs (RFC 8089).
#pragma once

#include "base/arena.h"

// The file URI of an absolute path, all but unreserved characters and slashes percent-encoded.
const char *uri_of_path(struct arena *arena, const char *path);
