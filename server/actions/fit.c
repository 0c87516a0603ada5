// Indentation, line endings and what leads a definition. Every line of the answer that says what a
// line of the scope said comes out with that line's bytes, so that edits are only where the code
// differs. Lines inside of literals stay where literals.c wants them.

#include "actions/fit.h"

#include "actions/line_set.h"
#include "actions/literals.h"
#include "base/buffer.h"
#include "base/vec.h"

enum {
    LEVEL_MAX = 8,
    LEVEL_OF_TABS = 4, // where nothing in the file tells
    SHORT_LINE = 4,    // "}" and the like are found again anywhere
};

struct line {
    struct slice text;
    bool is_kept; // inside of a literal: not to be moved
};

struct lines {
    struct line *items;
    size_t count, capacity;
};

static size_t indent_of(struct slice line) {
    size_t width = 0;
    while (width < line.length && strchr(" \t", line.data[width]))
        width++;
    return width;
}

static bool is_blank(struct slice line) {
    return slice_trim(line).length == 0;
}

static struct slice without_trailing(struct slice line) {
    while (line.length && strchr(" \t", line.data[line.length - 1]))
        line.length--;
    return line;
}

static bool is_in(const struct spans *kept, size_t offset) {
    for (size_t i = 0; i < kept->count && kept->items[i].start <= offset; i++)
        if (offset < kept->items[i].end)
            return true;
    return false;
}

// `kept`: by offsets of `whole`, which `text` is in.
static void split(struct slice text, struct slice whole, const struct spans *kept,
                  struct lines *lines) {
    struct slice rest = text, line;
    while (slice_next_line(&rest, &line)) {
        bool is_kept = is_in(kept, (size_t)(line.data - whole.data));
        vec_push(lines, ((struct line){ line, is_kept }));
    }
    while (lines->count && is_blank(lines->items[lines->count - 1].text))
        lines->count--;
    while (lines->count && is_blank(lines->items[0].text))
        vec_remove(lines, 0);
}

// --- What is replaced ----------------------------------------------------------------------------

static bool has_line_that_starts_with(struct slice text, struct slice wanted) {
    struct slice line;
    while (slice_next_line(&text, &line))
        if (slice_starts_with(slice_trim(line), wanted))
            return true;
    return false;
}

// What begins as `core` does, a macro or an at-rule, leads nothing.
static bool has_own_lead(struct slice code, struct slice core) {
    static const char *const marks[] = { "#", "//", "/*", "*", "@", "--", "<!--" };
    code = slice_trim(code);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct slice mark = slice_from(marks[i]);
        if (slice_starts_with(code, mark) && !slice_starts_with(core, mark))
            return true;
    }
    return false;
}

// Models like to leave out what leads a definition and to answer with the bare one: it is what
// gets replaced then.
static struct span target_of(const struct subject *subject, struct slice code) {
    struct span span = subject->scope.span, core = subject->scope.core;
    struct slice lead = slice_between(subject->text, span.start, core.start), line;
    bool is_led = subject->scope.kind == SCOPE_DEFINITION && slice_trim(lead).length > 0;
    if (!is_led || has_own_lead(code, slice_between(subject->text, core.start, core.end)))
        return span;
    size_t line_start = core.start;
    while (line_start > span.start && !strchr("\r\n", subject->text.data[line_start - 1]))
        line_start--;
    struct slice word = slice_trim(slice_between(subject->text, line_start, core.start));
    bool has_word = !word.length || has_line_that_starts_with(code, word);
    struct slice above = slice_between(lead, 0, line_start - span.start);
    while (slice_next_line(&above, &line))
        if (!is_blank(line) && has_line_that_starts_with(code, slice_trim(line)))
            return span;
    while (line_start < core.start && strchr(" \t", subject->text.data[line_start]))
        line_start++;
    return (struct span){ has_word ? line_start : core.start, span.end };
}

// --- Tabs, blanks, and how many ------------------------------------------------------------------

struct style {
    size_t tab_lines, blank_lines;
    size_t unit; // the commonest step to the right, in blanks; 0: none
};

static struct style style_of(const struct lines *lines) {
    struct style style = { 0 };
    size_t steps[LEVEL_MAX + 1] = { 0 }, last = SIZE_MAX - 1;
    for (size_t i = 0; i < lines->count; i++) {
        struct slice line = lines->items[i].text;
        if (is_blank(line) || lines->items[i].is_kept)
            continue;
        size_t width = indent_of(line);
        bool has_tab = width && line.data[0] == '\t';
        style.tab_lines += has_tab;
        style.blank_lines += width >= 2 && !has_tab;
        if (!has_tab && width > last + 1 && width - last <= LEVEL_MAX)
            steps[width - last]++;
        last = has_tab ? 0 : width;
    }
    for (size_t step = 2; step <= LEVEL_MAX; step++)
        if (steps[step] && (!style.unit || steps[step] > steps[style.unit]))
            style.unit = step;
    return style;
}

