// The structural engine against files of text: every rule of every review.scm with a sample,
// explanations as golden Markdown, simplifications before and after.
#include "builtin/builtin.h"

#include "base/memory.h"
#include "base/vec.h"
#include "runner/check.h"
#include "runner/sample.h"
#include "syntax/core.h"
#include "text/text.h"

#include <ctype.h>

enum { PATH_BYTES = 256, RULE_BYTES = 64 };

struct opened {
    const struct language *language;
    struct tree *tree;
    struct slice text;
    struct builtin_subject subject; // the whole file
};

static struct opened open_text(const struct language *language, struct slice text) {
    enum tree_status status;
    struct opened opened = { .language = language, .text = text };
    if (opened.language)
        opened.tree = tree_parse(opened.language, text, NULL, NULL, &status);
    const struct span whole = { 0, text.length };
    opened.subject = (struct builtin_subject){
        .tree = opened.tree,
        .text = text,
        .scope = { .kind = opened.tree ? SCOPE_FILE : SCOPE_LINES,
                   .span = whole,
                   .core = whole,
                   .noun = "file",
                   .name = SLICE("") },
        .language_name = opened.language ? language_name(opened.language) : "D",
    };
    return opened;
}

static char *read_data(const char *path, struct slice *text) {
    size_t length = 0;
    char *bytes = check_read_file(path, &length);
    *text = (struct slice){ bytes, bytes ? length : 0 };
    return bytes;
}

// --- Review ---

// Whether a line ends with that word, where a comment may end behind it.
static bool has_mark(struct slice line, struct slice mark) {
    static const char *const ends[] = { "*/", "-->" };
    line = slice_trim(line);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct slice end = slice_from(ends[i]);
        if (slice_ends_with(line, end))
            line = slice_trim(slice_between(line, 0, line.length - end.length));
    }
    return slice_ends_with(line, mark);
}

// Every line that ends with "finding", or follows one that ends with "finding below", has one of
// this rule, and no other line has any.
static void check_sample(const struct opened *opened, const char *rule) {
    struct arena arena = { 0 };
    struct findings findings = { 0 };
    builtin_review(&arena, &opened->subject, &findings);
    struct text *lines = text_create(opened->text);
    size_t at = 0, marked = 0;
    for (size_t i = 0; i < text_line_count(lines); i++) {
        bool found = at < findings.count && text_line_at(lines, findings.items[at].span.start) == i;
        bool wanted = has_mark(text_line(lines, i), SLICE("finding")) ||
                      (i > 0 && has_mark(text_line(lines, i - 1), SLICE("finding below")));
        marked += wanted;
        if (found != wanted)
            check_text(found ? slice_from(findings.items[at].title) : SLICE("no finding"),
                       text_line(lines, i));
        if (found)
            check_text(slice_from(findings.items[at++].rule), slice_from(rule));
    }
    check_number(findings.count, at);
    check(marked > 0);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        check(*finding->category && *finding->title && strlen(finding->detail) > 40);
        check(!strchr(finding->title, '{') && !strstr(finding->title, "…"));
        check(finding->title[strlen(finding->title) - 1] != '.');
    }
    text_release(lines);
    vec_release(&findings);
    arena_release(&arena);
}

static void play_sample(const struct language *language, const char *path, const char *rule) {
    check_case("review %s in %s", path, language_name(language));
    struct slice text;
    char *bytes = read_data(path, &text);
    if (check_true(bytes != NULL, path, __FILE__, __LINE__)) {
        struct opened opened = open_text(language, text);
        check_number(tree_count_errors(opened.tree, opened.subject.scope.span, NULL), 0);
        check_sample(&opened, rule);
        tree_destroy(opened.tree);
    }
    memory_free(bytes);
}

// The sample of a rule is RULE.EXT in the folder of its rules, with any extension.
static void play_rule(const struct language *language, const char *folder, const char *rule) {
    char place[PATH_BYTES], path[PATH_BYTES];
    bool is_there = false;
    if (check_is_skipped(rule))
        return;
    snprintf(place, sizeof place, "tests/builtin/review/%s", folder);
    char **names = check_list_files(place, "");
    for (char **name = names; *name && !is_there; name++) {
        is_there =
            slice_starts_with(slice_from(*name), slice_from(rule)) && (*name)[strlen(rule)] == '.';
        if (is_there && snprintf(path, sizeof path, "%s/%s", place, *name) < PATH_BYTES)
            play_sample(language, path, rule);
    }
    memory_free(names);
    check_case("%s/%s has a sample", place, rule);
    check(is_there);
}

// Plays the sample of every rule that a review.scm names.
static void play_rules(const struct language *language, const char *folder, struct slice query) {
    char last[RULE_BYTES] = "";
    const struct slice key = SLICE("(#set! rule \"");
    size_t at = 0;
    while ((at = slice_find(query, key, at)) != SLICE_NOT_FOUND) {
        at += key.length;
        size_t end = slice_find(query, SLICE("\""), at);
        char rule[RULE_BYTES];
        snprintf(rule, sizeof rule, SLICE_FORMAT, SLICE_ARGUMENT(slice_between(query, at, end)));
        if (strcmp(rule, last))
            play_rule(language, folder, rule);
        snprintf(last, sizeof last, "%s", rule);
    }
}

