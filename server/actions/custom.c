// An action whose words are the person's. All that makes an answer safe is the same as for wye's
// own: it is read, verified and landed by what it is, edits, findings or Markdown.
#include "actions/custom.h"

#include "actions/code.h"
#include "actions/context.h"
#include "actions/note.h"
#include "actions/report.h"

#define INSTRUCTION "instruction"

static bool names(const struct config_action *custom, const char *placeholder) {
    for (const char *at = custom->prompt; (at = strstr(at, "{{")); at += 2) {
        struct slice name = slice_trim(slice_from(at + 2));
        if (slice_starts_with(name, slice_from(placeholder)))
            return true;
    }
    return false;
}

static bool is_for_language(const struct config_action *custom, const char *language) {
    for (size_t i = 0; i < custom->languages.count; i++)
        if (strcmp(custom->languages.items[i], language) == 0)
            return true;
    return !custom->languages.count;
}

static bool offer(const struct subject *subject) {
    const struct config_action *custom = subject->custom;
    return is_for_language(custom, subject->language_id) &&
           (strcmp(custom->scope, "selection") != 0 || subject->has_selection) &&
           (!names(custom, INSTRUCTION) || subject->instruction.length);
}

static const char *title(struct arena *arena, const struct subject *subject) {
    return arena_string(arena, slice_from(subject->custom->title));
}

// --- What a model is asked -----------------------------------------------------------------------

static void append_imports(struct arena *arena, const struct subject *subject, struct buffer *out) {
    struct outline outline =
        outline_of(arena, subject->tree, subject->text, (struct span){ 0, subject->text.length });
    for (size_t i = 0; i < outline.import_count; i++) {
        struct span span = outline.imports[i];
        buffer_append(out, slice_between(subject->text, span.start, span.end));
        buffer_append_byte(out, '\n');
    }
}

static void append_value(struct arena *arena, const struct subject *subject, struct slice name,
                         struct buffer *out) {
    if (slice_is(name, "code"))
        context_append_fenced(arena, subject, subject_code(subject), out);
    else if (slice_is(name, "language"))
        buffer_append_string(out, subject->language_name);
    else if (slice_is(name, "path"))
        buffer_append_string(out, subject->path);
    else if (slice_is(name, "diagnostics"))
        buffer_append(out, subject->diagnostics);
    else if (slice_is(name, INSTRUCTION))
        buffer_append(out, subject->instruction);
    else if (slice_is(name, "imports"))
        append_imports(arena, subject, out);
}

// In one go: what is put in may look like a placeholder itself.
static void append_filled(struct arena *arena, const struct subject *subject, struct buffer *out) {
    struct slice rest = slice_from(subject->custom->prompt);
    for (size_t at; (at = slice_find(rest, SLICE("{{"), 0)) != SLICE_NOT_FOUND;) {
        size_t end = slice_find(rest, SLICE("}}"), at);
        buffer_append(out, slice_between(rest, 0, at));
        append_value(arena, subject, slice_trim(slice_between(rest, at + 2, end)), out);
        rest = slice_between(rest, end + 2, rest.length);
    }
    buffer_append(out, rest);
}

static bool is_edit(const struct config_action *custom) {
    return strcmp(custom->output, "edits") == 0;
}

// The comment that holds the instruction goes with the edit, so that a model does not see it twice.
static bool takes_note(const struct subject *subject) {
    return is_edit(subject->custom) && names(subject->custom, INSTRUCTION);
}

static void append_task(struct arena *arena, const struct subject *subject, struct buffer *user) {
    append_filled(arena, subject, user);
    buffer_append_string(user, "\n\n");
    if (!names(subject->custom, "code"))
        context_append(arena, subject, user);
}

static struct prompt prompt(struct arena *arena, const struct subject *subject) {
    const struct config_action *custom = subject->custom;
    struct buffer user = { 0 };
    struct subject cleaned = *subject;
    if (takes_note(subject))
        note_cut(arena, subject, &cleaned);
    append_task(arena, &cleaned, &user);
    if (takes_note(subject))
        note_release(subject, &cleaned);
    if (is_edit(custom))
        code_append_form(&user);
    else if (strcmp(custom->output, "findings") == 0)
        report_append_form(&user);
    struct prompt result = {
        .system = SLICE("You are a careful senior engineer. Do what is asked about the code, all "
                        "of it and nothing else."),
        .user = arena_copy(arena, buffer_slice(&user)),
    };
    buffer_release(&user);
    return result;
}

static void read_code(struct arena *arena, const struct subject *subject, struct slice answer,
                      struct reading *reading) {
    if (takes_note(subject))
        note_read_code(arena, subject, VERIFY_MAY_REDEFINE, answer, reading);
    else
        code_read(arena, subject, VERIFY_MAY_REDEFINE, answer, reading);
}

struct action custom_action(const struct config_action *custom) {
    struct action action = {
        .id = custom->id,
        .task = custom->task,
        .kind = custom->kind,
        .verb = custom->title,
        .title = title,
        .no_offer = "It is not meant for this language or this place, or wants a selection or an "
                    "instruction.",
        .builtin = ACTION_NO_BUILTIN,
        .is_of_file = strcmp(custom->scope, "file") == 0,
        .also_leaves = "what its prompt names",
        .custom = custom,
        .offer = offer,
        .prompt = prompt,
    };
    if (is_edit(custom)) {
        action.result = ACTION_EDITS;
        action.verify_rule = VERIFY_MAY_REDEFINE;
        action.output_tokens_max = 16384;
        action.output_tokens_typical = 1500;
        action.read = read_code;
    } else if (strcmp(custom->output, "findings") == 0) {
        action.result = ACTION_FINDINGS;
        action.output_tokens_max = 8192;
        action.output_tokens_typical = 900;
        action.schema = report_schema;
        action.schema_name = "review";
        action.read = report_read;
    } else {
        action.result = ACTION_MARKDOWN;
        action.output_tokens_max = 4096;
        action.output_tokens_typical = 900;
        action.takes_generated = true;
    }
    return action;
}
