// Reads code out of prose and puts it into the shape of the file. Guesses only where a wrong guess
// is caught later: what comes out here still has to pass verify.

#include "actions/answer.h"

#include "base/buffer.h"
#include "base/vec.h"

// --- Fences --------------------------------------------------------------------------------------

struct fence_line {
    char mark;     // '`' or '~', 0: no fence
    size_t length; // of the run
    struct slice info;
};

struct block {
    struct slice info, code;
    bool is_closed;
};

struct blocks {
    struct block *items;
    size_t count, capacity;
};

static struct fence_line fence_line_of(struct slice line) {
    struct slice rest = slice_trim(line);
    struct fence_line fence = { 0 };
    if (!rest.length || !strchr("`~", rest.data[0]))
        return fence;
    while (fence.length < rest.length && rest.data[fence.length] == rest.data[0])
        fence.length++;
    struct slice info = slice_trim(slice_between(rest, fence.length, rest.length));
    bool is_fence = fence.length >= 3 && slice_find(info, SLICE("`"), 0) == SLICE_NOT_FOUND;
    return is_fence ? (struct fence_line){ rest.data[0], fence.length, info }
                    : (struct fence_line){ 0 };
}

// A fence with an info string inside of a block opens a nested one (a docstring with an example),
// which the next bare fence of its kind closes.
static void find_blocks(struct slice answer, struct blocks *blocks) {
    struct slice rest = answer, line;
    struct fence_line open = { 0 };
    struct block block = { 0 };
    unsigned nested = 0;
    for (const char *start = rest.data; slice_next_line(&rest, &line); start = rest.data) {
        struct fence_line fence = fence_line_of(line);
        if (!open.mark && fence.mark) {
            open = fence;
            nested = 0;
            block = (struct block){ .info = fence.info, .code = { rest.data, 0 } };
        } else if (open.mark && fence.mark == open.mark && fence.length >= open.length) {
            if (fence.info.length) {
                nested++;
            } else if (nested) {
                nested--;
            } else {
                block.code.length = (size_t)(start - block.code.data);
                block.is_closed = true;
                vec_push(blocks, block);
                open.mark = 0;
            }
        }
    }
    if (open.mark) {
        block.code.length = (size_t)(answer.data + answer.length - block.code.data);
        vec_push(blocks, block);
    }
}

// --- Which block is meant ------------------------------------------------------------------------

static bool block_names_scope(const struct subject *subject, const struct block *block) {
    struct slice name = subject->scope.name;
    return name.length && slice_find(block->code, name, 0) != SLICE_NOT_FOUND;
}

static const struct block *choose_block(const struct subject *subject,
                                        const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->count; i++)
        if (block_names_scope(subject, &blocks->items[i]))
            return &blocks->items[i];
    for (size_t i = 0; i < blocks->count; i++)
        if (subject->language && language_has_fence(subject->language, blocks->items[i].info))
            return &blocks->items[i];
    return &blocks->items[0];
}

static bool has_line(struct slice text, struct slice wanted) {
    struct slice line;
    while (slice_next_line(&text, &line))
        if (slice_is_equal(slice_trim(line), wanted))
            return true;
    return false;
}

// Without a fence, only what repeats a line of the code is taken for code: an apology does not.
static bool shares_line(const struct subject *subject, struct slice answer) {
    struct slice rest = subject_code(subject), line;
    while (slice_next_line(&rest, &line)) {
        struct slice wanted = slice_trim(line);
        if (wanted.length >= 4 && has_line(answer, wanted))
            return true;
    }
    return false;
}

enum answer_form answer_code(const struct subject *subject, struct slice answer,
                             struct slice *code) {
    struct blocks blocks = { 0 };
    find_blocks(answer, &blocks);
    enum answer_form form = ANSWER_CODE;
    if (blocks.count) {
        const struct block *block = choose_block(subject, &blocks);
        *code = block->code;
        if (!block->is_closed)
            form = ANSWER_UNCLOSED;
        else if (!slice_trim(block->code).length)
            form = ANSWER_NO_CODE;
    } else if (shares_line(subject, answer)) {
        *code = answer;
    } else {
        form = ANSWER_NO_CODE;
    }
    vec_release(&blocks);
    return form;
}

// --- Into the shape of the file ------------------------------------------------------------------

struct lines {
    struct slice *items;
    size_t count, capacity;
};

static size_t indent_of(struct slice line) {
    size_t width = 0;
    while (width < line.length && strchr(" \t", line.data[width]))
        width++;
    return width;
}

static bool is_blank(struct slice line) {
    return indent_of(line) == line.length;
}

static void split(struct slice text, struct lines *lines) {
    struct slice line;
    while (slice_next_line(&text, &line))
        vec_push(lines, line);
    while (lines->count && is_blank(lines->items[lines->count - 1]))
        lines->count--;
    while (lines->count && is_blank(lines->items[0]))
        vec_remove(lines, 0);
}

struct indentation {
    size_t tab_lines, blank_lines;
    size_t unit; // the smallest run of blanks, 0: none
};

static struct indentation indentation_of(const struct lines *lines) {
    struct indentation found = { 0 };
    for (size_t i = 0; i < lines->count; i++) {
        struct slice line = lines->items[i];
        size_t width = indent_of(line);
        if (is_blank(line) || !width)
            continue;
        if (line.data[0] == '\t') {
            found.tab_lines++;
        } else if (width >= 2) {
            found.blank_lines++;
            if (!found.unit || width < found.unit)
                found.unit = width;
        }
    }
    return found;
}

