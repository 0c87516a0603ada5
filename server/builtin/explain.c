// The built-in explanation: which page a subject gets (a function, a class, a file, a selection,
// lines of a language that is not parsed), its first sentences, and the order of its sections.
#include "builtin/describe.h"
#include "builtin/tally.h"
#include "builtin/words.h"

enum {
    WHOLE_FILE_BYTES_MAX = 1 << 20, // past it only the scope itself is looked at
    MEMBERS_SHOWN = 60,
    IMPORTS_SHOWN = 20,
    LARGEST_SHOWN = 5,
    SIGNATURE_SHOWN = 120, // bytes
    LONG_LINE = 120,
    SIGNATURE_LINES = 12,
    DECLARATION_LINES = 40,
};

// --- First sentences ------------------------------------------------------------------------------

static const struct definition *definition_of(const struct explanation *about) {
    return about->definition < 0 ? NULL : &about->outline.definitions[about->definition];
}

static bool has_fact(const struct explanation *about, enum fact_kind kind, struct span within) {
    for (size_t i = 0; i < about->facts.count; i++) {
        if (about->facts.items[i].kind == kind && span_contains(within, about->facts.items[i].span))
            return true;
    }
    return false;
}

static bool has_own(const struct explanation *about, enum fact_kind kind) {
    for (size_t i = 0; i < about->facts.count; i++) {
        if (about->facts.items[i].kind == kind && explanation_has(about, &about->facts.items[i]))
            return true;
    }
    return false;
}

static void append_parameters(const struct explanation *about, struct span signature) {
    struct tally names = tally_create(about->arena);
    size_t end = signature.start;
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        // What stands inside another parameter belongs to that one's default or type.
        if (fact->kind != FACT_parameter || !span_contains(signature, fact->span) ||
            fact->span.start < end)
            continue;
        tally_add(&names, fact->detail, 0, NULL);
        end = fact->span.end;
    }
    buffer_append_string(about->out, names.count ? "takes " : "takes no parameters");
    for (size_t i = 0; i < names.count; i++) {
        buffer_append_string(about->out, words_separator(i, names.count));
        words_code(about->out, names.rows[i].key, 40);
    }
}

// The declared type of the result without the colon that some languages put before it.
static struct slice declared_result(const struct explanation *about, struct span signature) {
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind != FACT_result || !span_contains(signature, fact->span))
            continue;
        struct slice type = fact->text;
        if (type.length && type.data[0] == ':')
            type = slice_between(type, 1, type.length);
        return slice_trim(type);
    }
    return SLICE("");
}

static void append_result(const struct explanation *about, struct span signature) {
    struct slice type = declared_result(about, signature);
    bool gives_value = false;
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        gives_value |= fact->kind == FACT_return && fact->detail.length &&
                       explanation_has(about, fact);
    }
    if (type.length && !slice_is(type, "void") && !slice_is(type, "None")) {
        buffer_append_string(about->out, " and returns ");
        words_code(about->out, type, WORDS_CODE_MAX);
    } else if (has_own(about, FACT_yield)) {
        buffer_append_string(about->out, " and hands out values one by one (a generator)");
    } else {
        buffer_append_string(about->out,
                             gives_value ? " and returns a value" : " and returns nothing");
    }
}

static void append_noun(const struct explanation *about, const struct definition *definition) {
    const char *noun = definition->noun;
    bool is_async = has_fact(about, FACT_async, definition->signature);
    bool vowel = is_async || strchr("aeiou", noun[0]);
    buffer_format(about->out, " is %s %s%s", vowel ? "an" : "a", is_async ? "async " : "", noun);
    if (definition->parent < 0)
        return;
    const struct definition *parent = &about->outline.definitions[definition->parent];
    buffer_format(about->out, " of the %s ", parent->noun);
    words_code(about->out, parent->name, WORDS_CODE_MAX);
}

