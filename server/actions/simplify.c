// refactor.simplify: the same behaviour in less code. The answer is the whole scope in one fence;
// what becomes of it is minimal edits that were verified.

#include "actions/action.h"

#include "actions/answer.h"
#include "actions/context.h"
#include "actions/verify.h"
#include "text/diff.h"

static bool offer(const struct subject *subject) {
    return slice_trim(subject_code(subject)).length > 0;
}

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
               "nothing does, answer with the code unchanged.\n"
               "Answer with the complete new text of the code above, from its first line to its "
               "last, in one fenced code block, with the same indentation; nothing left out, no "
               "ellipsis, and no text outside the block.\n");
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
    struct slice code;
    switch (answer_code(subject, answer, &code)) {
    case ANSWER_NO_CODE:
        reading->outcome = ATTEMPT_no_code;
        reading->message = "The answer holds no code.";
        return;
    case ANSWER_UNCLOSED:
        reading->outcome = ATTEMPT_truncated;
        reading->message = "The answer stops in the middle of its code.";
        return;
    case ANSWER_CODE:
        break;
    }
    struct slice before = subject_code(subject);
    struct slice after = answer_fit(arena, subject, code);
    reading->outcome = ATTEMPT_ok;
    diff_edits(before, after, subject->scope.span.start, &reading->edits);
    if (reading->edits.count)
        verify_edits(arena, subject, reading);
}

const struct action action_simplify = {
    .id = "refactor.simplify",
    .task = "refactor",
    .kind = "refactor.rewrite",
    .verb = "Simplify",
    .result = ACTION_EDITS,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .offer = offer,
    .prompt = prompt,
    .read = read,
};
