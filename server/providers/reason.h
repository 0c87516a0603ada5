// A provider's own words about what went wrong, made fit for a person's eyes.
#pragma once

#include "base/json.h"

// Writes one line into `out` (its size with the NUL is `size`): control characters and runs of
// white space become one blank, what looks like a key becomes "[key]", what is too long is cut
// before a code point, with "…" in its place. Empty where nothing is left.
void reason_clean(struct slice text, char *out, size_t size);
// From an error object in one of the shapes that providers use; false where it holds no words.
bool reason_of_json(const struct json *root, char *out, size_t size);
// From a body that is no JSON: an HTML page's title, else its text; at most 200 bytes.
void reason_of_text(struct slice body, char *out, size_t size);
