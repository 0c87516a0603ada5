// The way from an answer to edits, which all actions that change code share.
#pragma once

#include "actions/verify.h"

// The code in `answer` in place of the scope: found, cut to the scope, brought into the file's
// shape, compared, verified by `rule`. Fills outcome, message and edits. Any thread; parses.
void code_read(struct arena *arena, const struct subject *subject, enum verify_rule rule,
               struct slice answer, struct reading *reading);
// The same; imports that begin the code go to the file's head.
void code_read_with_imports(struct arena *arena, const struct subject *subject,
                            enum verify_rule rule, struct slice answer, struct reading *reading);
// Appends what a model is told about the form of an answer that is code.
void code_append_form(struct buffer *prompt);
