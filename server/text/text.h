// An immutable-looking text with its line index, refcounted, so that a snapshot costs one
// increment. An edit changes it in place when nobody else holds it, and copies it otherwise.
// Lines end with LF, CRLF or a lone CR, as LSP has it. Bytes are kept exactly, a BOM included.
// References may be taken and released on any thread; changing is for the one who holds the only
// one, and whoever copies holds one.
#pragma once

#include "base/slice.h"
#include "text/position.h"

struct text;

struct text *text_create(struct slice bytes); // copies; one reference
struct text *text_retain(struct text *text);
void text_release(struct text *text); // NULL is allowed

struct slice text_slice(const struct text *text); // all of it; NUL-terminated; borrowed
size_t text_length(const struct text *text);
size_t text_line_count(const struct text *text); // at least 1; after a final terminator, one more
// Offset of the first byte of `line`, the text's length past the last one.
size_t text_line_start(const struct text *text, size_t line);
size_t text_lone_cr_count(const struct text *text);           // lines that end so; mostly 0
struct slice text_line(const struct text *text, size_t line); // without its terminator
size_t text_line_at(const struct text *text, size_t offset);  // binary search

// Positions past a line's end clamp to its end (before the terminator), past the last line to the
// text's end, as the specification says.
size_t text_offset_at(const struct text *text, struct position position,
                      enum position_encoding encoding);
struct position text_position_at(const struct text *text, size_t offset,
                                 enum position_encoding encoding);
struct range text_range_of(const struct text *text, struct span span,
                           enum position_encoding encoding);
struct span text_span_of(const struct text *text, struct range range,
                         enum position_encoding encoding); // start and end put in order

struct text *text_copy(const struct text *text); // one reference
// Replaces a span. `*text` is the caller's reference: it is changed in place or exchanged for a
// new text. The line index is updated, not rebuilt.
void text_replace(struct text **text, struct span span, struct slice replacement);

// "\n", "\r\n" or "\r": the one most lines end with, "\n" where there is none.
const char *text_line_ending(const struct text *text);
