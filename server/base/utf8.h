// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF. Every byte
// that is not part of a valid sequence stands for itself, everywhere in the server.
#pragma once

#include "base/slice.h"

// Bytes of the valid code point that begins at `at` (1 to 4), or 0 where none does. `at` must lie
// inside.
size_t utf8_length_at(struct slice text, size_t at);
// First offset at or after `from` where a byte over 0x7F stands, or the length.
size_t utf8_skip_ascii(struct slice text, size_t from);
// `at`, or the start of the valid code point that it lies inside of.
size_t utf8_floor(struct slice text, size_t at);
