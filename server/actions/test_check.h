// Whether a test file that a model wrote is one, and leaves the tests that were there alone.
#pragma once

#include "actions/action.h"

// `after` is the destination's text with the answer in it, which is verified as code already. Fills
// outcome and message where it is refused. Any thread; parses.
void test_check(struct arena *arena, const struct subject *subject, struct slice after,
                struct reading *reading);
