// refactor.simplify: the same behaviour in less code. The answer is the whole scope in one fence;
// what becomes of it is minimal edits that were verified.

#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(&user,
                  "Simplify %s: less nesting, fewer branches, less repetition, clearer "
                  "flow, with exactly the same behaviour.\n\n",
                  subject_title(arena, subject));
    context_append(arena, subject, &user);
    buffer_append_string(
        &user, "\nRules: keep every name, parameter, return value, error and side effect that "
               "others can see. Keep comments that still hold. Add no feature, dependency or "
               "import. Change only what gets simpler; leave every other line as it is. If "
               "nothing does, answer with the code unchanged.\n");
    code_append_form(&user);
    struct prompt result = {
        .system = SLICE("You are a careful senior engineer who refactors code without changing "
                        "what it does."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    code_read(arena, subject, VERIFY_KEEPS_DEFINITIONS, answer, reading);
}

const struct action action_simplify = {
    .id = "refactor.simplify",
    .task = "refactor",
    .kind = "refactor.rewrite",
    .verb = "Simplify",
    .result = ACTION_EDITS,
    .builtin = ACTION_SIMPLIFY,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .prompt = prompt,
    .read = read,
};
