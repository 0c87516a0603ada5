// Lines, indentation and names of a text that a rewrite moves code in. What may move where is said
// here once, for all rewrites; what a rewrite is for is said in rewrite.c and guard.c.
#include "builtin/source.h"

#include "builtin/facts.h"

#include <ctype.h>

enum {
    DECLARED_NAMES_MAX = 64, // in one block that is moved
    PARENT_BYTES_MAX = 64 << 10,
};

// --- Lines ---

size_t source_line_start(struct slice text, size_t offset) {
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

struct slice source_indentation(struct slice text, size_t offset) {
    size_t start = source_line_start(text, offset);
    return slice_between(text, start, skip_blanks(text, start));
}

bool source_starts_line(struct slice text, size_t offset) {
    return skip_blanks(text, source_line_start(text, offset)) == offset;
}

struct slice source_line_ending(struct slice text, size_t offset) {
    while (!at_line_end(text, offset))
        offset++;
    if (offset >= text.length)
        return SLICE("\n");
    return slice_between(text, offset, after_line_end(text, offset));
}

struct slice source_between(const struct source *source, size_t start, size_t end) {
    return start <= end ? slice_between(source->text, start, end) : SLICE("?");
}

bool source_is_only(struct slice part, const char *allowed) {
    for (size_t i = 0; i < part.length; i++) {
        if (!isspace((unsigned char)part.data[i]) &&
            (part.data[i] == '\0' || !strchr(allowed, part.data[i])))
            return false;
    }
    return true;
}

bool source_is_only_comments(const struct source *source, struct span span, const char *allowed) {
    const struct mark *comment = marks_from(source->marks, MARK_comment, span.start);
    size_t at = span.start;
    for (; comment && comment->span.start < span.end;
         comment = marks_next(source->marks, comment)) {
        if (!source_is_only(source_between(source, at, comment->span.start), allowed))
            return false;
        at = comment->span.end;
    }
    return source_is_only(source_between(source, at, span.end), allowed);
}

bool source_has_line_end(struct slice part) {
    return memchr(part.data, '\n', part.length) || memchr(part.data, '\r', part.length);
}

bool source_moves_alike(const struct source *source, struct span span, struct slice from) {
    struct slice text = source->text;
    for (size_t at = span.start; at < span.end; at++) {
        if (source_line_start(text, at) != at || marks_cover(source->marks, MARK_text, at))
            continue;
        for (size_t i = 0; i < from.length && at + i < span.end && is_blank(text.data[at + i]); i++)
            if (text.data[at + i] != from.data[i])
                return false;
    }
    return true;
}

void source_append_moved(const struct source *source, struct buffer *out, struct span span,
                         struct slice from, struct slice to) {
    struct slice text = source->text;
    size_t at = span.start;
    while (at < span.end) {
        bool is_start = source_line_start(text, at) == at;
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

// --- Results ---

bool source_finish(const struct source *source, struct buffer *words, enum rewrite_kind kind,
                   struct span span, struct rewrite *rewrite) {
    bool whole = !words->overflowed;
    *rewrite = (struct rewrite){
        .kind = kind,
        .edit = { .span = span, .replacement = arena_copy(source->arena, buffer_slice(words)) },
    };
    buffer_release(words);
    return whole;
}

struct span source_span_of(const struct query_match *match, const char *name) {
    const struct query_capture *capture = query_capture_find(match, name);
    return capture ? capture->span : (struct span){ 0, 0 };
}

// --- Names that would move ---

bool source_is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '_' || byte == '$' ||
           (unsigned char)byte >= 0x80;
}

static bool has_word(struct slice text, struct slice word) {
    size_t at = 0;
    while ((at = slice_find(text, word, at)) != SLICE_NOT_FOUND) {
        size_t end = at + word.length;
        if ((at == 0 || !source_is_word_byte(text.data[at - 1])) &&
            (end == text.length || !source_is_word_byte(text.data[end])))
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
        while (end < names.length && source_is_word_byte(names.data[end]))
            end++;
        struct slice word = slice_between(names, i, end);
        if (word.length && (has_word(source_between(source, around.start, body.start), word) ||
                            has_word(source_between(source, body.end, around.end), word)))
            return true;
        i = end > i ? end : i + 1;
    }
    return false;
}

bool source_can_leave(const struct source *source, struct span body, struct span parent) {
    const struct marks *marks = source->marks;
    if (marks_at(marks, MARK_rigid, body) ||
        (marks_at(marks, MARK_closing, body) &&
         !source_is_only_comments(source, (struct span){ body.end, parent.end }, "}")))
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
            source_is_only(source_between(source, callable->other.start, parent.start), "{"))
            around.start = callable->span.start;
    }
    for (int names = 0; held && held->span.start == body.start && held->span.end == body.end;
         held = marks_next(marks, held)) {
        if (++names > DECLARED_NAMES_MAX ||
            is_used_around(source, source_between(source, held->other.start, held->other.end),
                           around, body))
            return false;
    }
    return true;
}

// --- Blocks ---

bool source_find_inside(const struct source *source, struct span braces, struct span *inside,
                        struct slice *indent) {
    struct slice text = source->text;
    size_t start = skip_blanks(text, braces.start + 1);
    size_t close = braces.end - 1;
    if (!at_line_end(text, start) || text.data[close] != '}' || !source_starts_line(text, close))
        return false;
    start = after_line_end(text, start);
    size_t end = source_line_start(text, close);
    if (start >= end || source_is_only(slice_between(text, start, end), ""))
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

bool source_is_deeper(struct slice from, struct slice to) {
    return from.length > to.length && slice_starts_with(from, to);
}
