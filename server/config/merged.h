// A merged configuration with what it was merged from. Private to config/.
#pragma once

#include "config/layer.h"
#include "config/pick.h"

struct merged {
    struct config config; // first: a struct config * is a struct merged *
    unsigned references;
    struct arena arena;
    struct config_layer **layers; // weakest first; retained
    enum config_source *sources;  // of the layers
    size_t layer_count;
};

const struct merged *merged_of(const struct config *config);
// The values of every layer.
struct candidates merged_values(struct arena *arena, const struct merged *merged);
// The entries of this name in the map that `field` of the root is.
struct candidates merged_entries(struct arena *arena, const struct merged *merged,
                                 const struct field *field, const char *name);
// All names in that map, each once, in the order of the layers.
struct config_strings merged_names(struct arena *arena, const struct merged *merged,
                                   const struct field *field);
