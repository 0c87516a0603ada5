// refactor.modernize: the same behaviour in the words of today. Only what is asked is its own; the
// way from answer to edits is simplify's.

#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(
        &user,
        "Modernize %s: write it as the present version of the language and its standard library "
        "would have it, with exactly the same behaviour.\n\n",
        subject_title(arena, subject));
    context_append(arena, subject, &user);
    buffer_append_string(
        &user,
        "\nRules: replace what is deprecated or superseded; keep every name, parameter, return "
        "value, error and side effect that others can see. Use no feature that the file's own "
        "code shows to be out of reach, such as a newer module system. Keep comments that still "
        "hold. Add no dependency or import. Leave every line as it is that is up to date. If all "
        "of it is, answer with the code unchanged.\n");
    code_append_form(&user);
    struct prompt result = {
        .system = SLICE(
            "You are a careful senior engineer who brings code up to date without changing what "
            "it does."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    code_read(arena, subject, VERIFY_KEEPS_DEFINITIONS, answer, reading);
}

const struct action action_modernize = {
    .id = "refactor.modernize",
    .task = "refactor",
    .kind = "refactor.rewrite",
    .verb = "Modernize",
    .result = ACTION_EDITS,
    .builtin = ACTION_NO_BUILTIN,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .prompt = prompt,
    .read = read,
};