// "It loops over `lines` and while `x`, decides in 3 places, and raises …"
static void append_shape(const struct explanation *about) {
    struct tally loops = tally_create(about->arena), throws = tally_create(about->arena);
    size_t decisions = 0;
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (!explanation_has(about, fact))
            continue;
        if (fact->kind == FACT_loop && fact->say)
            tally_add(&loops, slice_from(fact->say), explanation_line(about, fact->span.start),
                      NULL);
        else if (fact->kind == FACT_throw && fact->say)
            tally_add(&throws, slice_from(fact->say), explanation_line(about, fact->span.start),
                      NULL);
        decisions += fact->kind == FACT_decision;
    }
    size_t parts = (loops.count > 0) + (decisions > loops.count) + throws.count;
    if (!parts || throws.count > 3)
        return;
    size_t part = 0;
    buffer_append_string(about->out, " It ");
    if (loops.count) {
        buffer_append_string(about->out, words_separator(part++, parts));
        buffer_append_string(about->out, "loops ");
        for (size_t i = 0; i < loops.count && i < 3; i++)
            buffer_format(about->out, "%s" SLICE_FORMAT,
                          words_separator(i, loops.count < 3 ? loops.count : 3),
                          SLICE_ARGUMENT(loops.rows[i].key));
    }
    if (decisions > loops.count) {
        buffer_append_string(about->out, words_separator(part++, parts));
        buffer_append_string(about->out, "decides in ");
        words_count(about->out, decisions, "place", "places");
    }
    for (size_t i = 0; i < throws.count; i++) {
        buffer_append_string(about->out, words_separator(part++, parts));
        buffer_append(about->out, throws.rows[i].key);
        if (throws.rows[i].line_count > 1)
            buffer_format(about->out, " in %zu places", throws.rows[i].line_count);
    }
    buffer_append_byte(about->out, '.');
}

// --- Comments -------------------------------------------------------------------------------------

// The last run of comments before a definition's core, or its doc string.
static struct slice comment_of(const struct explanation *about,
                               const struct definition *definition) {
    const struct slice text = about->subject->text;
    const struct span lead = { definition->span.start, definition->core.start };
    struct span found = { 0, 0 };
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind == FACT_doc && span_contains(definition->body, fact->span) &&
            !slice_trim(slice_between(text, definition->body.start, fact->span.start)).length)
            return fact->text;
        if (fact->kind == FACT_comment && span_contains(lead, fact->span)) {
            found.start = found.end ? found.start : fact->span.start;
            found.end = fact->span.end;
        }
    }
    return slice_between(text, found.start, found.end);
}

static void append_comment(const struct explanation *about, struct slice comment) {
    struct buffer words = { 0 };
    if (words_first_sentence(&words, comment))
        buffer_format(about->out, "\n> " SLICE_FORMAT "\n", SLICE_ARGUMENT(buffer_slice(&words)));
    buffer_release(&words);
}

static void append_closing(const struct explanation *about) {
    if (about->facts.is_partial)
        buffer_append_string(about->out, "\nThis text is very long: only its beginning was "
                                         "looked at in detail.\n");
    buffer_append_string(about->out, "\n---\n\nMade from the syntax tree by wye's built-in engine; "
                                     "no model was asked.\n");
}

// --- Pages ----------------------------------------------------------------------------------------

// A signature as far as a comment in it, without what announces the body.
static struct slice signature_of(const struct explanation *about,
                                 const struct definition *definition) {
    struct span span = definition->signature;
    for (size_t i = facts_from(&about->facts, span.start);
         i < about->facts.count && about->facts.items[i].span.start < span.end; i++) {
        if (about->facts.items[i].kind == FACT_comment)
            span.end = about->facts.items[i].span.start;
    }
    struct slice text = slice_trim(slice_between(about->subject->text, span.start, span.end));
    if (slice_ends_with(text, SLICE("=>")))
        return slice_trim(slice_between(text, 0, text.length - 2));
    while (text.length && strchr(":{=", text.data[text.length - 1]))
        text = slice_trim(slice_between(text, 0, text.length - 1));
    return text;
}

static void append_title(const struct explanation *about, const struct definition *definition) {
    struct slice name = definition->name.length ? definition->name : SLICE("(no name)");
    struct slice signature = signature_of(about, definition);
    buffer_append_string(about->out, "# ");
    words_code(about->out, name, WORDS_CODE_MAX);
    buffer_append_string(about->out, "\n\n");
    if (signature.length)
        words_block(about->out, signature, language_id(tree_language(about->subject->tree)),
                    SIGNATURE_LINES);
    buffer_append_byte(about->out, '\n');
    words_code(about->out, name, WORDS_CODE_MAX);
}

