// review.security: only what somebody could abuse, as findings. What is asked; how it is answered
// and read is report.c's.

#include "actions/action.h"

#include "actions/context.h"
#include "actions/report.h"

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 };
    buffer_format(&user, "Review the security of %s.\n\n", subject_title(arena, subject));
    context_append(arena, subject, &user);
    buffer_append_string(
        &user,
        "\nReport what an attacker could use: input that reaches a command, a query, a path, a "
        "template or a deserializer unchecked; missing authentication or authorization; secrets "
        "in code or logs; weak or misused cryptography; memory that is read or written out of "
        "bounds; races that matter for safety; data that leaks. Say in the detail who controls the "
        "input and what they gain. Not what is merely untidy, and no advice without a hole. ");
    report_append_form(&user);
    struct prompt result = {
        .system = SLICE("You review code for security as an experienced auditor does: each "
                        "finding is a way in that you can show, and no false alarm."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

const struct action action_security = {
    .id = "review.security",
    .task = "security",
    .kind = "wye.review.security",
    .verb = "Review security of",
    .result = ACTION_FINDINGS,
    .builtin = ACTION_REVIEW_SECURITY,
    .output_tokens_max = 8192,
    .output_tokens_typical = 900,
    .schema = report_schema,
    .schema_name = "review",
    .prompt = prompt,
    .read = report_read,
};
