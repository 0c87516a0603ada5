// The built-in explanation: which page a subject gets (a function, a class, a file, a selection,
// lines of a language that is not parsed) and the order of its sections. What the sections say is
// in opening.c, overview.c, steps.c, reads.c and describe.c.
#include "builtin/opening.h"
#include "builtin/overview.h"
#include "builtin/words.h"

enum {
    WHOLE_FILE_BYTES_MAX = 1 << 20, // past it only the scope itself is looked at
    LONG_LINE = 120,
};

static const struct definition *definition_of(const struct explanation *about) {
    return about->definition < 0 ? NULL : &about->outline.definitions[about->definition];
}

static void append_closing(const struct explanation *about) {
    if (about->facts.is_partial)
        buffer_append_string(about->out, "\nThis text is very long: only its beginning was "
                                         "looked at in detail.\n");
    buffer_append_string(about->out, "\n---\n\nMade from the syntax tree by wye's built-in engine; "
                                     "no model was asked.\n");
}

static void append_code_sections(const struct explanation *about) {
    describe_steps(about);
    describe_calls(about);
    describe_callers(about);
    describe_names(about);
    describe_exits(about);
    describe_complexity(about);
    describe_effects(about);
}

static void explain_function(const struct explanation *about, const struct definition *definition) {
    opening_title(about, definition, true);
    opening_noun(about, definition);
    buffer_append_string(about->out, " (");
    opening_extent(about, definition->core);
    buffer_append_string(about->out, ") that ");
    opening_parameters(about, definition->signature);
    opening_result(about, definition->signature);
    buffer_append_byte(about->out, '.');
    opening_shape(about);
    buffer_append_byte(about->out, '\n');
    opening_comment(about, opening_comment_of(about, definition), definition->name);
    append_code_sections(about);
}

static void explain_selection(const struct explanation *about) {
    buffer_append_string(about->out, "# The selection\n\nIt is ");
    opening_extent(about, about->area);
    buffer_format(about->out, " of %s", about->subject->language_name);
    const struct definition *definition = definition_of(about);
    if (definition) {
        buffer_format(about->out, ", inside the %s ", definition->noun);
        words_code(about->out, definition->name, WORDS_CODE_MAX);
    }
    buffer_append_byte(about->out, '.');
    opening_shape(about);
    buffer_append_byte(about->out, '\n');
    describe_steps(about);
    describe_calls(about);
    describe_names(about);
    describe_exits(about);
    if (!about->is_code)
        return;
    describe_complexity(about);
    describe_effects(about);
}

static bool begins_like_comment(struct slice line) {
    static const char *const signs[] = { "//", "#", "--", ";", "/*", "* ", "<!--", "%" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (slice_starts_with(line, slice_from(signs[i])))
            return true;
    }
    return false;
}

// A language that is not parsed: what lines alone can tell.
static void explain_lines(const struct builtin_subject *subject, struct buffer *out) {
    struct slice rest =
        slice_between(subject->text, subject->scope.span.start, subject->scope.span.end);
    struct slice line;
    size_t count = 0, blank = 0, comments = 0, longest = 0, longest_at = 0, overlong = 0;
    while (slice_next_line(&rest, &line)) {
        count++;
        blank += slice_trim(line).length == 0;
        comments += begins_like_comment(slice_trim(line));
        overlong += line.length > LONG_LINE;
        if (line.length > longest) {
            longest = line.length;
            longest_at = count;
        }
    }
    buffer_format(out, "# %s\n\n",
                  subject->scope.kind == SCOPE_FILE ? "This file" : "The selection");
    if (subject->unparsed)
        buffer_format(out, "%s What the lines alone tell: ", subject->unparsed);
    else
        buffer_format(out, "wye does not parse %s, so this is what the lines alone tell: ",
                      subject->language_name && subject->language_name[0] ? subject->language_name
                                                                          : "this language");
    words_count(out, count, "line", "lines");
    buffer_format(out, ", %zu of them blank, %zu with a usual comment sign in front.", blank,
                  comments);
    if (longest)
        buffer_format(out, " The longest one is number %zu with %zu bytes.", longest_at, longest);
    if (overlong) {
        buffer_append_byte(out, ' ');
        words_count(out, overlong, "line is", "lines are");
        buffer_format(out, " longer than %d bytes.", LONG_LINE);
    }
    buffer_append_string(out, "\n\nSet up a model (see `wye doctor`) to have it explained.\n"
                              "\n---\n\nMade by wye's built-in engine; no model was asked.\n");
}

