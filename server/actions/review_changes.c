// review.changes: what is wrong with what differs from HEAD. A model sees the difference and, as
// far as there is room, the definitions around it; remarks on other lines are dropped and counted.

#include "actions/action.h"

#include "actions/changes.h"
#include "actions/context.h"
#include "actions/report.h"

enum {
    DIFF_BYTES_MAX = 128 << 10,
    AROUND_BYTES_MAX = 32 << 10, // of the definitions around
};

static bool offer(const struct subject *subject) {
    return subject->is_versioned;
}

static const char *title(struct arena *arena, const struct subject *subject) {
    const char *base = strrchr(subject->path, '/');
    return arena_format(arena, "Review changes in %s", base ? base + 1 : subject->path);
}

// The innermost definitions that hold a change, whole.
static void append_around(struct arena *arena, const struct subject *subject, struct buffer *out) {
    struct spans changes;
    struct outline outline = outline_definitions(arena, subject->tree, subject->text,
                                                 (struct span){ 0, subject->text.length });
    size_t room = AROUND_BYTES_MAX, shown_to = 0;
    changes_find(subject, &changes);
    for (size_t i = 0; i < changes.count; i++) {
        struct span around = { 0 };
        for (size_t j = 0; j < outline.definition_count; j++) {
            struct span span = outline.definitions[j].span;
            if (span.start <= changes.items[i].start + 1 && changes.items[i].end <= span.end + 1)
                around = span;
        }
        size_t length = around.end - around.start;
        if (!length || around.start < shown_to || length > room)
            continue;
        if (room == AROUND_BYTES_MAX)
            buffer_append_string(out, "\nWhere it was changed, as it is now:\n");
        context_append_fenced(arena, subject,
                              slice_between(subject->text, around.start, around.end), out);
        room -= length;
        shown_to = around.end;
    }
    vec_release(&changes);
}

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct buffer user = { 0 }, diff = { 0 };
    bool is_whole = changes_append_diff(subject, DIFF_BYTES_MAX, &diff);
    buffer_format(&user,
                  "Review the changes in %s since the last commit.\n\nLanguage: %s.\n\nWhat was "
                  "changed:\n",
                  subject->path, subject->language_name);
    struct subject plain = *subject;
    plain.language_id = "diff";
    context_append_fenced(arena, &plain, buffer_slice(&diff), &user);
    if (!is_whole)
        buffer_append_string(&user, "(The rest was left out for length.)\n");
    append_around(arena, subject, &user);
    buffer_append_string(
        &user,
        "\nReport what the changes break or risk: wrong results, cases that were handled and are "
        "not any more, callers that are forgotten, leaks, races, security holes. Only on lines "
        "that are new, without the + in front of them, or beside lines that are gone. ");
    report_append_form(&user);
    struct prompt result = {
        .system = SLICE("You review a change as a senior engineer does before it is merged: few "
                        "findings, each one true and worth acting on."),
        .user = arena_copy(arena, buffer_slice(&user)),
        .shortfall = is_whole ? NULL
                              : arena_format(arena,
                                             "Only the first %d KB of the changes were reviewed, "
                                             "because there are more.",
                                             DIFF_BYTES_MAX >> 10),
    };
    buffer_release(&diff);
    buffer_release(&user);
    return result;
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    struct spans changes;
    changes_find(subject, &changes);
    report_read_of(arena, subject, &changes, answer, reading);
    vec_release(&changes);
    reading->dropped += changes_keep(subject, &reading->findings);
}

const struct action action_review_changes = {
    .id = "review.changes",
    .task = "review",
    .kind = "wye.review.changes",
    .verb = "Review changes in",
    .title = title,
    .no_offer = "The file lies in no git repository, or git is not installed.",
    .result = ACTION_FINDINGS,
    .builtin = ACTION_REVIEW_CHANGES,
    .is_of_file = true,
    .is_of_changes = true,
    .also_leaves = "what HEAD has in the place of what was changed",
    .output_tokens_max = 8192,
    .output_tokens_typical = 900,
    .schema = report_schema,
    .schema_name = "review",
    .offer = offer,
    .prompt = prompt,
    .read = read,
};
