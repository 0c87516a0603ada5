// Moves code without reformatting it: lines keep their own text and lose one level of indentation.
// All conditions that make a rewrite safe are here, next to it; what is a comment, a declaration
// or a boolean comes from the marks.
#include "builtin/rewrite.h"

#include "builtin/facts.h"

#include <ctype.h>

enum {
    LINE_BYTES_MAX = 100,    // a merged condition stays on one readable line
    DECLARED_NAMES_MAX = 64, // in one block that is moved
    PARENT_BYTES_MAX = 64 << 10,
};

struct source {
    struct arena *arena;
    struct slice text;
    const struct marks *marks;
};

// --- Lines ---

static size_t line_start(struct slice text, size_t offset) {
    while (offset > 0 && text.data[offset - 1] != '\n' && text.data[offset - 1] != '\r')
        offset--;
    return offset;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

static size_t skip_blanks(struct slice text, size_t offset) {
    while (offset < text.length && is_blank(text.data[offset]))
        offset++;
    return offset;
}

static bool at_line_end(struct slice text, size_t offset) {
    return offset >= text.length || text.data[offset] == '\n' || text.data[offset] == '\r';
}

static size_t after_line_end(struct slice text, size_t offset) {
    if (offset + 1 < text.length && text.data[offset] == '\r' && text.data[offset + 1] == '\n')
        return offset + 2;
    return offset < text.length ? offset + 1 : offset;
}

static struct slice indentation(struct slice text, size_t offset) {
    size_t start = line_start(text, offset);
    return slice_between(text, start, skip_blanks(text, start));
}

static bool starts_line(struct slice text, size_t offset) {
    return skip_blanks(text, line_start(text, offset)) == offset;
}

// The line end that the text uses around there.
static struct slice line_ending(struct slice text, size_t offset) {
    while (!at_line_end(text, offset))
        offset++;
    if (offset >= text.length)
        return SLICE("\n");
    return slice_between(text, offset, after_line_end(text, offset));
}

static struct slice between(const struct source *source, size_t start, size_t end) {
    return start <= end ? slice_between(source->text, start, end) : SLICE("?");
}

// Whether there is nothing but white space and bytes of `allowed`.
static bool is_only(struct slice part, const char *allowed) {
    for (size_t i = 0; i < part.length; i++) {
        if (!isspace((unsigned char)part.data[i]) &&
            (part.data[i] == '\0' || !strchr(allowed, part.data[i])))
            return false;
    }
    return true;
}

static bool has_line_end(struct slice part) {
    return memchr(part.data, '\n', part.length) || memchr(part.data, '\r', part.length);
}

// Appends a stretch of text; lines that start in it with `from` start with `to` instead, unless
// they are inside a literal.
static void append_moved(const struct source *source, struct buffer *out, struct span span,
                         struct slice from, struct slice to) {
    struct slice text = source->text;
    size_t at = span.start;
    while (at < span.end) {
        bool is_start = line_start(text, at) == at;
        struct slice rest = slice_between(text, at, span.end);
        if (is_start && slice_starts_with(rest, from) &&
            !marks_cover(source->marks, MARK_text, at)) {
            buffer_append(out, to);
            at += from.length;
        }
        size_t end = at;
        while (end < span.end && !at_line_end(text, end))
            end++;
        end = end < span.end ? after_line_end(text, end) : end;
        end = end > span.end ? span.end : end;
        buffer_append(out, slice_between(text, at, end));
        at = end;
    }
}

static bool finish(const struct source *source, struct buffer *words, enum rewrite_kind kind,
                   struct span span, struct rewrite *rewrite) {
    bool whole = !words->overflowed;
    *rewrite = (struct rewrite){
        .kind = kind,
        .edit = { .span = span, .replacement = arena_copy(source->arena, buffer_slice(words)) },
    };
    buffer_release(words);
    return whole;
}

static struct span span_of(const struct query_match *match, const char *name) {
    const struct query_capture *capture = query_capture_find(match, name);
    return capture ? capture->span : (struct span){ 0, 0 };
}

// --- Names that would move ---

static bool is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '_' || byte == '$' ||
           (unsigned char)byte >= 0x80;
}

