// Small readings of a subject that prompts, titles and answers share. Allocates only in the arena
// that it is given.

#include "actions/subject.h"

#include "actions/docs.h"
#include "actions/note.h"
#include "actions/traceback.h"
#include "base/buffer.h"
#include "syntax/piece.h"

enum { NAME_BYTES_MAX = 60 }; // menus show not much more

static int64_t count_lines(struct slice code) {
    int64_t lines = 0;
    struct slice line;
    while (slice_next_line(&code, &line))
        lines++;
    return lines;
}

void subject_examine(struct subject *subject, struct span selection, bool is_quick) {
    subject->scope = scope_at(subject->tree, subject->text, selection);
    if (subject->tree && subject->scope.kind == SCOPE_SELECTION)
        piece_function(subject->tree, subject->text, subject->scope.span, &subject->function);
    note_find(subject, selection);
    traceback_find(subject);
    subject->is_documented = docs_are_there(subject);
    subject->traits = traits_of(subject->tree, subject->text, subject->scope.span,
                                is_quick ? TRAITS_QUICK_BYTES : TRAITS_ALL_BYTES);
    subject->lines = count_lines(subject_code(subject));
}

void subject_widen(struct subject *subject, struct scope scope) {
    subject->scope = scope;
    subject->lines = count_lines(subject_code(subject));
}

// A selector or a key may be as long as anything, and on several lines.
static const char *on_one_line(struct arena *arena, struct slice name) {
    struct buffer line = { 0 };
    for (size_t i = 0; i < name.length; i++) {
        bool is_blank = strchr(" \t\r\n", name.data[i]) != NULL;
        bool is_boundary = ((unsigned char)name.data[i] & 0xC0) != 0x80;
        if (is_boundary && line.length >= NAME_BYTES_MAX) {
            buffer_append_string(&line, "…");
            break;
        }
        if (!is_blank)
            buffer_append_byte(&line, name.data[i]);
        else if (!line.length || line.data[line.length - 1] != ' ')
            buffer_append_byte(&line, ' ');
    }
    const char *result = arena_string(arena, buffer_slice(&line));
    buffer_release(&line);
    return result;
}

const char *subject_title(struct arena *arena, const struct subject *subject) {
    const struct scope *scope = &subject->scope;
    switch (scope->kind) {
    case SCOPE_DEFINITION:
        if (scope->name.length)
            return on_one_line(arena, scope->name);
        return arena_format(arena, "this %s", scope->noun);
    case SCOPE_SELECTION:
        return "the selection";
    case SCOPE_LINES:
        return subject->has_selection ? "the selected lines" : "these lines";
    case SCOPE_FILE:
        break;
    }
    const char *base = strrchr(subject->path, '/');
    return arena_string(arena, slice_from(base ? base + 1 : subject->path));
}

struct slice subject_code(const struct subject *subject) {
    return slice_between(subject->text, subject->scope.span.start, subject->scope.span.end);
}

struct slice subject_indent(const struct subject *subject) {
    size_t end = subject->scope.span.start, start = end;
    while (start > 0 && strchr(" \t", subject->text.data[start - 1]))
        start--;
    bool is_line_start = start == 0 || strchr("\r\n", subject->text.data[start - 1]);
    return slice_between(subject->text, is_line_start ? start : end, end);
}