static void play_reviews(const struct language *language) {
    for (size_t i = 0; i < LANGUAGE_FOLDERS; i++) {
        const char *path;
        struct slice query = language_query(language, QUERY_REVIEW, i, &path);
        char folder[RULE_BYTES];
        snprintf(folder, sizeof folder, "%.*s", (int)strcspn(path, "/"), path);
        play_rules(language, folder, query);
    }
}

// A secret is found in every language, and not where it stands beside the word "example".
static void play_secret(const char *text, size_t wanted) {
    check_case("secret in %s", text);
    struct opened opened = open_text(language_find("c", NULL, SLICE("")), slice_from(text));
    struct arena arena = { 0 };
    struct findings findings = { 0 };
    builtin_review(&arena, &opened.subject, &findings);
    if (check_number(findings.count, wanted) && wanted)
        check_text(slice_from(findings.items[0].rule), SLICE("hard-coded-secret"));
    vec_release(&findings);
    arena_release(&arena);
    tree_destroy(opened.tree);
}

// --- Explain ---

// A golden a row: what stands at `line` of the file, or all of it (0), or the lines to `last`.
static const struct explain_row {
    const char *golden;
    const char *path;
    const char *language;
    size_t line, last;
} explain_rows[] = {
#define EXPLAIN(golden, path, language, line, last) { golden, path, language, line, last },
#include "builtin/explain/rows.def"
#undef EXPLAIN
};

static void play_explanation(const struct explain_row *row) {
    if (check_is_skipped(row->golden))
        return;
    check_case("explain %s", row->golden);
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "tests/%s", row->path);
    struct slice text;
    char *bytes = read_data(path, &text);
    if (!check_true(bytes != NULL, path, __FILE__, __LINE__))
        return;
    struct opened opened = open_text(language_find(row->language, NULL, text), text);
    if (row->line) {
        struct text *lines = text_create(text);
        struct span selection = { text_line_start(lines, row->line - 1), 0 };
        while (isblank((unsigned char)text.data[selection.start]))
            selection.start++;
        selection.end = row->last ? text_line_start(lines, row->last) : selection.start;
        opened.subject.scope = scope_at(opened.tree, text, selection);
        text_release(lines);
    }
    struct arena arena = { 0 };
    struct buffer markdown = { 0 };
    builtin_explain(&arena, &opened.subject, &markdown);
    snprintf(path, sizeof path, "tests/builtin/explain/%s.md", row->golden);
    check_golden(buffer_slice(&markdown), path);
    buffer_release(&markdown);
    arena_release(&arena);
    tree_destroy(opened.tree);
    memory_free(bytes);
}

// The sample as a file, and the first of each kind of definition in it.
static void play_sample_explanation(const struct language *language) {
    char path[SAMPLE_PATH_BYTES];
    sample_path(language, ".explain", path);
    if (check_is_skipped(path))
        return;
    check_case("explain %s", path);
    struct slice text;
    char *bytes = sample_read(language, &text);
    struct opened opened = open_text(language, text);
    struct arena arena = { 0 };
    struct buffer markdown = { 0 };
    struct outline outline = outline_of(&arena, opened.tree, text, (struct span){ 0, text.length });
    builtin_explain(&arena, &opened.subject, &markdown);
    for (size_t i = 0; i < outline.definition_count; i++) {
        bool is_first = true;
        for (size_t j = 0; j < i; j++)
            is_first &= strcmp(outline.definitions[i].noun, outline.definitions[j].noun) != 0;
        const struct span cursor = { outline.definitions[i].core.start,
                                     outline.definitions[i].core.start };
        opened.subject.scope = scope_at(opened.tree, text, cursor);
        if (is_first)
            builtin_explain(&arena, &opened.subject, &markdown);
    }
    check_golden(buffer_slice(&markdown), path);
    buffer_release(&markdown);
    arena_release(&arena);
    tree_destroy(opened.tree);
    memory_free(bytes);
}

