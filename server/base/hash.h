// Numbers by which texts can be told apart and that say nothing of them: FNV-1a, 64 bits, begun
// from a number of one's own. Not for whoever could choose the texts to collide.
#pragma once

#include <stdint.h>

uint64_t hash_begin(uint64_t salt);
// With one text more, its end included, so that "ab" "c" and "a" "bc" differ. NULL is "".
uint64_t hash_add(uint64_t hash, const char *text);
