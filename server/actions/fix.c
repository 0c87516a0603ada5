// fix: what a diagnostic says is wrong is put right, whichever server said so; or what a traceback
// in a comment says, or the person. What is asked for and verified is all of the definition around
// it, because the cause is seldom in the line that is marked.

#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"
#include "base/utf8.h"

enum {
    TITLE_BYTES_MAX = 60,
    AROUND_LINES_MAX = 400, // a longer definition is left out of it: the marked lines alone change
};

static struct slice report_of(const struct subject *subject) {
    return subject->diagnostics.length ? subject->diagnostics : subject->instruction;
}

// A note in the text asks for something else.
static bool offer(const struct subject *subject) {
    return subject->diagnostics.length > 0 ||
           (subject->instruction.length > 0 && !subject->note.end);
}

static const char *title(struct arena *arena, const struct subject *subject) {
    struct slice words = subject->problem.length ? subject->problem : report_of(subject), line;
    if (!slice_next_line(&words, &line))
        return arena_format(arena, "Fix %s", subject_title(arena, subject));
    bool is_cut = line.length > TITLE_BYTES_MAX;
    line.length = utf8_floor(line, is_cut ? TITLE_BYTES_MAX : line.length);
    return arena_format(arena, "Fix: " SLICE_FORMAT "%s", SLICE_ARGUMENT(slice_trim(line)),
                        is_cut ? " …" : "");
}

static size_t count_lines(struct slice text, struct span span) {
    struct slice rest = slice_between(text, span.start, span.end), line;
    size_t lines = 0;
    while (slice_next_line(&rest, &line))
        lines++;
    return lines;
}

// With the innermost definition around a selection for its scope.
static struct subject around(struct arena *arena, const struct subject *subject) {
    struct subject wider = *subject;
    struct span span = subject->scope.span;
    if (subject->scope.kind != SCOPE_SELECTION)
        return wider;
    struct outline outline = outline_definitions(arena, subject->tree, subject->text, span);
    for (size_t i = 0; i < outline.definition_count; i++) {
        const struct definition *definition = &outline.definitions[i];
        if (definition->span.start <= span.start && span.end <= definition->span.end &&
            count_lines(subject->text, definition->span) <= AROUND_LINES_MAX)
            wider.scope = scope_of_definition(definition);
    }
    return wider;
}

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    const struct subject wider = around(arena, subject);
    struct buffer user = { 0 };
    buffer_format(&user, "Fix %s. This is reported:\n\n" SLICE_FORMAT "\n\n",
                  subject_title(arena, &wider), SLICE_ARGUMENT(report_of(subject)));
    context_append(arena, &wider, &user);
    buffer_append_string(
        &user,
        "\nRules: put right the cause of what is reported, and nothing else; do not silence it. "
        "Leave every other line as it is, comments included, but for a comment that holds the "
        "report itself, which goes. If nothing is wrong, answer with the code unchanged.\n");
    code_append_form(&user);
    if (wider.tree && wider.scope.kind != SCOPE_FILE)
        buffer_append_string(&user,
                             "Where that needs an import which the file lacks, write it as the "
                             "first line of the block, above the code.\n");
    struct prompt result = {
        .system = SLICE("You are a careful senior engineer who finds the cause of a fault and "
                        "changes as little as puts it right."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    const struct subject wider = around(arena, subject);
    code_read_with_imports(arena, &wider, VERIFY_KEEPS_NAMES, answer, reading);
}

const struct action action_fix = {
    .id = "fix",
    .task = "fix",
    .kind = "quickfix",
    .verb = "Fix",
    .title = title,
    .no_offer = "Nothing is reported here: choose a diagnostic, paste a traceback into a comment, "
                "or say with the command what is wrong.",
    .result = ACTION_EDITS,
    .builtin = ACTION_NO_BUILTIN,
    .verify_rule = VERIFY_KEEPS_NAMES,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1000,
    .is_of_diagnostics = true,
    .also_leaves = "what is reported",
    .offer = offer,
    .prompt = prompt,
    .read = read,
};
