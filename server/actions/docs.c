// Comments are found by the captures of simplify.scm, doc strings too: nothing here parses. What
// form a language has for them is a table; one that has no row has comments.
#include "actions/docs.h"

#include "actions/line_set.h"
#include "actions/remarks.h"
#include "syntax/skeleton.h"

enum {
    LOOKED_AT_BYTES_MAX = 64 << 10, // of a file or a selection; a longer one counts as in need
};

// By the language's id; others have comments.
static const struct form {
    const char *language, *form;
} forms[] = {
    { "python", "a docstring (PEP 257)" },
    { "javascript", "a JSDoc comment" },
    { "jsx", "a JSDoc comment" },
    { "typescript", "a TSDoc comment" },
    { "tsx", "a TSDoc comment" },
    { "go", "a godoc comment, which begins with the name" },
    { "rust", "a rustdoc comment (`///`)" },
    { "java", "a Javadoc comment" },
    { "c", "a Doxygen comment in the form that the file has" },
    { "cpp", "a Doxygen comment in the form that the file has" },
    { "json", NULL },
};

const char *docs_form(const struct language *language) {
    for (size_t i = 0; language && i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].language, language_id(language)) == 0)
            return forms[i].form;
    return "a comment in front of it";
}

// --- Directives ----------------------------------------------------------------------------------

// What tools read in comments; all of it is in lower case in the tools' own manuals but for the
// last ones.
static bool is_directive(struct slice comment) {
    static const char *const marks[] = {
        "noqa",    "type:",         "pylint:", "pyright:", "mypy:",        "pragma",
        "eslint",  "@ts-",          "biome-",  "prettier", "istanbul",     "go:",
        "+build",  "nolint",        "NOLINT",  "fmt:",     "clang-format", "shellcheck",
        "coding:", "cspell",        "#!",      "SPDX-",    "Copyright",    "yapf:",
        "isort:",  "sourceMapping", "region",  "NOSONAR",  "@generated",   "@formatter",
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_find(comment, slice_from(marks[i]), 0) != SLICE_NOT_FOUND)
            return true;
    return false;
}

struct slice docs_lost_directive(const struct subject *subject, struct slice after) {
    struct spans comments;
    struct slice lost = SLICE("");
    remarks_find(subject->tree, subject->text, subject->scope.span, REMARKS_COMMENTS, &comments);
    for (size_t i = 0; i < comments.count && !lost.length; i++) {
        struct slice rest =
            slice_between(subject->text, comments.items[i].start, comments.items[i].end);
        struct slice line;
        while (!lost.length && slice_next_line(&rest, &line))
            if (is_directive(line) && slice_find(after, slice_trim(line), 0) == SLICE_NOT_FOUND)
                lost = slice_trim(line);
    }
    vec_release(&comments);
    return lost;
}

// --- Whether it is there -------------------------------------------------------------------------

static bool holds_words(const struct subject *subject, struct span span, unsigned kinds) {
    struct spans remarks;
    bool is_found = false;
    remarks_find(subject->tree, subject->text, span, kinds, &remarks);
    for (size_t i = 0; i < remarks.count && !is_found; i++)
        is_found = remarks.items[i].start >= span.start && remarks.items[i].end <= span.end &&
                   !is_directive(
                       slice_between(subject->text, remarks.items[i].start, remarks.items[i].end));
    vec_release(&remarks);
    return is_found;
}

// The body's first thing.
static bool has_docstring(const struct subject *subject, struct span body) {
    struct docstrings found;
    skeleton_docstrings(subject->tree, subject->text, body, &found);
    bool is_there =
        found.count && found.items[0].start >= body.start &&
        !slice_trim(slice_between(subject->text, body.start, found.items[0].start)).length;
    vec_release(&found);
    return is_there;
}

static bool is_documented(const struct subject *subject, const struct definition *definition) {
    return holds_words(subject, (struct span){ definition->span.start, definition->core.start },
                       REMARKS_COMMENTS) ||
           (definition->body.end && has_docstring(subject, definition->body));
}

// What a function defines for itself needs no documentation.
static bool is_helper(const struct outline *outline, const struct definition *definition) {
    return definition->parent >= 0 &&
           definition_is_function(&outline->definitions[definition->parent]);
}

bool docs_are_there(const struct subject *subject) {
    struct span span = subject->scope.span;
    if (!subject->tree || span.end - span.start > LOOKED_AT_BYTES_MAX)
        return false;
    struct arena arena = { 0 };
    struct outline outline = outline_definitions(&arena, subject->tree, subject->text, span);
    bool is_any = false, is_missing = false;
    for (size_t i = 0; i < outline.definition_count && !is_missing; i++) {
        const struct definition *definition = &outline.definitions[i];
        bool is_own = definition->core.start == subject->scope.core.start;
        bool is_inside = definition->core.start >= span.start && definition->core.end <= span.end;
        if (!is_inside || (!is_own && is_helper(&outline, definition)))
            continue;
        is_any = true;
        is_missing = !is_documented(subject, definition);
    }
    arena_release(&arena);
    return is_any && !is_missing;
}
