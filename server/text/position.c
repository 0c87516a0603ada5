// Counts code units of one line. A byte that is not UTF-8 is one unit in every encoding, as if it
// were a character of its own: editors that replace it show one U+FFFD there.
#include "text/position.h"

#include "base/utf8.h"

// Units of a code point that takes `bytes` bytes: only the four-byte ones are pairs in UTF-16.
static size_t units_of(size_t bytes, enum position_encoding encoding) {
    if (encoding == POSITION_UTF8)
        return bytes;
    return encoding == POSITION_UTF16 && bytes == 4 ? 2 : 1;
}

size_t position_units(struct slice line, enum position_encoding encoding) {
    if (encoding == POSITION_UTF8)
        return line.length;
    size_t units = 0, at = 0;
    while (at < line.length) {
        size_t next = utf8_skip_ascii(line, at);
        units += next - at;
        at = next;
        if (at < line.length) {
            size_t bytes = utf8_length_at(line, at);
            bytes = bytes ? bytes : 1;
            units += units_of(bytes, encoding);
            at += bytes;
        }
    }
    return units;
}

size_t position_bytes(struct slice line, uint32_t character, enum position_encoding encoding) {
    if (encoding == POSITION_UTF8)
        return utf8_floor(line, character < line.length ? character : line.length);
    size_t units = 0, at = 0;
    while (at < line.length) {
        size_t next = utf8_skip_ascii(line, at);
        if (next - at >= character - units)
            return at + (character - units);
        units += next - at;
        at = next;
        if (at < line.length) {
            size_t bytes = utf8_length_at(line, at);
            bytes = bytes ? bytes : 1;
            units += units_of(bytes, encoding);
            if (units > character)
                return at;
            at += bytes;
        }
    }
    return line.length;
}

int position_compare(struct position a, struct position b) {
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return (a.character > b.character) - (a.character < b.character);
}
