// Prompt material. Only signatures and imports of the file go along with the scope, nearest first,
// until the budget is used up; what did not fit is said, so that the model does not take the list
// for complete.

#include "actions/context.h"

#include "llm/usage.h"

static const char *fence_for(struct arena *arena, struct slice code) {
    size_t longest = 2, run = 0;
    for (size_t i = 0; i < code.length; i++) {
        run = code.data[i] == '`' ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    char *fence = arena_alloc(arena, longest + 2);
    memset(fence, '`', longest + 1);
    return fence;
}

void context_append_code(struct arena *arena, const struct subject *subject, struct slice code,
                         struct buffer *prompt) {
    const char *fence = fence_for(arena, code);
    buffer_format(prompt, "%s%s\n", fence, subject->language_id);
    buffer_append(prompt, code);
    buffer_format(prompt, "\n%s\n", fence);
}

// A signature on one line, white space folded, so that a list of them reads well.
static void append_signature(struct slice text, const struct definition *definition,
                             struct buffer *list) {
    struct slice signature =
        slice_trim(slice_between(text, definition->signature.start, definition->signature.end));
    bool was_blank = false;
    for (size_t i = 0; i < signature.length; i++) {
        char byte = signature.data[i];
        bool is_blank = strchr(" \t\r\n", byte) != NULL;
        if (!is_blank)
            buffer_append_byte(list, byte);
        else if (!was_blank)
            buffer_append_byte(list, ' ');
        was_blank = is_blank;
    }
    buffer_append_byte(list, '\n');
}

static bool has_room(size_t more, int64_t *tokens_left) {
    int64_t tokens = llm_tokens_estimate((int64_t)more);
    if (tokens > *tokens_left)
        return false;
    *tokens_left -= tokens;
    return true;
}

struct sections {
    struct buffer imports, enclosing, siblings;
    bool is_cut;
};

static bool spans_overlap(struct span a, struct span b) {
    return a.start < b.end && b.start < a.end;
}

static int find_parent(const struct outline *outline, struct span scope) {
    int parent = -1;
    for (size_t i = 0; i < outline->definition_count; i++) {
        struct span span = outline->definitions[i].span;
        bool is_around = span.start <= scope.start && scope.end <= span.end &&
                         span.end - span.start > scope.end - scope.start;
        if (is_around)
            parent = (int)i;
    }
    return parent;
}

static void collect(const struct subject *subject, const struct outline *outline,
                    struct sections *sections) {
    int64_t tokens_left = CONTEXT_TOKENS_MAX;
    struct span scope = subject->scope.span;
    int parent = find_parent(outline, scope);
    for (int i = parent; i >= 0; i = outline->definitions[i].parent) {
        const struct definition *definition = &outline->definitions[i];
        if (has_room(definition->signature.end - definition->signature.start, &tokens_left))
            append_signature(subject->text, definition, &sections->enclosing);
        else
            sections->is_cut = true;
    }
    for (size_t i = 0; i < outline->import_count; i++) {
        struct span span = outline->imports[i];
        if (spans_overlap(span, scope))
            continue;
        if (has_room(span.end - span.start, &tokens_left)) {
            buffer_append(&sections->imports,
                          slice_trim(slice_between(subject->text, span.start, span.end)));
            buffer_append_byte(&sections->imports, '\n');
        } else {
            sections->is_cut = true;
        }
    }
    for (size_t i = 0; i < outline->definition_count; i++) {
        const struct definition *definition = &outline->definitions[i];
        if (definition->parent != parent || spans_overlap(definition->span, scope))
            continue;
        if (has_room(definition->signature.end - definition->signature.start, &tokens_left))
            append_signature(subject->text, definition, &sections->siblings);
        else
            sections->is_cut = true;
    }
}

static void append_section(struct arena *arena, const struct subject *subject, const char *title,
                           const struct buffer *content, struct buffer *prompt) {
    if (!content->length)
        return;
    buffer_format(prompt, "%s\n", title);
    context_append_code(arena, subject, slice_trim(buffer_slice(content)), prompt);
    buffer_append_byte(prompt, '\n');
}

void context_append(struct arena *arena, const struct subject *subject, struct buffer *prompt) {
    struct sections sections = { 0 };
    if (subject->tree && subject->scope.kind != SCOPE_FILE) {
        struct span whole = { 0, subject->text.length };
        struct outline outline = outline_of(arena, subject->tree, subject->text, whole);
        collect(subject, &outline, &sections);
    }
    buffer_format(prompt, "Language: %s. File: %s.\n\n", subject->language_name, subject->path);
    append_section(arena, subject, "Imports of the file:", &sections.imports, prompt);
    append_section(arena, subject, "It stands inside:", &sections.enclosing, prompt);
    append_section(arena, subject, "Beside it in the same place are:", &sections.siblings, prompt);
    if (sections.is_cut)
        buffer_append_string(prompt, "(More of the file was left out for length.)\n\n");
    buffer_append_string(prompt, "The code:\n");
    struct slice indent = subject_indent(subject), code = subject_code(subject);
    struct slice with_indent = { indent.data, indent.length + code.length };
    context_append_code(arena, subject, indent.length ? with_indent : code, prompt);
    buffer_release(&sections.imports);
    buffer_release(&sections.enclosing);
    buffer_release(&sections.siblings);
}
