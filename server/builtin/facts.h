// What the query files (grammars/*/facts.scm) find in a stretch of text: flat facts in the order
// of their place. Each knows which function it belongs to; nesting is read from the spans. Of
// several captures of one name in a match all that they reach over is the fact.
#pragma once

#include "base/arena.h"
#include "syntax/query.h"

#define FACT_NAMES(X)                                                                              \
    X(function)  /* the body of anything that is called: functions, methods, lambdas */            \
    X(course)    /* is told step by step, though nothing calls it: a query, a whole script */      \
    X(statement) /* stands on its own in a block: a line of the outline */                         \
    X(arm)       /* `else`, `except` …: on the level of the statement it belongs to */           \
    X(step)      /* how to say a statement or arm of the same span */                              \
    X(silent)    /* a statement that the outline leaves out */                                     \
    X(nest)      /* a body that is one level deeper */                                             \
    X(decision)  /* adds one to the cyclomatic complexity */                                       \
    X(loop)      /* said as "over `items`" or "while `condition`" */                               \
    X(return )   /* `detail` is the value */                                                       \
    X(throw)     /* `detail` is what is thrown */                                                  \
    X(yield)                                                                                       \
    X(async)                                                                                       \
    X(call)      /* the callee */                                                                  \
    X(parameter) /* `detail` is its name */                                                        \
    X(argument)  /* the same where a body takes it by its number, as `$1` */                       \
    X(receiver)  /* self, cls, the receiver of a Go method */                                      \
    X(result)    /* the declared type of what is returned, or `say`, words for it */               \
    X(local)     /* a name that is declared here */                                                \
    X(outer)     /* a name that is declared to be from outside */                                  \
    X(global)    /* a variable of the file's top level */                                          \
    X(write)     /* what is assigned to */                                                         \
    X(read)      /* a field; `detail` is what it is a field of */                                  \
    X(use)       /* a name that is used */                                                         \
    X(ignore)    /* a name that is no variable */                                                  \
    X(effect)    /* `say` is what it does to the world */                                          \
    X(change)    /* what is changed so that whoever passed it in sees it */                        \
    X(comment)                                                                                     \
    X(doc) /* a doc string */

enum fact_kind {
#define X(name) FACT_##name,
    FACT_NAMES(X)
#undef X
        FACT_KINDS
};

struct fact {
    enum fact_kind kind;
    struct span span;
    struct slice text;   // borrowed
    struct slice detail; // borrowed; "" where the pattern has none
    const char *say;     // step, loop, throw, result, effect; the arena's; NULL outside the focus
    unsigned pattern;
    size_t owner; // number of the function fact it is inside, or FACT_NO_OWNER
};

#define FACT_NO_OWNER ((size_t)-1)

struct facts {
    const struct fact *items;
    size_t count;
    bool is_partial; // there were more than FACTS_MAX
};

enum { FACTS_MAX = 200000 };

// All facts inside `within`; words are made only for those inside `focus`.
struct facts facts_of(struct arena *arena, const struct tree *tree, struct slice text,
                      struct span within, struct span focus);
// Number of the first fact that starts at or after `start`.
size_t facts_from(const struct facts *facts, size_t start);
// Number of the function fact whose span is `body`; FACT_NO_OWNER where there is none.
size_t facts_function(const struct facts *facts, struct span body);
// 1 and the decisions that belong to that function itself.
size_t facts_complexity(const struct facts *facts, size_t function);
bool span_contains(struct span outer, struct span inner);
