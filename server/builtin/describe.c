// Says what the facts hold, section by section. Leaves out what the syntax alone cannot tell: it
// lists a read only where the name is a variable of this file, and a caller only where the call
// names it.
#include "builtin/describe.h"

#include "builtin/tally.h"
#include "builtin/words.h"

static void append_dropped(const struct explanation *about, const struct tally *tally) {
    if (tally->dropped)
        buffer_append_string(about->out, "- … and more.\n");
}

// --- Calls ---

// What a callee is called: the end of a chain of calls, "" where it has no name.
static struct slice callee_name(const struct explanation *about, struct slice callee) {
    size_t dot = SLICE_NOT_FOUND;
    bool plain = true;
    for (size_t i = 0; i < callee.length; i++) {
        char byte = callee.data[i];
        plain &= !strchr("(){}\"'`\n", byte);
        dot = byte == '.' ? i : strchr("(){}", byte) ? SLICE_NOT_FOUND : dot;
    }
    if (plain)
        return callee;
    if (dot == SLICE_NOT_FOUND)
        return SLICE("");
    struct slice name = slice_between(callee, dot, callee.length);
    return slice_from(arena_format(about->arena, "…" SLICE_FORMAT, SLICE_ARGUMENT(name)));
}

// The definition that a plain name means at that place; NULL where there is none.
static const struct definition *find_nearest(const struct explanation *about, size_t offset,
                                             struct slice name) {
    const struct definition *found = NULL;
    for (size_t i = 0; i < about->outline.definition_count; i++) {
        const struct definition *definition = &about->outline.definitions[i];
        bool is_nearer = !found || definition->parent > found->parent;
        if (is_nearer && slice_is_equal(definition->name, name) &&
            explanation_can_mean(about, offset, definition))
            found = definition;
    }
    return found;
}

// Throwing makes the thing that is thrown: that call is told among the ways out.
static bool is_thrown(const struct explanation *about, size_t call) {
    const struct fact *fact = &about->facts.items[call];
    for (size_t i = call + 1; i-- > 0 && call - i < 8;) {
        const struct fact *other = &about->facts.items[i];
        if (other->kind == FACT_throw && other->detail.data == fact->text.data)
            return true;
    }
    return false;
}

void describe_calls(const struct explanation *about) {
    struct tally tally = tally_create(about->arena);
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind != FACT_call || !explanation_holds(about, fact) || is_thrown(about, i))
            continue;
        struct slice name = callee_name(about, fact->text);
        if (name.length)
            tally_add(&tally, name, explanation_line(about, fact->span.start),
                      explanation_remark(about, fact));
    }
    if (!tally.count)
        return;
    explanation_heading(about, "Calls");
    for (size_t i = 0; i < tally.count; i++) {
        const struct definition *defined =
            explanation_declares(about, tally.rows[i].key)
                ? NULL
                : find_nearest(about, about->area.start, tally.rows[i].key);
        buffer_append_string(about->out, "- ");
        words_code(about->out, tally.rows[i].key, WORDS_CODE_MAX);
        buffer_append_string(about->out, " on ");
        tally_lines(about->out, &tally.rows[i]);
        buffer_append_string(about->out, tally.rows[i].note ? tally.rows[i].note : "");
        if (defined && span_contains(defined->core, about->area))
            buffer_append_string(about->out, ": it calls itself");
        else if (defined)
            buffer_format(about->out, "; a %s of this file, line %zu", defined->noun,
                          explanation_line(about, defined->core.start));
        buffer_append_byte(about->out, '\n');
    }
    append_dropped(about, &tally);
}

static struct slice enclosing_name(const struct explanation *about, size_t offset) {
    struct slice name = SLICE("");
    for (size_t i = 0; i < about->outline.definition_count; i++) {
        const struct definition *definition = &about->outline.definitions[i];
        if (definition->core.start <= offset && offset < definition->core.end)
            name = definition->name;
    }
    return name;
}

// What stands in front of the name in `self.run` or `Store::run`; "" where it is something else.
static struct slice owner_of(struct slice callee, struct slice name) {
    static const char *const links[] = { ".", "->", "::" };
    if (!slice_ends_with(callee, name))
        return SLICE("");
    struct slice before = slice_between(callee, 0, callee.length - name.length);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (slice_ends_with(before, slice_from(links[i])))
            return slice_between(before, 0, before.length - strlen(links[i]));
    return SLICE("");
}

