// Texts: positions in three encodings, line ends, snapshots; and thousands of random edits after
// each of which the text must be the one that is made from scratch.
#include "text/text.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "runner/check.h"
#include "text/document.h"

static void lines(void) {
    const struct {
        struct slice text;
        size_t count, lone_cr_count;
        const char *second, *ending;
    } cases[] = {
        { SLICE(""), 1, 0, "", "\n" },
        { SLICE("a"), 1, 0, "", "\n" },
        { SLICE("a\n"), 2, 0, "", "\n" },
        { SLICE("a\nb"), 2, 0, "b", "\n" },
        { SLICE("a\r\nb\r\nc\n"), 4, 0, "b", "\r\n" },
        { SLICE("a\rb\rc"), 3, 2, "b", "\r" },
        { SLICE("a\r\r\nb"), 3, 1, "", "\r\n" },
        { SLICE("\n\r\n\r"), 4, 1, "", "\n" },
        { SLICE("a\n\rb"), 3, 1, "", "\n" },
        { SLICE("\xEF\xBB\xBF\n\xFF\r"), 3, 1, "\xFF", "\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("lines %zu", i);
        struct text *text = text_create(cases[i].text);
        check_text(text_slice(text), cases[i].text);
        check_number(text_slice(text).data[text_length(text)], 0);
        check_number(text_line_count(text), cases[i].count);
        check_number(text_lone_cr_count(text), cases[i].lone_cr_count);
        check_text(text_line(text, 1), slice_from(cases[i].second));
        check_text(slice_from(text_line_ending(text)), slice_from(cases[i].ending));
        check_number(text_line_start(text, 99), text_length(text));
        check_number(text_line(text, 99).length, 0);
        text_release(text);
    }
}

// One line, and for each of its bytes the column in UTF-8, UTF-16 and UTF-32.
static void columns(void) {
    static const char line[] = "a\u00e9\u20ac\U0001F600\xFF\xE2\x82z\xED\xA0\x80";
    static const unsigned offsets[] = { 0, 1, 3, 6, 10, 11, 12, 13, 14, 15, 16, 17 };
    static const unsigned utf16[] = { 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12 };
    struct slice whole = slice_from(line);
    check_case("columns");
    for (unsigned i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        struct slice before = slice_between(whole, 0, offsets[i]);
        check_number(position_units(before, POSITION_UTF8), offsets[i]);
        check_number(position_units(before, POSITION_UTF16), utf16[i]);
        check_number(position_units(before, POSITION_UTF32), i);
        check_number(position_bytes(whole, offsets[i], POSITION_UTF8), offsets[i]);
        check_number(position_bytes(whole, utf16[i], POSITION_UTF16), offsets[i]);
        check_number(position_bytes(whole, i, POSITION_UTF32), offsets[i]);
    }
    check_case("inside a code point");
    check_number(position_bytes(whole, 2, POSITION_UTF8), 1);
    check_number(position_bytes(whole, 4, POSITION_UTF8), 3);
    check_number(position_bytes(whole, 5, POSITION_UTF8), 3);
    check_number(position_bytes(whole, 9, POSITION_UTF8), 6);
    check_number(position_bytes(whole, 4, POSITION_UTF16), 6);
    check_case("past the end");
    for (int encoding = POSITION_UTF8; encoding <= POSITION_UTF32; encoding++) {
        enum position_encoding units = (enum position_encoding)encoding;
        check_number(position_bytes(whole, 1000, units), whole.length);
        check_number(position_bytes(whole, UINT32_MAX, units), whole.length);
        check_number(position_bytes(SLICE(""), 3, units), 0);
    }
    check_case("order");
    check(position_compare((struct position){ 1, 9 }, (struct position){ 2, 0 }) < 0);
    check(position_compare((struct position){ 1, 9 }, (struct position){ 1, 8 }) > 0);
    check(position_compare((struct position){ 1, 9 }, (struct position){ 1, 9 }) == 0);
}

static void positions(void) {
    static const struct {
        struct position position;
        size_t offset;
        struct position back; // what the offset is said to be
    } cases[] = {
        { { 0, 0 }, 0, { 0, 0 } },   { { 0, 2 }, 1, { 0, 1 } },
        { { 0, 3 }, 5, { 0, 3 } },   { { 0, 99 }, 6, { 0, 4 } },
        { { 1, 0 }, 8, { 1, 0 } },   { { 1, 7 }, 9, { 1, 1 } },
        { { 2, 0 }, 11, { 2, 0 } },  { { 2, 5 }, 11, { 2, 0 } },
        { { 99, 1 }, 11, { 2, 0 } }, { { UINT32_MAX, UINT32_MAX }, 11, { 2, 0 } },
    };
    struct text *text = text_create(SLICE("a\U0001F600b\r\nc\r\n"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("position %zu", i);
        size_t offset = text_offset_at(text, cases[i].position, POSITION_UTF16);
        check_number(offset, cases[i].offset);
        struct position back = text_position_at(text, offset, POSITION_UTF16);
        check(position_compare(back, cases[i].back) == 0);
    }
    check_case("offsets where no position is");
    struct position inside = text_position_at(text, 3, POSITION_UTF16);
    check(position_compare(inside, (struct position){ 0, 1 }) == 0);
    struct position in_crlf = text_position_at(text, 7, POSITION_UTF8);
    check(position_compare(in_crlf, (struct position){ 0, 6 }) == 0);
    check_case("a range the wrong way round");
    struct range range = { .start = { 1, 1 }, .end = { 0, 3 } };
    struct span span = text_span_of(text, range, POSITION_UTF16);
    check(span.start == 5 && span.end == 9);
    range = text_range_of(text, span, POSITION_UTF32);
    check(range.start.line == 0 && range.start.character == 2);
    check(range.end.line == 1 && range.end.character == 1);
    text_release(text);
}

static void snapshots(void) {
    check_case("snapshots");
    struct text *text = text_create(SLICE("one\ntwo\n"));
    struct text *snapshot = text_retain(text);
    text_replace(&text, (struct span){ 0, 3 }, slice_between(text_slice(text), 4, 8));
    check_text(text_slice(snapshot), SLICE("one\ntwo\n"));
    check_text(text_slice(text), SLICE("two\n\ntwo\n"));
    check_number(text_line_count(snapshot), 3);
    check_number(text_line_count(text), 4);
    text_release(snapshot);
    struct text *same = text;
    text_replace(&text, (struct span){ 4, 4 }, text_slice(text));
    check(text == same);
    check_text(text_slice(text), SLICE("two\ntwo\n\ntwo\n\ntwo\n"));
    text_release(text);
    text_release(NULL);
}

// --- Random edits ------------------------------------------------------------------------------

static struct slice random_piece(unsigned long long *state) {
    static const char *const pieces[] = {
        "\r",
        "\n",
        "\r\n",
        "\n\r",
        "\r\r",
        "a",
        "bc",
        "\u00e9",
        "\U0001F600",
        "\xFF",
        "\x80",
        "",
        "a line\n",
        "two\r\nlines\r\n",
        "\xEF\xBB\xBF",
        "longer than what is spared: ................................................\n",
    };
    return slice_from(pieces[check_random(state) % (sizeof pieces / sizeof *pieces)]);
}

static struct span random_span(unsigned long long *state, size_t length) {
    size_t start = check_random(state) % (length + 1);
    size_t left = length - start;
    size_t most = check_random(state) % 8 == 0 ? left : left < 4 ? left : 4;
    return (struct span){ start, start + check_random(state) % (most + 1) };
}

static bool is_same_text(const struct text *a, const struct text *b) {
    bool is_same = slice_is_equal(text_slice(a), text_slice(b)) &&
                   text_line_count(a) == text_line_count(b) &&
                   text_lone_cr_count(a) == text_lone_cr_count(b);
    for (size_t line = 0; is_same && line < text_line_count(a); line++)
        is_same = text_line_start(a, line) == text_line_start(b, line);
    return is_same;
}

// Lines as slice_next_line cuts them, which has nothing in common with the index.
static bool has_lines_of(const struct text *text) {
    struct slice rest = text_slice(text), line;
    size_t number = 0;
    bool is_good = true;
    for (; is_good && slice_next_line(&rest, &line); number++) {
        size_t start = (size_t)(line.data - text_slice(text).data);
        is_good = text_line_start(text, number) == start && text_line_at(text, start) == number &&
                  slice_is_equal(text_line(text, number), line);
    }
    bool is_ended = text_line(text, text_line_count(text) - 1).length == 0;
    return is_good && number + (is_ended ? 1 : 0) == text_line_count(text);
}

static void replace_model(struct buffer *model, struct span span, struct slice replacement) {
    struct buffer next = { 0 };
    buffer_append(&next, slice_between(buffer_slice(model), 0, span.start));
    buffer_append(&next, replacement);
    buffer_append(&next, slice_between(buffer_slice(model), span.end, model->length));
    buffer_release(model);
    *model = next;
}

static void random_edits(void) {
    unsigned long long state = check_seed() | 1;
    for (int round = 0; round < 40; round++) {
        check_case("random edits %d", round);
        struct buffer model = { 0 };
        struct text *text = text_create(SLICE(""));
        bool is_good = true;
        for (int i = 0; i < 200 && is_good; i++) {
            struct span span = random_span(&state, model.length);
            struct slice piece = random_piece(&state);
            struct text *before = check_random(&state) % 4 ? NULL : text_retain(text);
            struct text *copy = text_create(text_slice(text));
            text_replace(&text, span, piece);
            replace_model(&model, span, piece);
            struct text *made = text_create(buffer_slice(&model));
            is_good = check(is_same_text(text, made)) && check(has_lines_of(text)) &&
                      (!before || check(is_same_text(before, copy)));
            text_release(made);
            text_release(copy);
            text_release(before);
        }
        text_release(text);
        buffer_release(&model);
    }
}

// --- Documents ---------------------------------------------------------------------------------

static struct text_point slow_point(struct slice text, size_t offset) {
    struct text_point point = { 0, 0 };
    for (size_t i = 0; i < offset; i++) {
        point.column++;
        if (text.data[i] == '\n')
            point = (struct text_point){ .row = point.row + 1 };
    }
    return point;
}

static bool is_point(struct text_point a, struct text_point b) {
    return a.row == b.row && a.column == b.column;
}

// Whether `change` tells how `before` became `after`.
static bool is_told(const struct document_change *change, struct slice before, struct slice after) {
    struct span span = change->before;
    return after.length - change->after_end == before.length - span.end &&
           slice_is_equal(slice_between(before, 0, span.start),
                          slice_between(after, 0, span.start)) &&
           slice_is_equal(slice_between(before, span.end, before.length),
                          slice_between(after, change->after_end, after.length)) &&
           is_point(change->start_point, slow_point(before, span.start)) &&
           is_point(change->before_end_point, slow_point(before, span.end)) &&
           is_point(change->after_end_point, slow_point(after, change->after_end));
}

static struct position random_position(unsigned long long *state, const struct text *text) {
    return (struct position){ .line = (uint32_t)(check_random(state) % (text_line_count(text) + 1)),
                              .character = (uint32_t)(check_random(state) % 8) };
}

static void documents(void) {
    unsigned long long state = check_seed() | 1;
    check_case("documents");
    struct document *document = document_create("file:///a.c", "/a.c", "c", 3, SLICE("a\n"));
    check_text(slice_from(document->uri), SLICE("file:///a.c"));
    check_number(document->version, 3);
    for (int i = 0; i < 2000; i++) {
        struct text *before = text_retain(document->text);
        struct range range = { random_position(&state, before), random_position(&state, before) };
        struct document_change change;
        if (check_random(&state) % 8)
            check(document_replace(document, range, POSITION_UTF16, random_piece(&state), &change,
                                   NULL));
        else
            check(document_replace_all(document, POSITION_UTF16, random_piece(&state), &change,
                                       NULL));
        check(is_told(&change, text_slice(before), text_slice(document->text)));
        text_release(before);
    }
    check_case("a whole text that differs in a word");
    document_replace_all(document, POSITION_UTF16, SLICE("one\r\ntwo\r\nthree\r\n"), NULL, NULL);
    struct document_change change;
    document_replace_all(document, POSITION_UTF16, SLICE("one\r\nTWO\r\nthree\r\n"), &change, NULL);
    check(change.before.start == 5 && change.before.end == 8 && change.after_end == 8);
    check_case("a document that would be too large");
    struct error error = { 0 };
    char *much = memory_alloc((size_t)DOCUMENT_BYTES_MAX + 1);
    memset(much, 'x', (size_t)DOCUMENT_BYTES_MAX + 1);
    check(!document_replace_all(document, POSITION_UTF16,
                                (struct slice){ much, (size_t)DOCUMENT_BYTES_MAX + 1 }, &change,
                                &error));
    check_number(error.kind, ERROR_LIMIT);
    check(!document_replace(document, (struct range){ 0 }, POSITION_UTF8,
                            (struct slice){ much, DOCUMENT_BYTES_MAX }, &change, NULL));
    check_text(text_slice(document->text), SLICE("one\r\nTWO\r\nthree\r\n"));
    memory_free(much);
    document_destroy(document);
    document_destroy(NULL);
}

void suite_text(void);
void suite_text(void) {
    lines();
    columns();
    positions();
    snapshots();
    random_edits();
    documents();
}
