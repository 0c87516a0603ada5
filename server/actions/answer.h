// Code out of an answer as models give them: thoughts and prose around, one fence or several, none.
#pragma once

#include "actions/subject.h"

enum answer_form {
    ANSWER_CODE,
    ANSWER_NO_CODE,  // prose only
    ANSWER_UNCLOSED, // a fence that never ends: cut off
    ANSWER_DIFF,     // a patch in place of the code
    ANSWER_NUMBERED, // every line with its number in front
    ANSWER_ESCAPED,  // `&lt;` for `<`, which some languages parse as well
};

// The one code block that is meant: of several, the one that repeats the line which names the
// scope, else one that names it, else one in the scope's language, else the first; one that
// repeats all of the code counts last. Without any fence the whole answer, where it does not read
// like prose. Borrowed from the answer, line endings as they came.
enum answer_form answer_code(const struct subject *subject, struct slice answer,
                             struct slice *code);
// Whether the block that is meant says that it is of another language, and which: its tag. That
// alone means little, because models mistake tags.
bool answer_is_foreign(const struct subject *subject, struct slice answer, struct slice *tag);
// What stands in the fenced block `index` of an answer, closed or not; false past the last.
bool answer_block(struct slice answer, size_t index, struct slice *code);
