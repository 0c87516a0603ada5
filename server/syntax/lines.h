// Lines of a slice, for this room: a line ends with LF, CRLF or a lone CR.
#pragma once

#include "base/slice.h"
#include "text/position.h"

// First byte of the line that holds `offset`; its end without the terminator.
size_t lines_start(struct slice text, size_t offset);
size_t lines_end(struct slice text, size_t offset);
// Start of the next line, the text's length after the last one.
size_t lines_next(struct slice text, size_t offset);
// First byte of the line that is no blank or tab; the line's end where there is none.
size_t lines_first_visible(struct slice text, size_t offset);
bool lines_is_blank(struct slice text, size_t offset);
// Without white space at both ends, and without a BOM. Empty, at its start, where there is nothing
// else.
struct span lines_trim(struct slice text, struct span span);
// Grown to whole lines, and over the lines above and below as far as none is blank, bounded to
// PARAGRAPH_BYTES each way.
struct span lines_paragraph(struct slice text, struct span span);
