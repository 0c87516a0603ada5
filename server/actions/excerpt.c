// Cuts an answer down to what was asked for, and only where nothing is lost by it: every line that
// is cut off must be in the file already. What cannot be cut is left whole, for verify to refuse.

#include "actions/excerpt.h"

#include "actions/elision.h"
#include "actions/line_set.h"

// --- A definition --------------------------------------------------------------------------------

static struct slice name_of_parent(const struct outline *outline, int parent) {
    return parent < 0 ? SLICE("") : outline->definitions[parent].name;
}

static const struct definition *find_own(const struct outline *outline,
                                         const struct subject *subject) {
    for (size_t i = 0; i < outline->definition_count; i++)
        if (outline->definitions[i].core.start == subject->scope.core.start &&
            slice_is_equal(outline->definitions[i].name, subject->scope.name))
            return &outline->definitions[i];
    return NULL;
}

static bool has_signature(struct slice text, const struct definition *definition,
                          struct slice signature) {
    struct span span = definition->signature;
    return slice_is_equal(slice_trim(slice_between(text, span.start, span.end)), signature);
}

// The one definition of the answer that has the scope's name and its parent's; of several, the one
// that has its signature too. NULL where that does not tell.
static const struct definition *find_wanted(const struct outline *outline, struct slice code,
                                            struct slice name, struct slice parent,
                                            struct slice signature) {
    const struct definition *named = NULL, *signed_so = NULL;
    size_t named_count = 0, signed_count = 0;
    for (size_t i = 0; i < outline->definition_count; i++) {
        const struct definition *definition = &outline->definitions[i];
        struct slice around = name_of_parent(outline, definition->parent);
        bool is_elsewhere = around.length && !slice_is_equal(around, parent);
        if (is_elsewhere || !slice_is_equal(definition->name, name))
            continue;
        named = definition;
        named_count++;
        if (has_signature(code, definition, signature)) {
            signed_so = definition;
            signed_count++;
        }
    }
    return named_count == 1 ? named : signed_count == 1 ? signed_so : NULL;
}

// Whether every line of `rest` is one of `file`, which is the text on that side of the scope, or
// says that something was left out.
static bool stands_around(struct arena *arena, struct slice file, struct slice rest,
                          bool *has_more) {
    struct line_set lines;
    struct slice line;
    bool is_known = true;
    line_set_init(&lines, file, true);
    while (is_known && slice_next_line(&rest, &line)) {
        bool is_blank = !slice_trim(line).length;
        *has_more = *has_more || !is_blank;
        is_known = is_blank || line_set_has(&lines, line) || elision_is_line(arena, line);
    }
    line_set_release(&lines);
    return is_known;
}

static struct slice cut_definition(struct arena *arena, const struct subject *subject,
                                   const struct outline *inside, struct slice code) {
    struct span whole = { 0, subject->text.length };
    struct outline outside = outline_of(arena, subject->tree, subject->text, whole);
    const struct definition *own = find_own(&outside, subject);
    if (!own)
        return code;
    struct slice signature =
        slice_trim(slice_between(subject->text, own->signature.start, own->signature.end));
    const struct definition *wanted =
        find_wanted(inside, code, own->name, name_of_parent(&outside, own->parent), signature);
    if (!wanted)
        return code;
    size_t start = wanted->span.start;
    while (start > 0 && strchr(" \t", code.data[start - 1]))
        start--;
    struct slice text = subject->text;
    struct span scope = subject->scope.span;
    bool has_more = false;
    bool is_cut = stands_around(arena, slice_between(text, 0, scope.start),
                                slice_between(code, 0, start), &has_more) &&
                  stands_around(arena, slice_between(text, scope.end, text.length),
                                slice_between(code, wanted->span.end, code.length), &has_more) &&
                  has_more;
    return is_cut ? slice_between(code, start, wanted->span.end) : code;
}

// --- A selection ---------------------------------------------------------------------------------

static bool next_full_line(struct slice *rest, struct slice *line) {
    while (slice_next_line(rest, line))
        if (slice_trim(*line).length)
            return true;
    return false;
}

// Takes the lines of `around` off the start of `code`. False where they are not there.
static bool cut_start(struct slice *code, struct slice around) {
    struct slice rest = *code, line, wanted;
    while (next_full_line(&around, &wanted))
        if (!next_full_line(&rest, &line) || !slice_is_equal(slice_trim(line), slice_trim(wanted)))
            return false;
    *code = rest;
    return true;
}

static struct slice last_line(struct slice text) {
    while (text.length && strchr(" \t\r\n", text.data[text.length - 1]))
        text.length--;
    size_t start = text.length;
    while (start > 0 && !strchr("\r\n", text.data[start - 1]))
        start--;
    return slice_between(text, start, text.length);
}

static bool cut_end(struct slice *code, struct slice around) {
    struct slice rest = *code;
    for (;;) {
        struct slice wanted = last_line(around), line = last_line(rest);
        if (!wanted.length)
            break;
        if (!slice_is_equal(slice_trim(line), slice_trim(wanted)))
            return false;
        around.length = (size_t)(wanted.data - around.data);
        rest.length = (size_t)(line.data - rest.data);
    }
    *code = rest;
    return true;
}

// The lines of `whole` in front of the scope and behind it, cut off; only where some are in front,
// so that the answer is known to begin with them.
static bool cut_around(const struct subject *subject, struct span whole, struct slice *code) {
    struct slice text = subject->text, rest = *code;
    struct slice above = slice_between(text, whole.start, subject->scope.span.start);
    struct slice below = slice_between(text, subject->scope.span.end, whole.end);
    bool is_cut = slice_trim(above).length && cut_start(&rest, above) && cut_end(&rest, below) &&
                  slice_trim(rest).length;
    if (is_cut)
        *code = rest;
    return is_cut;
}

static struct slice cut_selection(struct arena *arena, const struct subject *subject,
                                  struct slice code) {
    struct span scope = subject->scope.span, whole = { 0, subject->text.length };
    struct outline outline = outline_of(arena, subject->tree, subject->text, scope);
    for (size_t i = outline.definition_count; i-- > 0;) {
        const struct definition *around = &outline.definitions[i];
        bool holds = around->core.start <= scope.start && scope.end <= around->core.end;
        if (holds &&
            (cut_around(subject, around->span, &code) || cut_around(subject, around->core, &code)))
            return code;
    }
    cut_around(subject, whole, &code);
    return code;
}

struct slice excerpt_of(struct arena *arena, const struct subject *subject, struct slice code) {
    if (subject->scope.kind == SCOPE_FILE)
        return code;
    if (subject->scope.kind != SCOPE_DEFINITION || !subject->scope.name.length)
        return cut_selection(arena, subject, code);
    enum tree_status status;
    struct tree *tree = tree_parse(subject->language, code, NULL, NULL, &status);
    if (!tree)
        return code;
    struct span whole = { 0, code.length };
    struct outline inside = outline_of(arena, tree, code, whole);
    bool is_good = !tree_count_errors(tree, whole, NULL);
    struct slice part = is_good ? cut_definition(arena, subject, &inside, code) : code;
    tree_destroy(tree);
    // With something new beside the definition, all that stands around both can still be told.
    return part.length < code.length ? part : cut_selection(arena, subject, code);
}
