// String literals that go over several lines. Moving code must not move what stands in them.
#pragma once

#include "actions/remarks.h"
#include "actions/subject.h"

// Those that touch `within`, in order; the caller releases `spans`. A NULL tree tells of none.
void literals_find(const struct tree *tree, struct slice text, struct span within,
                   struct spans *spans);
// `code` with its literals as they stand in the scope, where the two differ in nothing but white
// space at the ends of their lines. `kept` gets the stretches of the result whose lines are to stay
// as they are, in order; the caller releases it. Parses, any thread.
struct slice literals_restore(struct arena *arena, const struct subject *subject, struct slice code,
                              struct spans *kept);
