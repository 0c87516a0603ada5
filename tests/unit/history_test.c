// Histories: spans and edits of an older text on a newer one. The main thing is a property, tried
// on ten thousands of random documents, edits and changes: what comes out is what doing both comes
// to, in either order, or nothing does.
#include "text/history.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "runner/check.h"
#include "text/document.h"

enum { ROUNDS = 20000, CHANGES = 4, EDITS = 4, LINES = 8 };

// --- Random material -----------------------------------------------------------------------------

static const char *const pieces[] = { "a",    "bb",       "\n", "\n",   "c\n",  "  d\n",
                                      "\r\n", "\xc3\xa9", "",   "e\nf", "\n\n", "g\r\n" };

static struct slice any_piece(unsigned long long *random) {
    return slice_from(pieces[check_random(random) % (sizeof pieces / sizeof *pieces)]);
}

static void random_text(unsigned long long *random, struct buffer *text) {
    for (size_t i = check_random(random) % LINES; i > 0; i--)
        buffer_format(text, "line %llu of it%s", check_random(random) % 10,
                      check_random(random) % 4 ? "\n" : "\r\n");
    if (check_random(random) % 3 == 0)
        buffer_append_string(text, "no end");
}

static size_t any_offset(unsigned long long *random, struct slice text) {
    size_t offset = check_random(random) % (text.length + 1);
    // Line starts and ends are where it matters.
    while (check_random(random) % 2 && offset > 0 && text.data[offset - 1] != '\n')
        offset--;
    return offset;
}

static struct span any_span(unsigned long long *random, struct slice text) {
    size_t start = any_offset(random, text), end = any_offset(random, text);
    if (check_random(random) % 3 == 0 || end < start || end > start + 30)
        end = start;
    return (struct span){ start, end };
}

static void random_edits(unsigned long long *random, struct slice text, struct edits *edits) {
    size_t from = 0;
    for (size_t i = 0; i < EDITS; i++) {
        struct span span = any_span(random, text);
        if (span.start < from || (edits->count && span.start == from))
            continue;
        struct slice piece = any_piece(random);
        if (span.start == span.end && !piece.length)
            continue;
        vec_push(edits, ((struct edit){ span, piece }));
        from = span.end;
    }
}

// --- Both, in either order -----------------------------------------------------------------------

struct change {
    struct span span;
    struct slice inserted;
};

static void apply_change(struct text **text, struct history *history, struct change change) {
    text_replace(text, change.span, change.inserted);
    history_record(history,
                   (struct history_entry){ .version = 1,
                                           .before = change.span,
                                           .after_length = change.inserted.length },
                   *text);
}

static bool begins_line(const struct text *text, size_t offset) {
    return text_line_start(text, text_line_at(text, offset)) == offset;
}

// Where `change`, of `text`, has to be made when `edits`, of `text` too, were made before it. An
// insertion of whole lines in front of an edited line stays in front of it.
static struct change after_edits(const struct text *text, const struct edits *edits,
                                 struct change change) {
    size_t shift = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        bool is_in_front = change.span.start == change.span.end &&
                           edit->span.start == change.span.start &&
                           begins_line(text, change.span.start);
        if (edit->span.end <= change.span.start && !is_in_front)
            shift += edit->replacement.length - (edit->span.end - edit->span.start);
    }
    return (struct change){ { change.span.start + shift, change.span.end + shift },
                            change.inserted };
}

static bool rebase_by(const struct text *before, struct change change, const struct text *after,
                      struct edits *edits) {
    struct history history = { 0 };
    history_record(&history,
                   (struct history_entry){ .version = 1,
                                           .before = change.span,
                                           .after_length = change.inserted.length },
                   after);
    bool is_good = history_rebase(&history, 0, 1, before, edits);
    history_release(&history);
    return is_good;
}

static struct edits copy_edits(const struct edits *edits) {
    struct edits copy = { 0 };
    for (size_t i = 0; i < edits->count; i++)
        vec_push(&copy, edits->items[i]);
    return copy;
}

// The edits made first, and each change after them; false where one step alone is refused.
static bool edits_first(struct slice base, const struct edits *edits, const struct change *changes,
                        size_t count, struct buffer *result) {
    struct text *plain = text_create(base);
    struct edits moved = copy_edits(edits);
    struct buffer edited = { 0 };
    edits_apply(edits, base, &edited);
    struct text *both = text_create(buffer_slice(&edited));
    bool is_good = true;
    for (size_t i = 0; i < count && is_good; i++) {
        struct change late = after_edits(plain, &moved, changes[i]);
        struct text *next = text_copy(plain);
        text_replace(&next, changes[i].span, changes[i].inserted);
        is_good = rebase_by(plain, changes[i], next, &moved);
        if (is_good)
            text_replace(&both, late.span, late.inserted);
        text_release(plain);
        plain = next;
    }
    buffer_append(result, text_slice(both));
    text_release(plain);
    text_release(both);
    buffer_release(&edited);
    vec_release(&moved);
    return is_good;
}