static bool has_word(struct slice text, struct slice word) {
    size_t at = 0;
    while ((at = slice_find(text, word, at)) != SLICE_NOT_FOUND) {
        size_t end = at + word.length;
        if ((at == 0 || !is_word_byte(text.data[at - 1])) &&
            (end == text.length || !is_word_byte(text.data[end])))
            return true;
        at = end;
    }
    return false;
}

// Whether any word of `names` stands in the text around `body`.
static bool is_used_around(const struct source *source, struct slice names, struct span around,
                           struct span body) {
    for (size_t i = 0; i < names.length;) {
        size_t end = i;
        while (end < names.length && is_word_byte(names.data[end]))
            end++;
        struct slice word = slice_between(names, i, end);
        if (word.length && (has_word(between(source, around.start, body.start), word) ||
                            has_word(between(source, body.end, around.end), word)))
            return true;
        i = end > i ? end : i + 1;
    }
    return false;
}

// Whether the declarations of the block `body` can live in `parent`: nothing there, and nothing
// in the head of a function that `parent` is the body of, has such a name.
static bool can_leave(const struct source *source, struct span body, struct span parent) {
    const struct marks *marks = source->marks;
    if (marks_at(marks, MARK_rigid, body))
        return false;
    const struct mark *held = marks_at(marks, MARK_holder, body);
    if (!held)
        return true;
    if (parent.end - parent.start > PARENT_BYTES_MAX || marks_touch(marks, MARK_jump, parent))
        return false;
    struct span around = parent;
    for (const struct mark *callable = marks_from(marks, MARK_callable, 0);
         callable && callable->span.start <= parent.start; callable = marks_next(marks, callable)) {
        // A statement list may be a little shorter than the block that it is in.
        if (callable->other.start <= parent.start && parent.end <= callable->other.end &&
            is_only(between(source, callable->other.start, parent.start), "{"))
            around.start = callable->span.start;
    }
    for (int names = 0; held && held->span.start == body.start && held->span.end == body.end;
         held = marks_next(marks, held)) {
        if (++names > DECLARED_NAMES_MAX ||
            is_used_around(source, between(source, held->other.start, held->other.end), around,
                           body))
            return false;
    }
    return true;
}

// --- else after a way out ---

// `{ … }` with its braces at line ends: the lines between them, and their indentation.
static bool find_inside(const struct source *source, struct span braces, struct span *inside,
                        struct slice *indent) {
    struct slice text = source->text;
    size_t start = skip_blanks(text, braces.start + 1);
    size_t close = braces.end - 1;
    if (!at_line_end(text, start) || text.data[close] != '}' || !starts_line(text, close))
        return false;
    start = after_line_end(text, start);
    size_t end = line_start(text, close);
    if (start >= end || is_only(slice_between(text, start, end), ""))
        return false;
    size_t first = start;
    while (at_line_end(text, skip_blanks(text, first)))
        first = after_line_end(text, skip_blanks(text, first));
    *indent = slice_between(text, first, skip_blanks(text, first));
    end -= end > start && text.data[end - 1] == '\n';
    end -= end > start && text.data[end - 1] == '\r';
    *inside = (struct span){ first, end };
    return true;
}

// Indentation that `from` has and `to` is the start of.
static bool is_deeper(struct slice from, struct slice to) {
    return from.length > to.length && slice_starts_with(from, to);
}

// Whether there is nothing but comments, white space and bytes of `allowed`.
static bool is_only_comments(const struct source *source, struct span span, const char *allowed) {
    const struct mark *comment = marks_from(source->marks, MARK_comment, span.start);
    size_t at = span.start;
    for (; comment && comment->span.start < span.end;
         comment = marks_next(source->marks, comment)) {
        if (!is_only(between(source, at, comment->span.start), allowed))
            return false;
        at = comment->span.end;
    }
    return is_only(between(source, at, span.end), allowed);
}

