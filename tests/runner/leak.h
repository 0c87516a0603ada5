// Test keys in places where no key may stand.
#pragma once

#include "base/buffer.h"

// Every key of the sessions has `test-key` in it.
bool leak_has_key(struct slice bytes);
// Counts, and notes for the transcript, what has one.
void leak_look(size_t *count, struct buffer *notes, const char *where, struct slice bytes);
