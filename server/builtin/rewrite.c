// Moves code without reformatting it: lines keep their own text and lose one level of indentation.
// All conditions that make a rewrite safe are here, next to it; what is a comment, a declaration
// or a boolean comes from the marks.
#include "builtin/rewrite.h"

#include "builtin/facts.h"
#include "builtin/guard.h"

#include <ctype.h>

enum { LINE_BYTES_MAX = 100 }; // a merged condition stays on one readable line

// --- else after a way out ---

// After the way out nothing of the block runs: no label or case brings one back into it.
static bool is_way_out(const struct source *source, struct span exit, struct span then) {
    return source_is_only_comments(source, (struct span){ exit.end, then.end }, ";}");
}

// Where the body begins behind `then`, with comments on lines of their own in front of it. False
// where there is something else than `else`, or a comment that has no place after the change.
static bool find_body(const struct source *source, struct span then, struct span *body) {
    struct slice text = source->text;
    size_t at = then.end;
    while (at < body->start && isspace((unsigned char)text.data[at]))
        at++;
    if (!slice_starts_with(source_between(source, at, body->start), SLICE("else")))
        return false;
    const struct span gap = { at + strlen("else"), body->start };
    const struct mark *comment = marks_from(source->marks, MARK_comment, gap.start);
    if (comment && comment->span.start < gap.end) {
        if (!source_starts_line(text, comment->span.start))
            return false;
        body->start = comment->span.start;
    }
    return source_is_only_comments(source, gap, ":");
}

// Where semicolons may be left out, `return a` and a line that starts with a parenthesis would
// become one call.
static bool joins_lines(const struct source *source, struct span exit, struct span then,
                        size_t next) {
    bool is_bare = exit.start == then.start && exit.end == then.end;
    return is_bare && source->text.data[then.end - 1] != ';' &&
           strchr("([`+-*/.,", source->text.data[next]);
}

// Whether its head goes on in the next line, whose columns fit only as it stands.
static bool goes_on(struct slice text, struct span body) {
    size_t depth = 0, at = body.start;
    while (at < body.end && text.data[at] != '\n' && text.data[at] != '\r') {
        depth += text.data[at] == '(';
        depth -= text.data[at] == ')' && depth > 0;
        at++;
    }
    return depth > 0;
}

static bool rewrite_else(const struct source *source, const struct query_match *match,
                         struct rewrite *rewrite) {
    struct slice text = source->text;
    const struct span whole = source_span_of(match, "if"), then = source_span_of(match, "then");
    const struct span body = source_span_of(match, "body"),
                      parent = source_span_of(match, "parent");
    const struct slice indent = source_indentation(text, whole.start);
    struct span moved = body;
    if (!source_starts_line(text, whole.start) || body.end != whole.end ||
        !is_way_out(source, source_span_of(match, "exit"), then) ||
        !source_can_leave(source, body, parent) || marks_touch(source->marks, MARK_fixed, whole) ||
        !find_body(source, then, &moved))
        return false;
    struct slice from =
        source_starts_line(text, body.start) ? source_indentation(text, body.start) : indent;
    bool has_braces = text.data[moved.start] == '{';
    if (has_braces && !source_find_inside(source, body, &moved, &from))
        return false;
    if (source_starts_line(text, moved.start) || has_braces) {
        if (!source_is_deeper(from, indent))
            return false;
        moved.start = has_braces ? moved.start + from.length : moved.start;
    }
    if (joins_lines(source, source_span_of(match, "exit"), then, moved.start) ||
        !source_moves_alike(source, moved, from) ||
        (!source_starts_line(text, moved.start) && goes_on(text, moved)))
        return false;
    struct buffer words = { 0 };
    buffer_append(&words, source_line_ending(text, then.end));
    buffer_append(&words, indent);
    source_append_moved(source, &words, moved, from, indent);
    return source_finish(source, &words, REWRITE_ELSE, (struct span){ then.end, body.end },
                         rewrite);
}

static bool rewrite_elif(const struct source *source, const struct query_match *match,
                         struct rewrite *rewrite) {
    const struct span then = source_span_of(match, "then"), elif = source_span_of(match, "elif");
    // Only the branch right after `then`, and only at the start of a line.
    if (!source_is_only(source_between(source, then.end, elif.start), "") ||
        !source_starts_line(source->text, elif.start) ||
        !source_starts_line(source->text, source_span_of(match, "if").start) ||
        !is_way_out(source, source_span_of(match, "exit"), then) || goes_on(source->text, elif))
        return false;
    struct buffer words = { 0 };
    return source_finish(source, &words, REWRITE_ELIF,
                         (struct span){ elif.start, elif.start + strlen("el") }, rewrite);
}

// --- Nested ifs ---

