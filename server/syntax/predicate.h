// The predicates of query patterns, which the core parses and leaves to its user.
#pragma once

#include "base/buffer.h"
#include "syntax/core.h"

struct predicate;

struct pattern_rules {
    struct predicate *predicates;
    size_t predicate_count;
    struct query_property *properties;
    size_t property_count;
};

// Reads what follows pattern `pattern` of `query`; strings are borrowed from the query, the arrays
// live as long as the process. NULL when all is well, else what is wrong, as a format of one %s
// with its argument in `detail`.
const char *pattern_rules_parse(const TSQuery *query, uint32_t pattern,
                                struct pattern_rules *rules, const char **detail);
// `scratch` is for the text that regular expressions see.
bool pattern_rules_hold(const struct pattern_rules *rules, const TSQueryMatch *match,
                        struct slice text, struct buffer *scratch);
