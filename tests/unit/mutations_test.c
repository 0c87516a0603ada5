// Answers made from the code itself. Code that comes back as it was, in any of the shapes that
// models give it, edits nothing; code that comes back damaged is refused or leaves a file that
// parses no worse, with every byte outside of the scope as it was. Seeded, so that a run repeats.
#include "actions/action.h"

#include "base/memory.h"
#include "base/vec.h"
#include "runner/check.h"
#include "runner/sample.h"
#include "runner/subject.h"
#include "syntax/query.h"

#include <stdio.h>

enum { ROUNDS = 300, CHANGES_MAX = 4 };

struct sample {
    struct arena arena;
    struct marked_subject marked;
    struct outline outline;
};

static void append_with_crlf(struct buffer *out, struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n' && (i == 0 || text.data[i - 1] != '\r'))
            buffer_append_byte(out, '\r');
        buffer_append_byte(out, text.data[i]);
    }
}

static void open_sample(struct sample *sample, const struct language *language, bool is_crlf) {
    char path[SAMPLE_PATH_BYTES];
    sample_path(language, "", path);
    struct slice text;
    char *bytes = sample_read(language, &text);
    struct buffer crlf = { 0 };
    append_with_crlf(&crlf, text);
    *sample = (struct sample){ 0 };
    marked_subject_open_at(&sample->marked, &sample->arena, path,
                           is_crlf ? buffer_slice(&crlf) : text, (struct span){ 0, 0 });
    text = sample->marked.subject.text;
    sample->outline =
        outline_of(&sample->arena, sample->marked.tree, text, (struct span){ 0, text.length });
    check(sample->outline.definition_count > 3);
    buffer_release(&crlf);
    memory_free(bytes);
}

static void close_sample(struct sample *sample) {
    marked_subject_close(&sample->marked);
    arena_release(&sample->arena);
}

static const struct subject *choose(struct sample *sample, size_t index) {
    const struct definition *definition = &sample->outline.definitions[index];
    sample->marked.subject.scope = (struct scope){
        .kind = SCOPE_DEFINITION,
        .span = definition->span,
        .core = definition->core,
        .noun = definition->noun,
        .name = definition->name,
    };
    return &sample->marked.subject;
}

// --- The same code in another shape --------------------------------------------------------------

enum shape { SHAPE_BARE, SHAPE_BASE, SHAPE_DEDENTED, SHAPE_TRAILING, SHAPE_CRLF, SHAPE_COUNT };

static void append_code(const struct subject *subject, enum shape shape, struct buffer *out) {
    struct slice base = subject_indent(subject), code = subject_code(subject), line;
    struct buffer lines = { 0 };
    if (shape == SHAPE_BASE)
        buffer_append(&lines, base);
    for (bool is_first = true; slice_next_line(&code, &line); is_first = false) {
        bool has_base = !is_first && slice_starts_with(line, base);
        buffer_append(&lines,
                      slice_between(line, shape == SHAPE_DEDENTED && has_base ? base.length : 0,
                                    line.length));
        buffer_append_string(&lines, shape == SHAPE_TRAILING ? "  \n" : "\n");
    }
    if (shape == SHAPE_CRLF)
        append_with_crlf(out, buffer_slice(&lines));
    else
        buffer_append(out, buffer_slice(&lines));
    buffer_release(&lines);
}

static void play_shapes(struct sample *sample, const char *name, bool is_crlf) {
    static const char *const shapes[] = { "first line bare", "with base", "dedented",
                                          "trailing blanks", "CR LF" };
    for (size_t i = 0; i < sample->outline.definition_count; i++) {
        const struct subject *subject = choose(sample, i);
        for (enum shape shape = 0; shape < SHAPE_COUNT; shape++) {
            check_case("mutations: %s%s of %s comes back %s", is_crlf ? "CR LF " : "",
                       subject_title(&sample->arena, subject), name, shapes[shape]);
            struct buffer answer = { 0 };
            struct reading reading = { 0 };
            buffer_append_string(&answer, "Nothing to do:\n\n~~~~~~\n");
            append_code(subject, shape, &answer);
            buffer_append_string(&answer, "~~~~~~\n");
            action_find("refactor.simplify")
                ->read(&sample->arena, subject, buffer_slice(&answer), &reading);
            check_text(slice_from(reading.message), SLICE(""));
            check_number(reading.edits.count, 0);
            if (reading.edits.count)
                check_text(reading.edits.items[0].replacement, SLICE(""));
            vec_release(&reading.edits);
            buffer_release(&answer);
        }
    }
}

// --- A good edit ---------------------------------------------------------------------------------

static size_t last_line_start(struct slice code) {
    size_t at = code.length;
    while (at > 0 && code.data[at - 1] != '\n')
        at--;
    return at;
}

// Appends a comment of its own line, indented as `line` is.
static void append_comment(const struct language *language, struct slice line, bool is_crlf,
                           struct buffer *out) {
    const char *sign = language_comment(language);
    size_t open = strcspn(sign, " "), indent = 0;
    while (indent < line.length && strchr(" \t", line.data[indent]))
        indent++;
    buffer_append(out, slice_between(line, 0, indent));
    buffer_format(out, "%.*s checked%s%s", (int)open, sign, sign + open, is_crlf ? "\r\n" : "\n");
}

