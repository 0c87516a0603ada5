// Predicates of query patterns: read once when a query is compiled, evaluated for every match.
// Captures that a quantifier repeats must all hold, or any of them where the name says "any-".
// A capture that a match does not have holds, as in the editors that share these queries.
#include "syntax/predicate.h"

#include "base/error.h"
#include "base/memory.h"

#include <regex.h>

enum {
    // Regular expressions are for names and short literals: they see the start of a longer text,
    // whose end they do not find.
    MATCH_BYTES_MAX = 4 << 10,
};

// TEST_PARENT, because a pattern that begins at the root sees nothing of a tree that is looked at
// in parts (query.h): what a node stands in is asked of the node. TEST_UNALIGNED, because Python's
// parser takes a line that is indented for no reason.
enum predicate_test { TEST_EQUAL, TEST_MATCH, TEST_ANY_OF, TEST_PARENT, TEST_UNALIGNED };

static const struct predicate_kind {
    const char *name;
    enum predicate_test test;
    bool wanted; // false: the test must fail
    bool any;    // one of the repeated captures is enough
} predicate_kinds[] = {
    { "eq?", TEST_EQUAL, true, false },          { "not-eq?", TEST_EQUAL, false, false },
    { "any-eq?", TEST_EQUAL, true, true },       { "any-not-eq?", TEST_EQUAL, false, true },
    { "match?", TEST_MATCH, true, false },       { "not-match?", TEST_MATCH, false, false },
    { "any-match?", TEST_MATCH, true, true },    { "any-not-match?", TEST_MATCH, false, true },
    { "any-of?", TEST_ANY_OF, true, false },     { "not-any-of?", TEST_ANY_OF, false, false },
    { "has-parent?", TEST_PARENT, true, false }, { "unaligned?", TEST_UNALIGNED, true, false },
};

struct predicate {
    const struct predicate_kind *kind;
    uint32_t capture;
    bool other_is_capture; // of two captures
    uint32_t other;
    const char **words; // what it is compared with
    size_t word_count;
    regex_t regex;
};

static const char *string_of(const TSQuery *query, uint32_t id) {
    uint32_t length;
    return ts_query_string_value_for_id(query, id, &length);
}

static const struct predicate_kind *find_kind(const char *name) {
    for (size_t i = 0; i < sizeof predicate_kinds / sizeof *predicate_kinds; i++) {
        if (!strcmp(predicate_kinds[i].name, name))
            return &predicate_kinds[i];
    }
    return NULL;
}

// The steps of one predicate, its name first, without the final Done.
struct steps {
    const TSQueryPredicateStep *items;
    uint32_t count;
};

static bool are_strings(struct steps steps, uint32_t from) {
    for (uint32_t i = from; i < steps.count; i++) {
        if (steps.items[i].type != TSQueryPredicateStepTypeString)
            return false;
    }
    return true;
}

static const char *parse_property(const TSQuery *query, struct steps steps,
                                  struct pattern_rules *rules) {
    if (steps.count < 2 || steps.count > 3 || !are_strings(steps, 0))
        return "set! wants a key and at most one value";
    rules->properties[rules->property_count++] = (struct query_property){
        .key = string_of(query, steps.items[1].value_id),
        .value = steps.count == 3 ? string_of(query, steps.items[2].value_id) : "",
    };
    return NULL;
}

static const char *parse_predicate(const TSQuery *query, struct steps steps,
                                   struct pattern_rules *rules, const char **detail) {
    const struct predicate_kind *kind = find_kind(*detail);
    if (!kind)
        return "there is no predicate %s";
    bool pair = kind->test == TEST_EQUAL || kind->test == TEST_UNALIGNED;
    bool takes_many = kind->test == TEST_ANY_OF || kind->test == TEST_PARENT;
    if (steps.count < 3 || steps.items[1].type != TSQueryPredicateStepTypeCapture ||
        (!pair && !are_strings(steps, 2)) || (!takes_many && steps.count != 3))
        return "the arguments of %s are wrong";
    struct predicate predicate = { .kind = kind, .capture = steps.items[1].value_id };
    if (steps.items[2].type == TSQueryPredicateStepTypeCapture) {
        predicate.other_is_capture = true;
        predicate.other = steps.items[2].value_id;
    } else {
        predicate.word_count = steps.count - 2;
        predicate.words = memory_alloc(predicate.word_count * sizeof *predicate.words);
        for (size_t i = 0; i < predicate.word_count; i++)
            predicate.words[i] = string_of(query, steps.items[i + 2].value_id);
    }
    if (kind->test == TEST_MATCH) {
        *detail = predicate.words[0];
        if (regcomp(&predicate.regex, predicate.words[0], REG_EXTENDED | REG_NOSUB)) {
            memory_free(predicate.words);
            return "%s is no POSIX extended regular expression";
        }
    }
    rules->predicates[rules->predicate_count++] = predicate;
    return NULL;
}

