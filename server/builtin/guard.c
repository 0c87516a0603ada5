// A guard clause: an `if` around all the rest of a function, or of a round of a loop, becomes a way
// out at its beginning. Only where the opposite of the condition is as easy to read, and exact.
#include "builtin/guard.h"

#include "builtin/facts.h"

#include <ctype.h>

enum { GUARDED_LINES_MIN = 4 }; // less is as easy to read inside of its if

static bool has_lines(struct slice part) {
    size_t lines = 1;
    for (size_t i = 0; i < part.length; i++)
        lines += part.data[i] == '\n';
    return lines >= GUARDED_LINES_MIN;
}

// Whether it is one name, field, call or element: what a negation can stand in front of.
static bool is_atom(struct slice text) {
    size_t depth = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool opens = byte == '(' || byte == '[', closes = byte == ')' || byte == ']';
        if (closes && depth == 0)
            return false;
        depth += opens;
        depth -= closes;
        if (!depth && !closes && !source_is_word_byte(byte) && !strchr(".?:", byte) &&
            !(byte == '>' && i && text.data[i - 1] == '-') && !(byte == '-' && i))
            return false;
        if (opens && depth == 1 && i == 0)
            return false;
    }
    return text.length && depth == 0;
}

static struct slice opposite_of(struct slice operator) {
    static const char *const pairs[][2] = {
        { "==", "!=" },
        { "===", "!==" },
        { "is", "is not" },
        { "in", "not in" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (int side = 0; side < 2; side++)
            if (slice_is(operator, pairs[i][side]))
                return slice_from(pairs[i][!side]);
    return SLICE("");
}

// Appends what is true where the condition is not. False where that would be harder to read.
static bool append_opposite(const struct source *source, struct span condition,
                            const char *negation, struct buffer *out) {
    struct slice text = source_between(source, condition.start, condition.end);
    const struct mark *equality = marks_at(source->marks, MARK_equality, condition);
    const struct mark *negated = marks_at(source->marks, MARK_negation, condition);
    if (equality) {
        struct span at = equality->other;
        struct slice opposite = opposite_of(source_between(source, at.start, at.end));
        buffer_append(out, source_between(source, condition.start, at.start));
        buffer_append(out, opposite);
        buffer_append(out, source_between(source, at.end, condition.end));
        return opposite.length > 0;
    }
    if (negated) {
        struct slice operand = source_between(source, negated->other.start, negated->other.end);
        bool is_wrapped = operand.length > 2 && operand.data[0] == '(';
        buffer_append(out, is_wrapped ? slice_trim(slice_between(operand, 1, operand.length - 1))
                                      : operand);
        return true;
    }
    buffer_append_string(out, negation);
    buffer_append(out, text);
    return is_atom(text);
}

// The way out, without its semicolon where semicolons are left out.
static struct slice exit_of(const struct source *source, const struct query_match *match,
                            struct span parent) {
    enum { BYTES_AROUND = 8 << 10 };
    struct slice way = slice_from(query_property_find(match, "exit")), text = source->text;
    size_t start = parent.start > BYTES_AROUND ? parent.start - BYTES_AROUND : 0;
    size_t end = text.length - parent.end > BYTES_AROUND ? parent.end + BYTES_AROUND : text.length;
    bool has_any = false;
    for (size_t i = start; i + 1 < end && !has_any; i++)
        has_any = text.data[i] == ';' && (text.data[i + 1] == '\n' || text.data[i + 1] == '\r');
    way.length -= !has_any && slice_ends_with(way, SLICE(";"));
    return way;
}

// Whether the body is better off inside: one statement, or what leaves the loop when all is found.
static bool is_better_inside(const struct source *source, const struct query_match *match,
                             struct span body) {
    bool is_loop =
        slice_starts_with(slice_from(query_property_find(match, "exit")), SLICE("continue"));
    return marks_at(source->marks, MARK_single, body) ||
           (is_loop && marks_at(source->marks, MARK_leaving, body));
}

// `if` around all the rest of a function or of a round: the way out comes first, and the rest loses
// a level.
bool guard_rewrite(const struct source *source, const struct query_match *match,
                   struct rewrite *rewrite) {
    struct slice text = source->text;
    const struct span whole = source_span_of(match, "if"), body = source_span_of(match, "body");
    const struct span condition = source_span_of(match, "condition"),
                      parent = source_span_of(match, "parent");
    const struct slice indent = source_indentation(text, whole.start);
    const bool has_braces = text.data[body.start] == '{';
    struct span inside = { body.start, body.end };
    struct slice from = source_indentation(text, body.start);
    size_t head_end = body.start;
    if (!has_braces)
        while (head_end > condition.end && isspace((unsigned char)text.data[head_end - 1]))
            head_end--;
    if (!source_starts_line(text, whole.start) || body.end != whole.end ||
        source_has_line_end(source_between(source, whole.start, head_end)) ||
        !source_is_only(source_between(source, condition.end, body.start), "):") ||
        marks_touch(source->marks, MARK_fixed, whole) || !source_can_leave(source, body, parent) ||
        !(has_braces ? source_find_inside(source, body, &inside, &from)
                     : source_starts_line(text, body.start)) ||
        !source_is_deeper(from, indent) || is_better_inside(source, match, body) ||
        !source_moves_alike(source, inside, from) ||
        !has_lines(source_between(source, inside.start, inside.end)))
        return false;
    struct slice ending = source_line_ending(text, whole.start);
    struct buffer words = { 0 };
    buffer_append(&words, source_between(source, whole.start, condition.start));
    bool is_plain = append_opposite(source, condition, query_property_find(match, "not"), &words);
    buffer_append(&words, source_between(source, condition.end, head_end));
    buffer_append_string(&words, has_braces ? "{" : "");
    buffer_append(&words, ending);
    buffer_append(&words, from);
    buffer_append(&words, exit_of(source, match, parent));
    buffer_append(&words, ending);
    buffer_append(&words, indent);
    if (has_braces) {
        buffer_append_string(&words, "}");
        buffer_append(&words, ending);
        buffer_append(&words, indent);
        inside.start += from.length;
    }
    source_append_moved(source, &words, inside, from, indent);
    return source_finish(source, &words, REWRITE_GUARD, whole, rewrite) && is_plain;
}