// After the way out nothing of the block runs: no label or case brings one back into it.
static bool is_way_out(const struct source *source, struct span exit, struct span then) {
    return is_only_comments(source, (struct span){ exit.end, then.end }, ";}");
}

// Where the body begins behind `then`, with comments on lines of their own in front of it. False
// where there is something else than `else`, or a comment that has no place after the change.
static bool find_body(const struct source *source, struct span then, struct span *body) {
    struct slice text = source->text;
    size_t at = then.end;
    while (at < body->start && isspace((unsigned char)text.data[at]))
        at++;
    if (!slice_starts_with(between(source, at, body->start), SLICE("else")))
        return false;
    const struct span gap = { at + strlen("else"), body->start };
    const struct mark *comment = marks_from(source->marks, MARK_comment, gap.start);
    if (comment && comment->span.start < gap.end) {
        if (!starts_line(text, comment->span.start))
            return false;
        body->start = comment->span.start;
    }
    return is_only_comments(source, gap, ":");
}

// Where semicolons may be left out, `return a` and a line that starts with a parenthesis would
// become one call.
static bool joins_lines(const struct source *source, struct span exit, struct span then,
                        size_t next) {
    bool is_bare = exit.start == then.start && exit.end == then.end;
    return is_bare && source->text.data[then.end - 1] != ';' &&
           strchr("([`+-*/.,", source->text.data[next]);
}

static bool rewrite_else(const struct source *source, const struct query_match *match,
                         struct rewrite *rewrite) {
    struct slice text = source->text;
    const struct span whole = span_of(match, "if"), then = span_of(match, "then");
    const struct span body = span_of(match, "body"), parent = span_of(match, "parent");
    const struct slice indent = indentation(text, whole.start);
    struct span moved = body;
    if (!starts_line(text, whole.start) || body.end != whole.end ||
        !is_way_out(source, span_of(match, "exit"), then) || !can_leave(source, body, parent) ||
        marks_touch(source->marks, MARK_fixed, whole) || !find_body(source, then, &moved))
        return false;
    struct slice from = starts_line(text, body.start) ? indentation(text, body.start) : indent;
    bool has_braces = text.data[moved.start] == '{';
    if (has_braces && !find_inside(source, body, &moved, &from))
        return false;
    if (starts_line(text, moved.start) || has_braces) {
        if (!is_deeper(from, indent))
            return false;
        moved.start = has_braces ? moved.start + from.length : moved.start;
    }
    if (joins_lines(source, span_of(match, "exit"), then, moved.start))
        return false;
    struct buffer words = { 0 };
    buffer_append(&words, line_ending(text, then.end));
    buffer_append(&words, indent);
    append_moved(source, &words, moved, from, indent);
    return finish(source, &words, REWRITE_ELSE, (struct span){ then.end, body.end }, rewrite);
}

static bool rewrite_elif(const struct source *source, const struct query_match *match,
                         struct rewrite *rewrite) {
    const struct span then = span_of(match, "then"), elif = span_of(match, "elif");
    // Only the branch right after `then`, and only at the start of a line.
    if (!is_only(between(source, then.end, elif.start), "") ||
        !starts_line(source->text, elif.start) ||
        !starts_line(source->text, span_of(match, "if").start) ||
        !is_way_out(source, span_of(match, "exit"), then))
        return false;
    struct buffer words = { 0 };
    return finish(source, &words, REWRITE_ELIF,
                  (struct span){ elif.start, elif.start + strlen("el") }, rewrite);
}

// --- Nested ifs ---

static void append_operand(const struct source *source, struct buffer *out, struct span span) {
    bool is_loose = marks_at(source->marks, MARK_loose, span) != NULL;
    buffer_append_string(out, is_loose ? "(" : "");
    buffer_append(out, slice_between(source->text, span.start, span.end));
    buffer_append_string(out, is_loose ? ")" : "");
}

