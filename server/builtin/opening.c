// The first lines of a page, in plain sentences made from facts: the signature, what it is, what it
// takes and gives, how it runs; and the first sentence of its own comment.
#include "builtin/opening.h"

#include "builtin/tally.h"
#include "builtin/words.h"

enum { SIGNATURE_LINES = 12 };

static bool has_own(const struct explanation *about, enum fact_kind kind) {
    for (size_t i = 0; i < about->facts.count; i++) {
        if (about->facts.items[i].kind == kind && explanation_has(about, &about->facts.items[i]))
            return true;
    }
    return false;
}

void opening_parameters(const struct explanation *about, struct span signature) {
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
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind == FACT_argument && explanation_has(about, fact))
            tally_add(&names, fact->detail, 0, NULL);
    }
    buffer_append_string(about->out, names.count ? "takes " : "takes no parameters");
    for (size_t i = 0; i < names.count; i++) {
        buffer_append_string(about->out, words_separator(i, names.count));
        words_code(about->out, names.rows[i].key, 40);
    }
}

static const struct fact *find_result(const struct explanation *about, struct span signature) {
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind == FACT_result && span_contains(signature, fact->span))
            return fact;
    }
    return NULL;
}

// The declared type of the result without the colon that some languages put before it.
static struct slice declared_type(const struct fact *result) {
    struct slice type = result ? result->text : SLICE("");
    if (type.length && type.data[0] == ':')
        type = slice_between(type, 1, type.length);
    return slice_trim(type);
}

void opening_result(const struct explanation *about, struct span signature) {
    const struct fact *result = find_result(about, signature);
    struct slice type = declared_type(result);
    bool gives_value = false;
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        gives_value |=
            fact->kind == FACT_return && fact->detail.length && explanation_has(about, fact);
    }
    if (result && result->say) {
        buffer_format(about->out, " and returns %s", result->say);
    } else if (type.length && !slice_is(type, "void") && !slice_is(type, "None")) {
        buffer_append_string(about->out, " and returns ");
        words_code(about->out, type, WORDS_CODE_MAX);
    } else if (has_own(about, FACT_yield)) {
        buffer_append_string(about->out, " and hands out values one by one (a generator)");
    } else {
        buffer_append_string(about->out,
                             gives_value ? " and returns a value" : " and returns nothing");
    }
}

void opening_noun(const struct explanation *about, const struct definition *definition) {
    const char *noun = definition->noun;
    bool is_async = explanation_has_any(about, FACT_async, definition->signature);
    bool vowel = is_async || (strchr("aeiou", noun[0]) && strcmp(noun, "union") != 0);
    buffer_format(about->out, " is %s %s%s", vowel ? "an" : "a", is_async ? "async " : "", noun);
    if (definition->parent < 0)
        return;
    const struct definition *parent = &about->outline.definitions[definition->parent];
    buffer_format(about->out, " of the %s ", parent->noun);
    words_code(about->out, parent->name, WORDS_CODE_MAX);
}

// "It loops over `lines` and while `x`, decides in 3 places, and raises …"
void opening_shape(const struct explanation *about) {
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

struct slice opening_doc(const struct explanation *about, size_t first) {
    const struct slice text = about->subject->text;
    struct span found = about->facts.items[first].span;
    for (size_t i = first + 1; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind != FACT_doc || fact->span.start < found.end)
            continue;
        if (slice_trim(slice_between(text, found.end, fact->span.start)).length)
            break;
        found.end = fact->span.end;
    }
    return slice_between(text, found.start, found.end);
}

// The last run of comments before a definition's core, or its doc string.
struct slice opening_comment_of(const struct explanation *about,
                                const struct definition *definition) {
    const struct slice text = about->subject->text;
    const struct span lead = { definition->span.start, definition->core.start };
    struct span found = { 0, 0 };
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        struct slice before = SLICE("x");
        if (fact->kind == FACT_doc && span_contains(definition->body, fact->span))
            before = slice_between(text, definition->body.start, fact->span.start);
        if (!slice_trim(before).length || slice_is(slice_trim(before), "{"))
            return opening_doc(about, i);
        if (fact->kind == FACT_comment && span_contains(lead, fact->span)) {
            found.start = found.end ? found.start : fact->span.start;
            found.end = fact->span.end;
        }
    }
    return slice_between(text, found.start, found.end);
}

void opening_comment(const struct explanation *about, struct slice comment, struct slice name) {
    struct buffer words = { 0 };
    if (words_first_sentence(&words, comment, name))
        buffer_format(about->out, "\n> " SLICE_FORMAT "\n", SLICE_ARGUMENT(buffer_slice(&words)));
    buffer_release(&words);
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

// Where code goes on behind a comment that is left out. After a parenthesis or at the start of a
// line the blanks go with it, and so does the end of a line that had nothing else.
static size_t end_of_comment(struct slice before, struct slice text, size_t at) {
    char last = before.length ? before.data[before.length - 1] : '\n';
    while ((last == '(' || last == '\n') && at < text.length && is_blank(text.data[at]))
        at++;
    return last == '\n' && at < text.length && text.data[at] == '\n' ? at + 1 : at;
}

// A signature without the comments in it, and without what announces the body.
struct slice opening_signature_of(const struct explanation *about,
                                  const struct definition *definition) {
    struct span span = definition->signature;
    const struct slice all = slice_between(about->subject->text, 0, span.end);
    struct buffer words = { 0 };
    for (size_t i = facts_from(&about->facts, span.start);
         i < about->facts.count && about->facts.items[i].span.start < span.end; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->kind != FACT_comment || fact->span.start < span.start)
            continue;
        struct slice before = slice_between(all, span.start, fact->span.start);
        while (before.length && is_blank(before.data[before.length - 1]))
            before.length--;
        buffer_append(&words, before);
        span.start = end_of_comment(buffer_slice(&words), all,
                                    fact->span.end < span.end ? fact->span.end : span.end);
    }
    buffer_append(&words, slice_between(all, span.start, all.length));
    struct slice text = slice_trim(arena_copy(about->arena, buffer_slice(&words)));
    buffer_release(&words);
    if (slice_ends_with(text, SLICE("=>")) || slice_ends_with(text, SLICE("->")))
        return slice_trim(slice_between(text, 0, text.length - 2));
    while (text.length && strchr(":{=,", text.data[text.length - 1]))
        text = slice_trim(slice_between(text, 0, text.length - 1));
    return text;
}

void opening_title(const struct explanation *about, const struct definition *definition,
                   bool with_signature) {
    struct slice name = definition->name.length ? definition->name : SLICE("(no name)");
    struct slice signature = opening_signature_of(about, definition);
    buffer_append_string(about->out, "# ");
    words_code(about->out, name, WORDS_CODE_MAX);
    buffer_append_string(about->out, "\n\n");
    bool is_quoted = signature.length == name.length + 2 && strchr("\"'", signature.data[0]);
    bool says_more = signature.length && !is_quoted && !slice_is_equal(signature, name);
    if (with_signature && says_more)
        words_block(about->out, signature, language_id(tree_language(about->subject->tree)),
                    SIGNATURE_LINES);
    buffer_append_byte(about->out, '\n');
    words_code(about->out, name, WORDS_CODE_MAX);
}

void opening_extent(const struct explanation *about, struct span span) {
    size_t first = explanation_line(about, span.start);
    size_t last = explanation_line(about, span.end > span.start ? span.end - 1 : span.end);
    if (first == last)
        buffer_format(about->out, "line %zu", first);
    else
        buffer_format(about->out, "lines %zu to %zu", first, last);
}