// Tabs for blanks or the other way, where the answer uses what the file does not.
static struct slice convert_indent(struct arena *arena, struct slice line, bool to_tabs,
                                   size_t unit) {
    size_t width = indent_of(line), columns = 0;
    for (size_t i = 0; i < width; i++)
        columns += line.data[i] == '\t' ? unit : 1;
    size_t tabs = to_tabs ? columns / unit : 0, blanks = columns - tabs * unit;
    struct slice rest = slice_between(line, width, line.length);
    char *text = arena_alloc(arena, tabs + blanks + rest.length + 1);
    memset(text, '\t', tabs);
    memset(text + tabs, ' ', blanks);
    memcpy(text + tabs + blanks, rest.data, rest.length);
    return (struct slice){ text, tabs + blanks + rest.length };
}

static bool contains(const struct lines *lines, struct slice wanted) {
    for (size_t i = 0; i < lines->count; i++)
        if (slice_is_equal(lines->items[i], wanted))
            return true;
    return false;
}

static void match_indent_style(struct arena *arena, const struct lines *file,
                               const struct lines *before, struct lines *code) {
    struct indentation has = indentation_of(file), got = indentation_of(code);
    bool file_has_tabs = has.tab_lines > has.blank_lines;
    bool file_has_blanks = has.blank_lines > has.tab_lines;
    bool to_tabs = file_has_tabs && got.blank_lines && !got.tab_lines;
    bool to_blanks = file_has_blanks && got.tab_lines;
    if (!to_tabs && !to_blanks)
        return;
    size_t unit = to_tabs ? got.unit : has.unit;
    for (size_t i = 0; i < code->count; i++)
        if (!contains(before, code->items[i]))
            code->items[i] = convert_indent(arena, code->items[i], to_tabs, unit);
}

static size_t least_indent_after_first(const struct lines *lines) {
    size_t least = SIZE_MAX;
    for (size_t i = 1; i < lines->count; i++)
        if (!is_blank(lines->items[i]) && indent_of(lines->items[i]) < least)
            least = indent_of(lines->items[i]);
    return least;
}

// How far all lines after the first have to move. Models answer with the base indentation, without
// it, or without it on the first line only; the last is told by the other lines, which then stand
// where they stood.
static ptrdiff_t find_shift(const struct lines *before, const struct lines *code, size_t base) {
    size_t first = indent_of(code->items[0]);
    size_t rest_before = least_indent_after_first(before);
    size_t rest = least_indent_after_first(code);
    bool only_first_is_bare =
        first == 0 && rest != SIZE_MAX && rest_before != SIZE_MAX && rest >= rest_before;
    return only_first_is_bare ? 0 : (ptrdiff_t)base - (ptrdiff_t)first;
}

static void append_shifted(struct buffer *out, struct slice line, struct slice base,
                           ptrdiff_t shift) {
    if (is_blank(line))
        return;
    size_t width = indent_of(line);
    if (shift < 0) {
        size_t drop = (size_t)-shift < width ? (size_t)-shift : width;
        buffer_append(out, slice_between(line, drop, line.length));
        return;
    }
    buffer_append(out, slice_between(base, base.length - (size_t)shift, base.length));
    buffer_append(out, line);
}

static const char *line_ending_of(struct slice text) {
    size_t crlf = 0, lf = 0, cr = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool is_last = i + 1 == text.length;
        if (text.data[i] == '\n')
            lf++;
        else if (text.data[i] == '\r' && !is_last && text.data[i + 1] == '\n')
            crlf++, i++;
        else if (text.data[i] == '\r')
            cr++;
    }
    if (crlf > lf && crlf >= cr)
        return "\r\n";
    return cr > lf ? "\r" : "\n";
}

// A line that stood in the scope left of its base (inside a multi-line string, say) stays there.
static bool keeps_its_place(const struct lines *before, struct slice line, size_t base) {
    return indent_of(line) < base && !is_blank(line) && contains(before, line);
}

struct slice answer_fit(struct arena *arena, const struct subject *subject, struct slice code) {
    struct slice base = subject_indent(subject), text = subject_code(subject);
    struct slice with_base = { base.length ? base.data : text.data, base.length + text.length };
    struct lines file = { 0 }, before = { 0 }, after = { 0 };
    split(subject->text, &file);
    split(with_base, &before);
    split(code, &after);
    struct buffer out = { 0 };
    if (after.count && before.count) {
        match_indent_style(arena, &file, &before, &after);
        ptrdiff_t shift = find_shift(&before, &after, base.length);
        const char *ending = line_ending_of(
            slice_find(text, SLICE("\n"), 0) == SLICE_NOT_FOUND ? subject->text : text);
        struct slice first = after.items[0];
        buffer_append(&out, slice_between(first, indent_of(first), first.length));
        for (size_t i = 1; i < after.count; i++) {
            struct slice line = after.items[i];
            buffer_append_string(&out, ending);
            if (contains(&before, line) && is_blank(line))
                buffer_append(&out, line);
            else
                append_shifted(&out, line, base,
                               shift && keeps_its_place(&before, line, base.length) ? 0 : shift);
        }
    }
    struct slice result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    vec_release(&file);
    vec_release(&before);
    vec_release(&after);
    return result;
}
