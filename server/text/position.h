// LSP positions and ranges, and the units their columns count. `offset` is always bytes.
#pragma once

#include "base/slice.h"

#include <stdint.h>

enum position_encoding { POSITION_UTF8, POSITION_UTF16, POSITION_UTF32 };

struct position {
    uint32_t line;      // from 0
    uint32_t character; // from 0, in the encoding's code units
};

struct range {
    struct position start;
    struct position end; // not included
};

// A stretch of bytes, end not included.
struct span {
    size_t start;
    size_t end;
};

// Code units of valid or invalid UTF-8 (a bad byte counts as one).
size_t position_units(struct slice line, enum position_encoding encoding);
// Byte offset in `line` of `character`; past the end it is the line's length; inside a code point
// it is the code point's start.
size_t position_bytes(struct slice line, uint32_t character, enum position_encoding encoding);
int position_compare(struct position a, struct position b);
