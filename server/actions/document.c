// document: doc comments in the language's own form. Whatever a model answers, nothing but comments
// and doc strings may differ.

#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"
#include "actions/docs.h"

static bool offer(const struct subject *subject) {
    return subject->tree && !subject->is_documented && docs_form(subject->language);
}

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(&user,
                  "Document %s: give it %s, and likewise what is defined inside of it and is not "
                  "plain from its name.\n\n",
                  subject_title(arena, subject), docs_form(subject->language));
    context_append(arena, subject, &user);
    buffer_append_string(
        &user,
        "\nRules: say what it does and why one would call it, parameters, what it returns and "
        "raises, units, limits, ownership and side effects where they matter; nothing that the "
        "code says by itself. Follow the form of the documentation that the file has. Only "
        "comments and doc strings may differ: not one token of the code. Keep comments that still "
        "hold, and those that tools read, as they are.\n");
    code_append_form(&user);
    struct prompt result = {
        .system = SLICE("You are a careful senior engineer who documents code for those who will "
                        "call it, briefly and truly."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    code_read(arena, subject, VERIFY_KEEPS_CODE, answer, reading);
}

const struct action action_document = {
    .id = "document",
    .task = "document",
    .kind = "refactor.rewrite",
    .verb = "Document",
    .no_offer = "It is documented already, or its language is not parsed or has no comments.",
    .result = ACTION_EDITS,
    .builtin = ACTION_NO_BUILTIN,
    .verify_rule = VERIFY_KEEPS_CODE,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .offer = offer,
    .prompt = prompt,
    .read = read,
};
