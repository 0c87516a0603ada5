// Code of an answer in the shape of the file.
#pragma once

#include "actions/subject.h"

// The code as it has to stand in place of the scope: base indentation, tabs or blanks and how many
// a level, line endings, literals and trailing blanks that the scope had, no final terminator. What
// leads the definition (doc comment, decorators, `export`) is kept where the answer leaves it out.
struct slice fit_code(struct arena *arena, const struct subject *subject, struct slice code);
// How most lines of a text end.
const char *fit_line_ending(struct slice text);