static void append_extent(const struct explanation *about, struct span span) {
    size_t first = explanation_line(about, span.start);
    size_t last = explanation_line(about, span.end > span.start ? span.end - 1 : span.end);
    if (first == last)
        buffer_format(about->out, "line %zu", first);
    else
        buffer_format(about->out, "lines %zu to %zu", first, last);
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

static void explain_function(const struct explanation *about,
                             const struct definition *definition) {
    append_title(about, definition);
    append_noun(about, definition);
    buffer_append_string(about->out, " (");
    append_extent(about, definition->core);
    buffer_append_string(about->out, ") that ");
    append_parameters(about, definition->signature);
    append_result(about, definition->signature);
    buffer_append_byte(about->out, '.');
    append_shape(about);
    buffer_append_byte(about->out, '\n');
    append_comment(about, comment_of(about, definition));
    append_code_sections(about);
}

// The members of a definition (or of the file, -1), nested, each with its signature.
static size_t append_members(const struct explanation *about, int parent, unsigned depth,
                             size_t shown) {
    for (size_t i = 0; i < about->outline.definition_count && shown < MEMBERS_SHOWN; i++) {
        const struct definition *definition = &about->outline.definitions[i];
        if (definition->parent != parent)
            continue;
        for (unsigned level = 0; level < depth; level++)
            buffer_append_string(about->out, "  ");
        buffer_format(about->out, "- Line %zu: ",
                      explanation_line(about, definition->core.start));
        struct slice signature = signature_of(about, definition);
        words_code(about->out, signature, SIGNATURE_SHOWN);
        struct slice comment = comment_of(about, definition);
        struct buffer words = { 0 };
        if (words_first_sentence(&words, comment))
            buffer_format(about->out, ": " SLICE_FORMAT, SLICE_ARGUMENT(buffer_slice(&words)));
        buffer_release(&words);
        buffer_append_byte(about->out, '\n');
        shown++;
        if (depth < 2)
            shown = append_members(about, (int)i, depth + 1, shown);
    }
    return shown;
}

struct measured {
    const struct definition *definition;
    size_t complexity;
    size_t lines;
};

// Keeps the most complex first, the longer one among equals.
static void insert_measured(struct measured *rows, size_t *count, struct measured row) {
    size_t at = *count;
    while (at > 0 && (rows[at - 1].complexity < row.complexity ||
                      (rows[at - 1].complexity == row.complexity && rows[at - 1].lines < row.lines)))
        at--;
    if (at == LARGEST_SHOWN)
        return;
    if (*count < LARGEST_SHOWN)
        (*count)++;
    memmove(&rows[at + 1], &rows[at], (*count - at - 1) * sizeof *rows);
    rows[at] = row;
}

static void append_largest(const struct explanation *about) {
    struct measured rows[LARGEST_SHOWN + 1];
    size_t count = 0, all = 0;
    for (size_t i = 0; i < about->outline.definition_count; i++) {
        const struct definition *definition = &about->outline.definitions[i];
        size_t function = facts_function(&about->facts, definition->body);
        if (function == FACT_NO_OWNER || !span_contains(about->area, definition->core))
            continue;
        all++;
        insert_measured(rows, &count,
                        (struct measured){
                            .definition = definition,
                            .complexity = facts_complexity(&about->facts, function),
                            .lines = explanation_line(about, definition->core.end) -
                                     explanation_line(about, definition->core.start) + 1,
                        });
    }
    if (!all)
        return;
    explanation_heading(about, "Where the complexity is");
    if (rows[0].complexity == 1)
        buffer_append_string(about->out, "Nowhere: every function is one straight path.\n");
    for (size_t i = 0; i < count && rows[i].complexity > 1; i++) {
        buffer_append_string(about->out, "- ");
        words_code(about->out, rows[i].definition->name, WORDS_CODE_MAX);
        buffer_format(about->out, " (line %zu): complexity %zu, ",
                      explanation_line(about, rows[i].definition->core.start), rows[i].complexity);
        words_count(about->out, rows[i].lines, "line", "lines");
        buffer_format(about->out, "; %s\n", describe_judgement(rows[i].complexity));
    }
}

// "2 classes and 5 functions", by the nouns of the outline.
static void append_population(const struct explanation *about, int parent) {
    struct tally nouns = tally_create(about->arena);
    for (size_t i = 0; i < about->outline.definition_count; i++) {
        if (about->outline.definitions[i].parent == parent)
            tally_add(&nouns, slice_from(about->outline.definitions[i].noun), i, NULL);
    }
    if (!nouns.count)
        buffer_append_string(about->out, "no definitions");
    for (size_t i = 0; i < nouns.count; i++) {
        const char *noun = nouns.rows[i].key.data;
        const char *ending = slice_ends_with(nouns.rows[i].key, SLICE("s")) ? "es" : "s";
        buffer_append_string(about->out, words_separator(i, nouns.count));
        words_count(about->out, nouns.rows[i].line_count, noun,
                    arena_format(about->arena, "%s%s", noun, ending));
    }
}

static void explain_structure(const struct explanation *about,
                              const struct definition *definition) {
    append_title(about, definition);
    append_noun(about, definition);
    buffer_append_string(about->out, " (");
    append_extent(about, definition->core);
    buffer_append_string(about->out, ")");
    bool has_members = has_fact(about, FACT_function, definition->core);
    if (has_members) {
        buffer_append_string(about->out, " with ");
        append_population(about, about->definition);
    }
    buffer_append_string(about->out, ".\n");
    append_comment(about, comment_of(about, definition));
    explanation_heading(about, has_members ? "Members" : "Declaration");
    if (!has_members || !append_members(about, about->definition, 0, 0))
        words_block(about->out,
                    slice_between(about->subject->text, definition->core.start,
                                  definition->core.end),
                    language_id(tree_language(about->subject->tree)), DECLARATION_LINES);
    describe_names(about);
    append_largest(about);
    if (has_members)
        describe_effects(about);
}

static void append_imports(const struct explanation *about) {
    if (!about->outline.import_count)
        return;
    explanation_heading(about, "Imports");
    for (size_t i = 0; i < about->outline.import_count && i < IMPORTS_SHOWN; i++) {
        struct span span = about->outline.imports[i];
        buffer_append_string(about->out, "- ");
        words_code(about->out, slice_between(about->subject->text, span.start, span.end),
                   SIGNATURE_SHOWN);
        buffer_append_byte(about->out, '\n');
    }
    if (about->outline.import_count > IMPORTS_SHOWN)
        buffer_format(about->out, "- … and %zu more\n",
                      about->outline.import_count - IMPORTS_SHOWN);
}

static size_t count_lines(struct slice text) {
    size_t count = 0;
    struct slice line;
    while (slice_next_line(&text, &line))
        count++;
    return count;
}

static void explain_file(const struct explanation *about) {
    buffer_append_string(about->out, "# This file\n\nIt has ");
    words_count(about->out, count_lines(about->subject->text), "line", "lines");
    buffer_format(about->out, " of %s: ", about->subject->language_name);
    append_population(about, -1);
    if (about->outline.import_count) {
        buffer_append_string(about->out, ", and ");
        words_count(about->out, about->outline.import_count, "import", "imports");
    }
    buffer_append_string(about->out, ".\n");
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind == FACT_doc && fact->owner == FACT_NO_OWNER &&
            !slice_trim(slice_between(about->subject->text, 0, fact->span.start)).length)
            append_comment(about, fact->text);
    }
    append_imports(about);
    if (about->outline.definition_count) {
        explanation_heading(about, "What it defines");
        if (append_members(about, -1, 0, 0) == MEMBERS_SHOWN)
            buffer_append_string(about->out, "- … and more\n");
    } else {
        describe_steps(about);
    }
    append_largest(about);
    describe_effects(about);
}

