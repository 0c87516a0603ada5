// How the structural engine talks. Everything that comes out of a person's file passes one of the
// functions here before it gets into Markdown: none of it can close a code span or start a tag.
#include "builtin/words.h"

#include <ctype.h>

enum { SENTENCE_BYTES_MAX = 240 };

// The longest run of backquotes in `text`.
static size_t longest_run(struct slice text) {
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.length; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static bool is_line_end(char byte) {
    return byte == '\n' || byte == '\r';
}

// Skips white space that holds a line end; returns where it ends, or `at` where there is none.
static size_t skip_fold(struct slice text, size_t at) {
    size_t end = at;
    bool folds = false;
    while (end < text.length && isspace((unsigned char)text.data[end]))
        folds |= is_line_end(text.data[end++]);
    return folds ? end : at;
}

void words_plain(struct buffer *out, struct slice text, size_t bytes_max) {
    text = slice_trim(text);
    size_t start = out->length;
    for (size_t i = 0; i < text.length;) {
        bool is_boundary = ((unsigned char)text.data[i] & 0xC0) != 0x80;
        if (is_boundary && out->length - start >= bytes_max) {
            buffer_append_string(out, "…");
            return;
        }
        size_t fold = skip_fold(text, i);
        buffer_append_byte(out, fold > i || text.data[i] == '\t' ? ' ' : text.data[i]);
        i = fold > i ? fold : i + 1;
    }
}

void words_code(struct buffer *out, struct slice text, size_t bytes_max) {
    text = slice_trim(text);
    size_t fence = longest_run(text) + 1;
    bool pads = text.length && (text.data[0] == '`' || text.data[text.length - 1] == '`');
    for (size_t i = 0; i < fence; i++)
        buffer_append_byte(out, '`');
    if (pads)
        buffer_append_byte(out, ' ');
    words_plain(out, text, bytes_max);
    if (pads)
        buffer_append_byte(out, ' ');
    for (size_t i = 0; i < fence; i++)
        buffer_append_byte(out, '`');
}

static void append_fence(struct buffer *out, size_t length, const char *info) {
    for (size_t i = 0; i < length; i++)
        buffer_append_byte(out, '`');
    buffer_append_string(out, info);
    buffer_append_byte(out, '\n');
}

void words_block(struct buffer *out, struct slice text, const char *info, size_t lines_max) {
    size_t fence = longest_run(text) + 1 < 3 ? 3 : longest_run(text) + 1;
    append_fence(out, fence, info);
    struct slice line;
    for (size_t i = 0; slice_next_line(&text, &line); i++) {
        if (i == lines_max) {
            buffer_append_string(out, "…\n");
            break;
        }
        buffer_append(out, line);
        buffer_append_byte(out, '\n');
    }
    append_fence(out, fence, "");
}

void words_count(struct buffer *out, size_t count, const char *noun, const char *plural) {
    if (count == 0)
        buffer_format(out, "no %s", plural);
    else
        buffer_format(out, "%zu %s", count, count == 1 ? noun : plural);
}

const char *words_separator(size_t at, size_t count) {
    if (at == 0)
        return "";
    return at + 1 == count ? " and " : ", ";
}

static struct slice capture_text(const struct query_match *match, struct slice name,
                                 struct slice text) {
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct query_capture *capture = &match->captures[i];
        if (slice_is(name, capture->name))
            return slice_between(text, capture->span.start, capture->span.end);
    }
    return SLICE("…");
}

void words_fill(struct buffer *out, const char *format, const struct query_match *match,
                struct slice text, bool code_spans) {
    for (const char *at = format; *at; at++) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        if ((*at == '{' || *at == '}') && at[1] == *at) {
            buffer_append_byte(out, *at++);
        } else if (end) {
            struct slice name = { at + 1, (size_t)(end - at - 1) };
            (code_spans ? words_code : words_plain)(out, capture_text(match, name, text),
                                                    WORDS_CODE_MAX);
            at = end;
        } else {
            buffer_append_byte(out, *at);
        }
    }
}

// What comments of our languages begin their lines with, and doc strings their text.
static struct slice strip_markers(struct slice line) {
    static const char *const markers[] = { "/**",    "/*!", "/*",      "*/",  "///", "//!",
                                           "//",     "*",   "<!--",    "-->", "--",  "#",
                                           "\"\"\"", "'''", "r\"\"\"", "\"",  "'" };
    line = slice_trim(line);
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        struct slice marker = slice_from(markers[i]);
        if (!slice_starts_with(line, marker))
            continue;
        line = slice_between(line, marker.length, line.length);
        break;
    }
    static const char *const ends[] = { "*/", "-->", "\"\"\"", "'''" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct slice end = slice_from(ends[i]);
        if (slice_ends_with(line, end))
            line.length -= end.length;
    }
    return slice_trim(line);
}

// Appends `line`, escaping what Markdown or HTML would take for its own. True when a sentence
// ended in it.
static bool append_prose(struct buffer *out, struct slice line) {
    for (size_t i = 0; i < line.length; i++) {
        char byte = line.data[i];
        if (strchr("<>[]\\*_`#", byte) && byte)
            buffer_append_byte(out, '\\');
        buffer_append_byte(out, byte);
        bool last = i + 1 == line.length;
        bool ends = byte == '.' || byte == '!' || byte == '?';
        if (ends && i > 0 && (last || isspace((unsigned char)line.data[i + 1])) &&
            (last || !islower((unsigned char)line.data[i + 2 < line.length ? i + 2 : i])))
            return true;
    }
    return false;
}

// "total", "total(items: list) -> int": what stands above it anyway.
static bool repeats_name(struct slice line, struct slice name) {
    if (!name.length || !slice_starts_with(line, name))
        return false;
    struct slice rest = slice_trim(slice_between(line, name.length, line.length));
    return !rest.length || slice_is(rest, ".") ||
           (rest.data[0] == '(' && !slice_ends_with(rest, SLICE(".")));
}

bool words_first_sentence(struct buffer *out, struct slice comment, struct slice name) {
    size_t start = out->length;
    bool is_repeated = false; // up to the next blank line
    struct slice line;
    while (slice_next_line(&comment, &line)) {
        line = strip_markers(line);
        // A blank line, a tag or a ruler ends the first paragraph.
        if (!line.length || line.data[0] == '@' || line.data[0] == ':') {
            if (out->length > start)
                break;
            is_repeated = false;
            continue;
        }
        is_repeated |= out->length == start && repeats_name(line, name);
        if (is_repeated)
            continue;
        if (out->length - start + line.length > SENTENCE_BYTES_MAX) {
            if (out->length > start)
                buffer_append_string(out, " …");
            break;
        }
        if (out->length > start)
            buffer_append_byte(out, ' ');
        if (append_prose(out, line))
            break;
    }
    return out->length > start;
}

struct slice words_root(struct slice expression) {
    size_t start = 0;
    while (start < expression.length && strchr("*&( ", expression.data[start]))
        start++;
    size_t end = start;
    while (end < expression.length &&
           (isalnum((unsigned char)expression.data[end]) || expression.data[end] == '_' ||
            expression.data[end] == '$' || (unsigned char)expression.data[end] >= 0x80))
        end++;
    return slice_between(expression, start, end);
}