struct comment_search {
    size_t offset;
    bool is_found;
};

static bool on_mark(const struct query_match *match, void *data) {
    struct comment_search *search = data;
    const struct query_capture *comment = query_capture_find(match, "comment");
    search->is_found |= comment && comment->span.start == search->offset;
    return !search->is_found;
}

// Where the last line begins in a string, what is put there is no comment.
static bool is_comment_at(const struct subject *subject, struct slice text, size_t offset) {
    enum tree_status status;
    struct tree *tree = tree_parse(subject->language, text, NULL, NULL, &status);
    struct comment_search search = { .offset = offset };
    if (tree && tree_count_errors(tree, (struct span){ 0, text.length }, NULL) == 0)
        query_visit(tree, text, QUERY_SIMPLIFY, (struct span){ offset, offset + 1 }, on_mark,
                    &search);
    tree_destroy(tree);
    return search.is_found;
}

// Every definition of several lines gets a comment in front of its last line, and nothing else.
static void play_comments(struct sample *sample, const char *name, bool is_crlf) {
    size_t played = 0;
    for (size_t i = 0; i < sample->outline.definition_count; i++) {
        const struct subject *subject = choose(sample, i);
        struct slice code = subject_code(subject);
        size_t at = last_line_start(code);
        struct buffer wanted = { 0 }, answer = { 0 }, after = { 0 };
        struct reading reading = { 0 };
        struct slice last = slice_between(code, at, code.length);
        buffer_append(&wanted, slice_between(code, 0, at));
        append_comment(subject->language, last, is_crlf, &wanted);
        buffer_append(&wanted, last);
        buffer_format(&answer, "````%s\n" SLICE_FORMAT "\n````\n", language_id(subject->language),
                      SLICE_ARGUMENT(buffer_slice(&wanted)));
        struct buffer whole = { 0 };
        size_t start = subject->scope.span.start, end = subject->scope.span.end;
        buffer_append(&whole, slice_between(subject->text, 0, start));
        buffer_append(&whole, buffer_slice(&wanted));
        buffer_append(&whole, slice_between(subject->text, end, subject->text.length));
        size_t comment = start + at + strspn(wanted.data + at, " \t");
        if (at > 0 && is_comment_at(subject, buffer_slice(&whole), comment)) {
            check_case("mutations: %s%s of %s gets a comment", is_crlf ? "CR LF " : "",
                       subject_title(&sample->arena, subject), name);
            action_find("refactor.simplify")
                ->read(&sample->arena, subject, buffer_slice(&answer), &reading);
            check_text(slice_from(reading.message), SLICE(""));
            edits_apply(&reading.edits, subject->text, &after);
            check_text(buffer_slice(&after), buffer_slice(&whole));
            played++;
        }
        vec_release(&reading.edits);
        buffer_release(&whole);
        buffer_release(&wanted);
        buffer_release(&answer);
        buffer_release(&after);
    }
    check_case("mutations: definitions of %s get comments", name);
    check(played > 2);
}

// --- Damaged code --------------------------------------------------------------------------------

struct parts {
    struct slice *items;
    size_t count, capacity;
};

static const char *const intrusions[] = {
    "```",
    "```python",
    "~~~",
    "Here is the code:",
    "...",
    "}",
    "{",
    "/* open",
    "*/",
    "\"\"\"",
    "`",
    "    ",
    "\t}",
    "# ... rest unchanged",
    "@@ -1,2 +1,2 @@",
    "<think>",
    "\r",
    "return",
    "def f(:",
    "\xff\xfe",
    "</div>",
    "#endif",
    "if x:",
    "\xef\xbb\xbf",
};

static struct slice any_line(unsigned long long *random, const struct parts *lines) {
    return lines->items[check_random(random) % lines->count];
}

static struct slice random_indent(struct arena *arena, unsigned long long *random,
                                  struct slice line) {
    static const char *const indents[] = { "", "  ", "    ", "\t", "        " };
    const char *indent = indents[check_random(random) % 5];
    return slice_from(
        arena_format(arena, "%s" SLICE_FORMAT, indent, SLICE_ARGUMENT(slice_trim(line))));
}

static void insert(struct parts *lines, size_t at, struct slice line) {
    vec_push(lines, line);
    memmove(&lines->items[at + 1], &lines->items[at],
            (lines->count - 1 - at) * sizeof *lines->items);
    lines->items[at] = line;
}

