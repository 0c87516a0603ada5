// A borrowed run of bytes. Owns nothing; lives as long as what it points into. Not NUL-terminated
// unless the function that returned it says so. Text is UTF-8 everywhere inside the server.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
    const char *data;
    size_t length;
};

#define SLICE(literal) ((struct slice){ .data = (literal), .length = sizeof(literal) - 1 })

// For printf: printf("<" SLICE_FORMAT ">", SLICE_ARGUMENT(name)).
#define SLICE_FORMAT "%.*s"
#define SLICE_ARGUMENT(slice) (int)(slice).length, (slice).data

#define SLICE_NOT_FOUND ((size_t)-1)

// The bytes of a C string without its NUL; NULL gives the empty slice.
static inline struct slice slice_from(const char *text) {
    return (struct slice){ .data = text ? text : "", .length = text ? strlen(text) : 0 };
}

// Bytes start to end (end not included) of `whole`; the bounds must lie inside and be in order.
struct slice slice_between(struct slice whole, size_t start, size_t end);
bool slice_is_equal(struct slice a, struct slice b);
// Whether `a` holds exactly the bytes of the C string `b`.
bool slice_is(struct slice a, const char *b);
bool slice_starts_with(struct slice whole, struct slice prefix);
bool slice_ends_with(struct slice whole, struct slice suffix);
// Offset of the first `needle` at or after `from`, or SLICE_NOT_FOUND. An empty needle is found
// at `from`.
size_t slice_find(struct slice whole, struct slice needle, size_t from);
// Whether `word` stands in `whole` with no letter, digit, `_`, `$` or byte past ASCII beside it; an
// empty one does not.
bool slice_has_word(struct slice whole, struct slice word);
// Without ASCII white space (blank, tab, CR, LF, FF, VT) at both ends.
struct slice slice_trim(struct slice whole);
// Takes the next line off `rest`: without its terminator, which is LF, CRLF or a lone CR. False
// when nothing is left. A final terminator does not make one more, empty line.
bool slice_next_line(struct slice *rest, struct slice *line);
// Order as memcmp has it, the shorter first among equals.
int slice_compare(struct slice a, struct slice b);
