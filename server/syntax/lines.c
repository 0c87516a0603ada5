// Offsets of lines in a text without an index: each call looks only at the lines around it.
// Knows no language and no tree. CRLF is one end of a line and is never cut in two.
#include "syntax/lines.h"

enum {
    PARAGRAPH_BYTES = 16 << 10,
};

static bool is_terminator(char byte) {
    return byte == '\n' || byte == '\r';
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\f' || byte == '\v' || is_terminator(byte);
}

size_t lines_start(struct slice text, size_t offset) {
    // Between CR and LF is still the line that they end.
    if (offset > 0 && offset < text.length && text.data[offset] == '\n' &&
        text.data[offset - 1] == '\r')
        offset--;
    while (offset > 0 && !is_terminator(text.data[offset - 1]))
        offset--;
    return offset;
}

size_t lines_end(struct slice text, size_t offset) {
    if (offset > 0 && offset < text.length && text.data[offset] == '\n' &&
        text.data[offset - 1] == '\r')
        return offset - 1;
    while (offset < text.length && !is_terminator(text.data[offset]))
        offset++;
    return offset;
}

size_t lines_next(struct slice text, size_t offset) {
    size_t end = lines_end(text, offset);
    if (end + 1 < text.length && text.data[end] == '\r' && text.data[end + 1] == '\n')
        return end + 2;
    return end < text.length ? end + 1 : end;
}

size_t lines_first_visible(struct slice text, size_t offset) {
    size_t at = lines_start(text, offset), end = lines_end(text, offset);
    while (at < end && is_space(text.data[at]))
        at++;
    return at;
}

bool lines_is_blank(struct slice text, size_t offset) {
    return lines_first_visible(text, offset) == lines_end(text, offset);
}

struct span lines_trim(struct slice text, struct span span) {
    bool has_bom = span.start == 0 && slice_starts_with(text, SLICE("\xef\xbb\xbf"));
    if (has_bom && span.end >= 3)
        span.start = 3;
    while (span.start < span.end && is_space(text.data[span.start]))
        span.start++;
    while (span.end > span.start && is_space(text.data[span.end - 1]))
        span.end--;
    return span;
}

struct span lines_paragraph(struct slice text, struct span span) {
    struct span grown = { lines_start(text, span.start), lines_end(text, span.end) };
    while (grown.start > 0 && span.start - grown.start < PARAGRAPH_BYTES) {
        size_t above = lines_start(text, grown.start - 1);
        if (lines_is_blank(text, above))
            break;
        grown.start = above;
    }
    while (grown.end < text.length && grown.end - span.end < PARAGRAPH_BYTES) {
        size_t below = lines_next(text, grown.end);
        if (below == grown.end || lines_is_blank(text, below))
            break;
        grown.end = lines_end(text, below);
    }
    return grown;
}
