// The filter works on a line at a time and lets text through up to the first byte that could be
// the start of something: that is held until the line shows what it is. Rules of CommonMark are
// taken where they are on the safe side only: the output holds no fence that the filter does not
// follow itself, and one that may or may not have ended makes it distrust all from there.

#include "actions/markdown.h"

void markdown_filter_init(struct markdown_filter *filter) {
    *filter = (struct markdown_filter){ 0 };
}

void markdown_filter_release(struct markdown_filter *filter) {
    buffer_release(&filter->held);
}

static size_t run_length(struct slice text, size_t at, char byte) {
    size_t length = 0;
    while (at + length < text.length && text.data[at + length] == byte)
        length++;
    return length;
}

// End of the code span that a run of `length` backticks at `at` opens on this line, or 0.
static size_t code_span_end(struct slice line, size_t at, size_t length) {
    for (size_t i = at + length; i < line.length;) {
        size_t run = run_length(line, i, '`');
        if (run == length)
            return i + run;
        i += run ? run : 1;
    }
    return 0;
}

// A tag, a comment, a declaration or an autolink could begin here.
static bool can_open_tag(char after) {
    return (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z') ||
           strchr("/!?", after) != NULL;
}

// A code span as it is, but for one hole: in a table, cells are cut at every `|`, in code spans
// too, and what follows in the span is no code then. A word joiner, which nobody sees, keeps a tag
// or an image from forming there.
static void append_code_span(struct buffer *safe, struct slice span) {
    bool has_bar = slice_find(span, SLICE("|"), 0) != SLICE_NOT_FOUND;
    for (size_t i = 0; i < span.length; i++) {
        char byte = span.data[i], after = i + 1 < span.length ? span.data[i + 1] : ' ';
        buffer_append_byte(safe, byte);
        if (has_bar && ((byte == '<' && can_open_tag(after)) || (byte == '!' && after == '[')))
            buffer_append_string(safe, "\xe2\x81\xa0");
    }
}

// Writes what of `line` is decided; returns how much that is. `is_whole`: nothing more follows on
// this line, so everything is decided.
static size_t defuse_inline(struct slice line, bool is_whole, struct buffer *safe) {
    size_t at = 0;
    while (at < line.length) {
        char byte = line.data[at];
        bool is_last = at + 1 == line.length;
        if (byte == '\\' && !is_last) {
            // An escape takes its byte with it, except where that would hide a `<` from us.
            size_t taken = line.data[at + 1] == '<' || line.data[at + 1] == '!' ? 1 : 2;
            buffer_append(safe, slice_between(line, at, at + taken));
            at += taken;
        } else if (byte == '`') {
            size_t run = run_length(line, at, '`'), end = code_span_end(line, at, run);
            // A run of backticks that ends what there is may go on.
            if ((!end || end == line.length) && !is_whole)
                return at;
            if (end) {
                append_code_span(safe, slice_between(line, at, end));
                at = end;
            } else {
                // Never closed on its line: not code here, and escaped so that it opens none
                // across lines either.
                for (size_t i = 0; i < run; i++)
                    buffer_append_string(safe, "\\`");
                at += run;
            }
        } else if (byte == '~') {
            // A fence that we do not follow (in a quote, behind a list's mark) must be none: what
            // we take for text would open and close fences for renderers.
            size_t run = run_length(line, at, '~');
            if (at + run == line.length && !is_whole)
                return at;
            buffer_append_string(safe, run >= 3 ? "\\" : "");
            buffer_append(safe, slice_between(line, at, at + run));
            at += run;
        } else if (strchr("<!\\", byte) && is_last && !is_whole) {
            return at;
        } else if (byte == '<' && !is_last && can_open_tag(line.data[at + 1])) {
            buffer_append_string(safe, "&lt;");
            at++;
        } else if (byte == '!' && !is_last && line.data[at + 1] == '[') {
            buffer_append_string(safe, "!\\[");
            at += 2;
        } else {
            buffer_append_byte(safe, byte);
            at++;
        }
    }
    return at;
}

static unsigned indent_of(struct slice line) {
    unsigned width = 0;
    while (width < line.length && line.data[width] == ' ')
        width++;
    return width;
}

static unsigned column_of_text(struct slice line) {
    unsigned column = 0;
    for (size_t i = 0; i < line.length && strchr(" \t", line.data[i]); i++)
        column += line.data[i] == '\t' ? 4 - column % 4 : 1;
    return column;
}

enum closing { CLOSING_NO, CLOSING_YES, CLOSING_PERHAPS };

// A closing fence stands at most three columns right of what the fence is in. That is the margin or
// a list's item, whose own indentation is not known here, but for that it is not more than the
// opening fence's.
static enum closing closing_of(const struct markdown_filter *filter, struct slice line) {
    size_t start = 0, end = line.length;
    while (start < end && strchr(" \t", line.data[start]))
        start++;
    while (end > start && strchr(" \t", line.data[end - 1]))
        end--;
    struct slice text = slice_between(line, start, end);
    unsigned column = column_of_text(line);
    if (text.length < filter->fence_length ||
        run_length(text, 0, filter->fence_mark) != text.length || column > filter->fence_indent + 3)
        return CLOSING_NO;
    // Some renderers take no tab behind it.
    bool has_tab = memchr(line.data + end, '\t', line.length - end) != NULL;
    return column > 3 || has_tab ? CLOSING_PERHAPS : CLOSING_YES;
}

// Whether a whole line opens a fence that every renderer sees as one.
static bool open_fence(struct markdown_filter *filter, struct slice line) {
    unsigned indent = indent_of(line);
    struct slice text = slice_between(line, indent, line.length);
    if (indent > 3 || !text.length || !strchr("`~", text.data[0]) || filter->is_distrustful)
        return false;
    size_t length = run_length(text, 0, text.data[0]);
    struct slice info = slice_between(text, length, text.length);
    bool has_backtick = slice_find(info, SLICE("`"), 0) != SLICE_NOT_FOUND;
    // With a bar it may be a table's head; behind a label, what that stands for.
    bool has_bar = slice_find(info, SLICE("|"), 0) != SLICE_NOT_FOUND;
    if (length < 3 || has_bar || filter->follows_label || (text.data[0] == '`' && has_backtick))
        return false;
    filter->fence_mark = text.data[0];
    filter->fence_length = (unsigned)length;
    filter->fence_indent = indent;
    return true;
}

// A form feed, say, ends a list's item as any text does.
static bool is_blank(struct slice line) {
    for (size_t i = 0; i < line.length; i++)
        if (!strchr(" \t", line.data[i]))
            return false;
    return true;
}

static void leave_fence(struct markdown_filter *filter, bool is_certain) {
    filter->fence_length = 0;
    filter->is_distrustful = filter->is_distrustful || !is_certain;
}

// One line without its terminator. True when all of it was written as it is.
static bool pass_fence_line(struct markdown_filter *filter, struct slice line,
                            struct buffer *safe) {
    if (filter->fence_length) {
        bool has_left =
            filter->fence_indent && !is_blank(line) && indent_of(line) < filter->fence_indent;
        enum closing closing = closing_of(filter, line);
        if (has_left || closing != CLOSING_NO)
            leave_fence(filter, !has_left && closing == CLOSING_YES);
        // Whether it closes or not, a fence is no more than that.
        if (!has_left)
            buffer_append(safe, line);
        return !has_left;
    }
    if (!open_fence(filter, line))
        return false;
    buffer_append(safe, line);
    return true;
}

// Whether the beginning of a line, or the fence it is in, keeps it from being shown in part.
static bool must_wait_for_line(const struct markdown_filter *filter, struct slice line) {
    size_t indent = indent_of(line);
    return filter->fence_length || indent == line.length || strchr("`~", line.data[indent]);
}

static void note_line(struct markdown_filter *filter, struct slice line, bool is_ended) {
    for (size_t i = 0; i < line.length; i++) {
        if (line.data[i] == ' ' || line.data[i] == '\t')
            continue;
        filter->last[0] = filter->last[1];
        filter->last[1] = line.data[i];
    }
    if (is_ended) {
        filter->follows_label = filter->last[0] == ']' && filter->last[1] == ':';
        memset(filter->last, 0, sizeof filter->last);
    }
}

static void process(struct markdown_filter *filter, bool is_end, struct buffer *safe) {
    struct slice rest = buffer_slice(&filter->held);
    size_t used = 0;
    while (used < rest.length) {
        struct slice left = slice_between(rest, used, rest.length);
        size_t newline = slice_find(left, SLICE("\n"), 0);
        bool is_whole = newline != SLICE_NOT_FOUND || is_end;
        struct slice line = newline == SLICE_NOT_FOUND ? left : slice_between(left, 0, newline);
        if (!filter->is_mid_line && !is_whole && must_wait_for_line(filter, line))
            break;
        bool is_done = !filter->is_mid_line && is_whole && pass_fence_line(filter, line, safe);
        size_t taken = is_done ? line.length : defuse_inline(line, is_whole, safe);
        used += taken;
        note_line(filter, slice_between(line, 0, taken),
                  taken == line.length && newline != SLICE_NOT_FOUND);
        filter->is_mid_line = filter->is_mid_line || taken > 0;
        if (!is_whole || newline == SLICE_NOT_FOUND)
            break;
        buffer_append_byte(safe, '\n');
        used++;
        filter->is_mid_line = false;
    }
    buffer_consume(&filter->held, used);
}

void markdown_filter_feed(struct markdown_filter *filter, struct slice delta, struct buffer *safe) {
    // A lone CR ends a line for some renderers and not for others; as a blank it does for none. A
    // NUL would pass for the end of a string here.
    for (size_t i = 0; i < delta.length; i++)
        buffer_append_byte(&filter->held, strchr("\r", delta.data[i]) ? ' ' : delta.data[i]);
    process(filter, false, safe);
}

void markdown_filter_finish(struct markdown_filter *filter, struct buffer *safe) {
    process(filter, true, safe);
    buffer_clear(&filter->held);
    filter->fence_length = 0;
    filter->is_mid_line = false;
}