static void append_operand(const struct source *source, struct buffer *out, struct span span) {
    bool is_loose = marks_at(source->marks, MARK_loose, span) != NULL;
    buffer_append_string(out, is_loose ? "(" : "");
    buffer_append(out, slice_between(source->text, span.start, span.end));
    buffer_append_string(out, is_loose ? ")" : "");
}

// `{ if (a) b; }`: without the braces it would all stand on one line.
static bool loses_braces(const struct source *source, struct span outer, struct span inner,
                         struct span nested) {
    struct slice head = source_between(source, outer.end, nested.start);
    struct slice rest = source_between(source, inner.end, nested.end), line;
    return slice_find(head, SLICE("{"), 0) != SLICE_NOT_FOUND && slice_next_line(&rest, &line) &&
           slice_find(line, SLICE("{"), 0) == SLICE_NOT_FOUND && !source_is_only(line, ")");
}

static bool rewrite_merge(const struct source *source, const struct query_match *match,
                          struct rewrite *rewrite) {
    struct slice text = source->text;
    const struct span whole = source_span_of(match, "if"), nested = source_span_of(match, "nested");
    const struct span outer = source_span_of(match, "outer"),
                      inner = source_span_of(match, "inner");
    const struct slice to = source_indentation(text, whole.start),
                       from = source_indentation(text, nested.start);
    const struct slice head = slice_trim(source_between(source, nested.start, inner.start));
    if (!source_starts_line(text, nested.start) || !source_is_deeper(from, to) ||
        !source_is_only(source_between(source, outer.end, nested.start), "){:") ||
        !source_is_only(source_between(source, nested.end, whole.end), "}") ||
        !slice_starts_with(head, SLICE("if")) ||
        !source_is_only(slice_between(head, strlen("if"), head.length), "(") ||
        source_has_line_end(source_between(source, outer.start, outer.end)) ||
        source_has_line_end(source_between(source, inner.start, inner.end)) ||
        marks_touch(source->marks, MARK_fixed, whole) ||
        !source_moves_alike(source, nested, from) || loses_braces(source, outer, inner, nested))
        return false;
    struct buffer words = { 0 };
    append_operand(source, &words, outer);
    buffer_append_string(&words, query_property_find(match, "and"));
    append_operand(source, &words, inner);
    size_t column = outer.start - source_line_start(text, outer.start);
    bool fits = column + words.length <= LINE_BYTES_MAX;
    source_append_moved(source, &words, (struct span){ inner.end, nested.end }, from, to);
    return source_finish(source, &words, REWRITE_MERGE, (struct span){ outer.start, whole.end },
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
    const struct span whole = source_span_of(match, "if"), last = source_span_of(match, "last");
    const struct span first = source_span_of(match, "first"),
                      literal = source_span_of(match, "literal");
    const struct span condition = source_span_of(match, "condition");
    const struct span all = { whole.start, last.end };
    const char *negation = query_property_find(match, "not");
    if (!marks_is_boolean(source->marks, condition) || loses_comment(source, all, condition) ||
        marks_touch(source->marks, MARK_fixed, all) ||
        (last.start >= whole.end &&
         !source_is_only(source_between(source, whole.end, last.start), "")))
        return false;
    struct slice text = source_between(source, condition.start, condition.end);
    // A negated negation would be shorter to write by hand.
    if (negation && slice_starts_with(text, slice_from(negation)))
        return false;
    bool wraps = negation && text.data[0] != '(';
    struct buffer words = { 0 };
    buffer_append(&words, source_between(source, first.start, literal.start));
    buffer_append_string(&words, negation ? negation : "");
    buffer_append_string(&words, wraps ? "(" : "");
    buffer_append(&words, text);
    buffer_append_string(&words, wraps ? ")" : "");
    buffer_append(&words, source_between(source, literal.end, first.end));
    return source_finish(source, &words, REWRITE_BOOLEAN, all, rewrite);
}

// --- Which one ---

bool rewrite_make(struct arena *arena, struct slice text, const struct marks *marks,
                  const struct query_match *match, struct rewrite *rewrite) {
    static const struct {
        const char *name;
        bool (*make)(const struct source *, const struct query_match *, struct rewrite *);
    } rows[] = {
        { "else", rewrite_else },       { "elif", rewrite_elif },   { "merge", rewrite_merge },
        { "boolean", rewrite_boolean }, { "guard", guard_rewrite },
    };
    const struct source source = { arena, text, marks };
    const char *name = query_property_find(match, "rewrite");
    for (size_t i = 0; name && i < sizeof rows / sizeof *rows; i++) {
        if (!strcmp(rows[i].name, name))
            return rows[i].make(&source, match, rewrite);
    }
    return false;
}
