// Imports that an answer writes above the code it was asked for: they belong to the file's head.
#pragma once

#include "actions/action.h"

#include "base/vec.h"

struct imports {
    struct slice *items; // whole statements, borrowed
    size_t count, capacity;
};

// Takes out of `code` the imports in front of its definitions that the file lacks; none where the
// scope has imports of its own. Returns the rest. The caller releases `imports`. Any thread;
// parses.
struct slice imports_take(struct arena *arena, const struct subject *subject, struct slice code,
                          struct imports *imports);
// Adds the edits that put them behind the file's other imports, or in the place of one that they
// are more of, and verifies all edits again. Any thread; parses.
void imports_add(struct arena *arena, const struct subject *subject, const struct imports *imports,
                 enum verify_rule rule, struct reading *reading);