static int find_definition(const struct outline *outline, const struct scope *scope) {
    int found = -1;
    for (size_t i = 0; i < outline->definition_count; i++) {
        const struct definition *definition = &outline->definitions[i];
        bool is_it =
            definition->core.start == scope->core.start && definition->core.end == scope->core.end;
        bool holds_it =
            scope->kind == SCOPE_SELECTION && span_contains(definition->core, scope->span);
        if (is_it || holds_it)
            found = (int)i;
    }
    return found;
}

// A selection belongs to the function whose statements it holds.
static size_t owner_of_selection(const struct explanation *about) {
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind != FACT_function && span_contains(about->area, fact->span))
            return fact->owner;
    }
    return FACT_NO_OWNER;
}

// Data has a shape and no complexity, and does nothing to the world.
static bool is_code(const struct facts *facts) {
    for (size_t i = 0; i < facts->count; i++) {
        enum fact_kind kind = facts->items[i].kind;
        if (kind == FACT_function || kind == FACT_call || kind == FACT_effect)
            return true;
    }
    return false;
}

static void set_up(struct explanation *about) {
    const struct builtin_subject *subject = about->subject;
    const struct span whole = { 0, subject->text.length };
    bool is_large = subject->text.length > WHOLE_FILE_BYTES_MAX;
    about->outline = outline_of(about->arena, subject->tree, subject->text, whole);
    about->facts = facts_of(about->arena, subject->tree, subject->text,
                            is_large ? subject->scope.span : whole, subject->scope.span);
    about->is_code = is_code(&about->facts);
    about->definition = find_definition(&about->outline, &subject->scope);
    const struct definition *definition = definition_of(about);
    bool is_definition = subject->scope.kind == SCOPE_DEFINITION && definition;
    about->function = FACT_NO_OWNER;
    about->area = is_definition && definition->body.end > definition->body.start
                      ? definition->body
                      : subject->scope.span;
    if (is_definition)
        about->function = facts_function(&about->facts, definition->body);
    else if (subject->scope.kind == SCOPE_SELECTION)
        about->function = owner_of_selection(about);
    about->every_owner =
        subject->scope.kind == SCOPE_FILE || (is_definition && about->function == FACT_NO_OWNER);
    struct span extent = is_definition ? definition->core : about->area;
    struct slice own = is_definition ? definition->name : SLICE("");
    about->locals = name_set_of(about->arena, &about->facts, FACT_local, extent, own);
    about->parameters = name_set_of(about->arena, &about->facts, FACT_parameter, extent, own);
    about->outers = name_set_of(about->arena, &about->facts, FACT_outer, extent, SLICE(""));
    about->receivers = name_set_of(about->arena, &about->facts, FACT_receiver, extent, SLICE(""));
    about->globals = name_set_of(about->arena, &about->facts, FACT_global, whole, SLICE(""));
}

void builtin_explain(struct arena *arena, const struct builtin_subject *subject,
                     struct buffer *markdown) {
    if (!subject->tree) {
        explain_lines(subject, markdown);
        return;
    }
    struct explanation about = {
        .arena = arena,
        .subject = subject,
        .out = markdown,
        .lines = text_create(subject->text),
    };
    set_up(&about);
    const struct definition *definition = definition_of(&about);
    if (subject->scope.kind == SCOPE_DEFINITION && definition) {
        if (about.function == FACT_NO_OWNER)
            overview_structure(&about, definition);
        else
            explain_function(&about, definition);
    } else if (subject->scope.kind == SCOPE_FILE) {
        overview_file(&about);
    } else {
        explain_selection(&about);
    }
    append_closing(&about);
    text_release(about.lines);
}
