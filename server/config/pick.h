// Which source's value counts. The merge and show ask the same question here, so that what is
// shown as a value's origin is where it came from. Private to config/.
#pragma once

#include "base/arena.h"
#include "config/config.h"
#include "config/field.h"

// The same struct as several sources give it, weakest first.
struct candidates {
    const void **values; // an item is NULL where a source has none
    const enum config_source *sources;
    size_t count;
};

#define PICK_NONE ((size_t)-1)

// The place in `candidates` of the one that counts for a leaf; PICK_NONE where no one gives it.
size_t pick_one(const struct candidates *candidates, const struct field *field);
// The candidates of a group inside the struct.
struct candidates pick_into(struct arena *arena, const struct candidates *candidates,
                            const struct field *field);
