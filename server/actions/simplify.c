// refactor.simplify: the same behaviour in less code. The answer is the whole scope in one fence;
// what becomes of it is minimal edits that were verified.

#include "actions/action.h"

#include "actions/answer.h"
#include "actions/context.h"
#include "actions/excerpt.h"
#include "actions/fit.h"
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
    static const struct {
        enum attempt_outcome outcome;
        const char *message;
    } refusals[] = {
        [ANSWER_NO_CODE] = { ATTEMPT_no_code, "The answer holds no code." },
        [ANSWER_UNCLOSED] = { ATTEMPT_truncated, "The answer stops in the middle of its code." },
        [ANSWER_DIFF] = { ATTEMPT_no_code, "The answer is a patch and not the code." },
        [ANSWER_NUMBERED] = { ATTEMPT_no_code, "The answer has line numbers in its code." },
        [ANSWER_ESCAPED] = { ATTEMPT_changed_code,
                             "The answer writes code with HTML's entities, such as &lt;." },
    };
    struct slice code;
    enum answer_form form = answer_code(subject, answer, &code);
    if (form != ANSWER_CODE) {
        reading->outcome = refusals[form].outcome;
        reading->message = refusals[form].message;
        return;
    }
    struct slice before = subject_code(subject);
    struct slice after = fit_code(arena, subject, excerpt_of(arena, subject, code));
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
    .builtin = ACTION_SIMPLIFY,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .offer = offer,
    .prompt = prompt,
    .read = read,
};
