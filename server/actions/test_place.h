// Where the tests of a file are, by what is usual in its language.
#pragma once

#include "actions/action.h"

// The places where they may be, best first; false past the last, and where nothing is usual.
bool test_place_at(struct arena *arena, const struct subject *subject, size_t index,
                   struct file_place *place);
// Whether the subject is a test itself, by the name of its file or by what it is made of.
bool test_place_is_test(const struct subject *subject);
