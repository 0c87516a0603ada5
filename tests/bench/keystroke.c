// What typing costs: a session in this process beside the bare parser on the same text and the same
// edits.
//
//     keystroke FILE LINES      prints one JSON object of figures; FILE is repeated up to LINES
//
// A keystroke inserts a character at a random place; the next one takes it away again, so that the
// program is broken in at most one place, as while somebody types. Every one is followed by a
// codeAction, as in VS Code; every third comes while the parse of the one before is on its way. The
// bare parser has its turn afterwards, lest it disturbs the memory of what is measured.
#include "bench/measure.h"
#include "bench/typist.h"

#include "base/memory.h"
#include "runner/check.h"
#include "syntax/core.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEYSTROKES = 1000, SEED = 20261125 };

struct keystroke {
    struct span span;
    struct slice inserted;
    bool is_during_parse;
};

struct session_figures {
    struct samples edit, loop_cost, answer, raw;
};

static void (*press)(struct keystroke key, void *data);

// --- Typing --------------------------------------------------------------------------------------

static struct slice choose_character(unsigned long long *random) {
    static const char *const characters[] = { "a", "e", "x", "_", "1", " ", "\n", ".",
                                              ",", ";", "(", ")", "{", "}", "\"", "=" };
    return slice_from(characters[check_random(random) % 16]);
}

static void type_randomly(size_t length, void *data) {
    unsigned long long random = SEED;
    for (int i = 0; i < KEYSTROKES / 2; i++) {
        size_t offset = check_random(&random) % length;
        struct slice inserted = choose_character(&random);
        press((struct keystroke){ { offset, offset }, inserted, i % 3 == 2 }, data);
        press((struct keystroke){ { offset, offset + 1 }, SLICE(""), false }, data);
    }
}

// --- Into a session ------------------------------------------------------------------------------

struct into_session {
    struct typist typist;
    struct session_figures *figures;
};

// Up to the answer; this thread's work is the loop's cost.
static void press_in_session(struct keystroke key, void *data) {
    struct into_session *into = data;
    struct typist *typist = &into->typist;
    double work = measure_thread_us();
    if (key.is_during_parse)
        typist_ask(typist, key.span.start); // its parse is under way when the key is pressed
    double edit = measure_thread_us();
    typist_change(typist, key.span, key.inserted);
    samples_add(&into->figures->edit, measure_thread_us() - edit);
    typist_apply(typist, key.span, key.inserted);
    double start = measure_now_us();
    typist_ask(typist, key.span.start);
    typist_wait(typist);
    samples_add(&into->figures->answer, measure_now_us() - start);
    samples_add(&into->figures->loop_cost, measure_thread_us() - work);
}

static void type_into_session(const char *uri, const struct language *language,
                              struct slice program, struct session_figures *figures) {
    struct into_session into = { .figures = figures };
    typist_start(&into.typist, uri);
    typist_open(&into.typist, language_id(language), program);
    typist_ask(&into.typist, 0);
    typist_wait(&into.typist);
    press = press_in_session;
    type_randomly(program.length, &into);
    typist_end(&into.typist);
}

// --- Into the bare parser ------------------------------------------------------------------------

struct into_parser {
    struct text *text;
    TSParser *parser;
    TSTree *tree;
    struct samples *times;
};

static TSPoint point_at(const struct text *text, size_t offset) {
    size_t line = text_line_at(text, offset);
    return (TSPoint){ (uint32_t)line, (uint32_t)(offset - text_line_start(text, line)) };
}

static void press_in_parser(struct keystroke key, void *data) {
    struct into_parser *into = data;
    TSInputEdit edit = { .start_byte = (uint32_t)key.span.start,
                         .old_end_byte = (uint32_t)key.span.end,
                         .new_end_byte = (uint32_t)(key.span.start + key.inserted.length),
                         .start_point = point_at(into->text, key.span.start),
                         .old_end_point = point_at(into->text, key.span.end) };
    text_replace(&into->text, key.span, key.inserted);
    edit.new_end_point = point_at(into->text, key.span.start + key.inserted.length);
    ts_tree_edit(into->tree, &edit);
    struct slice text = text_slice(into->text);
    double start = measure_now_us();
    TSTree *next =
        ts_parser_parse_string(into->parser, into->tree, text.data, (uint32_t)text.length);
    samples_add(into->times, measure_now_us() - start);
    ts_tree_delete(into->tree);
    into->tree = next;
}

static void type_into_parser(const struct language *language, struct slice program,
                             struct samples *times) {
    struct into_parser into = { .text = text_create(program),
                                .parser = ts_parser_new(),
                                .times = times };
    ts_parser_set_language(into.parser, language_grammar(language));
    into.tree = ts_parser_parse_string(into.parser, NULL, program.data, (uint32_t)program.length);
    press = press_in_parser;
    type_randomly(program.length, &into);
    ts_tree_delete(into.tree);
    ts_parser_delete(into.parser);
    text_release(into.text);
}

// --- Figures -------------------------------------------------------------------------------------

static void print_samples(const char *name, struct samples *samples) {
    printf("\"%s\":{\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f},", name, samples_quantile(samples, 0.5),
           samples_quantile(samples, 0.99), samples_quantile(samples, 1));
}

// How many answers came within 1.2 times the bare reparse and a millisecond, or, where that takes
// longer, within 20 ms and a few for what is on its way.
static double share_within(const struct session_figures *figures) {
    enum { PATIENCE_US = 20000, GRACE_US = 3000 };
    size_t count = 0;
    for (size_t i = 0; i < figures->answer.count; i++) {
        double limit = 1.2 * figures->raw.items[i] + 1000;
        if (limit > PATIENCE_US + GRACE_US)
            limit = PATIENCE_US + GRACE_US;
        count += figures->answer.items[i] <= limit;
    }
    return (double)count / (double)figures->answer.count;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("keystroke FILE LINES\n", stderr);
        return 2;
    }
    char uri[64];
    struct session_figures figures = { 0 };
    char *bytes = measure_program(argv[1], (size_t)strtoul(argv[2], NULL, 10));
    struct slice program = slice_from(bytes);
    snprintf(uri, sizeof uri, "file:///bench/program%s", strrchr(argv[1], '.'));
    const struct language *language = language_find(NULL, uri, SLICE(""));
    type_into_session(uri, language, program, &figures);
    type_into_parser(language, program, &figures.raw);
    printf("{\"within\":%.4f,", share_within(&figures)); // before the samples are sorted
    print_samples("edit", &figures.edit);
    print_samples("loop", &figures.loop_cost);
    print_samples("answer", &figures.answer);
    print_samples("raw", &figures.raw);
    printf("\"bytes\":%zu}\n", program.length);
    samples_release(&figures.edit);
    samples_release(&figures.loop_cost);
    samples_release(&figures.answer);
    samples_release(&figures.raw);
    memory_free(bytes);
    return 0;
}
