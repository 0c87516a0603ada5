// Decides which source's value counts, field by field. Invariant: a source that can come with a
// repository never raises what it may only lower. Copies nothing and reports nothing.
#include "config/pick.h"

#include "config/rights.h"

static bool is_better(const struct candidates *candidates, const struct field *field, size_t at,
                      size_t best) {
    if (best == PICK_NONE)
        return true;
    if (field->pick != PICK_LOWEST && field->right != RIGHT_LOWER)
        return true;
    double value = field_number(field, candidates->values[at]);
    double strongest = field_number(field, candidates->values[best]);
    if (field->pick == PICK_LOWEST)
        return value < strongest;
    return rights_may_lower(candidates->sources[at], field, value, strongest);
}

size_t pick_one(const struct candidates *candidates, const struct field *field) {
    size_t best = PICK_NONE;
    for (size_t i = 0; i < candidates->count; i++) {
        bool is_given = candidates->values[i] && field_is_set(field, candidates->values[i]);
        if (is_given && is_better(candidates, field, i, best))
            best = i;
    }
    return best;
}

struct candidates pick_into(struct arena *arena, const struct candidates *candidates,
                            const struct field *field) {
    struct candidates inner = *candidates;
    inner.values = ARENA_ARRAY(arena, candidates->count, const void *);
    for (size_t i = 0; i < candidates->count; i++) {
        if (candidates->values[i])
            inner.values[i] = (const char *)candidates->values[i] + field->offset;
    }
    return inner;
}
