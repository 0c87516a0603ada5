// Finds the note by its mark and asks the tree whether that is a comment; where there is no tree, a
// line that begins as comments do will pass. What a model is asked about lacks the note; its answer
// takes the note along.
#include "actions/note.h"

#include "actions/code.h"
#include "base/buffer.h"
#include "syntax/query.h"
#include "text/diff.h"

#include <ctype.h>

#define SIGNS "#/*-;%!<'\"{( \t"

static const char mark[] = "wye:";

enum { MARK_BYTES = sizeof mark - 1 };

static bool is_mark(struct slice text, size_t at) {
    if (at > 0 && isalnum((unsigned char)text.data[at - 1]))
        return false;
    for (size_t i = 0; i < MARK_BYTES; i++)
        if (tolower((unsigned char)text.data[at + i]) != mark[i])
            return false;
    return true;
}

// The next mark from `at` to `end`; `end` where there is none. By its colon, which is rarer than
// its letters.
static size_t next_mark(struct slice text, size_t at, size_t end) {
    while (at + MARK_BYTES <= end) {
        const char *from = text.data + at + MARK_BYTES - 1;
        const char *colon = memchr(from, ':', end - at - MARK_BYTES + 1);
        if (!colon)
            return end;
        at = (size_t)(colon - text.data) - MARK_BYTES + 1;
        if (is_mark(text, at))
            return at;
        at++;
    }
    return end;
}

static size_t line_start(struct slice text, size_t at) {
    while (at > 0 && text.data[at - 1] != '\n' && text.data[at - 1] != '\r')
        at--;
    return at;
}

static size_t line_end(struct slice text, size_t at) {
    while (at < text.length && text.data[at] != '\n' && text.data[at] != '\r')
        at++;
    return at;
}

static bool has_only(struct slice text, size_t start, size_t end, const char *allowed) {
    for (size_t i = start; i < end; i++)
        if (!text.data[i] || !strchr(allowed, text.data[i]))
            return false;
    return true;
}

// --- Finding it ----------------------------------------------------------------------------------

struct search {
    size_t at;
    struct span comment;
};

static bool on_match(const struct query_match *match, void *data) {
    struct search *search = data;
    const struct query_capture *comment = query_capture_find(match, "comment");
    if (comment && comment->span.start <= search->at && search->at < comment->span.end)
        search->comment = comment->span;
    return true;
}

// The comment that begins with the mark at `at`; empty where it does not.
static struct span comment_at(const struct subject *subject, size_t at) {
    struct slice text = subject->text;
    struct search search = { .at = at };
    if (subject->tree)
        query_visit(subject->tree, text, QUERY_SIMPLIFY, (struct span){ at, at + 1 }, on_match,
                    &search);
    else
        search.comment = (struct span){ line_start(text, at), line_end(text, at) };
    struct span comment = search.comment;
    bool is_first = comment.end && has_only(text, comment.start, at, SIGNS) &&
                    slice_trim(slice_between(text, comment.start, at)).length > 0;
    return is_first ? comment : (struct span){ 0, 0 };
}

// What stands in the comment behind the mark, without what closes it; empty for a mark alone.
static struct slice instruction_in(struct slice text, size_t start, size_t end) {
    static const char *const closings[] = { "*/", "-->", "#}", "*)" };
    struct slice words = slice_trim(slice_between(text, start, end));
    for (size_t i = 0; i < sizeof closings / sizeof *closings; i++)
        if (slice_ends_with(words, slice_from(closings[i])))
            words.length -= strlen(closings[i]);
    return slice_trim(words);
}

// Whole lines where the comment has them to itself, else it and the blanks in front of it.
static struct span extent_of(struct slice text, struct span comment) {
    while (comment.end > comment.start && strchr("\r\n", text.data[comment.end - 1]))
        comment.end--; // some grammars take the line's end along
    size_t start = line_start(text, comment.start), end = line_end(text, comment.end);
    if (has_only(text, start, comment.start, " \t") && has_only(text, comment.end, end, " \t")) {
        end += end < text.length && text.data[end] == '\r';
        end += end < text.length && text.data[end] == '\n';
        return (struct span){ start, end };
    }
    while (comment.start > start && strchr(" \t", text.data[comment.start - 1]))
        comment.start--;
    return comment;
}

