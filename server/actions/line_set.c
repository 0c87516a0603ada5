// A sorted array of lines. Files and answers may both have a hundred thousand of them, so that
// looking each one up in the text itself would take minutes.

#include "actions/line_set.h"

#include "base/vec.h"

#include <stdlib.h>

static int compare(const void *a, const void *b) {
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

void line_set_init(struct line_set *set, struct slice text, bool is_trimmed) {
    struct slice line;
    *set = (struct line_set){ .is_trimmed = is_trimmed };
    while (slice_next_line(&text, &line))
        vec_push(set, is_trimmed ? slice_trim(line) : line);
    if (set->count)
        qsort(set->items, set->count, sizeof *set->items, compare);
}

void line_set_release(struct line_set *set) {
    vec_release(set);
}

bool line_set_has(const struct line_set *set, struct slice line) {
    if (set->is_trimmed)
        line = slice_trim(line);
    return set->count && bsearch(&line, set->items, set->count, sizeof line, compare);
}
