// The rewrites of a simplification. Each takes a match of grammars/*/simplify.scm and gives one
// replacement that means the same, or refuses: where a comment would be lost, a literal would be
// changed, a name would come to mean something else.
#pragma once

#include "builtin/source.h"

// False where `match` is no rewrite, or one that would not be safe.
bool rewrite_make(struct arena *arena, struct slice text, const struct marks *marks,
                  const struct query_match *match, struct rewrite *rewrite);