static void explain_selection(const struct explanation *about) {
    buffer_append_string(about->out, "# The selection\n\nIt is ");
    append_extent(about, about->area);
    buffer_format(about->out, " of %s", about->subject->language_name);
    const struct definition *definition = definition_of(about);
    if (definition) {
        buffer_format(about->out, ", inside the %s ", definition->noun);
        words_code(about->out, definition->name, WORDS_CODE_MAX);
    }
    buffer_append_byte(about->out, '.');
    append_shape(about);
    buffer_append_byte(about->out, '\n');
    describe_steps(about);
    describe_calls(about);
    describe_names(about);
    describe_exits(about);
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
    struct slice rest = slice_between(subject->text, subject->scope.span.start,
                                      subject->scope.span.end);
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
    buffer_format(out, "# %s\n\nwye does not parse %s, so this is what the lines alone tell: ",
                  subject->scope.kind == SCOPE_FILE ? "This file" : "The selection",
                  subject->language_name && subject->language_name[0] ? subject->language_name
                                                                      : "this language");
    words_count(out, count, "line", "lines");
    buffer_append_string(out, ", of which ");
    words_count(out, blank, "is blank", "are blank");
    buffer_append_string(out, " and ");
    words_count(out, comments, "begins with a usual comment sign",
                "begin with a usual comment sign");
    buffer_append_byte(out, '.');
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

// --- Setting up -----------------------------------------------------------------------------------

static int find_definition(const struct outline *outline, const struct scope *scope) {
    int found = -1;
    for (size_t i = 0; i < outline->definition_count; i++) {
        const struct definition *definition = &outline->definitions[i];
        bool is_it = definition->core.start == scope->core.start &&
                     definition->core.end == scope->core.end;
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

static void set_up(struct explanation *about) {
    const struct builtin_subject *subject = about->subject;
    const struct span whole = { 0, subject->text.length };
    bool is_large = subject->text.length > WHOLE_FILE_BYTES_MAX;
    about->outline = outline_of(about->arena, subject->tree, subject->text, whole);
    about->facts = facts_of(about->arena, subject->tree, subject->text,
                            is_large ? subject->scope.span : whole, subject->scope.span);
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
    about->every_owner = subject->scope.kind == SCOPE_FILE ||
                         (is_definition && about->function == FACT_NO_OWNER);
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
            explain_structure(&about, definition);
        else
            explain_function(&about, definition);
    } else if (subject->scope.kind == SCOPE_FILE) {
        explain_file(&about);
    } else {
        explain_selection(&about);
    }
    append_closing(&about);
    text_release(about.lines);
}
