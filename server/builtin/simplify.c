// The built-in simplification: rounds of rewrites on a text of its own until nothing is left to
// do, each round parsed again before it counts. What it offers is the difference between the first
// and the last text, so edits are small and in terms of the document.
#include "builtin/builtin.h"

#include "base/vec.h"
#include "builtin/facts.h"
#include "builtin/rewrite.h"
#include "builtin/words.h"
#include "text/diff.h"

#include <stdlib.h>

enum {
    ROUNDS_MAX = 8,
    MATCHES_MAX = 10000, // in one round
    REWRITES_MAX = 500,
};

struct rewrites {
    struct rewrite *items;
    size_t count;
    size_t capacity;
};

struct match_list {
    struct query_match *items; // captures are the arena's
    size_t count;
    size_t capacity;
};

struct round {
    struct arena *arena;
    const struct tree *tree;
    struct slice text;
    struct span scope;
    struct mark_list marks;
    struct match_list matches;
    struct rewrites rewrites;
};

// Marks come to their list; what asks for a rewrite waits until all marks are known. Captures are
// the visit's, so they are copied.
static bool on_match(const struct query_match *match, void *data) {
    struct round *round = data;
    if (!query_property_find(match, "rewrite"))
        return mark_list_add(&round->marks, match);
    const struct query_capture *whole = query_capture_find(match, "if");
    if (!whole || !span_contains(round->scope, whole->span))
        return true;
    struct query_capture *captures =
        ARENA_ARRAY(round->arena, match->capture_count, struct query_capture);
    memcpy(captures, match->captures, match->capture_count * sizeof *captures);
    struct query_match copy = *match;
    copy.captures = captures;
    vec_push(&round->matches, copy);
    return round->matches.count < MATCHES_MAX;
}

static void make_rewrites(struct round *round, const struct marks *marks) {
    for (size_t i = 0; i < round->matches.count && round->rewrites.count < REWRITES_MAX; i++) {
        const struct query_match *match = &round->matches.items[i];
        struct rewrite rewrite;
        if (!tree_count_errors(round->tree, query_capture_find(match, "if")->span, NULL) &&
            rewrite_make(round->arena, round->text, marks, match, &rewrite) &&
            span_contains(round->scope, rewrite.edit.span))
            vec_push(&round->rewrites, rewrite);
    }
}

// By place; the longer first, and the one that saves more of two at one place.
static int compare_rewrites(const void *a, const void *b) {
    const struct rewrite *x = a, *y = b;
    if (x->edit.span.start != y->edit.span.start)
        return x->edit.span.start < y->edit.span.start ? -1 : 1;
    if (x->edit.span.end != y->edit.span.end)
        return x->edit.span.end > y->edit.span.end ? -1 : 1;
    return x->kind > y->kind ? -1 : x->kind < y->kind;
}

static void collect(struct round *round) {
    query_visit(round->tree, round->text, QUERY_SIMPLIFY, round->scope, on_match, round);
    const struct marks marks = mark_list_sort(&round->marks);
    if (round->marks.count < MARKS_MAX)
        make_rewrites(round, &marks);
    if (round->rewrites.count)
        qsort(round->rewrites.items, round->rewrites.count, sizeof *round->rewrites.items,
              compare_rewrites);
    vec_release(&round->marks);
    vec_release(&round->matches);
}

// A guard clause moves all that it holds: what can be made simpler in there comes first.
static bool gives_way(const struct rewrites *rewrites, const struct rewrite *rewrite) {
    for (size_t i = 0; rewrite->kind == REWRITE_GUARD && i < rewrites->count; i++)
        if (rewrites->items[i].kind != REWRITE_GUARD &&
            rewrites->items[i].edit.span.start <= rewrite->edit.span.end &&
            rewrites->items[i].edit.span.end >= rewrite->edit.span.start)
            return true;
    return false;
}