// Whether a callee names the definition: `run` where that name means it; a method by `self.run`,
// `this->run` and the like inside of its class, or by the name of its class, `Store::run`.
static bool names_definition(const struct explanation *about, const struct fact *call) {
    static const char *const selves[] = { "self", "this", "cls", "Self" };
    const struct definition *self = &about->outline.definitions[about->definition];
    if (slice_is_equal(call->text, self->name)) {
        const struct definition *nearest = find_nearest(about, call->span.start, call->text);
        return nearest && nearest->parent == self->parent; // of overloaded ones any
    }
    if (self->parent < 0)
        return false;
    const struct definition *parent = &about->outline.definitions[self->parent];
    struct slice owner = owner_of(call->text, self->name);
    bool is_self = false;
    for (size_t i = 0; i < sizeof selves / sizeof *selves; i++)
        is_self = is_self || slice_is(owner, selves[i]);
    return is_self ? span_contains(parent->core, call->span)
                   : owner.length && slice_is_equal(owner, parent->name);
}

void describe_callers(const struct explanation *about) {
    if (about->definition < 0)
        return;
    struct tally tally = tally_create(about->arena);
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind == FACT_call && !span_contains(about->subject->scope.core, fact->span) &&
            names_definition(about, fact))
            tally_add(&tally, enclosing_name(about, fact->span.start),
                      explanation_line(about, fact->span.start), NULL);
    }
    if (!tally.count)
        return;
    explanation_heading(about, "Called in this file");
    for (size_t i = 0; i < tally.count; i++) {
        buffer_append_string(about->out, "- ");
        if (tally.rows[i].key.length) {
            buffer_append_string(about->out, "by ");
            words_code(about->out, tally.rows[i].key, WORDS_CODE_MAX);
        } else {
            buffer_append_string(about->out, "outside of any definition");
        }
        buffer_append_string(about->out, ", ");
        tally_lines(about->out, &tally.rows[i]);
        buffer_append_byte(about->out, '\n');
    }
    append_dropped(about, &tally);
}

// --- Ways out ---

static void append_exits(const struct explanation *about, const struct tally *tally,
                         const char *verb) {
    for (size_t i = 0; i < tally->count; i++) {
        const struct tally_row *row = &tally->rows[i];
        buffer_append_string(about->out, "- ");
        if (row->note) {
            buffer_append_string(about->out, row->note);
        } else {
            buffer_append_string(about->out, verb);
            if (row->key.length)
                words_code(about->out, row->key, WORDS_CODE_MAX);
        }
        buffer_append_string(about->out, row->note || row->key.length ? " on " : "on ");
        tally_lines(about->out, row);
        buffer_append_byte(about->out, '\n');
    }
    append_dropped(about, tally);
}

void describe_exits(const struct explanation *about) {
    struct tally returns = tally_create(about->arena), throws = tally_create(about->arena);
    struct tally yields = tally_create(about->arena);
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        size_t line = explanation_line(about, fact->span.start);
        if (!explanation_has(about, fact))
            continue;
        if (fact->kind == FACT_return)
            tally_add(&returns, fact->detail, line, NULL);
        else if (fact->kind == FACT_throw)
            tally_add(&throws, slice_from(fact->say), line, fact->say);
        else if (fact->kind == FACT_yield)
            tally_add(&yields, SLICE(""), line, "hands out values");
    }
    if (!returns.count && !throws.count && !yields.count &&
        about->subject->scope.kind != SCOPE_DEFINITION)
        return;
    explanation_heading(about, "Ways out");
    if (!returns.count && !throws.count)
        buffer_append_string(about->out, "- at the end of its body: no other way is written\n");
    append_exits(about, &returns, "returns ");
    append_exits(about, &throws, "");
    append_exits(about, &yields, "");
}

// --- Complexity ---

const char *describe_judgement(size_t complexity) {
    static const struct {
        size_t most;
        const char *words;
    } rows[] = {
        { 1, "one straight path" },
        { 5, "easy to follow" },
        { 10, "manageable" },
        { 20, "hard to test completely; parts of it could become functions of their own" },
        { (size_t)-1, "very hard to test completely; it should be split" },
    };
    size_t i = 0;
    while (complexity > rows[i].most)
        i++;
    return rows[i].words;
}

