// Statements are compared by their words: formatting says nothing. What is added stands where a
// person would write it, behind the last import of the file's head. Nothing is sorted, and no
// import is taken away for being unused.
#include "actions/imports.h"

#include "actions/fit.h"
#include "actions/remarks.h"
#include "actions/verify.h"

#include <ctype.h>

// --- Words ---------------------------------------------------------------------------------------

static bool is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '_' || (byte & 0x80);
}

// Takes the next word off `text`; false where there is none.
static bool next_word(struct slice *text, struct slice *word) {
    size_t start = 0, end;
    while (start < text->length && !is_word_byte(text->data[start]))
        start++;
    for (end = start; end < text->length && is_word_byte(text->data[end]);)
        end++;
    *word = slice_between(*text, start, end);
    *text = slice_between(*text, end, text->length);
    return word->length > 0;
}

static bool has_word(struct slice text, struct slice wanted) {
    struct slice word;
    while (next_word(&text, &word))
        if (slice_is_equal(word, wanted))
            return true;
    return false;
}

static bool has_words_of(struct slice text, struct slice other) {
    struct slice word;
    while (next_word(&other, &word))
        if (!has_word(text, word))
            return false;
    return true;
}

static bool is_same_import(struct slice a, struct slice b) {
    return has_words_of(a, b) && has_words_of(b, a);
}

// `from a import b, c` is more of `from a import b`: both at once would be an error in languages
// where a name can be imported once. `use a::b::c` is another one than `use a::b`.
static bool is_more_of(struct slice import, struct slice other) {
    bool has_list = false;
    for (size_t i = 0; i < import.length; i++)
        has_list |= strchr(",({", import.data[i]) != NULL;
    return has_list && has_words_of(import, other);
}

// --- In an answer --------------------------------------------------------------------------------

static bool is_at_head(const struct subject *subject, struct span import) {
    return import.end <= subject->scope.span.start;
}

static bool is_in_file(const struct subject *subject, const struct outline *file,
                       struct slice import) {
    for (size_t i = 0; i < file->import_count; i++) {
        struct span span = file->imports[i];
        if (is_same_import(slice_between(subject->text, span.start, span.end), import))
            return true;
    }
    return false;
}

static bool scope_has_imports(const struct subject *subject, const struct outline *file) {
    for (size_t i = 0; i < file->import_count; i++)
        if (file->imports[i].start >= subject->scope.span.start &&
            file->imports[i].end <= subject->scope.span.end)
            return true;
    return false;
}

static bool is_taken(const struct imports *imports, struct slice import) {
    for (size_t i = 0; i < imports->count; i++)
        if (is_same_import(imports->items[i], import))
            return true;
    return false;
}

// The line's rest goes with it.
static size_t behind_import(struct slice code, size_t end) {
    size_t at = end;
    while (at < code.length && strchr(" \t\r;", code.data[at]))
        at++;
    return at < code.length && code.data[at] == '\n' ? at + 1 : end;
}

struct slice imports_take(struct arena *arena, const struct subject *subject, struct slice code,
                          struct imports *imports) {
    enum tree_status status;
    struct span whole = { 0, code.length };
    struct outline file =
        outline_of(arena, subject->tree, subject->text, (struct span){ 0, subject->text.length });
    *imports = (struct imports){ 0 };
    if (!subject->tree || scope_has_imports(subject, &file))
        return code;
    struct tree *tree = tree_parse(subject->language, code, NULL, NULL, &status);
    struct outline outline = outline_of(arena, tree, code, whole);
    size_t limit = outline.definition_count ? outline.definitions[0].span.start : code.length;
    size_t at = 0;
    struct buffer rest = { 0 };
    for (size_t i = 0; i < outline.import_count && outline.imports[i].end <= limit; i++) {
        struct span span = outline.imports[i];
        struct slice import = slice_trim(slice_between(code, span.start, span.end));
        if (span.start < at || is_in_file(subject, &file, import))
            continue;
        buffer_append(&rest, slice_between(code, at, span.start));
        at = behind_import(code, span.start + import.length);
        if (!is_taken(imports, import))
            vec_push(imports, import);
    }
    buffer_append(&rest, slice_between(code, at, code.length));
    struct slice result = imports->count ? arena_copy(arena, buffer_slice(&rest)) : code;
    buffer_release(&rest);
    tree_destroy(tree);
    return result;
}

