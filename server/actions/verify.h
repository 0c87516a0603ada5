// Between answer and edit: an edit is never worse than none.
#pragma once

#include "actions/action.h"

// Whether the text parses no worse with the edits done than without (newly introduced ERROR and
// MISSING nodes count, old ones are forgiven), definitions, comments and strings around the scope
// are as they were, the scope's own definitions and what leads them are still there, nothing of the
// surroundings is in it now, no import is added, and nothing is elided. Fills outcome and message.
// Any thread; parses.
void verify_edits(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                  struct reading *reading);
