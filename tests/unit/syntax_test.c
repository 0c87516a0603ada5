// Languages, queries, outlines, scopes and traits, on the samples of tests/syntax: one realistic
// program a language. What is expected stands beside them as text and is rewritten by blessing.
#include "runner/check.h"
#include "runner/sample.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "syntax/core.h"
#include "syntax/generated.h"
#include "syntax/outline.h"
#include "syntax/query.h"
#include "syntax/scope.h"
#include "syntax/traits.h"
#include "text/text.h"

#include <ctype.h>
#include <stdio.h>

void suite_syntax(void);

// A parsed text with its lines, for the checks of this file.
struct subject {
    struct text *text;
    struct tree *tree;
};

static struct subject parse_subject(const char *path, struct slice bytes) {
    struct subject subject = { .text = text_create(bytes) };
    const struct language *language = language_find(NULL, path, bytes);
    enum tree_status status;
    if (language)
        subject.tree = tree_parse(language, text_slice(subject.text), NULL, NULL, &status);
    return subject;
}

static void release_subject(struct subject *subject) {
    tree_destroy(subject->tree);
    text_release(subject->text);
}

// --- Languages -----------------------------------------------------------------------------------

static void test_find(void) {
    static const struct {
        const char *id, *path, *text, *expected;
    } cases[] = {
        { "python", NULL, "", "python" },
        { "javascriptreact", "/a/b.txt", "", "jsx" },
        { "typescriptreact", NULL, "", "tsx" },
        { "plaintext", "/a/b.py", "", "python" },
        { "", "/a/B.PY", "", "python" },
        { NULL, "/a.js/b.mts", "", "typescript" },
        { NULL, "C:\\a\\b.go", "", "go" },
        { "objective-c", "/a/b.h", "", "none" },
        { "c", "/a/b.h", "", "c" },
        { NULL, "/a/b.h", "", "c" },
        { NULL, "/a/SConstruct", "", "python" },
        { NULL, "/a/.js", "", "none" },
        { NULL, "/a/tool", "#!/usr/bin/env -S python3.12 -u\n", "python" },
        { NULL, "/a/tool", "#!/usr/bin/env NODE_ENV=x node", "javascript" },
        { NULL, "/a/tool", "#! /usr/bin/python\n", "python" },
        { NULL, "/a/tool", "#!/usr/bin/perl\npython3 a.py\n", "none" },
        { NULL, "/a/tool", "#!", "none" },
        { NULL, NULL, "", "none" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("find %s %s", cases[i].id ? cases[i].id : "-",
                   cases[i].path ? cases[i].path : "-");
        const struct language *language =
            language_find(cases[i].id, cases[i].path, slice_from(cases[i].text));
        check_text(slice_from(language ? language_id(language) : "none"),
                   slice_from(cases[i].expected));
    }
}

static void test_fences(void) {
    static const struct {
        const char *id, *info;
        bool has, is;
    } cases[] = {
        { "python", "py", true, true },
        { "python", "Python3 title=x", true, true },
        { "python", "{.python .x}", true, true },
        { "python", "", false, false },
        { "python", "pyramid", false, false },
        { "python", "d", false, true },
        { "tsx", "typescript", false, true },
        { "c", "c,ignore", true, true },
        { "c", "c++", false, true },
        { "go", "here is the code", false, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("fence %s", cases[i].info);
        const struct language *language = language_find(cases[i].id, NULL, SLICE(""));
        check(language_has_fence(language, slice_from(cases[i].info)) == cases[i].has);
        check(language_is_fence(slice_from(cases[i].info)) == cases[i].is);
    }
}

static void test_queries(void) {
    for (size_t i = 0; language_at(i); i++) {
        check_case("queries of %s", language_id(language_at(i)));
        const char *message = query_check(language_at(i));
        check_text(slice_from(message), SLICE(""));
    }
}

// --- Goldens of the samples ----------------------------------------------------------------------

static void print_lines(struct buffer *out, const struct text *text, struct span span) {
    buffer_format(out, "%zu-%zu", text_line_at(text, span.start) + 1,
                  text_line_at(text, span.end) + 1);
}

static void print_traits(struct buffer *out, traits found) {
    for (enum trait trait = 0; trait < TRAIT_COUNT; trait++) {
        if (found >> trait & 1)
            buffer_format(out, " @%s", trait_name(trait));
    }
}

static void print_definition(struct buffer *out, const struct subject *subject,
                             const struct outline *outline, size_t at) {
    const struct definition *definition = &outline->definitions[at];
    for (int parent = definition->parent; parent >= 0; parent = outline->definitions[parent].parent)
        buffer_append_string(out, "  ");
    buffer_format(out, "%s " SLICE_FORMAT " ", definition->noun, SLICE_ARGUMENT(definition->name));
    print_lines(out, subject->text, definition->span);
    buffer_append_string(out, " core ");
    print_lines(out, subject->text, definition->core);
    if (definition->body.end) {
        buffer_append_string(out, " body ");
        print_lines(out, subject->text, definition->body);
    }
    print_traits(out, traits_of(subject->tree, text_slice(subject->text), definition->span,
                                TRAITS_ALL_BYTES));
    struct slice signature = slice_between(text_slice(subject->text), definition->signature.start,
                                           definition->signature.end);
    struct slice line = SLICE("");
    slice_next_line(&signature, &line);
    buffer_format(out, " | " SLICE_FORMAT "\n", SLICE_ARGUMENT(line));
}

static void check_outline(const struct language *language, const struct subject *subject) {
    struct buffer out = { 0 };
    struct arena arena = { 0 };
    const struct span all = { 0, text_length(subject->text) };
    struct outline outline = outline_of(&arena, subject->tree, text_slice(subject->text), all);
    for (size_t i = 0; i < outline.import_count; i++) {
        buffer_append_string(&out, "import ");
        print_lines(&out, subject->text, outline.imports[i]);
        buffer_append_string(&out, "\n");
    }
    for (size_t i = 0; i < outline.definition_count; i++)
        print_definition(&out, subject, &outline, i);
    char path[SAMPLE_PATH_BYTES];
    sample_path(language, ".outline", path);
    check_golden(buffer_slice(&out), path);
    arena_release(&arena);
    buffer_release(&out);
}

// One line for each run of lines whose cursors have the same scope.
static void check_scopes(const struct language *language, const struct subject *subject) {
    struct slice text = text_slice(subject->text);
    struct buffer out = { 0 };
    struct scope last = { .kind = SCOPE_LINES };
    for (size_t line = 0; line < text_line_count(subject->text); line++) {
        size_t cursor = text_line_start(subject->text, line);
        struct scope scope = scope_at(subject->tree, text, (struct span){ cursor, cursor });
        if (!line || scope.span.start != last.span.start || scope.span.end != last.span.end)
            buffer_format(&out, "%zu %s " SLICE_FORMAT "\n", line + 1, scope.noun,
                          SLICE_ARGUMENT(scope.name));
        last = scope;
    }
    char path[SAMPLE_PATH_BYTES];
    sample_path(language, ".scopes", path);
    check_golden(buffer_slice(&out), path);
    buffer_release(&out);
}

// Asking for a part gives what asking for all gives there.
static void check_parts(const struct subject *subject) {
    struct slice text = text_slice(subject->text);
    struct arena arena = { 0 };
    struct outline all = outline_of(&arena, subject->tree, text, (struct span){ 0, text.length });
    for (size_t i = 0; i < all.definition_count; i++) {
        const struct definition *wanted = &all.definitions[i];
        struct span middle = { (wanted->core.start + wanted->core.end) / 2, 0 };
        middle.end = middle.start + 1;
        struct outline part = outline_of(&arena, subject->tree, text, middle);
        bool found = false;
        for (size_t j = 0; j < part.definition_count; j++) {
            const struct definition *definition = &part.definitions[j];
            found = found || (definition->span.start == wanted->span.start &&
                              definition->span.end == wanted->span.end &&
                              definition->core.start == wanted->core.start &&
                              !strcmp(definition->noun, wanted->noun));
        }
        check(found);
    }
    arena_release(&arena);
}

// What query.h asks of scopes.scm and traits.scm: no pattern begins at the tree's root.
static void check_roots(const struct language *language, const struct tree *tree) {
    const char *root = ts_node_type(ts_tree_root_node(tree_raw(tree)));
    static const enum query_kind kinds[] = { QUERY_SCOPES, QUERY_TRAITS };
    for (size_t i = 0; i < 2 * LANGUAGE_FOLDERS; i++) {
        const char *path;
        struct slice query = language_query(language, kinds[i % 2], i / 2, &path);
        char begin[64];
        snprintf(begin, sizeof begin, "(%s", root);
        for (size_t at = 0; (at = slice_find(query, slice_from(begin), at)) != SLICE_NOT_FOUND;
             at++) {
            char next = query.data[at + strlen(begin)];
            check_true(next == '_' || isalnum((unsigned char)next), path, __FILE__, __LINE__);
        }
    }
}

static void test_sample(const struct language *language) {
    char path[SAMPLE_PATH_BYTES];
    sample_path(language, "", path);
    check_case("%s", path);
    struct slice text;
    char *bytes = sample_read(language, &text);
    struct subject subject = parse_subject(path, text);
    check(subject.tree && tree_language(subject.tree) == language);
    check_number(tree_count_errors(subject.tree, (struct span){ 0, text.length }, NULL), 0);
    check_roots(language, subject.tree);
    check_outline(language, &subject);
    check_case("%s, a cursor on every line", path);
    check_scopes(language, &subject);
    check_case("%s, in parts", path);
    check_parts(&subject);
    release_subject(&subject);
    memory_free(bytes);
}

static void test_file_traits(void) {
    check_case("imports speak for the file");
    struct slice code = SLICE("import pytest\n\ndef helper():\n    return 1\n");
    struct subject subject = parse_subject("a.py", code);
    struct scope scope = scope_at(subject.tree, text_slice(subject.text), (struct span){ 30, 30 });
    check_text(scope.name, SLICE("helper"));
    check_number(traits_of(subject.tree, text_slice(subject.text), scope.span, TRAITS_ALL_BYTES),
                 1 << TRAIT_test);
    release_subject(&subject);
    check_number(traits_of(NULL, code, (struct span){ 0, 1 }, 1), 0);
    enum trait trait;
    check(trait_parse("types", &trait) && trait == TRAIT_types && !trait_parse("type", &trait));
}

static void test_generated(void) {
    static const struct {
        const char *text;
        bool expected;
    } cases[] = {
        { "// Code generated by protoc-gen-go. DO NOT EDIT.\npackage a\n", true },
        { "/* Automatically @generated by tree-sitter v0.25.3 */\n", true },
        { "# -*- coding: utf-8 -*-\n# Generated by the protocol buffer compiler.  DO NOT EDIT!\n",
          true },
        { "/*\n * THIS FILE IS AUTOMATICALLY GENERATED.\n *\n * Do not modify it.\n */\n", true },
        { "-- generated by sqlc\n\n\n\n-- do not edit the table by hand\n", false },
        { "# Names are generated here.\n", false },
        { "print(\"Code generated by me. DO NOT EDIT.\")\n", false },
        { "", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("generated %zu", i);
        check(generated_is(slice_from(cases[i].text)) == cases[i].expected);
    }
    struct buffer text = { 0 };
    for (int i = 0; i < 300; i++)
        buffer_append_string(&text, "var a=1,b=2;");
    check_case("generated: one long line");
    check(generated_is(buffer_slice(&text)));
    check(generated_is(slice_between(buffer_slice(&text), 0, 1000)) == false);
    buffer_release(&text);
}

// --- Snapping ------------------------------------------------------------------------------------

static void replace_all(struct buffer *text, const char *what, const char *with) {
    struct buffer out = { 0 };
    size_t start = 0, found;
    while ((found = slice_find(buffer_slice(text), slice_from(what), start)) != SLICE_NOT_FOUND) {
        buffer_append(&out, slice_between(buffer_slice(text), start, found));
        buffer_append_string(&out, with);
        start = found + strlen(what);
    }
    buffer_append(&out, slice_between(buffer_slice(text), start, text->length));
    buffer_release(text);
    *text = out;
}

// Takes the markers $[ and $] out of the code.
static struct span take_selection(struct buffer *code) {
    struct span selection = { .start = slice_find(buffer_slice(code), SLICE("$["), 0) };
    replace_all(code, "$[", "");
    selection.end = slice_find(buffer_slice(code), SLICE("$]"), 0);
    replace_all(code, "$]", "");
    return selection;
}

static void snap(struct slice title, struct slice body, struct buffer *out) {
    static const char *const kinds[] = { "definition", "selection", "file", "lines" };
    struct buffer code = { 0 };
    bool has_mark = slice_find(title, SLICE("byte order mark"), 0) != SLICE_NOT_FOUND;
    buffer_append_string(&code, has_mark ? "\xef\xbb\xbf" : "");
    buffer_append(&code, body);
    if (slice_find(title, SLICE("windows"), 0) != SLICE_NOT_FOUND)
        replace_all(&code, "\n", "\r\n");
    struct span selection = take_selection(&code);
    char path[128];
    snprintf(path, sizeof path, SLICE_FORMAT, SLICE_ARGUMENT(title));
    struct subject subject = parse_subject(path, buffer_slice(&code));
    struct slice text = text_slice(subject.text);
    struct scope scope = scope_at(subject.tree, text, selection);
    buffer_format(out, "=== " SLICE_FORMAT "\n", SLICE_ARGUMENT(title));
    buffer_format(out, "%s, %s " SLICE_FORMAT "\n", kinds[scope.kind], scope.noun,
                  SLICE_ARGUMENT(scope.name));
    buffer_append(out, slice_between(text, scope.span.start, scope.span.end));
    if (scope.core.start != scope.span.start || scope.core.end != scope.span.end) {
        buffer_append_string(out, "\n--- core\n");
        buffer_append(out, slice_between(text, scope.core.start, scope.core.end));
    }
    buffer_append_string(out, "\n");
    release_subject(&subject);
    buffer_release(&code);
}

static void test_snapping(void) {
    check_case("snapping");
    size_t length = 0;
    char *bytes = check_read_file("tests/syntax/snapping.txt", &length);
    if (!check(bytes != NULL))
        return;
    const struct slice file = { bytes, length };
    struct buffer out = { 0 };
    const struct slice mark = SLICE("\n=== ");
    for (size_t at = slice_find(file, mark, 0), next; at != SLICE_NOT_FOUND; at = next) {
        next = slice_find(file, mark, at + 1);
        struct slice body =
            slice_between(file, at + mark.length, next == SLICE_NOT_FOUND ? length : next + 1);
        struct slice title = SLICE("");
        slice_next_line(&body, &title);
        snap(title, body, &out);
    }
    check_golden(buffer_slice(&out), "tests/syntax/snapping.expected");
    buffer_release(&out);
    memory_free(bytes);
}

void suite_syntax(void) {
    test_find();
    test_fences();
    test_queries();
    for (size_t i = 0; language_at(i); i++)
        test_sample(language_at(i));
    test_file_traits();
    test_generated();
    test_snapping();
}