// Whether it was rebased.
static bool play_round(unsigned long long *random) {
    struct buffer base = { 0 }, first = { 0 }, last = { 0 };
    struct edits edits = { 0 };
    struct history history = { 0 };
    struct change changes[CHANGES];
    size_t count = 1 + check_random(random) % CHANGES;
    random_text(random, &base);
    random_edits(random, buffer_slice(&base), &edits);
    struct text *before = text_create(buffer_slice(&base)), *text = text_copy(before);
    for (size_t i = 0; i < count; i++) {
        changes[i] = (struct change){ any_span(random, text_slice(text)), any_piece(random) };
        apply_change(&text, &history, changes[i]);
    }
    struct edits rebased = copy_edits(&edits);
    bool is_good = history_rebase(&history, 0, history.now, before, &rebased);
    if (is_good) {
        check(edits_are_valid(&rebased, text_length(text)));
        edits_apply(&rebased, text_slice(text), &last);
        check(edits_first(buffer_slice(&base), &edits, changes, count, &first));
        check_text(buffer_slice(&last), buffer_slice(&first));
    }
    text_release(before);
    text_release(text);
    history_release(&history);
    vec_release(&edits);
    vec_release(&rebased);
    buffer_release(&base);
    buffer_release(&first);
    buffer_release(&last);
    return is_good;
}

// --- Cases ---------------------------------------------------------------------------------------

// One edit and one change of "one\ntwo\nthree\n"; what both come to, or NULL for a refusal.
static const struct rebase_case {
    const char *title;
    struct edit edit;
    struct change change;
    const char *expected;
} cases[] = {
#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }
    { "a line above",
      { { 4, 7 }, TEXT("TWO") },
      { { 0, 0 }, TEXT("zero\n") },
      "zero\none\nTWO\nthree\n" },
    { "a line right above",
      { { 4, 7 }, TEXT("TWO") },
      { { 4, 4 }, TEXT("1.5\n") },
      "one\n1.5\nTWO\nthree\n" },
    { "at the end of the line above",
      { { 4, 7 }, TEXT("TWO") },
      { { 3, 3 }, TEXT("!") },
      "one!\nTWO\nthree\n" },
    { "the line below", { { 4, 7 }, TEXT("TWO") }, { { 8, 9 }, TEXT("T") }, "one\nTWO\nThree\n" },
    { "the same line", { { 4, 5 }, TEXT("T") }, { { 6, 6 }, TEXT("!") }, NULL },
    { "text in front of the same line", { { 4, 7 }, TEXT("TWO") }, { { 4, 4 }, TEXT("x") }, NULL },
    { "the line end in front", { { 4, 7 }, TEXT("TWO") }, { { 3, 4 }, TEXT("") }, NULL },
    { "the line's own end", { { 4, 7 }, TEXT("TWO") }, { { 7, 8 }, TEXT("") }, NULL },
    { "a line is inserted, the next one changed",
      { { 4, 4 }, TEXT("1.5\n") },
      { { 4, 5 }, TEXT("T") },
      "one\n1.5\nTwo\nthree\n" },
    { "two insertions at one place", { { 4, 4 }, TEXT("1.5\n") }, { { 4, 4 }, TEXT("x\n") }, NULL },
    { "a line is deleted, the next one changed",
      { { 4, 8 }, TEXT("") },
      { { 8, 8 }, TEXT("x") },
      "one\nxthree\n" },
    { "a line is deleted that was changed", { { 4, 8 }, TEXT("") }, { { 5, 5 }, TEXT("x") }, NULL },
    { "all was deleted", { { 4, 7 }, TEXT("TWO") }, { { 0, 14 }, TEXT("") }, NULL },
#undef TEXT
};

static void play_case(const struct rebase_case *one) {
    struct text *before = text_create(SLICE("one\ntwo\nthree\n")), *text = text_copy(before);
    struct history history = { 0 };
    struct edits edits = { 0 };
    struct buffer result = { 0 };
    check_case("rebase: %s", one->title);
    vec_push(&edits, one->edit);
    apply_change(&text, &history, one->change);
    bool is_good = history_rebase(&history, 0, 1, before, &edits);
    check(is_good == (one->expected != NULL));
    if (is_good && one->expected) {
        edits_apply(&edits, text_slice(text), &result);
        check_text(buffer_slice(&result), slice_from(one->expected));
    }
    buffer_release(&result);
    vec_release(&edits);
    history_release(&history);
    text_release(text);
    text_release(before);
}

