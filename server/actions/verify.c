// The gate between answer and edit. Parses the text with the edits done and compares: what was
// broken before may stay broken, what was whole must stay whole.

#include "actions/verify.h"

#include "actions/elision.h"
#include "actions/line_set.h"
#include "base/limits.h"
#include "base/vec.h"
#include "syntax/query.h"

#include <stdlib.h>

enum { TELLING_LINE = 6 }; // bytes: "}" and "end" stand everywhere

static void refuse(struct reading *reading, enum attempt_outcome outcome, const char *message) {
    reading->outcome = outcome;
    reading->message = message;
}

// --- Syntax and definitions ----------------------------------------------------------------------

static size_t line_number(struct slice text, size_t offset) {
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text.data[i] == '\n';
    return line;
}

static bool lies_outside(struct span inner, struct span outer) {
    return inner.end <= outer.start || inner.start >= outer.end || inner.start < outer.start ||
           inner.end > outer.end;
}

// Index of the next definition from `at` on that is not inside of `scope`.
static size_t next_outside(const struct outline *outline, size_t at, struct span scope) {
    while (at < outline->definition_count && !lies_outside(outline->definitions[at].core, scope))
        at++;
    return at;
}

// One side of the comparison.
struct side {
    struct slice text;
    struct span scope;
    struct outline outline;
    struct entry *entries; // what is defined in the scope, by name
    size_t entry_count;
};

static struct slice parent_name(const struct side *side, const struct definition *definition) {
    return definition->parent < 0 ? SLICE("") : side->outline.definitions[definition->parent].name;
}

static bool is_same_definition(const struct side *a, const struct definition *x,
                               const struct side *b, const struct definition *y) {
    return slice_is_equal(x->name, y->name) && slice_is_equal(parent_name(a, x), parent_name(b, y));
}

// Definitions around the scope are the same ones, in the same order and places: a brace too few
// inside can swallow what follows without making one ERROR node.
static bool keeps_surroundings(const struct side *before, const struct side *after) {
    size_t a = 0, b = 0;
    for (;;) {
        a = next_outside(&before->outline, a, before->scope);
        b = next_outside(&after->outline, b, after->scope);
        bool is_end = a == before->outline.definition_count || b == after->outline.definition_count;
        if (is_end)
            return a == before->outline.definition_count && b == after->outline.definition_count;
        if (!is_same_definition(before, &before->outline.definitions[a], after,
                                &after->outline.definitions[b]))
            return false;
        a++, b++;
    }
}

// What a definition is known by.
struct entry {
    struct slice name, parent;
    const char *noun;
};

static struct entry entry_of(const struct side *side, const struct definition *definition) {
    return (struct entry){ definition->name, parent_name(side, definition), definition->noun };
}

static int compare_entries(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    int order = slice_compare(x->name, y->name);
    return order ? order : slice_compare(x->parent, y->parent);
}

// Sorts what is defined in the scope of the side.
static void list_entries(struct arena *arena, struct side *side) {
    side->entries = ARENA_ARRAY(arena, side->outline.definition_count, struct entry);
    for (size_t i = 0; i < side->outline.definition_count; i++)
        if (!lies_outside(side->outline.definitions[i].core, side->scope))
            side->entries[side->entry_count++] = entry_of(side, &side->outline.definitions[i]);
    if (side->entry_count)
        qsort(side->entries, side->entry_count, sizeof *side->entries, compare_entries);
}

