// The bytes and where each line begins. Invariant: starts[0] is 0, and an offset p > 0 is in
// `starts` exactly when the byte before it is LF, or is CR and the byte at p is no LF. So an edit
// of [s, e) can only change the starts in [s, e]: those are found anew, all later ones shift.
#include "text/text.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <stdatomic.h>

enum { BYTES_TO_SPARE = 256 }; // so that typing does not copy a large text at every key

struct text {
    atomic_size_t references;
    char *bytes; // and a NUL
    size_t length;
    size_t capacity;
    uint32_t *starts;
    size_t line_count;
    size_t line_capacity;
    size_t lone_cr_count; // starts that a lone CR made
};

// --- Life --------------------------------------------------------------------------------------

static bool is_line_start(const struct text *text, size_t offset) {
    char before = text->bytes[offset - 1];
    return before == '\n' ||
           (before == '\r' && (offset == text->length || text->bytes[offset] != '\n'));
}

// The first line start after `offset`, up to `last`; 0 where there is none.
static size_t next_start(const struct text *text, size_t offset, size_t last) {
    while (offset < last) {
        unsigned char byte = (unsigned char)text->bytes[offset++];
        if (byte <= '\r' && is_line_start(text, offset))
            return offset;
    }
    return 0;
}

// Replaces the starts with indexes [first, end) by those that stand at (after, last] now, and
// moves the later ones by `shift`.
static void index_lines(struct text *text, size_t first, size_t end, size_t after, size_t last,
                        size_t shift) {
    size_t found = 0;
    for (size_t at = after; (at = next_start(text, at, last));)
        found++;
    size_t tail = text->line_count - end, line_count = first + found + tail;
    if (line_count > text->line_capacity) {
        text->line_capacity = line_count + line_count / 4 + 8;
        text->starts = memory_resize(text->starts, text->line_capacity * sizeof *text->starts);
    }
    uint32_t *starts = text->starts, *moved = starts + first + found;
    if (tail && first + found != end)
        memmove(moved, starts + end, tail * sizeof *starts);
    for (size_t i = 0; i < tail; i++)
        moved[i] += (uint32_t)shift;
    for (size_t at = after; (at = next_start(text, at, last)); first++) {
        starts[first] = (uint32_t)at;
        text->lone_cr_count += text->bytes[at - 1] == '\r';
    }
    text->line_count = line_count;
}

static void reserve(struct text *text, size_t length) {
    ASSERT(length < UINT32_MAX);
    if (length < text->capacity)
        return;
    text->capacity = length + length / 8 + BYTES_TO_SPARE;
    text->bytes = memory_resize(text->bytes, text->capacity);
}

static struct text *copy_bytes(struct slice bytes) {
    struct text *text = MEMORY_NEW(struct text);
    text->references = 1;
    reserve(text, bytes.length);
    if (bytes.length)
        memcpy(text->bytes, bytes.data, bytes.length);
    text->length = bytes.length;
    text->bytes[text->length] = '\0';
    return text;
}

struct text *text_create(struct slice bytes) {
    struct text *text = copy_bytes(bytes);
    text->starts = MEMORY_NEW(uint32_t);
    text->line_count = text->line_capacity = 1;
    index_lines(text, 1, 1, 0, text->length, 0);
    return text;
}

struct text *text_copy(const struct text *text) {
    struct text *copy = copy_bytes(text_slice(text));
    size_t size = text->line_count * sizeof *text->starts;
    copy->starts = memory_resize(NULL, size);
    memcpy(copy->starts, text->starts, size);
    copy->line_count = copy->line_capacity = text->line_count;
    copy->lone_cr_count = text->lone_cr_count;
    return copy;
}

struct text *text_retain(struct text *text) {
    atomic_fetch_add_explicit(&text->references, 1, memory_order_relaxed);
    return text;
}

void text_release(struct text *text) {
    if (!text || atomic_fetch_sub_explicit(&text->references, 1, memory_order_acq_rel) > 1)
        return;
    memory_free(text->bytes);
    memory_free(text->starts);
    memory_free(text);
}

// --- Lines -------------------------------------------------------------------------------------

struct slice text_slice(const struct text *text) {
    return (struct slice){ text->bytes, text->length };
}

size_t text_length(const struct text *text) {
    return text->length;
}

size_t text_line_count(const struct text *text) {
    return text->line_count;
}