static void play_versions(void) {
    struct history history = { 0 };
    struct text *text = text_create(SLICE("a\n"));
    uint64_t moment = 7;
    check_case("versions");
    check(history_find(&history, 3, 3, &moment) && moment == 0);
    check(!history_find(&history, 2, 3, &moment));
    for (int64_t version = 3; version < 40000; version += 2) {
        for (int i = 0; i < 2; i++)
            history_record(&history, (struct history_entry){ .version = version }, text);
    }
    check(history_find(&history, 39999, 40001, &moment) && moment == history.now - 2);
    check(history_find(&history, 40001, 40001, &moment) && moment == history.now);
    check(!history_find(&history, 40000, 40001, &moment)); // was never
    check(!history_find(&history, 3, 40001, &moment));     // is forgotten
    check(history_reaches(&history, history.now) && !history_reaches(&history, 0));
    text_release(text);
    history_release(&history);
}

static void play_spans(void) {
    struct history history = { 0 };
    struct text *text = text_create(SLICE("one two three"));
    check_case("spans follow");
    apply_change(&text, &history, (struct change){ { 0, 3 }, SLICE("first") });
    apply_change(&text, &history, (struct change){ { 6, 6 }, SLICE("x") });
    struct span three = { 8, 13 }, two = { 4, 7 }, stretched = { 4, 7 };
    check(history_shift(&history, 0, history.now, &three));
    check_text(slice_between(text_slice(text), three.start, three.end), SLICE("three"));
    check(history_shift(&history, 0, history.now, &two));
    check_text(slice_between(text_slice(text), two.start, two.end), SLICE("two"));
    apply_change(&text, &history, (struct change){ { 8, 9 }, SLICE("WW") });
    two = (struct span){ 4, 7 };
    check(!history_shift(&history, 0, history.now, &two));
    history_stretch(&history, 0, history.now, &stretched);
    check_text(slice_between(text_slice(text), stretched.start, stretched.end), SLICE("xtWWo"));
    text_release(text);
    history_release(&history);
}

// A range of the client's follows without its text just as the bytes follow with it.
static void play_ranges(unsigned long long *random) {
    static const char *const inserted[] = { "",          "a", "\n", "bb\ncc", "\xf0\x9f\x98\x80",
                                            "\n\xc3\xa9" };
    const enum position_encoding encoding = POSITION_UTF16;
    int followed = 0;
    for (int round = 0; round < 2000; round++) {
        struct document *document =
            document_create("file:///a.c", NULL, "c", 1,
                            SLICE("one\ntwo \xf0\x9f\x98\x80 and \xc3\xa9\n\nthree\nand four\n"));
        struct slice text = text_slice(document->text);
        struct span span = any_span(random, text);
        span.start = utf8_floor(text, span.start);
        span.end = utf8_floor(text, span.end);
        struct range range = { text_position_at(document->text, span.start, encoding),
                               text_position_at(document->text, span.end, encoding) };
        for (int i = 0; i < CHANGES; i++) {
            struct span change = any_span(random, text_slice(document->text));
            struct range at = { text_position_at(document->text, change.start, encoding),
                                text_position_at(document->text, change.end, encoding) };
            struct slice piece =
                slice_from(inserted[check_random(random) % (sizeof inserted / sizeof *inserted)]);
            document_replace(document, at, encoding, piece, NULL, NULL);
        }
        history_stretch(&document->history, 0, document->history.now, &span);
        if (history_shift_range(&document->history, 0, &range)) {
            struct span found = text_span_of(document->text, range, encoding);
            check(found.start == span.start && found.end == span.end);
            followed++;
        }
        document_destroy(document);
    }
    check(followed > 200 && followed < 2000);
}

void suite_history(void) {
    unsigned long long random = check_seed() | 1;
    size_t rebased = 0;
    if (check_is_skipped("rebase"))
        return;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        play_case(&cases[i]);
    play_versions();
    play_spans();
    check_case("ranges follow");
    play_ranges(&random);
    for (int round = 0; round < ROUNDS; round++) {
        if (round % 1000 == 0)
            check_case("rebase: random rounds from %d", round);
        rebased += play_round(&random);
    }
    check_case("rebase: some are rebased and some refused");
    check(rebased > ROUNDS / 20 && rebased < ROUNDS);
}
