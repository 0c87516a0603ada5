// Code out of an answer as models give them: fences, prose around, the file's indentation and
// line endings restored.
#pragma once

#include "actions/subject.h"

enum answer_form {
    ANSWER_CODE,
    ANSWER_NO_CODE,  // prose only
    ANSWER_UNCLOSED, // a fence that never ends: cut off
};

// The one code block that is meant: of several, the first that names the scope, else the first
// in the scope's language, else the first. Without any fence the whole answer, where it does not
// read like prose. Borrowed from the answer, line endings as they came.
enum answer_form answer_code(const struct subject *subject, struct slice answer,
                             struct slice *code);
// The code as it has to stand in place of the scope: base indentation, tabs or blanks, the file's
// line ending, no final terminator.
struct slice answer_fit(struct arena *arena, const struct subject *subject, struct slice code);
