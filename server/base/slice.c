// Looking at borrowed bytes. Nothing here allocates, and a slice of zeros (NULL, 0) is a good
// empty slice everywhere, which is why no length of 0 reaches memcmp.
#include "base/slice.h"

#include "base/error.h"

static const char blanks[] = " \t\r\n\f\v";

static bool is_blank(char byte) {
    return byte && strchr(blanks, byte);
}

static bool is_same(const char *a, const char *b, size_t length) {
    return length == 0 || memcmp(a, b, length) == 0;
}

struct slice slice_between(struct slice whole, size_t start, size_t end) {
    ASSERT(start <= end && end <= whole.length);
    return (struct slice){ .data = whole.data ? whole.data + start : "", .length = end - start };
}

bool slice_is_equal(struct slice a, struct slice b) {
    return a.length == b.length && is_same(a.data, b.data, a.length);
}

bool slice_is(struct slice a, const char *b) {
    return slice_is_equal(a, slice_from(b));
}

bool slice_starts_with(struct slice whole, struct slice prefix) {
    return whole.length >= prefix.length && is_same(whole.data, prefix.data, prefix.length);
}

bool slice_ends_with(struct slice whole, struct slice suffix) {
    if (whole.length < suffix.length)
        return false;
    return slice_is_equal(slice_between(whole, whole.length - suffix.length, whole.length), suffix);
}

size_t slice_find(struct slice whole, struct slice needle, size_t from) {
    if (needle.length == 0)
        return from <= whole.length ? from : SLICE_NOT_FOUND;
    while (from < whole.length && whole.length - from >= needle.length) {
        size_t window = whole.length - from - needle.length + 1;
        const char *hit = memchr(whole.data + from, needle.data[0], window);
        if (!hit)
            break;
        if (is_same(hit, needle.data, needle.length))
            return (size_t)(hit - whole.data);
        from = (size_t)(hit - whole.data) + 1;
    }
    return SLICE_NOT_FOUND;
}

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           byte == '$' || (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80;
}

bool slice_has_word(struct slice whole, struct slice word) {
    size_t at = 0;
    while (word.length && (at = slice_find(whole, word, at)) != SLICE_NOT_FOUND) {
        size_t end = at + word.length;
        if ((at == 0 || !is_word_byte(whole.data[at - 1])) &&
            (end == whole.length || !is_word_byte(whole.data[end])))
            return true;
        at = end;
    }
    return false;
}

struct slice slice_trim(struct slice whole) {
    size_t start = 0, end = whole.length;
    while (start < end && is_blank(whole.data[start]))
        start++;
    while (end > start && is_blank(whole.data[end - 1]))
        end--;
    return slice_between(whole, start, end);
}

bool slice_next_line(struct slice *rest, struct slice *line) {
    if (rest->length == 0)
        return false;
    size_t end = 0;
    while (end < rest->length && rest->data[end] != '\n' && rest->data[end] != '\r')
        end++;
    size_t next = end < rest->length ? end + 1 : end;
    if (next > end && rest->data[end] == '\r' && next < rest->length && rest->data[next] == '\n')
        next++;
    *line = slice_between(*rest, 0, end);
    *rest = slice_between(*rest, next, rest->length);
    return true;
}

int slice_compare(struct slice a, struct slice b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}
