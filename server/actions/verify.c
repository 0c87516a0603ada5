// The gate between answer and edit. Parses the text with the edits done and compares: what was
// broken before may stay broken, what was whole must stay whole.

#include "actions/verify.h"

#include "actions/definitions.h"
#include "actions/docs.h"
#include "actions/elision.h"
#include "actions/line_set.h"
#include "actions/remarks.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "syntax/query.h"
#include "syntax/skeleton.h"

enum {
    TELLING_LINE = 6,  // bytes: "}" and "end" stand everywhere
    REPEATED_LINE = 3, // "x ="; less is a bracket or a sign
    QUOTED_BYTES_MAX = 100,
};

static void refuse(struct reading *reading, enum attempt_outcome outcome, const char *message) {
    reading->outcome = outcome;
    reading->message = message;
}

// --- Around the scope ----------------------------------------------------------------------------

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
                   (line_set_has(&above, line) || line_set_has(&below, line)) &&
                   !definitions_hold(after, (size_t)(line.data - after->text.data));
    }
    line_set_release(&own);
    line_set_release(&above);
    line_set_release(&below);
    return is_found;
}

// What stands in the last line of `above`, or that line's end in front of a scope in its middle.
static struct slice line_above(struct slice above) {
    above = slice_trim(above);
    size_t start = above.length;
    while (start > 0 && above.data[start - 1] != '\n' && above.data[start - 1] != '\r')
        start--;
    return slice_trim(slice_between(above, start, above.length));
}

// Whether the code of a selection begins anew with what stands in front of it.
static bool repeats_start(const struct side *before, const struct side *after) {
    struct slice line = line_above(slice_between(before->text, 0, before->scope.start));
    struct slice own = slice_between(before->text, before->scope.start, before->scope.end);
    struct slice now = slice_between(after->text, after->scope.start, after->scope.end);
    return line.length >= REPEATED_LINE && slice_starts_with(slice_trim(now), line) &&
           slice_find(own, line, 0) == SLICE_NOT_FOUND;
}

// Comments and strings that begin behind the scope. One that begins in it and goes on behind it
// swallows what stands there on the same line.
static struct spans remarks_behind(const struct tree *tree, struct slice text, size_t end,
                                   bool *is_swallowed) {
    struct spans remarks;
    remarks_find(tree, text, (struct span){ end, text.length }, REMARKS_COMMENTS | REMARKS_LITERALS,
                 &remarks);
    *is_swallowed = false;
    while (remarks.count && remarks.items[0].start < end) {
        const size_t last = remarks.items[0].end > end ? remarks.items[0].end : end;
        *is_swallowed |= slice_trim(slice_between(text, end, last)).length > 0;
        vec_remove(&remarks, 0);
    }
    return remarks;
}

