// The bytes of JSON before they become values: validated strictly, repaired where cJSON would
// lose text, and blanked where people wrote more than JSON. Offsets never move, so that a line
// and a column found here are those of the file.
#pragma once

#include "base/error.h"
#include "base/slice.h"

enum { JSON_DEPTH_MAX = 512 }; // cJSON recurses, and so do those who walk its trees

// Blanks a BOM, comments and trailing commas in place. False where a comment does not end.
bool json_scan_blank(char *text, size_t length, struct error *error);
// Whether `text`, which ends with a NUL past `length`, is one JSON value (RFC 8259). In place,
// \u0000 becomes \u001a, a lone surrogate \ufffd, and a number too long for cJSON a shorter one.
bool json_scan_clean(char *text, size_t length, struct error *error);
// Line and column of the byte `at`, both from 1, the column in bytes.
void json_scan_place(struct slice text, size_t at, size_t *line, size_t *column);
// First offset at or after `from` where a byte stands that is not ASCII or that a string cannot
// hold as it is (a quote, a backslash, a control character), or the length.
size_t json_scan_plain(struct slice text, size_t from);
