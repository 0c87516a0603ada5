// Looks across the layers of a merged configuration. Decides nothing: that is pick.c's.
// Invariant: layers stand weakest first, and what it hands out lives as long as they do.
#include "config/merged.h"

const struct merged *merged_of(const struct config *config) {
    return (const struct merged *)config;
}

static struct candidates candidates_of(struct arena *arena, const struct merged *merged) {
    return (struct candidates){
        .values = ARENA_ARRAY(arena, merged->layer_count, const void *),
        .sources = merged->sources,
        .count = merged->layer_count,
    };
}

struct candidates merged_values(struct arena *arena, const struct merged *merged) {
    struct candidates candidates = candidates_of(arena, merged);
    for (size_t i = 0; i < merged->layer_count; i++)
        candidates.values[i] = &merged->layers[i]->values;
    return candidates;
}

static const struct layer_entries *entries_of(const struct merged *merged, size_t layer,
                                              const struct field *field) {
    return field_member(field, &merged->layers[layer]->values);
}

// Items of a map begin with their name.
static const char *name_at(const struct layer_entries *entries, const struct field *field,
                           size_t index) {
    return *(const char *const *)((const char *)entries->items + index * field->group->size);
}

struct candidates merged_entries(struct arena *arena, const struct merged *merged,
                                 const struct field *field, const char *name) {
    struct candidates candidates = candidates_of(arena, merged);
    for (size_t i = 0; i < merged->layer_count; i++) {
        const struct layer_entries *entries = entries_of(merged, i, field);
        for (size_t k = 0; k < entries->count; k++) {
            if (strcmp(name_at(entries, field, k), name) == 0)
                candidates.values[i] = (const char *)entries->items + k * field->group->size;
        }
    }
    return candidates;
}

static bool has_name(const struct config_strings *names, const char *name) {
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i], name) == 0)
            return true;
    }
    return false;
}

struct config_strings merged_names(struct arena *arena, const struct merged *merged,
                                   const struct field *field) {
    size_t most = 0;
    for (size_t i = 0; i < merged->layer_count; i++)
        most += entries_of(merged, i, field)->count;
    struct config_strings names = { .items = ARENA_ARRAY(arena, most, const char *) };
    for (size_t i = 0; i < merged->layer_count; i++) {
        const struct layer_entries *entries = entries_of(merged, i, field);
        for (size_t k = 0; k < entries->count; k++) {
            const char *name = name_at(entries, field, k);
            if (!has_name(&names, name))
                names.items[names.count++] = name;
        }
    }
    return names;
}