// A comment or a string that is left open may end in one behind it, and swallow code that holds
// no definition.
static bool keeps_remarks(const struct subject *subject, const struct tree *tree, struct slice text,
                          size_t end) {
    size_t end_before = subject->scope.span.end;
    bool was_swallowed, is_swallowed;
    struct spans before = remarks_behind(subject->tree, subject->text, end_before, &was_swallowed);
    struct spans after = remarks_behind(tree, text, end, &is_swallowed);
    bool is_equal = before.count == after.count && was_swallowed == is_swallowed;
    for (size_t i = 0; i < before.count && is_equal; i++)
        is_equal = before.items[i].start - end_before == after.items[i].start - end &&
                   before.items[i].end - end_before == after.items[i].end - end;
    vec_release(&before);
    vec_release(&after);
    return is_equal;
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

// A statement that is not ended, or wants another one, takes what comes behind the scope; so does
// an operator that binds less than the one there. Blocks that begin in the scope do so before, too,
// but for the one that Python's line with a colon at its end opens.
static bool takes_what_follows(const struct subject *subject, const struct side *after) {
    return !stops_short(subject_code(subject)) &&
           tree_count_going_on(after->tree, after->text, after->scope) >
               tree_count_going_on(subject->tree, subject->text, subject->scope.span);
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
        count += side->outline.imports[i].start >= side->scope.start &&
                 side->outline.imports[i].end <= side->scope.end;
    return count;
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
    struct spans comments;
    struct line_set lines;
    bool is_kept = true;
    remarks_find(subject->tree, subject->text, span, REMARKS_COMMENTS, &comments);
    after = squeeze(arena, after);
    line_set_init(&lines, after, true);
    while (is_kept && slice_next_line(&lead, &line)) {
        bool is_word = line.data + line.length == subject->text.data + span.end;
        line = slice_trim(line);
        if (!line.length || remarks_end_at(&comments, (size_t)(line.data - subject->text.data)))
            continue;
        line = squeeze(arena, line);
        is_kept =
            is_word ? slice_find(after, line, 0) != SLICE_NOT_FOUND : line_set_has(&lines, line);
    }
    line_set_release(&lines);
    vec_release(&comments);
    return is_kept;
}

// A line of the answer, for the person and for a model that is asked to do better.
static const char *quote_line(struct arena *arena, struct slice text, size_t offset) {
    size_t number = 1, start = 0;
    for (size_t i = 0; i < offset; i++)
        if (text.data[i] == '\n') {
            number++;
            start = i + 1;
        }
    struct slice rest = slice_between(text, start, text.length), line = SLICE("");
    slice_next_line(&rest, &line);
    line = slice_trim(line);
    bool is_cut = line.length > QUOTED_BYTES_MAX;
    if (is_cut)
        line.length = utf8_floor(line, QUOTED_BYTES_MAX);
    return arena_format(arena, line.length ? "line %zu: `" SLICE_FORMAT "`%s" : "line %zu", number,
                        SLICE_ARGUMENT(line), is_cut ? "…" : "");
}

static void check_syntax(struct arena *arena, const struct subject *subject,
                         const struct side *after, struct reading *reading) {
    struct span whole_before = { 0, subject->text.length }, whole = { 0, after->text.length };
    struct span first = { 0 };
    size_t errors_before = tree_count_errors(subject->tree, whole_before, NULL);
    size_t errors = tree_count_errors(after->tree, whole, &first);
    size_t inside_before = tree_count_errors(subject->tree, subject->scope.span, NULL);
    size_t inside = tree_count_errors(after->tree, after->scope, inside_before < 1 ? &first : NULL);
    struct flaws flaws = find_flaws(after->tree, after->text, after->scope);
    if (errors > errors_before || inside > inside_before)
        refuse(reading, ATTEMPT_broken_syntax,
               arena_format(arena, "With the answer the file would not parse any more (%s).",
                            quote_line(arena, after->text, first.start)));
    else if (flaws.count > find_flaws(subject->tree, subject->text, subject->scope.span).count)
        refuse(reading, ATTEMPT_broken_syntax,
               arena_format(arena,
                            "With the answer the file would not be well formed any more (%s).",
                            quote_line(arena, after->text, flaws.first)));
    else if (tree_count_empty_blocks(after->tree, after->scope) >
             tree_count_empty_blocks(subject->tree, subject->scope.span))
        refuse(reading, ATTEMPT_broken_syntax,
               "With the answer the file would not parse any more: a block has no statement.");
}

// What the rule asks for besides.
static void check_rule(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                       const struct side *before, const struct side *after,
                       struct reading *reading) {
    const char *lost = definitions_lost(arena, before, after, rule == VERIFY_KEEPS_NAMES);
    const char *cut =
        subject->scope.kind == SCOPE_DEFINITION ? definitions_cut(arena, before, after) : NULL;
    if (lost)
        refuse(reading, ATTEMPT_lost_definition, lost);
    else if (!keeps_lead(arena, subject,
                         slice_between(after->text, after->scope.start, after->scope.end)))
        refuse(reading, ATTEMPT_lost_definition,
               "The answer leaves out what stands in front of the definition, such as a decorator "
               "or `export`.");
    else if (cut)
        refuse(reading, ATTEMPT_broken_syntax, cut);
    else if (rule != VERIFY_KEEPS_NAMES && subject->scope.kind != SCOPE_FILE &&
             count_imports(after) > count_imports(before))
        refuse(reading, ATTEMPT_changed_code,
               "The answer adds an import, which belongs to the head of the file.");
    else if (rule == VERIFY_ADDS_DEFINITION && !definitions_call_new(arena, before, after))
        refuse(reading, ATTEMPT_changed_code,
               "The answer has no new function, with a body, that the one that was there calls.");
}

static bool is_same_program(const struct subject *subject, const struct side *after) {
    struct buffer was = { 0 }, is = { 0 };
    skeleton_append(subject->tree, subject->text, &was);
    skeleton_append(after->tree, after->text, &is);
    bool is_same = slice_is_equal(buffer_slice(&was), buffer_slice(&is));
    buffer_release(&was);
    buffer_release(&is);
    return is_same;
}

// Whether only comments and doc strings differ, and none that a tool reads.
static void check_remarks(struct arena *arena, const struct subject *subject,
                          const struct side *after, struct reading *reading) {
    struct slice lost = docs_lost_directive(
        subject, slice_between(after->text, after->scope.start, after->scope.end));
    if (!is_same_program(subject, after))
        refuse(reading, ATTEMPT_changed_code,
               "The answer changes code, and not only what is said about it.");
    else if (lost.length)
        refuse(reading, ATTEMPT_changed_code,
               arena_format(arena, "The answer leaves out a comment that tools read: `%.100s`.",
                            arena_string(arena, lost)));
}

static void compare(struct arena *arena, const struct subject *subject, enum verify_rule rule,
                    const struct side *after, struct reading *reading) {
    struct side before = side_of(arena, subject->tree, subject->text, subject->scope.span);
    const char *stubbed = definitions_stubbed(arena, &before, after);
    if (!definitions_keep_surroundings(&before, after) || takes_what_follows(subject, after) ||
        !keeps_remarks(subject, after->tree, after->text, after->scope.end))
        refuse(reading, ATTEMPT_broken_syntax,
               "With the answer, code outside of what was asked for would change its meaning.");
    else if (stubbed)
        refuse(reading, ATTEMPT_elided, stubbed);
    else if (definitions_repeat_surroundings(arena, &before, after) ||
             (subject->scope.kind == SCOPE_DEFINITION && repeats_lines(&before, after)) ||
             (subject->scope.kind == SCOPE_SELECTION && repeats_start(&before, after)))
        refuse(reading, ATTEMPT_changed_code,
               "The answer holds more of the file than what was asked for, and changes it.");
    else if (rule == VERIFY_KEEPS_CODE)
        check_remarks(arena, subject, after, reading);
    else if (rule != VERIFY_MAY_REDEFINE)
        check_rule(arena, subject, rule, &before, after, reading);
}

// What a model was shown in the place of bytes that are no UTF-8.
static bool has_replacement_character(struct slice text) {
    return slice_find(text, SLICE("\xef\xbf\xbd"), 0) != SLICE_NOT_FOUND;
}

// Where the scope lies with the edits done: an import may have come in front of it.
static struct span scope_after(const struct subject *subject, const struct edits *edits,
                               size_t length) {
    struct span scope = subject->scope.span;
    size_t behind = subject->text.length - scope.end;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        if (edit->span.end <= subject->scope.span.start &&
            edit->span.start < subject->scope.span.start)
            scope.start += edit->replacement.length - (edit->span.end - edit->span.start);
    }
    scope.end = length - behind;
    return scope;
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
    struct span scope = scope_after(subject, &reading->edits, text.length);
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
        struct side side = { 0 };
        if (tree) {
            side = side_of(arena, tree, buffer_slice(&text), scope);
            check_syntax(arena, subject, &side, reading);
            if (reading->outcome == ATTEMPT_ok)
                compare(arena, subject, rule, &side, reading);
        } else {
            refuse(reading, ATTEMPT_broken_syntax,
                   "With the answer the file takes too long to parse, so it cannot be checked.");
        }
        tree_destroy(tree);
    }
    buffer_release(&text);
}