void note_find(struct subject *subject, struct span selection) {
    struct slice text = subject->text;
    struct span scope = subject->scope.span;
    bool is_part = subject->scope.kind == SCOPE_SELECTION || subject->scope.kind == SCOPE_LINES;
    size_t first = line_start(text, scope.start);
    size_t from = is_part && first ? line_start(text, first - 1) : scope.start;
    size_t to = line_end(text, selection.end < text.length ? selection.end : text.length);
    to = to < scope.end ? to : scope.end;
    for (size_t at = next_mark(text, from, to); at < to; at = next_mark(text, at + 1, to)) {
        struct span comment = comment_at(subject, at);
        struct slice words = instruction_in(text, at, comment.end > at ? comment.end : at);
        if (words.length <= MARK_BYTES)
            continue;
        subject->instruction = slice_trim(slice_between(words, MARK_BYTES, words.length));
        subject->note = extent_of(text, comment);
    }
    if (subject->note.end && subject->note.start < scope.start) {
        subject->scope.span.start = subject->note.start;
        while (strchr(" \t", text.data[subject->scope.span.start]))
            subject->scope.span.start++;
        subject->scope.core = subject->scope.span;
    }
}

// --- Cutting it off ------------------------------------------------------------------------------

static size_t moved(size_t offset, struct span note) {
    if (offset >= note.end)
        return offset - (note.end - note.start);
    return offset < note.start ? offset : note.start;
}

// What selects the same code in the text without the note.
static struct span selection_of(const struct subject *subject, size_t length) {
    struct span span = subject->scope.span, note = subject->note;
    if (subject->scope.kind == SCOPE_FILE)
        return (struct span){ 0, length };
    if (subject->scope.kind == SCOPE_DEFINITION)
        span.start = span.end = subject->scope.core.start;
    return (struct span){ moved(span.start, note), moved(span.end, note) };
}

void note_cut(struct arena *arena, const struct subject *subject, struct subject *cleaned) {
    *cleaned = *subject;
    if (!subject->note.end)
        return;
    struct buffer text = { 0 };
    enum tree_status status;
    buffer_append(&text, slice_between(subject->text, 0, subject->note.start));
    buffer_append(&text, slice_between(subject->text, subject->note.end, subject->text.length));
    cleaned->text = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    cleaned->note = (struct span){ 0, 0 };
    cleaned->tree =
        subject->tree ? tree_parse(subject->language, cleaned->text, NULL, NULL, &status) : NULL;
    cleaned->scope =
        scope_at(cleaned->tree, cleaned->text, selection_of(subject, cleaned->text.length));
}

void note_release(const struct subject *subject, struct subject *cleaned) {
    if (cleaned->tree != subject->tree)
        tree_destroy((struct tree *)cleaned->tree);
}

// --- An answer about the text without it ---------------------------------------------------------

// Edits of the text without the note become edits of the text, and take the note along.
static void take_note_along(struct arena *arena, const struct subject *subject,
                            const struct subject *cleaned, struct reading *reading) {
    struct buffer after = { 0 };
    edits_apply(&reading->edits, cleaned->text, &after);
    size_t start = subject->scope.span.start, end = subject->scope.span.end;
    // The note may begin before the scope does, by the indentation of its line.
    start = subject->note.start < start ? subject->note.start : start;
    end = subject->note.end > end ? subject->note.end : end;
    struct slice text = arena_copy(arena, buffer_slice(&after));
    struct slice before = slice_between(subject->text, start, end);
    struct slice now = slice_between(text, start, text.length - (subject->text.length - end));
    reading->edits.count = 0;
    diff_edits(before, now, start, &reading->edits);
    buffer_release(&after);
}

// Some models know better what stood there, and write the note again.
static struct slice without_note(struct arena *arena, const struct subject *subject,
                                 struct slice answer) {
    struct slice note =
        slice_trim(slice_between(subject->text, subject->note.start, subject->note.end));
    struct slice rest = answer, line;
    struct buffer out = { 0 };
    for (const char *start = rest.data; slice_next_line(&rest, &line); start = rest.data)
        if (!note.length || !slice_is_equal(slice_trim(line), note))
            buffer_append(&out, (struct slice){ start, (size_t)(rest.data - start) });
    struct slice result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

void note_read_code(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                    struct slice answer, struct reading *reading) {
    struct subject cleaned;
    note_cut(arena, subject, &cleaned);
    answer = without_note(arena, subject, answer);
    code_read(arena, &cleaned, rule, answer, reading);
    if (reading->outcome == ATTEMPT_ok && reading->edits.count && subject->note.end)
        take_note_along(arena, subject, &cleaned, reading);
    note_release(subject, &cleaned);
}
