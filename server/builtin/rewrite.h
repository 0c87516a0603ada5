// The rewrites of a simplification. Each takes a match of grammars/*/simplify.scm and gives one
// replacement that means the same, or refuses: where a comment would be lost, a literal would be
// changed, a name would come to mean something else.
#pragma once

#include "builtin/marks.h"
#include "text/edit.h"

enum rewrite_kind { REWRITE_ELSE, REWRITE_ELIF, REWRITE_MERGE, REWRITE_BOOLEAN, REWRITE_KINDS };

struct rewrite {
    enum rewrite_kind kind;
    struct edit edit; // the replacement is the arena's
};

// False where `match` is no rewrite, or one that would not be safe.
bool rewrite_make(struct arena *arena, struct slice text, const struct marks *marks,
                  const struct query_match *match, struct rewrite *rewrite);
