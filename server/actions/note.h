// The comment that says what is to be done: `# wye: make this iterative`, at or above the cursor.
#pragma once

#include "actions/action.h"

// Fills the subject's instruction and note, whose other members are there already: the nearest such
// comment in the scope, or right above a selection, whose scope then grows to hold it; up to the
// line where `selection` ends. Leaves both empty where there is none. Any thread.
void note_find(struct subject *subject, struct span selection);
// The subject as it would be without its note: what a model is shown, and what its answer takes the
// place of. Parses; `cleaned` is released with note_release, the text is the arena's. Where there
// is no note it is the subject itself.
void note_cut(struct arena *arena, const struct subject *subject, struct subject *cleaned);
void note_release(const struct subject *subject, struct subject *cleaned);
// code_read of an answer about the subject without its note; the edits take the note along.
void note_read_code(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                    struct slice answer, struct reading *reading);
