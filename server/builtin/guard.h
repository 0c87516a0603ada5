// The rewrite "guard" of grammars/*/simplify.scm.
#pragma once

#include "builtin/source.h"

// Captures: @if, its @condition, its @body, and the @parent whose last statement it is; properties:
// `exit`, the way out, and `not`, a negation. False where it would not be safe, or not simpler.
bool guard_rewrite(const struct source *source, const struct query_match *match,
                   struct rewrite *rewrite);