// How many in the scope of `side` are called like that. `is_exact`: of the same kind too.
static size_t count_inside(const struct side *side, const struct entry *wanted, bool is_exact) {
    size_t first = 0, end = side->entry_count, count = 0;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (compare_entries(&side->entries[middle], wanted) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    for (; first < side->entry_count && !compare_entries(&side->entries[first], wanted); first++)
        count += !is_exact || strcmp(side->entries[first].noun, wanted->noun) == 0;
    return count;
}

static bool is_function(const struct definition *definition) {
    static const char *const nouns[] = { "function", "method", "constructor", "destructor",
                                         "test" };
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (!strcmp(nouns[i], definition->noun))
            return true;
    return false;
}

// Whether it was defined inside of a function of the scope.
static bool is_helper(const struct side *side, const struct definition *definition) {
    const struct definition *all = side->outline.definitions;
    for (int at = definition->parent; at >= 0 && !lies_outside(all[at].core, side->scope);
         at = all[at].parent)
        if (is_function(&all[at]))
            return true;
    return false;
}

// Whether every definition of the scope is in it still, by name, kind and place; only what was
// defined in a function may go, when what that does became simpler.
static bool keeps_own(const struct side *before, const struct side *after) {
    for (size_t i = 0; i < before->outline.definition_count; i++) {
        const struct definition *wanted = &before->outline.definitions[i];
        if (lies_outside(wanted->core, before->scope) || !wanted->name.length ||
            is_helper(before, wanted))
            continue;
        const struct entry entry = entry_of(before, wanted);
        if (count_inside(after, &entry, true) == 0)
            return false;
    }
    return true;
}

// Whether the scope now holds what stands beside or around it in the file: an answer that was
// meant for more than the scope.
static bool repeats_surroundings(const struct side *before, const struct side *after) {
    for (size_t i = 0; i < after->outline.definition_count; i++) {
        const struct definition *added = &after->outline.definitions[i];
        const struct entry entry = entry_of(after, added);
        if (lies_outside(added->core, after->scope) || !added->name.length ||
            count_inside(before, &entry, false) >= count_inside(after, &entry, false))
            continue;
        for (size_t j = 0; j < before->outline.definition_count; j++) {
            const struct definition *other = &before->outline.definitions[j];
            bool is_around =
                other->core.start <= before->scope.start && before->scope.end <= other->core.end;
            bool is_outside = lies_outside(other->core, before->scope);
            if (is_outside && slice_is_equal(other->name, added->name) &&
                (is_around || is_same_definition(before, other, after, added)))
                return true;
        }
    }
    return false;
}

static bool lies_in_definition(const struct side *side, size_t offset) {
    for (size_t i = 0; i < side->outline.definition_count; i++) {
        struct span span = side->outline.definitions[i].span;
        if (span.start <= offset && offset < span.end)
            return true;
    }
    return false;
}

// Whether the scope now holds, beside its definitions, a line that stands around it in the file: a
// shebang, a call at the end. An answer that is the whole file and changed it there cannot be cut.
static bool repeats_lines(const struct side *before, const struct side *after) {
    struct slice rest = slice_between(after->text, after->scope.start, after->scope.end), line;
    struct line_set own, above, below;
    bool is_found = false;
    line_set_init(&own, slice_between(before->text, before->scope.start, before->scope.end), true);
    line_set_init(&above, slice_between(before->text, 0, before->scope.start), true);
    line_set_init(&below, slice_between(before->text, before->scope.end, before->text.length),
                  true);
    while (!is_found && slice_next_line(&rest, &line)) {
        line = slice_trim(line);
        is_found = line.length >= TELLING_LINE && !line_set_has(&own, line) &&
                   !lies_in_definition(after, (size_t)(line.data - after->text.data)) &&
                   (line_set_has(&above, line) || line_set_has(&below, line));
    }
    line_set_release(&own);
    line_set_release(&above);
    line_set_release(&below);
    return is_found;
}

struct marks {
    struct span *items;
    size_t count, capacity;
};

static bool add_mark(const struct query_match *match, void *data) {
    struct marks *marks = data;
    const struct query_capture *mark = query_capture_find(match, "comment");
    if (!mark)
        mark = query_capture_find(match, "text");
    if (mark)
        vec_push(marks, mark->span);
    return true;
}

// Comments and strings that begin behind the scope.
static struct marks marks_behind(const struct tree *tree, struct slice text, size_t end) {
    struct marks marks = { 0 };
    struct span behind = { end, text.length };
    query_visit(tree, text, QUERY_SIMPLIFY, behind, add_mark, &marks);
    while (marks.count && marks.items[0].start < end)
        vec_remove(&marks, 0);
    return marks;
}

// A comment or a string that is left open may end in one behind it, and swallow code that holds
// no definition.
static bool keeps_marks(const struct subject *subject, const struct tree *tree, struct slice text,
                        size_t end) {
    size_t end_before = subject->scope.span.end;
    struct marks before = marks_behind(subject->tree, subject->text, end_before);
    struct marks after = marks_behind(tree, text, end);
    bool is_equal = before.count == after.count;
    for (size_t i = 0; i < before.count && is_equal; i++)
        is_equal = before.items[i].start - end_before == after.items[i].start - end &&
                   before.items[i].end - end_before == after.items[i].end - end;
    vec_release(&before);
    vec_release(&after);
    return is_equal;
}

struct flaws {
    struct span scope;
    size_t count;
    size_t first; // offset of the first one in the scope, or of its start
};

static bool add_flaw(const struct query_match *match, void *data) {
    struct flaws *flaws = data;
    const struct query_capture *flaw = query_capture_find(match, "flaw");
    if (!flaw)
        return true;
    bool is_inside = flaw->span.start >= flaws->scope.start && flaw->span.start < flaws->scope.end;
    if (is_inside && flaws->first == flaws->scope.start)
        flaws->first = flaw->span.start;
    flaws->count++;
    return true;
}

// What is wrong and makes no ERROR node, because the parser is as patient as the program that the
// text is for, or more so: an element that is not closed. simplify.scm marks it @flaw.
static struct flaws find_flaws(const struct tree *tree, struct slice text, struct span scope) {
    struct flaws flaws = { .scope = scope, .first = scope.start };
    query_visit(tree, text, QUERY_SIMPLIFY, (struct span){ 0, text.length }, add_flaw, &flaws);
    return flaws;
}

static size_t count_imports(const struct side *side) {
    size_t count = 0;
    for (size_t i = 0; i < side->outline.import_count; i++)
        count += !lies_outside(side->outline.imports[i], side->scope);
    return count;
}

static bool add_comment(const struct query_match *match, void *data) {
    const struct query_capture *comment = query_capture_find(match, "comment");
    struct marks *comments = data;
    if (comment)
        vec_push(comments, comment->span);
    return true;
}

static bool is_in_comment(const struct marks *comments, size_t offset) {
    for (size_t i = 0; i < comments->count; i++)
        if (comments->items[i].start <= offset && offset < comments->items[i].end)
            return true;
    return false;
}

// The text without blanks and tabs, which mean nothing in a lead.
static struct slice squeeze(struct arena *arena, struct slice text) {
    struct buffer out = { 0 };
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] != ' ' && text.data[i] != '\t')
            buffer_append_byte(&out, text.data[i]);
    struct slice squeezed = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return squeezed;
}

