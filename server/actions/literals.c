// Compares the literals of an answer with those of the scope. Models answer with another
// indentation than the file's and move literals along, or leave them where they were; either way
// the literal is to be what it was. Knows strings by the captures @text of simplify.scm.

#include "actions/literals.h"

#include "actions/line_set.h"
#include "syntax/query.h"
#include "text/edit.h"

struct literals {
    struct slice text;
    struct spans spans; // in order, disjoint
};

static bool add_literal(const struct query_match *match, void *data) {
    struct literals *literals = data;
    const struct query_capture *capture = query_capture_find(match, "text");
    struct spans *spans = &literals->spans;
    if (!capture || (spans->count && capture->span.start < spans->items[spans->count - 1].end))
        return true;
    struct slice text = slice_between(literals->text, capture->span.start, capture->span.end);
    if (memchr(text.data, '\n', text.length) || memchr(text.data, '\r', text.length))
        vec_push(spans, capture->span);
    return true;
}

void literals_find(const struct tree *tree, struct slice text, struct span within,
                   struct spans *spans) {
    struct literals literals = { .text = text };
    if (tree)
        query_visit(tree, text, QUERY_SIMPLIFY, within, add_literal, &literals);
    *spans = literals.spans;
}

static struct slice literal_at(const struct literals *literals, size_t index) {
    struct span span = literals->spans.items[index];
    return slice_between(literals->text, span.start, span.end);
}

static bool is_same_but_for_margins(struct slice a, struct slice b) {
    struct slice x, y;
    for (;;) {
        bool has_x = slice_next_line(&a, &x), has_y = slice_next_line(&b, &y);
        if (!has_x || !has_y)
            return has_x == has_y;
        if (!slice_is_equal(slice_trim(x), slice_trim(y)))
            return false;
    }
}

// The literal of the scope that `literal` stands for: the same bytes, else the same but for
// margins; none has no data.
static struct slice find_original(const struct literals *before, struct slice literal) {
    struct slice similar = { 0 };
    for (size_t i = 0; i < before->spans.count; i++) {
        struct slice original = literal_at(before, i);
        if (slice_is_equal(original, literal))
            return original;
        if (!similar.data && is_same_but_for_margins(original, literal))
            similar = original;
    }
    return similar;
}

// Whether a literal that was changed was at least left where it was: one of its lines stands in the
// scope just so.
static bool is_left_in_place(const struct line_set *lines, struct slice literal) {
    struct slice rest = literal, line;
    slice_next_line(&rest, &line);
    while (slice_next_line(&rest, &line))
        if (slice_trim(line).length && line_set_has(lines, line))
            return true;
    return false;
}

static size_t skip_blanks(struct slice text, size_t offset) {
    while (offset < text.length && strchr(" \t", text.data[offset]))
        offset++;
    return offset;
}

static bool is_line_end(struct slice text, size_t offset) {
    return offset == text.length || strchr("\r\n", text.data[offset]);
}

// Blanks between a literal and the end of its line are those of the scope: the line is kept, so
// that nobody else looks after them. Returns how far the answer's text is done.
static size_t restore_blanks(const struct literals *before, struct slice original,
                             struct slice answer, size_t end, struct buffer *out) {
    size_t done = skip_blanks(answer, end);
    size_t start = (size_t)(original.data - before->text.data) + original.length;
    size_t stop = skip_blanks(before->text, start);
    if (!is_line_end(answer, done) || !is_line_end(before->text, stop))
        return end;
    buffer_append(out, slice_between(before->text, start, stop));
    return done;
}

static void restore(const struct literals *before, struct slice scope, const struct literals *after,
                    struct buffer *out, struct spans *kept) {
    struct line_set lines;
    size_t done = 0;
    line_set_init(&lines, scope, false);
    for (size_t i = 0; i < after->spans.count; i++) {
        struct slice literal = literal_at(after, i), original = find_original(before, literal);
        buffer_append(out, slice_between(after->text, done, after->spans.items[i].start));
        size_t start = out->length;
        buffer_append(out, original.data ? original : literal);
        // Its first line begins with code, and moves.
        const struct span span = { start + 1, out->length };
        // Up to its line's end, which tells more than the closing quote alone.
        size_t end = after->spans.items[i].end;
        while (end < after->text.length && !strchr("\r\n", after->text.data[end]))
            end++;
        struct slice whole = slice_between(after->text, after->spans.items[i].start, end);
        if (original.data || is_left_in_place(&lines, whole))
            vec_push(kept, span);
        done = after->spans.items[i].end;
        if (original.data)
            done = restore_blanks(before, original, after->text, done, out);
    }
    buffer_append(out, slice_between(after->text, done, after->text.length));
    line_set_release(&lines);
}

struct slice literals_restore(struct arena *arena, const struct subject *subject, struct slice code,
                              struct spans *kept) {
    struct literals before = { .text = subject->text }, after = { .text = code };
    enum tree_status status;
    struct tree *tree = NULL;
    struct slice result = code;
    literals_find(subject->tree, subject->text, subject->scope.span, &before.spans);
    if (before.spans.count)
        tree = tree_parse(subject->language, code, NULL, NULL, &status);
    if (tree) {
        struct buffer out = { 0 };
        literals_find(tree, code, (struct span){ 0, code.length }, &after.spans);
        restore(&before, subject_code(subject), &after, &out, kept);
        result = arena_copy(arena, buffer_slice(&out));
        buffer_release(&out);
    }
    tree_destroy(tree);
    vec_release(&before.spans);
    vec_release(&after.spans);
    return result;
}
