// review: what is wrong or risky in the code, as findings. What is asked; how it is answered
// and read is report.c's.

#include "actions/action.h"

#include "actions/context.h"
#include "actions/report.h"

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(&user, "Review %s.\n\n", subject_title(arena, subject));
    context_append(arena, subject, &user);
    buffer_append_string(
        &user, "\nReport what is wrong or risky: wrong results, unhandled errors and edge cases, "
               "resource leaks, races, security holes, needless cost. Not taste, not formatting, "
               "not missing comments. ");
    report_append_form(&user);
    struct prompt result = {
        .system = SLICE("You review code as a senior engineer does: few findings, each one true "
                        "and worth acting on."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

const struct action action_review = {
    .id = "review",
    .task = "review",
    .kind = "wye.review",
    .verb = "Review",
    .result = ACTION_FINDINGS,
    .builtin = ACTION_REVIEW,
    .output_tokens_max = 8192,
    .output_tokens_typical = 900,
    .schema = report_schema,
    .schema_name = "review",
    .prompt = prompt,
    .read = report_read,
};
