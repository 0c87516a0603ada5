// Replacements in a text, by byte offsets of the text before any of them: sorted and disjoint.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/vec.h"
#include "text/position.h"

struct edit {
    struct span span;
    struct slice replacement; // borrowed
};

struct edits {
    struct edit *items;
    size_t count;
    size_t capacity;
};

// By start; insertions at one place keep their order.
void edits_sort(struct edits *edits);
// Whether they are sorted, disjoint, in order and inside a text of `length` bytes.
bool edits_are_valid(const struct edits *edits, size_t length);
// Appends the text with all (valid) edits done. False where the buffer's cap was met.
bool edits_apply(const struct edits *edits, struct slice text, struct buffer *out);
// Where a span lies after one replacement of `changed` by `replacement_length` bytes: moved,
// when it lies beside; false when the two touch inside and it cannot be said.
bool span_shift(struct span *span, struct span changed, size_t replacement_length);