static void change(struct arena *arena, unsigned long long *random, struct parts *lines) {
    size_t at = check_random(random) % lines->count;
    struct slice *line = &lines->items[at];
    size_t cut = line->length ? check_random(random) % line->length : 0;
    switch (check_random(random) % 7) {
    case 0:
        if (lines->count > 1)
            vec_remove(lines, at);
        break;
    case 1:
        insert(lines, at, any_line(random, lines));
        break;
    case 2:
        *line = slice_between(*line, 0, cut);
        break;
    case 3:
        *line = random_indent(arena, random, *line);
        break;
    case 4:
        lines->count = at + 1;
        break;
    case 5:
        insert(lines, at,
               slice_from(
                   intrusions[check_random(random) % (sizeof intrusions / sizeof *intrusions)]));
        break;
    default:
        if (line->length)
            *line = slice_from(arena_format(
                arena, SLICE_FORMAT SLICE_FORMAT, SLICE_ARGUMENT(slice_between(*line, 0, cut)),
                SLICE_ARGUMENT(slice_between(*line, cut + 1, line->length))));
    }
}

static struct slice damaged_answer(struct arena *arena, unsigned long long *random,
                                   const struct subject *subject) {
    static const char *const openings[] = { "",          "```\n",
                                            "~~~js\n",   "Sure.\n\n```python\n",
                                            "```diff\n", "<think>\nHm.\n</think>\n```\n" };
    static const char *const closings[] = { "", "```\n", "~~~\n", "```\nThat is all.\n" };
    bool is_whole = check_random(random) % 5 == 0;
    struct slice code = is_whole ? subject->text : subject_code(subject), line;
    struct parts lines = { 0 };
    struct buffer answer = { 0 };
    while (slice_next_line(&code, &line))
        vec_push(&lines, line);
    for (size_t i = check_random(random) % CHANGES_MAX + 1; i > 0; i--)
        change(arena, random, &lines);
    size_t way = check_random(random) % 6;
    buffer_append_string(&answer, openings[way]);
    for (size_t i = 0; i < lines.count; i++) {
        buffer_append(&answer, lines.items[i]);
        buffer_append_byte(&answer, '\n');
    }
    size_t other = check_random(random) % 4;
    buffer_append_string(&answer, check_random(random) % 8 ? closings[way == 2 ? 2
                                                                      : way    ? 1
                                                                               : 0]
                                                           : closings[other]);
    struct slice result = arena_copy(arena, buffer_slice(&answer));
    buffer_release(&answer);
    vec_release(&lines);
    return result;
}

static bool is_better_or_equal(const struct subject *subject, struct slice after) {
    enum tree_status status;
    struct tree *tree = tree_parse(subject->language, after, NULL, NULL, &status);
    bool is_good = tree && tree_count_errors(tree, (struct span){ 0, after.length }, NULL) <=
                               tree_count_errors(subject->tree,
                                                 (struct span){ 0, subject->text.length }, NULL);
    tree_destroy(tree);
    return is_good;
}

static void check_applied(const struct subject *subject, const struct reading *reading) {
    struct buffer after = { 0 };
    struct span scope = subject->scope.span;
    check(edits_are_valid(&reading->edits, subject->text.length));
    check(edits_apply(&reading->edits, subject->text, &after));
    size_t behind = subject->text.length - scope.end;
    check(after.length >= scope.start + behind);
    check_text(slice_between(buffer_slice(&after), 0, scope.start),
               slice_between(subject->text, 0, scope.start));
    check_text(slice_between(buffer_slice(&after), after.length - behind, after.length),
               slice_between(subject->text, scope.end, subject->text.length));
    if (!is_better_or_equal(subject, buffer_slice(&after)))
        check_text(buffer_slice(&after), subject->text);
    buffer_release(&after);
}

// How many answers were good: a test of nothing but refusals would test little.
static size_t play_damage(struct sample *sample, unsigned long long *random) {
    struct arena arena = { 0 };
    size_t index = check_random(random) % sample->outline.definition_count;
    const struct subject *subject = choose(sample, index);
    struct reading reading = { .outcome = ATTEMPT_cancelled };
    struct slice answer = damaged_answer(&arena, random, subject);
    action_find("refactor.simplify")->read(&arena, subject, answer, &reading);
    bool is_good = reading.outcome == ATTEMPT_ok;
    check(reading.outcome != ATTEMPT_cancelled && is_good == !reading.message);
    if (is_good)
        check_applied(subject, &reading);
    is_good = is_good && reading.edits.count;
    vec_release(&reading.edits);
    arena_release(&arena);
    return is_good;
}

static void play_damages(struct sample *sample, const char *name, unsigned long long random) {
    size_t good = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        check_case("mutations: damage %zu to %s", round, name);
        good += play_damage(sample, &random);
    }
    // In data hardly anything can go without being missed.
    check(good > ROUNDS / 100 && good < ROUNDS);
}

void suite_mutations(void) {
    struct sample sample;
    for (size_t i = 0; language_at(i); i++) {
        const char *name = language_id(language_at(i));
        if (check_is_skipped("mutations") && check_is_skipped(name))
            continue;
        for (int is_crlf = 0; is_crlf < 2; is_crlf++) {
            open_sample(&sample, language_at(i), is_crlf);
            play_shapes(&sample, name, is_crlf);
            play_comments(&sample, name, is_crlf);
            close_sample(&sample);
        }
        open_sample(&sample, language_at(i), i % 2);
        play_damages(&sample, name, check_seed() * 2654435761u + i + 1);
        close_sample(&sample);
    }
}