// What leads a definition and is no comment: decorators, attributes, `export`, a template's head.
// In the text after, by lines.
static bool keeps_lead(struct arena *arena, const struct subject *subject, struct slice after) {
    struct span span = { subject->scope.span.start, subject->scope.core.start };
    struct slice lead = slice_between(subject->text, span.start, span.end), line;
    struct marks comments = { 0 };
    struct line_set lines;
    bool is_kept = true;
    query_visit(subject->tree, subject->text, QUERY_SIMPLIFY, span, add_comment, &comments);
    after = squeeze(arena, after);
    line_set_init(&lines, after, true);
    while (is_kept && slice_next_line(&lead, &line)) {
        bool is_word = line.data + line.length == subject->text.data + span.end;
        line = slice_trim(line);
        if (!line.length || is_in_comment(&comments, (size_t)(line.data - subject->text.data)))
            continue;
        line = squeeze(arena, line);
        is_kept =
            is_word ? slice_find(after, line, 0) != SLICE_NOT_FOUND : line_set_has(&lines, line);
    }
    line_set_release(&lines);
    vec_release(&comments);
    return is_kept;
}

static void compare_trees(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                          const struct tree *tree, struct slice text, struct span scope,
                          struct reading *reading) {
    struct span whole_before = { 0, subject->text.length }, whole = { 0, text.length };
    struct span first = { 0 };
    size_t errors_before = tree_count_errors(subject->tree, whole_before, NULL);
    size_t errors = tree_count_errors(tree, whole, &first);
    size_t inside_before = tree_count_errors(subject->tree, subject->scope.span, NULL);
    size_t inside = tree_count_errors(tree, scope, inside_before < 1 ? &first : NULL);
    if (errors > errors_before || inside > inside_before) {
        size_t line = line_number(text, first.start);
        refuse(reading, ATTEMPT_broken_syntax,
               arena_format(arena, "With the answer the file would not parse any more (line %zu).",
                            line));
        return;
    }
    struct flaws flaws = find_flaws(tree, text, scope);
    if (flaws.count > find_flaws(subject->tree, subject->text, subject->scope.span).count) {
        refuse(reading, ATTEMPT_broken_syntax,
               arena_format(
                   arena, "With the answer the file would not be well formed any more (line %zu).",
                   line_number(text, flaws.first)));
        return;
    }
    struct side before = { .text = subject->text,
                           .scope = subject->scope.span,
                           .outline =
                               outline_of(arena, subject->tree, subject->text, whole_before) };
    struct side after = { .text = text,
                          .scope = scope,
                          .outline = outline_of(arena, tree, text, whole) };
    list_entries(arena, &before);
    list_entries(arena, &after);
    if (!keeps_surroundings(&before, &after) || !keeps_marks(subject, tree, text, scope.end))
        refuse(reading, ATTEMPT_broken_syntax,
               "With the answer, code outside of what was asked for would change its meaning.");
    else if (rule == VERIFY_KEEPS_DEFINITIONS &&
             (!keeps_own(&before, &after) ||
              !keeps_lead(arena, subject, slice_between(text, scope.start, scope.end))))
        refuse(reading, ATTEMPT_lost_definition,
               "The answer leaves out or renames a definition that was there.");
    else if (repeats_surroundings(&before, &after) ||
             (subject->scope.kind == SCOPE_DEFINITION && repeats_lines(&before, &after)) ||
             (rule == VERIFY_KEEPS_DEFINITIONS && subject->scope.kind != SCOPE_FILE &&
              count_imports(&after) > count_imports(&before)))
        refuse(reading, ATTEMPT_changed_code,
               "The answer holds more of the file than what was asked for, and changes it.");
    else if (tree_count_empty_blocks(tree, scope) >
             tree_count_empty_blocks(subject->tree, subject->scope.span))
        refuse(reading, ATTEMPT_broken_syntax,
               "With the answer the file would not parse any more: a block has no statement.");
}

