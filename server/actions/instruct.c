// refactor.instruct: what the person asks for, in the command's argument or in a comment at the
// code. The comment is no part of what a model sees, and goes with the edit.

#include "actions/action.h"

#include "actions/code.h"
#include "actions/context.h"
#include "actions/note.h"
#include "base/utf8.h"

#include <ctype.h>

enum { TITLE_BYTES_MAX = 60 };

static bool offer(const struct subject *subject) {
    return subject->instruction.length > 0;
}

// "Make this iterative: factorial"
static const char *title(struct arena *arena, const struct subject *subject) {
    struct slice words = subject->instruction, line = words;
    if (!slice_next_line(&words, &line))
        line = SLICE("Change");
    bool is_cut = line.length > TITLE_BYTES_MAX || words.length > 0;
    line.length = utf8_floor(line, line.length < TITLE_BYTES_MAX ? line.length : TITLE_BYTES_MAX);
    char *text = arena_string(arena, slice_trim(line));
    if (subject->is_refinement && subject->instruction.length)
        return arena_format(arena, "Refine: %s%s", text, is_cut ? " …" : "");
    if (islower((unsigned char)text[0]))
        text[0] = (char)toupper((unsigned char)text[0]);
    return arena_format(arena, "%s%s: %s", text, is_cut ? " …" : "", subject_title(arena, subject));
}

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    struct subject cleaned;
    struct buffer user = { 0 };
    note_cut(arena, subject, &cleaned);
    buffer_format(&user, "Change %s as asked here:\n\n" SLICE_FORMAT "\n\n",
                  subject_title(arena, &cleaned), SLICE_ARGUMENT(subject->instruction));
    context_append(arena, &cleaned, &user);
    buffer_append_string(
        &user,
        "\nRules: do what is asked, all of it and nothing else; leave every line that it does "
        "not concern as it is, comments included. Use what the file has; add an import only "
        "inside of the code above. If it is done already, answer with the code unchanged.\n");
    code_append_form(&user);
    struct prompt result = {
        .system = SLICE("You are a careful senior engineer who changes exactly what was asked for, "
                        "and nothing besides."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    note_release(subject, &cleaned);
    return result;
}

static void read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    note_read_code(arena, subject, VERIFY_MAY_REDEFINE, answer, reading);
}

const struct action action_instruct = {
    .id = "refactor.instruct",
    .task = "refactor",
    .kind = "refactor.rewrite",
    .verb = "Change",
    .title = title,
    .no_offer =
        "There is no instruction: write a comment such as \"wye: make this iterative\" at or "
        "above the cursor, or give one with the command.",
    .result = ACTION_EDITS,
    .builtin = ACTION_NO_BUILTIN,
    .also_leaves = "the instruction",
    .refines = true,
    .verify_rule = VERIFY_MAY_REDEFINE,
    .output_tokens_max = 16384,
    .output_tokens_typical = 1500,
    .offer = offer,
    .prompt = prompt,
    .read = read,
};
