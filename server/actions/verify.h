// Between answer and edit: an edit is never worse than none.
#pragma once

#include "actions/action.h"

// Whether the text parses no worse with the edits done than without (newly introduced ERROR and
// MISSING nodes count, old ones are forgiven), every definition around the scope is still there,
// the scope's own is too, and nothing is elided. Fills outcome and message. Any thread; parses.
void verify_edits(struct arena *arena, const struct subject *subject, struct reading *reading);
