// test: tests for a function, a class or a file, where the language has its tests. The answer is
// the whole test file, because only then can it be seen that nothing of it was disturbed; an edit
// of it are the lines that came.
#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"
#include "actions/test_check.h"
#include "actions/test_place.h"

static bool is_testable(const struct scope *scope) {
    static const char *const nouns[] = { "function", "method", "class", "implementation" };
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (scope->kind == SCOPE_DEFINITION && scope->name.length &&
            strcmp(scope->noun, nouns[i]) == 0)
            return true;
    return scope->kind == SCOPE_FILE;
}

static bool offer(const struct subject *subject) {
    struct arena arena = { 0 };
    struct file_place place;
    bool has_place = test_place_at(&arena, subject, 0, &place);
    arena_release(&arena);
    return subject->tree && has_place && is_testable(&subject->scope) &&
           !test_place_is_test(subject);
}

// What a test is made with where there is none yet to follow: what needs nothing to be installed,
// or nearly nothing.
static const char *framework(const struct subject *subject) {
    static const struct {
        const char *language, *words;
    } frameworks[] = {
        { "python", "functions `test_…` with plain `assert`, as pytest runs them" },
        { "javascript", "`test` of node:test and node:assert/strict" },
        { "jsx", "`test` of node:test and node:assert/strict" },
        { "typescript", "`test` of node:test and node:assert/strict" },
        { "tsx", "`test` of node:test and node:assert/strict" },
        { "go", "package testing, in the same package as the code" },
        { "java", "JUnit 5, in the same package as the code" },
        { "c", "functions `test_…` with assert.h, and a `main` that calls them" },
        { "cpp", "functions `test_…` with <cassert>, and a `main` that calls them" },
        { "rust", "`#[cfg(test)] mod tests` at the end, with `use super::*`" },
    };
    for (size_t i = 0; i < sizeof frameworks / sizeof *frameworks; i++)
        if (strcmp(frameworks[i].language, subject->language_id) == 0)
            return frameworks[i].words;
    return "what is usual in the language";
}

static void append_file(struct arena *arena, const struct subject *subject, struct buffer *user) {
    const struct subject *file = subject->destination;
    if (file && file->text.length) {
        buffer_format(user, "\nThe tests go into the file %s. It holds now:\n", file->path);
        context_append_fenced(arena, file, file->text, user);
        buffer_append_string(
            user, "\nAdd tests to it in its own style. Keep every line of it as it is and in its "
                  "order; only an import may be extended. Do not change a test that is there.\n");
    } else {
        buffer_format(user,
                      "\nThe tests go into a new file, %s. Unless the code says otherwise, use "
                      "%s.\n",
                      file ? file->path : "where such tests are usual", framework(subject));
    }
}

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(&user,
                  "Write tests for %s: what it does in the usual case, at its limits, and where it "
                  "fails.\n\n",
                  subject_title(arena, subject));
    context_append(arena, subject, &user);
    append_file(arena, subject, &user);
    buffer_append_string(
        &user,
        "\nRules: import the code that is tested from its file, and do not write it again. Each "
        "test checks one thing that the code really does, and says so in its name. Invent no "
        "function that is not shown. Answer with the complete text of the test file, in one "
        "fenced code block; nothing left out, no ellipsis, and no text outside the block.\n");
    struct prompt result = {
        .system = SLICE("You are a careful senior engineer who writes few and telling tests."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

static void refuse(struct reading *reading, enum attempt_outcome outcome, const char *message) {
    reading->outcome = outcome;
    reading->message = message;
}

// A file of text ends with a line's end; code comes without.
static void end_last_line(struct arena *arena, struct reading *reading) {
    if (!reading->edits.count)
        return;
    struct slice *text = &reading->edits.items[reading->edits.count - 1].replacement;
    *text = slice_from(arena_format(arena, SLICE_FORMAT "\n", SLICE_ARGUMENT(*text)));
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    const struct subject *file = subject->destination;
    if (!file || !file->tree) {
        refuse(reading, ATTEMPT_error, "The test file cannot be parsed, so nothing is written.");
        return;
    }
    code_read(arena, file, VERIFY_KEEPS_DEFINITIONS, answer, reading);
    if (reading->outcome != ATTEMPT_ok)
        return;
    if (!file->text.length)
        end_last_line(arena, reading);
    struct buffer after = { 0 };
    edits_apply(&reading->edits, file->text, &after);
    test_check(arena, subject, buffer_slice(&after), reading);
    buffer_release(&after);
}

const struct action action_test = {
    .id = "test",
    .task = "test",
    .kind = "refactor.rewrite",
    .verb = "Write tests for",
    .no_offer = "Tests are written for a function, a class or a file of Python, JavaScript, "
                "TypeScript, Go, Java, C, C++ or Rust that is no test itself.",
    .result = ACTION_EDITS,
    .builtin = ACTION_NO_BUILTIN,
    .also_leaves = "the test file, where there is one",
    .verify_rule = VERIFY_KEEPS_DEFINITIONS,
    .output_tokens_max = 16384,
    .output_tokens_typical = 2000,
    .offer = offer,
    .place = test_place_at,
    .prompt = prompt,
    .read = read,
};
