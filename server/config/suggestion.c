// Measures how far two names are apart: edits (one character more, less, other, or two neighbours
// swapped), case apart. Close is two edits, one for short names, or where one name begins the
// other. Never allocates; names past NAME_MAX are close to nothing.
#include "config/suggestion.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { NAME_BYTES_MAX = 64, CLOSE = 2, SHORT_NAME = 3, PREFIX_MIN = 3 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static char lower(char byte) {
    return (char)tolower((unsigned char)byte);
}

// Optimal string alignment: three rows are enough, as a swap looks two rows back.
static size_t distance_between(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t rows[3][NAME_BYTES_MAX + 1];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            char left = lower(a[i - 1]), right = lower(b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (left != right));
            bool is_swap = i > 1 && j > 1 && left == lower(b[j - 2]) && right == lower(a[i - 2]);
            if (is_swap)
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

static bool is_prefix(const char *a, const char *b, size_t length) {
    if (length < PREFIX_MIN)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

void suggestion_begin(struct suggestion *suggestion, const char *wanted) {
    *suggestion = (struct suggestion){ .wanted = wanted };
}

void suggestion_offer(struct suggestion *suggestion, const char *known) {
    size_t wanted_length = strlen(suggestion->wanted), known_length = strlen(known);
    if (wanted_length > NAME_BYTES_MAX || known_length > NAME_BYTES_MAX)
        return;
    size_t shorter = least(wanted_length, known_length);
    size_t allowed = shorter <= SHORT_NAME ? 1 : CLOSE;
    size_t distance = distance_between(suggestion->wanted, wanted_length, known, known_length);
    if (distance > allowed) {
        if (!is_prefix(suggestion->wanted, known, shorter))
            return;
        distance = CLOSE + 1; // real closeness goes first
    }
    if (distance >= shorter || (suggestion->best && distance >= suggestion->distance))
        return;
    suggestion->best = known;
    suggestion->distance = distance;
}

void suggestion_offer_all(struct suggestion *suggestion, const char *const *known) {
    for (; known && *known; known++)
        suggestion_offer(suggestion, *known);
}
