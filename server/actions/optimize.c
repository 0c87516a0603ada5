// optimize: the same results for less time or memory. Only what is asked is its own; the way from
// answer to edits is simplify's.

#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(&user,
                  "Make %s faster: a better algorithm or data structure first, less work and fewer "
                  "allocations next, with exactly the same results.\n\n",
                  subject_title(arena, subject));
    context_append(arena, subject, &user);
    buffer_append_string(
        &user,
        "\nRules: keep every name, parameter, return value, error, order of results and side "
        "effect that others can see. Change only what costs time or memory as the input grows, "
        "and leave every other line as it is; no trick that saves next to nothing. Keep it "
        "readable: where the reason is not plain, one short comment says it. Add no dependency or "
        "import. If there is nothing worth it, answer with the code unchanged.\n");
    code_append_form(&user);
    struct prompt result = {
        .system = SLICE(
            "You are a careful senior engineer who makes code faster without changing what it "
            "computes."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    code_read(arena, subject, VERIFY_KEEPS_DEFINITIONS, answer, reading);
}

const struct action action_optimize = {
    .id = "optimize",
    .task = "optimize",
    .kind = "refactor.rewrite",
    .verb = "Optimize",
    .result = ACTION_EDITS,
    .builtin = ACTION_NO_BUILTIN,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .prompt = prompt,
    .read = read,
};
