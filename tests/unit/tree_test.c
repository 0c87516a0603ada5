// Trees: that a tree depends on its text alone whatever edits led there, that hostile input is
// given up, and where errors are.
#include "runner/check.h"
#include "runner/sample.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "syntax/tree.h"

#include <stdio.h>

void suite_tree(void);

enum {
    EDITS = 500,
    EDITS_PER_START = 12, // after so many the sample is taken afresh, lest all becomes an error
    INSERTED_MAX = 40,
};

static struct tree *parse(const char *path, struct slice text, enum tree_status *status) {
    return tree_parse(language_find(NULL, path, SLICE("")), text, NULL, NULL, status);
}

// Replaces a few bytes by a piece of the sample or by a token that opens or closes something.
static struct document_change edit_randomly(struct document *document, struct slice sample,
                                            unsigned long long *random) {
    static const char *const tokens[] = { "(",   ")",      "{",    "}",  "\"", "'", "`",
                                          ";",   "\n",     "    ", "/*", "*/", "#", "a",
                                          "if ", "\"\"\"", "",     "",   "<b>" };
    size_t length = text_length(document->text);
    struct span span = { .start = check_random(random) % (length + 1) };
    span.end = span.start + check_random(random) % 12;
    if (span.end > length || check_random(random) % 3 == 0)
        span.end = span.start;
    struct slice inserted =
        slice_from(tokens[check_random(random) % (sizeof tokens / sizeof *tokens)]);
    if (check_random(random) % 3 == 0) {
        size_t start = check_random(random) % sample.length;
        size_t end = start + check_random(random) % INSERTED_MAX;
        inserted = slice_between(sample, start, end < sample.length ? end : sample.length);
    }
    struct document_change change;
    bool done = document_replace(document, text_range_of(document->text, span, POSITION_UTF8),
                                 POSITION_UTF8, inserted, &change, NULL);
    check(done);
    return change;
}

static bool check_same(const struct tree *tree, const char *path, struct slice text) {
    enum tree_status status;
    struct tree *fresh = parse(path, text, &status);
    if (!check(fresh != NULL))
        return false;
    char *actual = tree_string(tree), *expected = tree_string(fresh);
    bool same = check_text(slice_from(actual), slice_from(expected)) &&
                check_number(tree_node_count(tree), tree_node_count(fresh));
    memory_free(actual);
    memory_free(expected);
    tree_destroy(fresh);
    return same;
}

static void test_edits(const struct language *language) {
    char path[SAMPLE_PATH_BYTES];
    sample_path(language, "", path);
    check_case("random edits of %s", path);
    struct slice sample;
    char *bytes = sample_read(language, &sample);
    struct document *document = document_create(path, path, "", 1, sample);
    unsigned long long random = check_seed() | 1;
    enum tree_status status;
    struct tree *tree = parse(path, sample, &status);
    bool same = true;
    int exact = 0;
    for (int i = 1; i <= EDITS && same; i++) {
        struct document_change change;
        if (i % EDITS_PER_START == 0)
            document_replace_all(document, POSITION_UTF16, sample, &change, NULL);
        else
            change = edit_randomly(document, sample, &random);
        tree_edit(tree, &change);
        // Some edits come in bursts, as typing does.
        if (check_random(&random) % 4 == 0)
            continue;
        struct slice text = text_slice(document->text);
        struct tree *next = tree_parse(language, text, tree, NULL, &status);
        tree_destroy(tree);
        tree = next;
        if (!tree && status == TREE_OVER_BUDGET) { // random text may be as dear as it likes
            document_replace_all(document, POSITION_UTF16, sample, &change, NULL);
            tree = parse(path, sample, &status);
        }
        text = text_slice(document->text);
        same = check(tree != NULL) && (!tree_is_exact(tree) || check_same(tree, path, text));
        exact += same && tree_is_exact(tree);
    }
    check(exact > EDITS / 20 || !same);
    tree_destroy(tree);
    document_destroy(document);
    memory_free(bytes);
}

static enum tree_status parse_repeated(const char *path, const char *piece, size_t length) {
    struct buffer text = { 0 };
    while (text.length < length)
        buffer_append_string(&text, piece);
    enum tree_status status;
    struct tree *tree = parse(path, buffer_slice(&text), &status);
    check((tree != NULL) == (status == TREE_READY));
    tree_destroy(tree);
    buffer_release(&text);
    return status;
}

static void test_budget(void) {
    check_case("backtracking stops");
    check_number(parse_repeated("a.tsx", "a?b:}", 4096), TREE_OVER_BUDGET);
    check_case("quadratic recovery stops");
    check_number(parse_repeated("a.js", "a!", 64 << 10), TREE_OVER_BUDGET);
    check_number(parse_repeated("a.ts", "\"", 64 << 10), TREE_OVER_BUDGET);
    check_case("long ordinary code does not");
    check_number(parse_repeated("a.js", "if (a) { b(c, [d, 'e'], { f: 1 }); }\n", 256 << 10),
                 TREE_READY);
    check_case("deep nesting does not overflow the stack");
    check_number(parse_repeated("a.py", "(", 4096), TREE_READY);
}

static void test_cancel(void) {
    check_case("a cancelled parse gives nothing");
    struct buffer text = { 0 };
    for (int i = 0; i < 2000; i++)
        buffer_append_string(&text, "int a(void) { return 1; }\n");
    atomic_bool cancelled = true;
    enum tree_status status;
    const struct language *language = language_find("c", NULL, SLICE(""));
    struct tree *tree = tree_parse(language, buffer_slice(&text), NULL, &cancelled, &status);
    check(tree == NULL);
    check_number(status, TREE_CANCELLED);
    buffer_release(&text);
}

static void test_errors(void) {
    check_case("errors in a span");
    struct slice code = SLICE("int a(void) { return 1; }\n"
                              "int b(void) { return 1 }\n"
                              "int c(void) { return ]; }\n");
    enum tree_status status;
    struct tree *tree = parse("a.c", code, &status);
    struct span first = { 0, 0 };
    check_number(tree_count_errors(tree, (struct span){ 0, 25 }, &first), 0);
    check_number(tree_count_errors(tree, (struct span){ 26, 50 }, &first), 1);
    check_number(first.start, 48);
    check_number(tree_count_errors(tree, (struct span){ 0, code.length }, NULL), 2);
    struct tree *copy = tree_copy(tree);
    tree_destroy(tree);
    check_number(tree_count_errors(copy, (struct span){ 0, code.length }, NULL), 2);
    check_text(slice_from(language_id(tree_language(copy))), SLICE("c"));
    tree_destroy(copy);
    tree_destroy(NULL);
}

void suite_tree(void) {
    for (size_t i = 0; language_at(i); i++)
        test_edits(language_at(i));
    test_budget();
    test_cancel();
    test_errors();
}
