// Whether a selection is a piece that can become a function of its own: whole statements, or one
// expression, of a function.
#pragma once

#include "syntax/scope.h"

// The innermost function whose body holds `run`, a run of whole nodes, as a scope. False where run
// is no such piece (extract.scm says what is one) or stands in no function. Any thread.
bool piece_function(const struct tree *tree, struct slice text, struct span run,
                    struct scope *function);