// Whether all lines stand at a multiple of `unit`, or one further, as a comment's ` *` does.
static bool is_regular(const struct lines *lines, size_t unit) {
    size_t first = indent_of(lines->items[0].text);
    for (size_t i = 0; i < lines->count; i++) {
        size_t width = indent_of(lines->items[i].text);
        bool counts = !lines->items[i].is_kept && !is_blank(lines->items[i].text);
        if (counts && width > first && (width - first) % unit > 1)
            return false;
    }
    return true;
}

// One line's indentation, `from` columns a level, as tabs or as `to` blanks a level.
static struct slice convert(struct arena *arena, struct slice line, size_t from, size_t to,
                            bool to_tabs) {
    size_t width = indent_of(line), columns = 0;
    for (size_t i = 0; i < width; i++)
        columns += line.data[i] == '\t' ? from : 1;
    size_t levels = columns / from, more = columns % from;
    size_t indent = to_tabs ? levels : levels * to;
    struct slice rest = slice_between(line, width, line.length);
    char *text = arena_alloc(arena, indent + more + rest.length + 1);
    memset(text, to_tabs ? '\t' : ' ', indent);
    memset(text + indent, ' ', more);
    memcpy(text + indent + more, rest.data, rest.length);
    return (struct slice){ text, indent + more + rest.length };
}

static void match_style(struct arena *arena, const struct lines *file,
                        const struct line_set *before, struct lines *code) {
    struct style has = style_of(file), got = style_of(code);
    bool file_has_tabs = has.tab_lines > has.blank_lines;
    bool file_has_blanks = has.blank_lines > has.tab_lines;
    bool to_tabs = file_has_tabs && got.blank_lines && !got.tab_lines;
    bool to_blanks = file_has_blanks && got.tab_lines;
    bool is_scaled = file_has_blanks && !got.tab_lines && got.unit && has.unit &&
                     got.unit != has.unit && is_regular(code, got.unit);
    if (!to_tabs && !to_blanks && !is_scaled)
        return;
    size_t to = has.unit ? has.unit : LEVEL_OF_TABS;
    size_t from = to_blanks ? to : got.unit ? got.unit : LEVEL_OF_TABS;
    for (size_t i = 0; i < code->count; i++) {
        struct line *line = &code->items[i];
        bool stays = line->is_kept || (!is_scaled && line_set_has(before, line->text));
        if (!stays)
            line->text = convert(arena, line->text, from, to, to_tabs);
    }
}

// --- Base indentation ----------------------------------------------------------------------------

static size_t least_indent_after_first(const struct lines *lines) {
    size_t least = SIZE_MAX;
    for (size_t i = 1; i < lines->count; i++) {
        bool counts = !lines->items[i].is_kept && !is_blank(lines->items[i].text);
        if (counts && indent_of(lines->items[i].text) < least)
            least = indent_of(lines->items[i].text);
    }
    return least;
}

// How far all lines after the first have to move. Models answer with the base indentation, without
// it, or without it on the first line only; the last is told by the other lines, which then stand
// where they stood.
static ptrdiff_t find_shift(const struct lines *before, const struct lines *code, size_t base) {
    size_t first = indent_of(code->items[0].text);
    size_t rest_before = least_indent_after_first(before);
    size_t rest = least_indent_after_first(code);
    bool only_first_is_bare =
        first == 0 && rest != SIZE_MAX && rest_before != SIZE_MAX && rest >= rest_before;
    return only_first_is_bare ? 0 : (ptrdiff_t)base - (ptrdiff_t)first;
}

static struct slice shifted(struct arena *arena, struct slice line, struct slice base,
                            ptrdiff_t shift) {
    size_t width = indent_of(line);
    if (shift <= 0) {
        size_t drop = (size_t)-shift < width ? (size_t)-shift : width;
        return slice_between(line, drop, line.length);
    }
    size_t more = (size_t)shift;
    char *text = arena_alloc(arena, more + line.length + 1);
    memcpy(text, base.data + base.length - more, more);
    memcpy(text + more, line.data, line.length);
    return (struct slice){ text, more + line.length };
}

// A line that stood in the scope left of its base (a directive, a line of a literal that no tree
// tells of) stays there.
static bool keeps_its_place(const struct line_set *before, struct slice line, size_t base) {
    return indent_of(line) < base && line_set_has(before, line);
}

// White space that the line of `offset` begins with, up to there.
static struct slice base_at(struct slice text, size_t offset) {
    size_t start = offset, end;
    while (start > 0 && !strchr("\r\n", text.data[start - 1]))
        start--;
    end = start;
    while (end < offset && strchr(" \t", text.data[end]))
        end++;
    return slice_between(text, start, end);
}