// --- In the file ---------------------------------------------------------------------------------

static size_t skip_blanks(struct slice text, size_t at) {
    while (at < text.length && strchr(" \t\r\n;", text.data[at]))
        at++;
    return at;
}

static size_t next_line(struct slice text, size_t at) {
    while (at < text.length && text.data[at] != '\n' && text.data[at] != '\r')
        at++;
    at += at < text.length && text.data[at] == '\r';
    return at + (at < text.length && text.data[at] == '\n');
}

// Behind what stands at the head of files in front of imports: comments, a doc string, a package's
// name, directives such as "use strict".
static size_t behind_head(const struct subject *subject) {
    struct slice text = subject->text;
    struct spans remarks;
    size_t behind = 0;
    remarks_find(subject->tree, text, (struct span){ 0, text.length },
                 REMARKS_COMMENTS | REMARKS_LITERALS, &remarks);
    for (size_t at = 0; (at = skip_blanks(text, at)) < subject->scope.span.start;) {
        struct slice rest = slice_between(text, at, text.length);
        size_t end = remarks_end_at(&remarks, at);
        bool is_head = end || slice_starts_with(rest, SLICE("package ")) ||
                       slice_starts_with(rest, SLICE("#!")) || strchr("'\"", rest.data[0]);
        if (!is_head)
            break;
        at = next_line(text, end > at ? end : at);
        // A comment right above what is defined belongs to that.
        if (at <= subject->scope.span.start)
            behind = at;
    }
    vec_release(&remarks);
    return behind;
}

// The import of the file that this one is more of; its number, or the count.
static size_t find_less(const struct subject *subject, const struct outline *file,
                        struct slice import) {
    size_t i = 0;
    for (; i < file->import_count; i++) {
        struct span span = file->imports[i];
        if (is_at_head(subject, span) &&
            is_more_of(import, slice_between(subject->text, span.start, span.end)))
            break;
    }
    return i;
}

static void insert(struct arena *arena, const struct subject *subject, const struct outline *file,
                   const struct buffer *lines, struct edits *edits) {
    const char *line_end = fit_line_ending(subject->text);
    size_t at = 0, count = 0;
    for (size_t i = 0; i < file->import_count; i++)
        if (is_at_head(subject, file->imports[i]))
            at = next_line(subject->text, file->imports[i].end - 1), count++;
    if (!count)
        at = behind_head(subject);
    struct slice above = slice_between(subject->text, 0, at);
    struct slice below = slice_between(subject->text, at, subject->text.length);
    bool is_apart = count || !below.length || strchr("\r\n", below.data[0]);
    struct slice text = slice_from(
        arena_format(arena, "%s" SLICE_FORMAT "%s", count || !above.length ? "" : line_end,
                     SLICE_ARGUMENT(buffer_slice(lines)), is_apart ? "" : line_end));
    vec_push(edits, ((struct edit){ { at, at }, text }));
}

void imports_add(struct arena *arena, const struct subject *subject, const struct imports *imports,
                 enum verify_rule rule, struct reading *reading) {
    struct outline file =
        outline_of(arena, subject->tree, subject->text, (struct span){ 0, subject->text.length });
    struct buffer lines = { 0 };
    for (size_t i = 0; i < imports->count; i++) {
        size_t less = find_less(subject, &file, imports->items[i]);
        if (less < file.import_count)
            vec_push(&reading->edits, ((struct edit){ file.imports[less], imports->items[i] }));
        else
            buffer_format(&lines, SLICE_FORMAT "%s", SLICE_ARGUMENT(imports->items[i]),
                          fit_line_ending(subject->text));
    }
    if (lines.length)
        insert(arena, subject, &file, &lines, &reading->edits);
    buffer_release(&lines);
    edits_sort(&reading->edits);
    if (!imports->count)
        return;
    if (edits_are_valid(&reading->edits, subject->text.length)) {
        verify_edits(arena, subject, rule, reading);
    } else {
        reading->outcome = ATTEMPT_changed_code;
        reading->message = "The answer imports the same thing twice.";
    }
}
