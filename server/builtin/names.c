// Sets of names: what is declared in a function, what is a variable of the file. Made once for an
// explanation, so that asking for every name of a long function stays cheap.
#include "builtin/names.h"

#include <stdlib.h>

static int compare_names(const void *a, const void *b) {
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

struct name_set name_set_of(struct arena *arena, const struct facts *facts, enum fact_kind kind,
                            struct span within, struct slice except) {
    size_t most = 0, count = 0;
    for (size_t i = 0; i < facts->count; i++)
        most += facts->items[i].kind == kind;
    struct slice *items = ARENA_ARRAY(arena, most, struct slice);
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        if (fact->kind != kind || !span_contains(within, fact->span))
            continue;
        struct slice name = kind == FACT_parameter ? fact->detail : fact->text;
        if (!slice_is_equal(name, except))
            items[count++] = name;
    }
    if (count)
        qsort(items, count, sizeof *items, compare_names);
    return (struct name_set){ items, count };
}

bool name_set_has(const struct name_set *set, struct slice name) {
    return set->count && bsearch(&name, set->items, set->count, sizeof name, compare_names);
}
