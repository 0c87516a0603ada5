// Our query files (grammars/LANGUAGE/KIND.scm), compiled on first use by whichever thread comes
// first, with the predicates that the core leaves to its user: eq?, not-eq?, any-eq?, match?,
// not-match? (POSIX extended regular expressions), any-of?, not-any-of?; has-parent? (of one of
// these types), unaligned? (begins its line with other white space than another node); and set!.
// Which folders make up a language's queries says languages.def.
#pragma once

#include "base/arena.h"
#include "syntax/tree.h"

enum query_kind {
    QUERY_SCOPES,  // definitions
    QUERY_OUTLINE, // imports, and the traits that they speak of
    QUERY_TRAITS,
    QUERY_REVIEW,   // builtin's rules
    QUERY_FACTS,    // builtin's explain: calls, reads, writes, branches, exits …
    QUERY_SIMPLIFY, // builtin's simplify
    QUERY_EXTRACT,  // pieces of functions
    QUERY_KINDS,
};

struct query_capture {
    const char *name; // without the @
    struct span span;
    const char *node_type; // the grammar's name of the node
};

struct query_property {
    const char *key;
    const char *value; // "" where there is none
};

struct query_match {
    const struct query_capture *captures;
    size_t capture_count;
    const struct query_property *properties; // by (#set! key value) of the pattern
    size_t property_count;
    unsigned pattern;
};

// Return false to stop.
typedef bool query_visitor(const struct query_match *match, void *data);

// Any thread. Patterns of QUERY_SCOPES and QUERY_TRAITS must not begin at the tree's root: those
// files are asked of its children. Visits the matches that touch `within`, in the order of their
// place, whose predicates hold: by start, the larger first, then by pattern. A missing query file
// has no matches. False where a query does not compile, which is a bug of ours: query_check says
// where.
bool query_visit(const struct tree *tree, struct slice text, enum query_kind kind,
                 struct span within, query_visitor *visit, void *data);
// First capture of that name, or NULL.
const struct query_capture *query_capture_find(const struct query_match *match, const char *name);
// Value of a property, or NULL.
const char *query_property_find(const struct query_match *match, const char *key);
// Compiles now what every request needs (scopes, outline, traits): up to 0.3 s for TypeScript, once
// in a process, so that a worker can do it behind a first parse.
void query_warm(const struct language *language);
// Compiles every query of a language now: tests and doctor. NULL when all is well, else a message
// with file and offset that lives as long as the process.
const char *query_check(const struct language *language);