// Keeps the first of those that overlap or touch; the others may come in the next round.
static void keep_disjoint(struct rewrites *rewrites) {
    size_t kept = 0;
    for (size_t i = 0; i < rewrites->count; i++)
        if (!gives_way(rewrites, &rewrites->items[i]))
            rewrites->items[kept++] = rewrites->items[i];
    rewrites->count = kept;
    kept = 0;
    for (size_t i = 0; i < rewrites->count; i++) {
        if (!kept || rewrites->items[i].edit.span.start > rewrites->items[kept - 1].edit.span.end)
            rewrites->items[kept++] = rewrites->items[i];
    }
    rewrites->count = kept;
}

static bool apply(const struct round *round, size_t count, struct slice *after) {
    struct edits edits = { 0 };
    for (size_t i = 0; i < count; i++)
        vec_push(&edits, round->rewrites.items[i].edit);
    struct buffer out = { 0 };
    bool done =
        edits_are_valid(&edits, round->text.length) && edits_apply(&edits, round->text, &out);
    *after = done ? arena_copy(round->arena, buffer_slice(&out)) : round->text;
    buffer_release(&out);
    vec_release(&edits);
    return done;
}

static size_t count_errors(const struct tree *tree, struct slice text) {
    return tree_count_errors(tree, (struct span){ 0, text.length }, NULL);
}

// One round's rewrites, all of them or, where the result does not parse, the first alone. The new
// tree, or NULL when there is nothing to do that parses.
static struct tree *play(struct round *round, size_t done[REWRITE_KINDS], struct slice *after) {
    collect(round);
    keep_disjoint(&round->rewrites);
    struct tree *next = NULL;
    for (size_t count = round->rewrites.count; count && !next; count = count > 1 ? 1 : 0) {
        enum tree_status status;
        if (!apply(round, count, after))
            break;
        next = tree_parse(tree_language(round->tree), *after, NULL, NULL, &status);
        if (next && count_errors(next, *after) > count_errors(round->tree, round->text)) {
            tree_destroy(next);
            next = NULL;
        }
        for (size_t i = 0; next && i < count; i++)
            done[round->rewrites.items[i].kind]++;
    }
    vec_release(&round->rewrites);
    return next;
}

static void summarise(const size_t done[REWRITE_KINDS], struct buffer *summary) {
    const struct {
        size_t count;
        const char *verb, *one, *many;
    } rows[] = {
        { done[REWRITE_ELSE] + done[REWRITE_ELIF], "took away ", "else after a way out",
          "elses after a way out" },
        { done[REWRITE_MERGE], "merged ", "nested if", "nested ifs" },
        { done[REWRITE_BOOLEAN], "returned ", "condition directly", "conditions directly" },
        { done[REWRITE_GUARD], "turned ", "if around all the rest into a guard clause",
          "ifs around all the rest into guard clauses" },
    };
    size_t parts = 0, part = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        parts += rows[i].count > 0;
    if (parts)
        buffer_append_string(summary, "wye ");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].count)
            continue;
        buffer_append_string(summary, words_separator(part++, parts));
        buffer_append_string(summary, rows[i].verb);
        words_count(summary, rows[i].count, rows[i].one, rows[i].many);
    }
    if (parts)
        buffer_append_string(summary, "; the code means the same.");
}

void builtin_simplify(struct arena *arena, const struct builtin_subject *subject,
                      struct edits *edits, struct buffer *summary) {
    if (!subject->tree)
        return;
    size_t done[REWRITE_KINDS] = { 0 };
    struct slice text = subject->text;
    struct span scope = subject->scope.span;
    struct tree *own = NULL; // of `text`, once it is not the subject's
    for (int i = 0; i < ROUNDS_MAX; i++) {
        struct round round = {
            .arena = arena, .tree = own ? own : subject->tree, .text = text, .scope = scope
        };
        struct slice after;
        struct tree *next = play(&round, done, &after);
        if (!next)
            break;
        scope.end = scope.end + after.length - text.length;
        text = after;
        tree_destroy(own);
        own = next;
    }
    tree_destroy(own);
    if (text.data == subject->text.data)
        return;
    diff_edits(subject->text, text, 0, edits);
    summarise(done, summary);
}