// Depth of the deepest nest, and where it is.
static size_t deepest_nest(const struct explanation *about, size_t *offset) {
    enum { DEPTH_MAX = 64 };
    size_t ends[DEPTH_MAX];
    size_t depth = 0, deepest = 0;
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind != FACT_nest || !explanation_has(about, fact))
            continue;
        while (depth > 0 && ends[depth - 1] <= fact->span.start)
            depth--;
        if (depth < DEPTH_MAX)
            ends[depth++] = fact->span.end;
        if (depth > deepest) {
            deepest = depth;
            *offset = fact->span.start;
        }
    }
    return deepest;
}

void describe_complexity(const struct explanation *about) {
    size_t decisions = 0, offset = 0;
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        decisions += fact->kind == FACT_decision && explanation_has(about, fact);
    }
    size_t nesting = deepest_nest(about, &offset);
    explanation_heading(about, "Complexity");
    buffer_format(about->out, "Cyclomatic complexity %zu (one path and ", decisions + 1);
    words_count(about->out, decisions, "decision", "decisions");
    buffer_format(about->out, "): %s.", describe_judgement(decisions + 1));
    if (nesting) {
        buffer_append_string(about->out, " The deepest nesting is ");
        words_count(about->out, nesting, "level", "levels");
        buffer_format(about->out, ", on line %zu.", explanation_line(about, offset));
    }
    buffer_append_byte(about->out, '\n');
}

// --- Side effects ---

// A name that this file declares itself is not the known function.
static bool is_own_name(const struct explanation *about, struct slice name) {
    if (!about->every_owner && explanation_declares(about, name))
        return true;
    for (size_t i = 0; i < about->outline.definition_count; i++) {
        const struct definition *definition = &about->outline.definitions[i];
        if (slice_is_equal(definition->name, name) &&
            explanation_can_mean(about, about->area.start, definition))
            return true;
    }
    return false;
}

// "changes `items`, which the caller passed in", where a part of it is changed. One that is given
// another value first may not be the caller's any more.
static bool says_change(const struct explanation *about, const struct fact *fact,
                        struct buffer *words) {
    struct slice root = words_root(fact->text);
    if (fact->kind != FACT_change || about->every_owner || !explanation_has(about, fact) ||
        name_set_has(&about->locals, root))
        return false;
    bool is_own = explanation_is_own(about, root) && root.length < fact->text.length;
    if (!is_own && !name_set_has(&about->parameters, root))
        return false;
    buffer_append_string(words, "changes ");
    words_code(words, is_own ? fact->text : root, 40);
    buffer_append_string(words, is_own ? " of its own object" : ", which the caller passed in");
    return true;
}

static bool says_effect(const struct explanation *about, const struct fact *fact,
                        struct buffer *words) {
    if (fact->kind != FACT_effect || !fact->say || !explanation_holds(about, fact) ||
        is_own_name(about, words_root(fact->text)))
        return false;
    buffer_format(words, "%s with ", fact->say);
    words_code(words, fact->text, 40);
    return true;
}

void describe_effects(const struct explanation *about) {
    struct tally tally = tally_create(about->arena);
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        struct buffer words = { 0 };
        if (says_change(about, fact, &words) || says_effect(about, fact, &words))
            tally_add(&tally, arena_copy(about->arena, buffer_slice(&words)),
                      explanation_line(about, fact->span.start), explanation_remark(about, fact));
        buffer_release(&words);
    }
    explanation_heading(about, "Side effects");
    for (size_t i = 0; i < tally.count; i++) {
        buffer_format(about->out, "- " SLICE_FORMAT ", ", SLICE_ARGUMENT(tally.rows[i].key));
        tally_lines(about->out, &tally.rows[i]);
        buffer_append_string(about->out, tally.rows[i].note ? tally.rows[i].note : "");
        buffer_append_byte(about->out, '\n');
    }
    append_dropped(about, &tally);
    if (!tally.count)
        buffer_append_string(
            about->out, "None that can be seen here: nothing that was passed in is changed, and no "
                        "known function is called that touches files, network, processes or "
                        "the terminal. What it calls may still have some.\n");
}
