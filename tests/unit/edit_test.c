// Edits: their order, what makes them valid, and applying them; spans beside a change.
// How an edit is made from two texts is in diff_test.c.
#include "text/edit.h"

#include "runner/check.h"

static struct edit edit_of(size_t start, size_t end, const char *replacement) {
    return (struct edit){ .span = { start, end }, .replacement = slice_from(replacement) };
}

static void order(void) {
    check_case("order");
    struct edits edits = { 0 };
    vec_push(&edits, edit_of(4, 6, "E"));
    vec_push(&edits, edit_of(4, 4, "<"));
    vec_push(&edits, edit_of(0, 1, ""));
    vec_push(&edits, edit_of(4, 4, ">"));
    vec_push(&edits, edit_of(6, 6, "!"));
    check(!edits_are_valid(&edits, 6));
    edits_sort(&edits);
    check(edits_are_valid(&edits, 6));
    check(!edits_are_valid(&edits, 5));
    struct buffer out = { 0 };
    check(edits_apply(&edits, SLICE("abcdef"), &out));
    check_text(buffer_slice(&out), SLICE("bcd<>E!"));
    buffer_release(&out);
    out.limit = 6;
    check(!edits_apply(&edits, SLICE("abcdef"), &out));
    buffer_release(&out);
    vec_release(&edits);
    edits_sort(&edits);
    check(edits_are_valid(&edits, 0));
}

static void validity(void) {
    static const struct {
        struct span first, second;
        bool is_valid;
    } cases[] = {
        { { 0, 2 }, { 2, 4 }, true },   { { 0, 0 }, { 0, 0 }, true },
        { { 0, 3 }, { 2, 4 }, false },  { { 2, 1 }, { 3, 3 }, false },
        { { 3, 4 }, { 1, 2 }, false },  { { 0, 9 }, { 9, 10 }, true },
        { { 0, 1 }, { 9, 11 }, false }, { { 1, 3 }, { 1, 1 }, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("valid %zu", i);
        struct edit items[] = { { .span = cases[i].first }, { .span = cases[i].second } };
        struct edits edits = { .items = items, .count = 2 };
        check(edits_are_valid(&edits, 10) == cases[i].is_valid);
    }
}

// Sorting must be stable for any number of edits.
static void stability(void) {
    unsigned long long state = check_seed() | 1;
    for (size_t count = 0; count < 70; count++) {
        check_case("sort %zu", count);
        static const char names[70] = { 0 };
        struct edits edits = { 0 };
        for (size_t i = 0; i < count; i++) {
            size_t start = check_random(&state) % 8, more = check_random(&state) % 2;
            vec_push(&edits, ((struct edit){ { start, start + more }, { names + i, 1 } }));
        }
        edits_sort(&edits);
        for (size_t i = 1; i < count; i++) {
            const struct edit *a = &edits.items[i - 1], *b = &edits.items[i];
            bool is_same = a->span.start == b->span.start && a->span.end == b->span.end;
            check(a->span.start <= b->span.start);
            check(a->span.start < b->span.start || a->span.end <= b->span.end);
            check(!is_same || a->replacement.data < b->replacement.data);
        }
        vec_release(&edits);
    }
}

static void shifts(void) {
    static const struct {
        struct span span, changed;
        size_t length;
        bool is_beside;
        struct span moved;
    } cases[] = {
        { { 4, 8 }, { 0, 2 }, 5, true, { 7, 11 } }, { { 4, 8 }, { 0, 2 }, 0, true, { 2, 6 } },
        { { 4, 8 }, { 2, 4 }, 1, true, { 3, 7 } },  { { 4, 8 }, { 8, 9 }, 7, true, { 4, 8 } },
        { { 4, 8 }, { 4, 4 }, 3, true, { 7, 11 } }, { { 4, 8 }, { 8, 8 }, 3, true, { 4, 8 } },
        { { 4, 8 }, { 5, 5 }, 1, false, { 4, 8 } }, { { 4, 8 }, { 3, 5 }, 2, false, { 4, 8 } },
        { { 4, 8 }, { 7, 9 }, 2, false, { 4, 8 } }, { { 4, 8 }, { 0, 20 }, 2, false, { 4, 8 } },
        { { 4, 8 }, { 4, 8 }, 4, false, { 4, 8 } }, { { 4, 4 }, { 4, 4 }, 2, true, { 6, 6 } },
        { { 4, 4 }, { 2, 4 }, 0, true, { 2, 2 } },  { { 4, 4 }, { 4, 6 }, 0, true, { 4, 4 } },
        { { 4, 4 }, { 3, 5 }, 2, false, { 4, 4 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("shift %zu", i);
        struct span span = cases[i].span;
        check(span_shift(&span, cases[i].changed, cases[i].length) == cases[i].is_beside);
        check_number(span.start, cases[i].moved.start);
        check_number(span.end, cases[i].moved.end);
    }
}

void suite_edit(void);
void suite_edit(void) {
    order();
    validity();
    stability();
    shifts();
}
