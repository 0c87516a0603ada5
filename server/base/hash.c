// Offset and prime are those of http://www.isthe.com/chongo/tech/comp/fnv. The salt takes the place
// of nothing: it is mixed into the offset, so that a salt of 0 is FNV-1a itself.
#include "base/hash.h"

static const uint64_t OFFSET = 0xcbf29ce484222325, PRIME = 0x100000001b3;

uint64_t hash_begin(uint64_t salt) {
    return OFFSET ^ salt;
}

uint64_t hash_add(uint64_t hash, const char *text) {
    for (; text && *text; text++)
        hash = (hash ^ (unsigned char)*text) * PRIME;
    return hash * PRIME;
}