static bool rewrite_merge(const struct source *source, const struct query_match *match,
                          struct rewrite *rewrite) {
    struct slice text = source->text;
    const struct span whole = span_of(match, "if"), nested = span_of(match, "nested");
    const struct span outer = span_of(match, "outer"), inner = span_of(match, "inner");
    const struct slice to = indentation(text, whole.start), from = indentation(text, nested.start);
    const struct slice head = slice_trim(between(source, nested.start, inner.start));
    if (!starts_line(text, nested.start) || !is_deeper(from, to) ||
        !is_only(between(source, outer.end, nested.start), "){:") ||
        !is_only(between(source, nested.end, whole.end), "}") ||
        !slice_starts_with(head, SLICE("if")) ||
        !is_only(slice_between(head, strlen("if"), head.length), "(") ||
        has_line_end(between(source, outer.start, outer.end)) ||
        has_line_end(between(source, inner.start, inner.end)) ||
        marks_touch(source->marks, MARK_fixed, whole))
        return false;
    struct buffer words = { 0 };
    append_operand(source, &words, outer);
    buffer_append_string(&words, query_property_find(match, "and"));
    append_operand(source, &words, inner);
    size_t column = outer.start - line_start(text, outer.start);
    bool fits = column + words.length <= LINE_BYTES_MAX;
    append_moved(source, &words, (struct span){ inner.end, nested.end }, from, to);
    return finish(source, &words, REWRITE_MERGE, (struct span){ outer.start, whole.end },
                  rewrite) &&
           fits;
}

// --- Boolean return ---

// Whether a comment starts in `span` outside of `kept`.
static bool loses_comment(const struct source *source, struct span span, struct span kept) {
    for (const struct mark *comment = marks_from(source->marks, MARK_comment, span.start);
         comment && comment->span.start < span.end; comment = marks_next(source->marks, comment)) {
        if (!span_contains(kept, comment->span))
            return true;
    }
    return false;
}

static bool rewrite_boolean(const struct source *source, const struct query_match *match,
                            struct rewrite *rewrite) {
    const struct span whole = span_of(match, "if"), last = span_of(match, "last");
    const struct span first = span_of(match, "first"), literal = span_of(match, "literal");
    const struct span condition = span_of(match, "condition");
    const struct span all = { whole.start, last.end };
    const char *negation = query_property_find(match, "not");
    if (!marks_is_boolean(source->marks, condition) || loses_comment(source, all, condition) ||
        marks_touch(source->marks, MARK_fixed, all) ||
        (last.start >= whole.end && !is_only(between(source, whole.end, last.start), "")))
        return false;
    struct slice text = between(source, condition.start, condition.end);
    // A negated negation would be shorter to write by hand.
    if (negation && slice_starts_with(text, slice_from(negation)))
        return false;
    bool wraps = negation && text.data[0] != '(';
    struct buffer words = { 0 };
    buffer_append(&words, between(source, first.start, literal.start));
    buffer_append_string(&words, negation ? negation : "");
    buffer_append_string(&words, wraps ? "(" : "");
    buffer_append(&words, text);
    buffer_append_string(&words, wraps ? ")" : "");
    buffer_append(&words, between(source, literal.end, first.end));
    return finish(source, &words, REWRITE_BOOLEAN, all, rewrite);
}

// --- Which one ---

bool rewrite_make(struct arena *arena, struct slice text, const struct marks *marks,
                  const struct query_match *match, struct rewrite *rewrite) {
    static const struct {
        const char *name;
        bool (*make)(const struct source *, const struct query_match *, struct rewrite *);
    } rows[] = {
        { "else", rewrite_else },
        { "elif", rewrite_elif },
        { "merge", rewrite_merge },
        { "boolean", rewrite_boolean },
    };
    const struct source source = { arena, text, marks };
    const char *name = query_property_find(match, "rewrite");
    for (size_t i = 0; name && i < sizeof rows / sizeof *rows; i++) {
        if (!strcmp(rows[i].name, name))
            return rows[i].make(&source, match, rewrite);
    }
    return false;
}