static void move_lines(struct arena *arena, const struct lines *before, const struct line_set *set,
                       struct slice base, bool is_mid_line, struct lines *code) {
    ptrdiff_t shift = find_shift(before, code, base.length);
    struct slice first = code->items[0].text;
    // The base of a scope in the middle of a line is of its other lines only.
    if (is_mid_line && least_indent_after_first(code) >= base.length)
        shift = 0;
    code->items[0].text = slice_between(first, indent_of(first), first.length);
    for (size_t i = 1; i < code->count; i++) {
        struct line *line = &code->items[i];
        if (is_blank(line->text) && !line->is_kept)
            line->text = SLICE("");
        else if (!line->is_kept && !keeps_its_place(set, line->text, base.length))
            line->text = shifted(arena, line->text, base, shift);
    }
}

// --- Line by line --------------------------------------------------------------------------------

const char *fit_line_ending(struct slice text) {
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

// The terminator of a line of `text`; empty at its end.
static struct slice terminator_of(struct slice text, struct slice line) {
    size_t end = (size_t)(line.data - text.data) + line.length, length = 0;
    if (end < text.length)
        length =
            text.data[end] == '\r' && end + 1 < text.length && text.data[end + 1] == '\n' ? 2 : 1;
    return slice_between(text, end, end + length);
}

// The next line of the scope that says the same; lines that say nothing of their own only right
// where the one before was found.
static const struct line *find_line(const struct lines *before, size_t *next, struct slice line) {
    struct slice wanted = without_trailing(line);
    bool is_short = slice_trim(wanted).length < SHORT_LINE;
    for (size_t i = *next; i < before->count && (i == *next || !is_short); i++) {
        if (slice_is_equal(without_trailing(before->items[i].text), wanted)) {
            *next = i + 1;
            return &before->items[i];
        }
    }
    return NULL;
}

static void join(const struct subject *subject, const struct lines *before,
                 const struct lines *code, struct slice text, struct buffer *out) {
    bool is_one_line =
        !memchr(text.data, '\n', text.length) && !memchr(text.data, '\r', text.length);
    struct slice ending = slice_from(fit_line_ending(is_one_line ? subject->text : text));
    size_t next = 0;
    for (size_t i = 0; i < code->count; i++) {
        const struct line *line = &code->items[i];
        const struct line *same = find_line(before, &next, line->text);
        buffer_append(out, same && !line->is_kept ? same->text : line->text);
        struct slice own = same ? terminator_of(subject->text, same->text) : SLICE("");
        if (i + 1 < code->count)
            buffer_append(out, own.length ? own : ending);
    }
}

static void fit_lines(struct arena *arena, const struct subject *subject, struct span target,
                      struct lines *code, struct buffer *out) {
    struct slice text = slice_between(subject->text, target.start, target.end);
    struct slice base = base_at(subject->text, target.start);
    bool is_mid_line = base.data + base.length != text.data;
    struct span whole = { 0, subject->text.length };
    struct spans literals;
    struct lines file = { 0 }, before = { 0 };
    struct line_set set;
    literals_find(subject->tree, subject->text, whole, &literals);
    // With the white space in front of the first line: without it, it would stand left of its base.
    size_t start = is_mid_line ? target.start : target.start - base.length;
    line_set_init(&set, slice_between(subject->text, start, target.end), false);
    split(subject->text, subject->text, &literals, &file);
    split(text, subject->text, &literals, &before);
    match_style(arena, &file, &set, code);
    move_lines(arena, &before, &set, base, is_mid_line, code);
    join(subject, &before, code, text, out);
    line_set_release(&set);
    vec_release(&literals);
    vec_release(&file);
    vec_release(&before);
}

// The comma between this member and the next one is not the member's.
static struct slice without_comma(const struct subject *subject, struct slice code) {
    size_t end = subject->scope.span.end;
    bool has_own = end < subject->text.length && subject->text.data[end] == ',';
    struct slice trimmed = slice_trim(code);
    if (!has_own || !slice_ends_with(trimmed, SLICE(",")))
        return code;
    return slice_between(code, 0, (size_t)(trimmed.data - code.data) + trimmed.length - 1);
}

struct slice fit_code(struct arena *arena, const struct subject *subject, struct slice code) {
    struct span span = subject->scope.span;
    struct spans kept = { 0 };
    struct lines lines = { 0 };
    struct buffer out = { 0 };
    if (slice_starts_with(code, SLICE("\xef\xbb\xbf")))
        code = slice_between(code, 3, code.length);
    code = without_comma(subject, code);
    code = literals_restore(arena, subject, code, &kept);
    struct span target = target_of(subject, code);
    buffer_append(&out, slice_between(subject->text, span.start, target.start));
    split(code, code, &kept, &lines);
    if (lines.count)
        fit_lines(arena, subject, target, &lines, &out);
    struct slice result = lines.count ? arena_copy(arena, buffer_slice(&out)) : SLICE("");
    buffer_release(&out);
    vec_release(&kept);
    vec_release(&lines);
    return result;
}