// Whatever is cut out of a file, the engine says something and stays in its bounds.
static void play_pieces(const struct language *language) {
    char path[SAMPLE_PATH_BYTES];
    sample_path(language, "", path);
    if (check_is_skipped(path))
        return;
    check_case("pieces of %s", path);
    struct slice text;
    char *bytes = sample_read(language, &text);
    unsigned long long state = check_seed() | 1;
    for (int i = 0; i < 60; i++) {
        size_t start = check_random(&state) % (text.length + 1);
        size_t end = start + check_random(&state) % (text.length - start + 1);
        struct opened opened = open_text(language, slice_between(text, start, end));
        struct arena arena = { 0 };
        struct buffer markdown = { 0 }, summary = { 0 };
        struct findings findings = { 0 };
        struct edits edits = { 0 };
        for (int part = 0; part < 2; part++) {
            builtin_explain(&arena, &opened.subject, &markdown);
            builtin_review(&arena, &opened.subject, &findings);
            builtin_simplify(&arena, &opened.subject, &edits, &summary);
            check(markdown.length > 0);
            check(edits_are_valid(&edits, opened.text.length));
            size_t a = check_random(&state) % (opened.text.length + 1);
            opened.subject.scope =
                scope_at(opened.tree, opened.text, (struct span){ a, opened.text.length });
            edits.count = 0;
        }
        buffer_release(&markdown);
        buffer_release(&summary);
        vec_release(&findings);
        vec_release(&edits);
        arena_release(&arena);
        tree_destroy(opened.tree);
    }
    memory_free(bytes);
}

// --- Simplify ---

static struct slice with_line_ends(struct buffer *out, struct slice text, bool crlf) {
    struct slice line;
    while (slice_next_line(&text, &line)) {
        buffer_append(out, line);
        buffer_append_string(out, crlf ? "\r\n" : "\n");
    }
    return buffer_slice(out);
}

static void check_simplified(const struct language *language, struct slice before,
                             struct slice after) {
    struct opened opened = open_text(language, before);
    struct arena arena = { 0 };
    struct edits edits = { 0 };
    struct buffer summary = { 0 }, result = { 0 };
    builtin_simplify(&arena, &opened.subject, &edits, &summary);
    check(edits_are_valid(&edits, before.length));
    check(edits_apply(&edits, before, &result));
    check_text(buffer_slice(&result), after);
    check((edits.count > 0) == !slice_is_equal(before, after));
    check((summary.length > 0) == (edits.count > 0));
    for (size_t i = 1; i < edits.count; i++)
        check(edits.items[i - 1].span.end < edits.items[i].span.start);
    buffer_release(&summary);
    buffer_release(&result);
    vec_release(&edits);
    arena_release(&arena);
    tree_destroy(opened.tree);
}

static void play_case(const struct language *language, struct slice all) {
    struct slice title;
    slice_next_line(&all, &title);
    check_case("simplify %s: " SLICE_FORMAT, language_id(language),
               SLICE_ARGUMENT(slice_trim(title)));
    bool crlf = slice_find(title, SLICE("(crlf)"), 0) != SLICE_NOT_FOUND;
    size_t middle = slice_find(all, SLICE("\n--\n"), 0);
    struct slice before = middle == SLICE_NOT_FOUND ? all : slice_between(all, 0, middle + 1);
    struct slice after =
        middle == SLICE_NOT_FOUND ? all : slice_between(all, middle + 4, all.length);
    struct buffer first = { 0 }, second = { 0 };
    check_simplified(language, with_line_ends(&first, slice_trim(before), crlf),
                     with_line_ends(&second, slice_trim(after), crlf));
    buffer_release(&first);
    buffer_release(&second);
}

// Languages without a rewrite of their own or a shared one have nothing to play.
static bool has_rewrites(const struct language *language) {
    bool has = false;
    for (size_t i = 0; i < LANGUAGE_FOLDERS; i++) {
        const char *path;
        struct slice query = language_query(language, QUERY_SIMPLIFY, i, &path);
        has = has || slice_find(query, SLICE("(#set! rewrite "), 0) != SLICE_NOT_FOUND;
    }
    return has;
}

static void play_simplifications(const struct language *language) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "tests/builtin/simplify/%s.txt", language_id(language));
    if (!has_rewrites(language) || check_is_skipped(path))
        return;
    struct slice text;
    char *bytes = read_data(path, &text);
    check_case("simplify %s", language_id(language));
    if (!check_true(bytes != NULL, path, __FILE__, __LINE__))
        return;
    const struct slice key = SLICE("== ");
    size_t at = slice_starts_with(text, key) ? 0 : slice_find(text, SLICE("\n== "), 0) + 1;
    while (at < text.length) {
        size_t end = slice_find(text, SLICE("\n== "), at);
        end = end == SLICE_NOT_FOUND ? text.length : end + 1;
        play_case(language, slice_between(text, at + key.length, end));
        at = end;
    }
    memory_free(bytes);
}

void suite_builtin(void) {
    for (size_t i = 0; language_at(i); i++) {
        check_case("queries of %s", language_name(language_at(i)));
        const char *problem = query_check(language_at(i));
        check_text(slice_from(problem), SLICE(""));
    }
    play_secret("const char *password = \"q8Zr2-k1Lw9\";\n", 1);
    play_secret("/* An example: password = \"q8Zr2-k1Lw9\" */\n", 0);
    for (size_t i = 0; i < sizeof explain_rows / sizeof *explain_rows; i++)
        play_explanation(&explain_rows[i]);
    for (size_t i = 0; language_at(i); i++) {
        play_reviews(language_at(i));
        play_sample_explanation(language_at(i));
        play_simplifications(language_at(i));
        play_pieces(language_at(i));
    }
}
