// Lines that stand for code which a model left out: "# ... rest unchanged".
#pragma once

#include "base/arena.h"

bool elision_is_line(struct arena *arena, struct slice line);
// Whether `after` has one that `before` has not.
bool elision_is_in(struct arena *arena, struct slice before, struct slice after);
