// The gate between answer and edit. Parses the text with the edits done and compares: what was
// broken before may stay broken, what was whole must stay whole.

#include "actions/verify.h"

#include "base/limits.h"

static void refuse(struct reading *reading, enum attempt_outcome outcome, const char *message) {
    reading->outcome = outcome;
    reading->message = message;
}

// --- Elisions ------------------------------------------------------------------------------------

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

static struct slice lowered(struct arena *arena, struct slice line) {
    struct slice copy = arena_copy(arena, line);
    char *text = (char *)copy.data;
    for (size_t i = 0; i < copy.length; i++)
        text[i] = lower(text[i]);
    return copy;
}

// Whether a line stands for code that was left out. Ellipses alone are code in Python and
// TypeScript, so a line counts only as a comment, or by what it says.
static bool is_elision(struct arena *arena, struct slice line) {
    static const char *const phrases[] = {
        "rest of the code",    "rest of the function", "rest of the class", "rest of the file",
        "rest of the method",  "remains the same",     "remains unchanged", "rest unchanged",
        "existing code",       "unchanged code",       "same as before",    "code omitted",
        "omitted for brevity", "rest of code",
    };
    struct slice text = lowered(arena, slice_trim(line));
    bool is_comment = slice_starts_with(text, SLICE("#")) || slice_starts_with(text, SLICE("//")) ||
                      slice_starts_with(text, SLICE("/*"));
    if (!is_comment)
        return false;
    size_t start = 0;
    while (start < text.length && strchr("#/* \t", text.data[start]))
        start++;
    struct slice said = slice_between(text, start, text.length);
    if (slice_starts_with(said, SLICE("...")) || slice_starts_with(said, SLICE("…")))
        return true;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (slice_find(said, slice_from(phrases[i]), 0) != SLICE_NOT_FOUND)
            return true;
    return false;
}

static bool text_has_line(struct slice text, struct slice wanted) {
    struct slice line;
    while (slice_next_line(&text, &line))
        if (slice_is_equal(slice_trim(line), slice_trim(wanted)))
            return true;
    return false;
}

static bool elides(struct arena *arena, struct slice before, struct slice after) {
    struct slice line;
    while (slice_next_line(&after, &line))
        if (is_elision(arena, line) && !text_has_line(before, line))
            return true;
    return false;
}

// --- Syntax and definitions ----------------------------------------------------------------------

static size_t line_number(struct slice text, size_t offset) {
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text.data[i] == '\n';
    return line;
}

static bool lies_outside(struct span inner, struct span outer) {
    return inner.end <= outer.start || inner.start >= outer.end || inner.start < outer.start ||
           inner.end > outer.end;
}

// Index of the next definition from `at` on that is not inside of `scope`.
static size_t next_outside(const struct outline *outline, size_t at, struct span scope) {
    while (at < outline->definition_count && !lies_outside(outline->definitions[at].core, scope))
        at++;
    return at;
}

// Definitions around the scope are the same ones, in the same order: a brace too few inside can
// swallow what follows without making one ERROR node.
static bool keeps_surroundings(const struct outline *before, struct span scope_before,
                               const struct outline *after, struct span scope_after) {
    size_t a = 0, b = 0;
    for (;;) {
        a = next_outside(before, a, scope_before);
        b = next_outside(after, b, scope_after);
        bool is_end = a == before->definition_count || b == after->definition_count;
        if (is_end)
            return a == before->definition_count && b == after->definition_count;
        if (!slice_is_equal(before->definitions[a].name, after->definitions[b].name))
            return false;
        a++, b++;
    }
}

// Whether every definition that stood directly in the scope is in it still, by name; helpers that
// were nested deeper may go, when what they did became simpler.
static bool keeps_own(const struct outline *before, struct span scope_before,
                      const struct outline *after, struct span scope_after) {
    for (size_t i = 0; i < before->definition_count; i++) {
        const struct definition *wanted = &before->definitions[i];
        bool is_nested = wanted->parent >= 0 &&
                         !lies_outside(before->definitions[wanted->parent].core, scope_before) &&
                         strcmp(wanted->noun, "method") != 0;
        if (lies_outside(wanted->core, scope_before) || is_nested || !wanted->name.length)
            continue;
        bool is_found = false;
        for (size_t j = 0; j < after->definition_count && !is_found; j++)
            is_found = !lies_outside(after->definitions[j].core, scope_after) &&
                       slice_is_equal(after->definitions[j].name, wanted->name);
        if (!is_found)
            return false;
    }
    return true;
}

static void compare_trees(struct arena *arena, const struct subject *subject,
                          const struct tree *tree, struct slice text, struct span scope,
                          struct reading *reading) {
    struct span whole_before = { 0, subject->text.length }, whole = { 0, text.length };
    struct span first = { 0 };
    size_t errors_before = tree_count_errors(subject->tree, whole_before, NULL);
    size_t errors = tree_count_errors(tree, whole, &first);
    size_t inside_before = tree_count_errors(subject->tree, subject->scope.span, NULL);
    size_t inside = tree_count_errors(tree, scope, inside_before < 1 ? &first : NULL);
    if (errors > errors_before || inside > inside_before) {
        size_t line = line_number(text, first.start);
        refuse(reading, ATTEMPT_broken_syntax,
               arena_format(arena, "With the answer the file would not parse any more (line %zu).",
                            line));
        return;
    }
    struct outline before = outline_of(arena, subject->tree, subject->text, whole_before);
    struct outline after = outline_of(arena, tree, text, whole);
    if (!keeps_surroundings(&before, subject->scope.span, &after, scope))
        refuse(reading, ATTEMPT_broken_syntax,
               "With the answer, code outside of what was asked for would change its meaning.");
    else if (!keeps_own(&before, subject->scope.span, &after, scope))
        refuse(reading, ATTEMPT_lost_definition,
               "The answer leaves out or renames a definition that was there.");
}

void verify_edits(struct arena *arena, const struct subject *subject, struct reading *reading) {
    ASSERT(edits_are_valid(&reading->edits, subject->text.length));
    struct buffer text = { 0 };
    if (!edits_apply(&reading->edits, subject->text, &text) || text.length > DOCUMENT_BYTES_MAX) {
        refuse(reading, ATTEMPT_error, "The answer is too large to be applied.");
        buffer_release(&text);
        return;
    }
    struct span scope = subject->scope.span;
    scope.end = scope.end + text.length - subject->text.length;
    struct slice after = slice_between(buffer_slice(&text), scope.start, scope.end);
    if (!slice_trim(after).length) {
        refuse(reading, ATTEMPT_elided, "The answer would delete the code.");
    } else if (elides(arena, subject_code(subject), after)) {
        refuse(reading, ATTEMPT_elided,
               "The answer leaves code out behind a comment like \"rest unchanged\".");
    } else if (subject->tree) {
        enum tree_status status;
        struct tree *tree = tree_parse(subject->language, buffer_slice(&text), NULL, NULL, &status);
        if (tree)
            compare_trees(arena, subject, tree, buffer_slice(&text), scope, reading);
        else
            refuse(reading, ATTEMPT_broken_syntax,
                   "With the answer the file takes too long to parse, so it cannot be checked.");
        tree_destroy(tree);
    }
    buffer_release(&text);
}
