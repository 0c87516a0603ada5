// Keeps lists of replacements in order and does them in one pass. All offsets are of the text
// before any edit, so no edit has to know of another.
#include "text/edit.h"

#include "base/error.h"

static bool is_before(const struct edit *a, const struct edit *b) {
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start;
    return a->span.end < b->span.end; // an insertion comes before what begins at its place
}

// Merges the sorted runs [start, middle) and [middle, end) of `from` into `to`; the first run
// wins among equals.
static void merge(const struct edit *from, struct edit *to, size_t start, size_t middle,
                  size_t end) {
    size_t left = start, right = middle;
    for (size_t at = start; at < end; at++) {
        bool is_right = left == middle || (right < end && is_before(&from[right], &from[left]));
        to[at] = from[is_right ? right++ : left++];
    }
}

void edits_sort(struct edits *edits) {
    size_t count = edits->count;
    struct edit *other = memory_alloc(count * sizeof *other);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            merge(edits->items, other, start, middle, end);
        }
        memcpy(edits->items, other, count * sizeof *other);
    }
    memory_free(other);
}

bool edits_are_valid(const struct edits *edits, size_t length) {
    size_t from = 0;
    for (size_t i = 0; i < edits->count; i++) {
        struct span span = edits->items[i].span;
        if (span.start < from || span.end < span.start || span.end > length)
            return false;
        from = span.end;
    }
    return true;
}

bool edits_apply(const struct edits *edits, struct slice text, struct buffer *out) {
    ASSERT(edits_are_valid(edits, text.length));
    bool fits = true;
    size_t from = 0;
    for (size_t i = 0; i < edits->count && fits; i++) {
        const struct edit *edit = &edits->items[i];
        fits = buffer_append(out, slice_between(text, from, edit->span.start)) &&
               buffer_append(out, edit->replacement);
        from = edit->span.end;
    }
    return fits && buffer_append(out, slice_between(text, from, text.length));
}

bool span_shift(struct span *span, struct span changed, size_t replacement_length) {
    if (changed.start >= span->end && changed.end > span->start)
        return true;
    if (changed.end > span->start)
        return false;
    size_t shift = replacement_length - (changed.end - changed.start); // may wrap, and wraps back
    span->start += shift;
    span->end += shift;
    return true;
}
