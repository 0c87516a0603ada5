// explain: Markdown that tells a developer what the scope does. Shown as it comes.
// There is no answer to read; markdown.c defuses pictures and HTML in it.

#include "actions/action.h"

#include "actions/context.h"

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(&user, "Explain %s to a developer who is about to change it.\n\n",
                  subject_title(arena, subject));
    context_append(arena, subject, &user);
    buffer_append_string(
        &user, "\nAnswer in Markdown, in at most 400 words: first one sentence on what it is for; "
               "then how it works, in the order in which it runs; then what is surprising in it: "
               "edge cases, side effects, errors, cost. Name identifiers in backticks. Do not "
               "repeat the code, do not propose changes, and say so where this file alone does "
               "not tell.\n");
    struct prompt result = {
        .system = SLICE("You explain source code to experienced developers: exact, plain and "
                        "short. You claim nothing that the code does not show."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

const struct action action_explain = {
    .id = "explain",
    .task = "explain",
    .kind = "wye.explain",
    .verb = "Explain",
    .result = ACTION_MARKDOWN,
    .builtin = ACTION_EXPLAIN,
    .takes_generated = true,
    .output_tokens_max = 4096,
    .output_tokens_typical = 700,
    .prompt = prompt,
};
