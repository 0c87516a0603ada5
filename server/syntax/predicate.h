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

// Reads what follows pattern `pattern` of `query`; strings are borrowed from the query. NULL when
// all is well, else what is wrong, where %s stands for `detail`. Released either way.
const char *pattern_rules_parse(const TSQuery *query, uint32_t pattern, struct pattern_rules *rules,
                                const char **detail);
void pattern_rules_release(struct pattern_rules *rules);
// `scratch` is for the text that regular expressions see.
bool pattern_rules_hold(const struct pattern_rules *rules, const TSQueryMatch *match,
                        struct slice text, struct buffer *scratch);
