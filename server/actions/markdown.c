// The filter works on a line at a time and lets text through up to the first byte that could be
// the start of something: that is held until the line shows what it is. Rules of CommonMark are
// taken where they are on the safe side only; a fence inside of a list that ends in a way which
// renderers differ on makes it distrust all fences from there.

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
            if (!end && !is_whole)
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

static bool is_closing_fence(const struct markdown_filter *filter, struct slice line) {
    struct slice text = slice_trim(line);
    return text.length >= filter->fence_length &&
           run_length(text, 0, filter->fence_mark) == text.length;
}

// Whether a whole line opens a fence that every renderer sees as one.
static bool open_fence(struct markdown_filter *filter, struct slice line) {
    unsigned indent = indent_of(line);
    struct slice text = slice_between(line, indent, line.length);
    if (indent > 3 || !text.length || !strchr("`~", text.data[0]) || filter->is_distrustful)
        return false;
    size_t length = run_length(text, 0, text.data[0]);
    struct slice info = slice_between(text, length, text.length);
    if (length < 3 || slice_find(info, SLICE("`"), 0) != SLICE_NOT_FOUND)
        return false;
    filter->fence_mark = text.data[0];
    filter->fence_length = (unsigned)length;
    filter->fence_indent = indent;
    return true;
}

static bool is_blank(struct slice line) {
    return slice_trim(line).length == 0;
}

// One line without its terminator. True when all of it was written as it is.
static bool pass_fence_line(struct markdown_filter *filter, struct slice line,
                            struct buffer *safe) {
    if (filter->fence_length) {
        bool has_left =
            filter->fence_indent && !is_blank(line) && indent_of(line) < filter->fence_indent;
        if (!has_left) {
            if (is_closing_fence(filter, line))
                filter->fence_length = 0;
            buffer_append(safe, line);
            return true;
        }
        filter->fence_length = 0;
        filter->is_distrustful = true;
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
    // A lone CR ends a line for some renderers and not for others; as a blank it does for none.
    for (size_t i = 0; i < delta.length; i++)
        buffer_append_byte(&filter->held, delta.data[i] == '\r' ? ' ' : delta.data[i]);
    process(filter, false, safe);
}

void markdown_filter_finish(struct markdown_filter *filter, struct buffer *safe) {
    process(filter, true, safe);
    buffer_clear(&filter->held);
    filter->fence_length = 0;
    filter->is_mid_line = false;
}