const char *pattern_rules_parse(const TSQuery *query, uint32_t pattern, struct pattern_rules *rules,
                                const char **detail) {
    uint32_t count;
    const TSQueryPredicateStep *all = ts_query_predicates_for_pattern(query, pattern, &count);
    *rules = (struct pattern_rules){ 0 };
    if (!count)
        return NULL;
    // Every predicate has at least its name and a Done.
    rules->predicates = memory_alloc(count / 2 * sizeof *rules->predicates);
    rules->properties = memory_alloc(count / 2 * sizeof *rules->properties);
    const char *problem = NULL;
    for (uint32_t start = 0, end; start < count && !problem; start = end + 1) {
        for (end = start; all[end].type != TSQueryPredicateStepTypeDone; end++)
            ;
        const struct steps steps = { all + start, end - start };
        *detail = string_of(query, all[start].value_id);
        problem = strcmp(*detail, "set!") ? parse_predicate(query, steps, rules, detail)
                                          : parse_property(query, steps, rules);
    }
    return problem;
}

void pattern_rules_release(struct pattern_rules *rules) {
    for (size_t i = 0; i < rules->predicate_count; i++) {
        memory_free(rules->predicates[i].words);
        if (rules->predicates[i].kind->test == TEST_MATCH)
            regfree(&rules->predicates[i].regex);
    }
    memory_free(rules->predicates);
    memory_free(rules->properties);
}

static struct slice text_of(TSNode node, struct slice text) {
    size_t start = ts_node_start_byte(node), end = ts_node_end_byte(node);
    if (end > text.length)
        end = text.length;
    return slice_between(text, start < end ? start : end, end);
}

static bool matches_regex(const regex_t *regex, struct slice found, struct buffer *scratch) {
    bool is_cut = found.length > MATCH_BYTES_MAX;
    if (is_cut)
        found.length = MATCH_BYTES_MAX;
    buffer_clear(scratch);
    buffer_append(scratch, found);
    return regexec(regex, scratch->data ? scratch->data : "", 0, NULL, is_cut ? REG_NOTEOL : 0) ==
           0;
}

static bool is_any_word(const struct predicate *predicate, struct slice found) {
    for (size_t i = 0; i < predicate->word_count; i++) {
        if (slice_is(found, predicate->words[i]))
            return true;
    }
    return false;
}

static bool equals_capture(const struct predicate *predicate, const TSQueryMatch *match,
                           struct slice found, struct slice text) {
    for (uint16_t i = 0; i < match->capture_count; i++) {
        if (match->captures[i].index == predicate->other)
            return slice_is_equal(found, text_of(match->captures[i].node, text));
    }
    return predicate->kind->wanted;
}

// The white space in front of a node that begins its line; false where something else does.
static bool indent_of(TSNode node, struct slice text, struct slice *indent) {
    size_t end = ts_node_start_byte(node), start = end;
    while (start > 0 && strchr(" \t", text.data[start - 1]))
        start--;
    *indent = slice_between(text, start, end);
    return start == 0 || strchr("\r\n", text.data[start - 1]);
}

// Whether a node and the capture it is compared with begin lines, and with other white space.
static bool is_unaligned(const struct predicate *predicate, const TSQueryMatch *match, TSNode node,
                         struct slice text) {
    struct slice indent, other;
    for (uint16_t i = 0; i < match->capture_count; i++) {
        TSNode first = match->captures[i].node;
        if (match->captures[i].index == predicate->other)
            return !ts_node_is_extra(first) && !ts_node_is_extra(node) &&
                   indent_of(node, text, &indent) && indent_of(first, text, &other) &&
                   !slice_is_equal(indent, other);
    }
    return false;
}

static bool test_holds(const struct predicate *predicate, const TSQueryMatch *match, TSNode node,
                       struct slice text, struct buffer *scratch) {
    if (predicate->kind->test == TEST_PARENT) {
        TSNode parent = ts_node_parent(node);
        return !ts_node_is_null(parent) && is_any_word(predicate, slice_from(ts_node_type(parent)));
    }
    if (predicate->kind->test == TEST_UNALIGNED)
        return is_unaligned(predicate, match, node, text);
    struct slice found = text_of(node, text);
    if (predicate->kind->test == TEST_MATCH)
        return matches_regex(&predicate->regex, found, scratch);
    if (predicate->other_is_capture)
        return equals_capture(predicate, match, found, text);
    return is_any_word(predicate, found);
}

static bool predicate_holds(const struct predicate *predicate, const TSQueryMatch *match,
                            struct slice text, struct buffer *scratch) {
    bool seen = false;
    for (uint16_t i = 0; i < match->capture_count; i++) {
        if (match->captures[i].index != predicate->capture)
            continue;
        seen = true;
        TSNode node = match->captures[i].node;
        bool holds = test_holds(predicate, match, node, text, scratch) == predicate->kind->wanted;
        if (holds == predicate->kind->any)
            return holds;
    }
    return !seen || !predicate->kind->any;
}

bool pattern_rules_hold(const struct pattern_rules *rules, const TSQueryMatch *match,
                        struct slice text, struct buffer *scratch) {
    for (size_t i = 0; i < rules->predicate_count; i++) {
        if (!predicate_holds(&rules->predicates[i], match, text, scratch))
            return false;
    }
    return true;
}
