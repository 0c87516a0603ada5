// Puts the steps together: answer.c finds the code, excerpt.c cuts it, fit.c shapes it, verify.c
// decides. Each of them can be wrong about a strange answer; only what passes the last one counts.
#include "actions/code.h"

#include "actions/answer.h"
#include "actions/excerpt.h"
#include "actions/fit.h"
#include "text/diff.h"

void code_read(struct arena *arena, const struct subject *subject, enum verify_rule rule,
               struct slice answer, struct reading *reading) {
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
        verify_edits(arena, subject, rule, reading);
    struct slice tag;
    bool is_unfit =
        reading->outcome == ATTEMPT_broken_syntax || reading->outcome == ATTEMPT_lost_definition;
    if (is_unfit && answer_is_foreign(subject, answer, &tag)) {
        reading->outcome = ATTEMPT_no_code;
        reading->message = arena_format(
            arena, "The answer is in another language (" SLICE_FORMAT ").", SLICE_ARGUMENT(tag));
    }
}

void code_append_form(struct buffer *prompt) {
    buffer_append_string(
        prompt, "Answer with the complete new text of the code above, from its first line to its "
                "last, in one fenced code block, with the same indentation; nothing left out, no "
                "ellipsis, and no text outside the block.\n");
}
