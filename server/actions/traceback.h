// A Python traceback that somebody has pasted into a comment: it says what is wrong as a diagnostic
// does.
#pragma once

#include "actions/subject.h"

// Fills the subject's diagnostics and problem from the first one in the scope, or leaves them as
// they are. Borrowed from the text, comment signs included. Any thread.
void traceback_find(struct subject *subject);
