// "Did you mean": the known name that a mistyped one is closest to.
#pragma once

#include <stddef.h>

struct suggestion {
    const char *wanted; // what was written
    const char *best;   // NULL: nothing is close enough
    size_t distance;
};

void suggestion_begin(struct suggestion *suggestion, const char *wanted);
// Offers one known name, which must stay as long as the suggestion is used.
void suggestion_offer(struct suggestion *suggestion, const char *known);
// Offers a list that ends with NULL; NULL is allowed.
void suggestion_offer_all(struct suggestion *suggestion, const char *const *known);