size_t text_lone_cr_count(const struct text *text) {
    return text->lone_cr_count;
}

// How many starts are at or before `offset`.
static size_t starts_to(const struct text *text, size_t offset) {
    size_t low = 0, high = text->line_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->starts[middle] <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t text_line_start(const struct text *text, size_t line) {
    return line < text->line_count ? text->starts[line] : text->length;
}

struct slice text_line(const struct text *text, size_t line) {
    size_t start = text_line_start(text, line), end = text_line_start(text, line + 1);
    if (line + 1 < text->line_count) {
        bool is_lf = text->bytes[end - 1] == '\n';
        end--;
        if (is_lf && end > start && text->bytes[end - 1] == '\r')
            end--;
    }
    return slice_between(text_slice(text), start, end);
}

size_t text_line_at(const struct text *text, size_t offset) {
    return starts_to(text, offset) - 1;
}

const char *text_line_ending(const struct text *text) {
    size_t crlf = 0;
    for (size_t line = 1; line < text->line_count; line++) {
        size_t end = text->starts[line];
        crlf += end > 1 && text->bytes[end - 1] == '\n' && text->bytes[end - 2] == '\r';
    }
    size_t cr = text->lone_cr_count, lf = text->line_count - 1 - crlf - cr;
    if (lf >= crlf && lf >= cr)
        return "\n";
    return crlf >= cr ? "\r\n" : "\r";
}

// --- Positions ---------------------------------------------------------------------------------

size_t text_offset_at(const struct text *text, struct position position,
                      enum position_encoding encoding) {
    if (position.line >= text->line_count)
        return text->length;
    struct slice line = text_line(text, position.line);
    return text->starts[position.line] + position_bytes(line, position.character, encoding);
}

struct position text_position_at(const struct text *text, size_t offset,
                                 enum position_encoding encoding) {
    size_t line = text_line_at(text, offset);
    struct slice content = text_line(text, line);
    content.length = utf8_floor(content, offset - text->starts[line]);
    return (struct position){ .line = (uint32_t)line,
                              .character = (uint32_t)position_units(content, encoding) };
}

struct range text_range_of(const struct text *text, struct span span,
                           enum position_encoding encoding) {
    return (struct range){ .start = text_position_at(text, span.start, encoding),
                           .end = text_position_at(text, span.end, encoding) };
}

struct span text_span_of(const struct text *text, struct range range,
                         enum position_encoding encoding) {
    size_t start = text_offset_at(text, range.start, encoding);
    size_t end = text_offset_at(text, range.end, encoding);
    return start <= end ? (struct span){ start, end } : (struct span){ end, start };
}

// --- Edits -------------------------------------------------------------------------------------

static void replace_in_place(struct text *text, struct span span, struct slice replacement) {
    size_t first = span.start ? starts_to(text, span.start - 1) : 1;
    size_t end = starts_to(text, span.end);
    for (size_t line = first; line < end; line++)
        text->lone_cr_count -= text->bytes[text->starts[line] - 1] == '\r';
    size_t shift = replacement.length - (span.end - span.start); // may wrap, and wraps back
    reserve(text, text->length + shift);
    memmove(text->bytes + span.start + replacement.length, text->bytes + span.end,
            text->length - span.end + 1);
    if (replacement.length)
        memcpy(text->bytes + span.start, replacement.data, replacement.length);
    text->length += shift;
    index_lines(text, first, end, span.start ? span.start - 1 : 0, span.start + replacement.length,
                shift);
}

static bool lies_inside(const struct text *text, struct slice bytes) {
    uintptr_t start = (uintptr_t)text->bytes, at = (uintptr_t)bytes.data;
    return bytes.length && at >= start && at <= start + text->length;
}

void text_replace(struct text **text, struct span span, struct slice replacement) {
    ASSERT(span.start <= span.end && span.end <= (*text)->length);
    if (atomic_load_explicit(&(*text)->references, memory_order_acquire) > 1) {
        struct text *copy = text_copy(*text);
        text_release(*text); // others hold it: the replacement may still point into it
        *text = copy;
    }
    char *apart = lies_inside(*text, replacement) ? memory_string_of(replacement) : NULL;
    if (apart)
        replacement.data = apart;
    replace_in_place(*text, span, replacement);
    memory_free(apart);
}