// Whether the last line of code opens a block that has nothing in it: the parser lets that pass.
static bool stops_short(struct slice code) {
    struct slice line, last = SLICE("");
    while (slice_next_line(&code, &line)) {
        line = slice_trim(line);
        if (line.length && line.data[0] != '#')
            last = line;
    }
    return slice_ends_with(last, SLICE(":"));
}

// What a model was shown in the place of bytes that are no UTF-8.
static bool has_replacement_character(struct slice text) {
    return slice_find(text, SLICE("\xef\xbf\xbd"), 0) != SLICE_NOT_FOUND;
}

void verify_edits(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                  struct reading *reading) {
    ASSERT(edits_are_valid(&reading->edits, subject->text.length));
    struct buffer text = { 0 };
    if (!edits_apply(&reading->edits, subject->text, &text) || text.length > DOCUMENT_BYTES_MAX) {
        refuse(reading, ATTEMPT_error, "The answer is too large to be applied.");
        buffer_release(&text);
        return;
    }
    struct span scope = subject->scope.span;
    scope.end = scope.end + text.length - subject->text.length;
    struct slice after = slice_between(buffer_slice(&text), scope.start, scope.end);
    if (!slice_trim(after).length) {
        refuse(reading, ATTEMPT_elided, "The answer would delete the code.");
    } else if (has_replacement_character(after) &&
               !has_replacement_character(subject_code(subject))) {
        refuse(reading, ATTEMPT_changed_code,
               "The code holds bytes that are no UTF-8, which the answer would replace.");
    } else if (elision_is_in(arena, subject_code(subject), after)) {
        refuse(reading, ATTEMPT_elided,
               "The answer leaves code out behind a comment like \"rest unchanged\".");
    } else if (stops_short(after) && !stops_short(subject_code(subject))) {
        refuse(reading, ATTEMPT_truncated, "The answer stops in the middle of its code.");
    } else if (subject->tree) {
        enum tree_status status;
        struct tree *tree = tree_parse(subject->language, buffer_slice(&text), NULL, NULL, &status);
        if (tree)
            compare_trees(arena, subject, rule, tree, buffer_slice(&text), scope, reading);
        else
            refuse(reading, ATTEMPT_broken_syntax,
                   "With the answer the file takes too long to parse, so it cannot be checked.");
        tree_destroy(tree);
    }
    buffer_release(&text);
}
