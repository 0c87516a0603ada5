// Cuts in front of definitions that stand in no function: of the file, of a class, of a namespace.
// Without a tree, and in what is longer than a section and has no such place, it cuts at lines.
#include "actions/sections.h"

struct cuts {
    size_t *items;
    size_t count, capacity;
};

static size_t line_start(struct slice text, size_t at) {
    while (at > 0 && text.data[at - 1] != '\n')
        at--;
    return at;
}

static bool is_in_function(const struct outline *outline, const struct definition *definition) {
    for (int at = definition->parent; at >= 0; at = outline->definitions[at].parent)
        if (definition_is_function(&outline->definitions[at]))
            return true;
    return false;
}

// In order, since definitions come in the order of their start.
static void find_cuts(const struct subject *subject, struct cuts *cuts) {
    struct arena arena = { 0 };
    struct outline outline =
        outline_definitions(&arena, subject->tree, subject->text, subject->scope.span);
    for (size_t i = 0; i < outline.definition_count; i++)
        if (!is_in_function(&outline, &outline.definitions[i]))
            vec_push(cuts, line_start(subject->text, outline.definitions[i].span.start));
    arena_release(&arena);
}

// The last cut in reach, else the first behind it, where the code in between is no longer than two
// sections; else a line's start.
static size_t next_cut(const struct subject *subject, const struct cuts *cuts, size_t bytes,
                       size_t start) {
    size_t end = subject->scope.span.end, best = 0, behind = 0;
    if (end - start <= bytes)
        return end;
    for (size_t i = 0; i < cuts->count && !behind; i++) {
        if (cuts->items[i] > start && cuts->items[i] <= start + bytes)
            best = cuts->items[i];
        else if (cuts->items[i] > start + bytes)
            behind = cuts->items[i];
    }
    size_t limit = behind ? behind : end;
    if (!best && limit <= start + 2 * bytes)
        best = limit;
    if (!best)
        best = line_start(subject->text, start + bytes);
    return best > start ? best : end;
}

void sections_of(const struct subject *subject, size_t bytes, struct spans *sections) {
    struct cuts cuts = { 0 };
    *sections = (struct spans){ 0 };
    if (subject->tree && subject->scope.span.end - subject->scope.span.start > bytes)
        find_cuts(subject, &cuts);
    for (size_t at = subject->scope.span.start; at < subject->scope.span.end;) {
        struct span section = { at, next_cut(subject, &cuts, bytes, at) };
        vec_push(sections, section);
        at = section.end;
    }
    vec_release(&cuts);
}

struct subject sections_subject(const struct subject *subject, struct span section) {
    struct subject part = *subject;
    struct slice code = slice_between(subject->text, section.start, section.end);
    while (code.length && strchr(" \t\r\n", code.data[code.length - 1]))
        code.length--;
    section.end = section.start + code.length;
    part.scope.span = section;
    part.scope.core = section;
    return part;
}
