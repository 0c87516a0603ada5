// refactor.extract: the selection becomes a function of its own, which the one around it calls.
// What is asked for and verified is all of that one, with the new one beside it.

#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"

static bool offer(const struct subject *subject) {
    return subject->function.span.end > 0;
}

static struct subject around(const struct subject *subject) {
    struct subject wider = *subject;
    wider.scope = subject->function;
    return wider;
}

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    const struct subject wider = around(subject);
    struct buffer user = { 0 };
    buffer_format(&user, "Extract a function from %s.\n\n", subject_title(arena, &wider));
    context_append(arena, &wider, &user);
    buffer_append_string(&user, "\nThe part that becomes a function of its own:\n");
    context_append_fenced(arena, subject, subject_code(subject), &user);
    buffer_append_string(
        &user,
        "\nRules: move that part, and nothing else, into one new function with a name that says "
        "what it does; pass what it reads, return what is used after it. Where the part stood, "
        "call the new function. Where the code above is a method that uses its object, the new one "
        "is a method beside it; put the new one where the language allows the call. Exactly the "
        "same behaviour; leave every other line as it is. Use no name that is taken.\n");
    code_append_form(&user);
    buffer_append_string(&user, "The new function stands in the same block, in front of the code "
                                "above or behind it.\n");
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
    const struct subject wider = around(subject);
    code_read(arena, &wider, VERIFY_ADDS_DEFINITION, answer, reading);
}

const struct action action_extract = {
    .id = "refactor.extract",
    .task = "refactor",
    .kind = "refactor.extract",
    .verb = "Extract a function from",
    .no_offer = "Select whole statements, or one expression, of a function.",
    .result = ACTION_EDITS,
    .builtin = ACTION_NO_BUILTIN,
    .verify_rule = VERIFY_ADDS_DEFINITION,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .offer = offer,
    .prompt = prompt,
    .read = read,
};
