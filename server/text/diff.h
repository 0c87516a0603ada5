// The difference of two texts, by lines and then by tokens (Myers, "An O(ND) Difference Algorithm",
// 1986), bounded: where the two differ too much it falls back to one replacement.
#pragma once

#include "base/buffer.h"
#include "text/edit.h"

// The one replacement between the common start and the common end, neither of which splits a code
// point or a CRLF. The replacement borrows from `after`.
struct edit diff_narrow(struct slice before, struct slice after);

// Appends to `edits` the minimal edits that turn `before` into `after`, their spans moved by
// `offset`: unchanged lines are not touched, and each replacement is narrowed to what differs
// inside its lines, never splitting a code point or a CRLF. Replacements borrow from `after`.
void diff_edits(struct slice before, struct slice after, size_t offset, struct edits *edits);

// Appends what `diff_unified` shows, as edits of whole lines: each replaces lines of `before`,
// maybe none, by lines of `after`, maybe none. Replacements point into `after`, empty ones too.
void diff_lines(struct slice before, struct slice after, struct edits *edits);

// Appends a unified diff with three lines of context that `patch -p1` takes: "--- a/path",
// "+++ b/path", "\ No newline at end of file" where it belongs. Nothing when the two are equal.
// False where the buffer's cap was met.
bool diff_unified(struct slice before, struct slice after, const char *path, struct buffer *out);
// The same for a file that is made.
bool diff_created(struct slice text, const char *path, struct buffer *out);
