// The pages of what holds other definitions: a class with its members, a whole file. What single
// functions do is not told here.
#include "builtin/overview.h"

#include "builtin/opening.h"
#include "builtin/tally.h"
#include "builtin/words.h"

enum {
    MEMBERS_SHOWN = 60,
    IMPORTS_SHOWN = 20,
    LARGEST_SHOWN = 5,
    SIGNATURE_SHOWN = 120, // bytes
    DECLARATION_LINES = 40,
};

// The members of a definition (or of the file, -1), nested, each with its signature.
static size_t append_members(const struct explanation *about, int parent, unsigned depth,
                             size_t shown) {
    for (size_t i = 0; i < about->outline.definition_count && shown < MEMBERS_SHOWN; i++) {
        const struct definition *definition = &about->outline.definitions[i];
        if (definition->parent != parent)
            continue;
        for (unsigned level = 0; level < depth; level++)
            buffer_append_string(about->out, "  ");
        buffer_format(about->out, "- Line %zu: ", explanation_line(about, definition->core.start));
        struct slice signature = opening_signature_of(about, definition);
        words_code(about->out, signature, SIGNATURE_SHOWN);
        struct slice comment = opening_comment_of(about, definition);
        struct buffer words = { 0 };
        if (words_first_sentence(&words, comment, definition->name))
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
    while (at > 0 &&
           (rows[at - 1].complexity < row.complexity ||
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

static const char *plural_of(struct arena *arena, struct slice noun) {
    const char *ending = "s";
    char last = noun.data[noun.length - 1];
    if (last == 'y' && noun.length > 1 && !strchr("aeiou", noun.data[noun.length - 2])) {
        noun.length--;
        ending = "ies";
    } else if (strchr("sxz", last)) {
        ending = "es";
    }
    return arena_format(arena, SLICE_FORMAT "%s", SLICE_ARGUMENT(noun), ending);
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
        struct slice noun = nouns.rows[i].key;
        buffer_append_string(about->out, words_separator(i, nouns.count));
        words_count(about->out, nouns.rows[i].line_count, noun.data, plural_of(about->arena, noun));
    }
}

static bool has_children(const struct explanation *about) {
    for (size_t i = 0; i < about->outline.definition_count; i++)
        if (about->outline.definitions[i].parent == about->definition)
            return true;
    return false;
}

void overview_structure(const struct explanation *about, const struct definition *definition) {
    bool has_functions = explanation_has_any(about, FACT_function, definition->core);
    bool has_members = has_functions || has_children(about);
    opening_title(about, definition, has_members);
    opening_noun(about, definition);
    buffer_append_string(about->out, " (");
    opening_extent(about, definition->core);
    buffer_append_string(about->out, ")");
    if (has_members) {
        buffer_append_string(about->out, " with ");
        append_population(about, about->definition);
    }
    buffer_append_string(about->out, ".\n");
    opening_comment(about, opening_comment_of(about, definition), definition->name);
    bool has_course = explanation_has_any(about, FACT_course, definition->core);
    bool is_told = has_course && has_members && !about->is_code;
    if (!is_told)
        explanation_heading(about, has_members ? "Members" : "Declaration");
    if (!is_told && (!has_members || !append_members(about, about->definition, 0, 0)))
        words_block(
            about->out,
            slice_between(about->subject->text, definition->core.start, definition->core.end),
            language_id(tree_language(about->subject->tree)), DECLARATION_LINES);
    if (has_course && (has_members || about->is_code))
        describe_steps(about);
    describe_names(about);
    append_largest(about);
    if (has_functions || explanation_has_any(about, FACT_effect, about->area))
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

// The doc string of the file, which only comments may come before.
static void append_doc(const struct explanation *about) {
    size_t end = 0; // of those comments
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        bool is_first =
            fact->span.start < end ||
            !slice_trim(slice_between(about->subject->text, end, fact->span.start)).length;
        if (fact->kind == FACT_doc && is_first) {
            opening_comment(about, opening_doc(about, i), SLICE(""));
            return;
        }
        if (fact->kind == FACT_comment && is_first && fact->span.end > end)
            end = fact->span.end;
    }
}

// Whether the file itself is told from its top to its end.
static bool has_course(const struct explanation *about) {
    const struct outline *outline = &about->outline;
    const struct span all = { outline->definitions[0].core.start,
                              outline->definitions[outline->definition_count - 1].core.end };
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind == FACT_course && span_contains(fact->span, all))
            return true;
    }
    return false;
}

// Of code both what it defines and what it does outside of its functions; of data only what it
// says, which holds the other.
static void append_contents(const struct explanation *about) {
    struct explanation outside = *about;
    bool is_told = !about->outline.definition_count || has_course(about);
    outside.every_owner = !about->outline.definition_count;
    if (about->outline.definition_count && (about->is_code || !is_told)) {
        explanation_heading(about, "What it defines");
        if (append_members(about, -1, 0, 0) == MEMBERS_SHOWN)
            buffer_append_string(about->out, "- … and more\n");
    }
    if (is_told)
        describe_steps(&outside);
}

void overview_file(const struct explanation *about) {
    buffer_append_string(about->out, "# This file\n\nIt has ");
    words_count(about->out, count_lines(about->subject->text), "line", "lines");
    buffer_format(about->out, " of %s: ", about->subject->language_name);
    append_population(about, -1);
    if (about->outline.import_count) {
        buffer_append_string(about->out, ", and ");
        words_count(about->out, about->outline.import_count, "import", "imports");
    }
    buffer_append_string(about->out, ".\n");
    append_doc(about);
    append_imports(about);
    append_contents(about);
    append_largest(about);
    if (about->is_code)
        describe_effects(about);
}
