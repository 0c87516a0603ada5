// Puts the steps together: answer.c finds the code, excerpt.c cuts it, fit.c shapes it, verify.c
// decides. Each of them can be wrong about a strange answer; only what passes the last one counts.
#include "actions/code.h"

#include "actions/answer.h"
#include "actions/excerpt.h"
#include "actions/fit.h"
#include "actions/imports.h"
#include "text/diff.h"

// False where there is none, and says why.
static bool find_code(const struct subject *subject, struct slice answer, struct slice *code,
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
    enum answer_form form = answer_code(subject, answer, code);
    if (form == ANSWER_CODE)
        return true;
    reading->outcome = refusals[form].outcome;
    reading->message = refusals[form].message;
    return false;
}

static void read_code(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                      struct slice answer, struct slice code, struct reading *reading) {
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

void code_read(struct arena *arena, const struct subject *subject, enum verify_rule rule,
               struct slice answer, struct reading *reading) {
    struct slice code;
    if (find_code(subject, answer, &code, reading))
        read_code(arena, subject, rule, answer, code, reading);
}

void code_read_with_imports(struct arena *arena, const struct subject *subject,
                            enum verify_rule rule, struct slice answer, struct reading *reading) {
    struct slice code;
    struct imports imports;
    if (!find_code(subject, answer, &code, reading))
        return;
    code = imports_take(arena, subject, code, &imports);
    read_code(arena, subject, rule, answer, code, reading);
    if (reading->outcome == ATTEMPT_ok)
        imports_add(arena, subject, &imports, rule, reading);
    vec_release(&imports);
}

void code_append_form(struct buffer *prompt) {
    buffer_append_string(
        prompt, "Answer with the complete new text of the code above, from its first line to its "
                "last, in one fenced code block, with the same indentation; nothing left out, no "
                "ellipsis, and no text outside the block.\n");
}
