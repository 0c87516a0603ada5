// Predicates of queries, each on one small program; and what is said of those that are wrong.
// The queries that languages ship are tested on their samples, in tests/syntax.
#include "runner/check.h"

#include "base/memory.h"
#include "syntax/predicate.h"

void suite_predicate(void);

#define PROGRAM "a = b; a = a; { x; y; xy; } { x; x; } foo(\"x\", 'x'); foo(ab);"

static const struct slice program = { PROGRAM, sizeof PROGRAM - 1 };

static const struct {
    const char *query;
    const char *expected; // the texts of @x of the matches that hold, or of the wrong pattern
} cases[] = {
    { "((identifier) @x (#eq? @x \"ab\"))", "ab" },
    { "((assignment_expression left: (_) @x right: (_) @y) (#eq? @x @y))", "a" },
    { "((assignment_expression left: (_) @y right: (_) @x) (#not-eq? @x @y))", "b" },
    { "((identifier) @x (#not-eq? @x \"a\") (#not-eq? @x \"x\"))", "b y xy foo foo ab" },
    { "((identifier) @x (#any-of? @x \"ab\" \"b\"))", "b ab" },
    { "((identifier) @x (#not-any-of? @x \"a\" \"b\" \"foo\" \"x\"))", "y xy ab" },
    { "((identifier) @x (#match? @x \"^a.?$\") (#not-match? @x \"^a$\"))", "ab" },
    { "((string) @x (#match? @x \"^'x'$\"))", "'x'" },
    // All of what is repeated, or any of it.
    { "((statement_block (expression_statement)+ @x) (#eq? @x \"x;\"))", "x; x;" },
    { "((statement_block (expression_statement)+ @x) (#any-eq? @x \"y;\"))", "x; y; xy;" },
    { "((statement_block (expression_statement)+ @x) (#any-match? @x \"^xy\"))", "x; y; xy;" },
    { "((statement_block (expression_statement)+ @x) (#any-not-eq? @x \"x;\"))", "x; y; xy;" },
    // A capture that is not there does not stand in the way.
    { "((call_expression function: (_) @x arguments: (arguments . (string)? @y))"
      " (#eq? @y \"\\\"x\\\"\"))",
      "foo foo" },
    { "((identifier) @x (#eq? @x))", "the arguments of %s are wrong" },
    { "((identifier) @x (#any-of? \"a\" @x))", "the arguments of %s are wrong" },
    { "((identifier) @x (#same? @x \"a\"))", "there is no predicate %s" },
    { "((identifier) @x (#match? @x \"(\"))", "%s is no POSIX extended regular expression" },
    { "((identifier) @x (#set! a b c))", "set! wants a key and at most one value" },
};

static void print_match(const TSQuery *query, const TSQueryMatch *match, struct slice text,
                        struct buffer *out) {
    for (uint16_t i = 0; i < match->capture_count; i++) {
        uint32_t length;
        if (strcmp(ts_query_capture_name_for_id(query, match->captures[i].index, &length), "x"))
            continue;
        TSNode node = match->captures[i].node;
        buffer_append_string(out, out->length ? " " : "");
        buffer_append(out, slice_between(text, ts_node_start_byte(node), ts_node_end_byte(node)));
    }
}

static void run(const TSQuery *query, const struct tree *tree, struct slice text,
                const struct pattern_rules *rules, struct buffer *out) {
    struct buffer scratch = { 0 };
    TSQueryCursor *cursor = ts_query_cursor_new();
    ts_query_cursor_exec(cursor, query, ts_tree_root_node(tree_raw(tree)));
    TSQueryMatch match;
    while (ts_query_cursor_next_match(cursor, &match)) {
        if (pattern_rules_hold(rules, &match, text, &scratch))
            print_match(query, &match, text, out);
    }
    ts_query_cursor_delete(cursor);
    buffer_release(&scratch);
}

static void check_query(const struct language *language, struct slice text, const char *source,
                        const char *expected) {
    uint32_t offset;
    TSQueryError error;
    enum tree_status status;
    TSQuery *query =
        ts_query_new(language_grammar(language), source, (uint32_t)strlen(source), &offset, &error);
    if (!check(query != NULL))
        return;
    struct tree *tree = tree_parse(language, text, NULL, NULL, &status);
    struct pattern_rules rules;
    const char *detail;
    const char *problem = pattern_rules_parse(query, 0, &rules, &detail);
    struct buffer out = { 0 };
    if (problem)
        buffer_append_string(&out, problem);
    else
        run(query, tree, text, &rules, &out);
    check_text(buffer_slice(&out), slice_from(expected));
    buffer_release(&out);
    pattern_rules_release(&rules);
    ts_query_delete(query);
    tree_destroy(tree);
}

// What is too long for a regular expression has a beginning for it, and no end.
static void check_long_text(const struct language *language) {
    struct buffer text = { 0 };
    buffer_append_string(&text, "here; there = '");
    for (int i = 0; i < 5000; i++)
        buffer_append_byte(&text, 'a');
    buffer_append_string(&text, "';");
    check_case("the end of a long text");
    check_query(language, buffer_slice(&text),
                "((assignment_expression left: (_) @x right: (_) @y) (#match? @y \"a$\"))", "");
    check_query(language, buffer_slice(&text),
                "((assignment_expression left: (_) @x right: (_) @y) (#match? @y \"^'a\"))",
                "there");
    buffer_release(&text);
}

void suite_predicate(void) {
    const struct language *language = language_find("javascript", NULL, SLICE(""));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("%s", cases[i].query);
        check_query(language, program, cases[i].query, cases[i].expected);
    }
    check_long_text(language);
}
