// What the rewrites of a simplification must know of a text besides their own captures: where
// comments and long literals are, what is boolean, which names a block declares. From the patterns
// of grammars/*/simplify.scm that have no `rewrite`. What they mark @flaw is actions/verify.c's.
#pragma once

#include "base/arena.h"
#include "syntax/query.h"

#define MARK_NAMES(X)                                                                              \
    X(comment)                                                                                     \
    X(text)     /* a literal, whose lines must not be moved */                                     \
    X(fixed)    /* what stands on lines of its own, such as preprocessor directives */             \
    X(jump)     /* goto */                                                                         \
    X(loose)    /* binds more loosely than `and` */                                                \
    X(boolean)  /* always true or false */                                                         \
    X(whole)    /* `other` is a part of it: boolean when all its parts are */                      \
    X(equality) /* `other` is its operator, whose opposite is exact */                             \
    X(negation) /* `other` is what is negated */                                                   \
    X(holder)   /* a block; `other` is a name, or several, that it declares */                     \
    X(rigid)    /* a block whose declarations cannot be moved */                                   \
    X(leaving)  /* a block that ends with a way out */                                             \
    X(single)   /* a block of one plain statement */                                               \
    X(closing)  /* a block whose declarations do something at its end */                           \
    X(callable) /* what declares names for a block, such as a function; `other` is the block */

enum mark_kind {
#define X(name) MARK_##name,
    MARK_NAMES(X)
#undef X
        MARK_KINDS
};

struct mark {
    enum mark_kind kind;
    struct span span;
    struct span other;
};

struct marks {
    const struct mark *items; // by kind, then by place, the outer first
    size_t count;
};

enum { MARKS_MAX = 100000 };

struct mark_list {
    struct mark *items;
    size_t count;
    size_t capacity;
};

// Adds what a match marks. False when there are too many.
bool mark_list_add(struct mark_list *list, const struct query_match *match);
// Sorts the list and lends it out.
struct marks mark_list_sort(struct mark_list *list);

// The first mark of that kind that starts at or after `start`; NULL where there is none.
const struct mark *marks_from(const struct marks *marks, enum mark_kind kind, size_t start);
const struct mark *marks_next(const struct marks *marks, const struct mark *mark);
// The first mark of that kind with exactly that span, or NULL.
const struct mark *marks_at(const struct marks *marks, enum mark_kind kind, struct span span);
// Whether a mark of that kind starts inside.
bool marks_touch(const struct marks *marks, enum mark_kind kind, struct span span);
// Whether `offset` lies inside a mark of a kind whose marks do not nest, not at its start.
bool marks_cover(const struct marks *marks, enum mark_kind kind, size_t offset);
// Whether the expression there can only be true or false.
bool marks_is_boolean(const struct marks *marks, struct span span);
