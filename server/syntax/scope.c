// What an action is about, from a cursor or a selection. Definitions come from outline.c; this
// file chooses among them, snaps selections to whole nodes, and reads indentation where there is
// no tree.
#include "syntax/scope.h"

#include "syntax/core.h"
#include "syntax/lines.h"
#include "syntax/outline.h"

static bool is_inside(struct span inner, struct span outer) {
    return inner.start >= outer.start && inner.end <= outer.end;
}

static struct scope of_kind(enum scope_kind kind, struct span span, const char *noun) {
    return (struct scope){
        .kind = kind,
        .span = span,
        .core = span,
        .noun = noun,
        .name = SLICE(""),
    };
}

struct scope scope_of_file(struct slice text) {
    return of_kind(SCOPE_FILE, lines_trim(text, (struct span){ 0, text.length }), "file");
}

struct scope scope_of_definition(const struct definition *definition) {
    return (struct scope){
        .kind = SCOPE_DEFINITION,
        .span = definition->span,
        .core = definition->core,
        .noun = definition->noun,
        .name = definition->name,
    };
}

// --- A cursor -----------------------------------------------------------------------------------

// Beside the code of a line counts as in it, and so does a comma or semicolon at its end.
static size_t snap_to_code(struct slice text, size_t cursor) {
    struct span line = { lines_start(text, cursor), lines_end(text, cursor) };
    line = lines_trim(text, line);
    if (line.end > line.start && strchr(",;", text.data[line.end - 1]))
        line.end--;
    return cursor < line.start ? line.start : cursor > line.end ? line.end : cursor;
}

// Definitions come outer before inner and first before second, so the last one is the innermost;
// of two that meet at the cursor it is the one that begins there.
static struct scope at_cursor(const struct tree *tree, struct slice text, size_t cursor) {
    cursor = snap_to_code(text, cursor);
    struct arena arena = { 0 };
    struct outline outline =
        outline_definitions(&arena, tree, text, (struct span){ cursor, cursor });
    struct scope scope =
        outline.definition_count
            ? scope_of_definition(&outline.definitions[outline.definition_count - 1])
            : scope_of_file(text);
    arena_release(&arena);
    return scope;
}

// --- A selection --------------------------------------------------------------------------------

// The children of the smallest node around `selection` that it touches.
static struct span snap_to_nodes(const struct tree *tree, struct span selection) {
    TSNode root = ts_tree_root_node(tree_raw(tree));
    TSNode node =
        ts_node_descendant_for_byte_range(root, (uint32_t)selection.start, (uint32_t)selection.end);
    struct span run = { ts_node_start_byte(node), ts_node_end_byte(node) };
    if (!ts_node_child_count(node))
        return run;
    struct span touched = { .start = SIZE_MAX };
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    bool more = ts_tree_cursor_goto_first_child_for_byte(&cursor, (uint32_t)selection.start) >= 0;
    for (; more; more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        struct span span = { ts_node_start_byte(child), ts_node_end_byte(child) };
        if (span.start >= selection.end)
            break;
        if (span.end <= selection.start)
            continue;
        if (touched.start == SIZE_MAX)
            touched.start = span.start;
        touched.end = span.end;
    }
    ts_tree_cursor_delete(&cursor);
    return touched.end ? touched : run;
}

static size_t without_semicolon(struct slice text, size_t end) {
    return end > 0 && text.data[end - 1] == ';' ? end - 1 : end;
}

// Whether a run of nodes is the definition, with or without what leads it and its semicolon; or
// no more than its name.
static bool is_definition(struct slice text, struct span run, const struct definition *definition) {
    size_t name = definition->name.length ? (size_t)(definition->name.data - text.data) : 0;
    if (definition->name.length &&
        is_inside(run, (struct span){ name, name + definition->name.length }))
        return true;
    size_t end = without_semicolon(text, run.end);
    return run.start >= definition->span.start && run.start <= definition->core.start &&
           (end == without_semicolon(text, definition->core.end) ||
            end == without_semicolon(text, definition->span.end));
}

static struct scope of_selection(const struct tree *tree, struct slice text,
                                 struct span selection) {
    struct span run = lines_trim(text, snap_to_nodes(tree, selection));
    struct scope file = scope_of_file(text);
    struct scope scope = of_kind(SCOPE_SELECTION, run, "selection");
    struct arena arena = { 0 };
    struct outline outline = outline_definitions(&arena, tree, text, run);
    for (size_t i = 0; i < outline.definition_count; i++) {
        if (is_definition(text, run, &outline.definitions[i])) {
            scope = scope_of_definition(&outline.definitions[i]);
            break;
        }
    }
    arena_release(&arena);
    bool is_all = scope.kind == SCOPE_SELECTION && is_inside(file.span, run);
    return is_all ? file : scope;
}

// --- Without a tree -----------------------------------------------------------------------------

static bool begins_block(struct slice text, size_t line) {
    return lines_first_visible(text, line) == line && !lines_is_blank(text, line);
}

// The block at top level around a line: blocks are parted by a blank line with a line without
// indentation below it.
static struct span block_around(struct slice text, size_t cursor) {
    struct span block = { lines_start(text, cursor), lines_end(text, cursor) };
    while (block.start > 0) {
        size_t above = lines_start(text, block.start - 1);
        if (begins_block(text, block.start) && lines_is_blank(text, above))
            break;
        block.start = above;
    }
    size_t last = block.end;
    for (size_t line = lines_next(text, last); line > last; line = lines_next(text, last)) {
        if (begins_block(text, line) && lines_is_blank(text, last))
            break;
        last = lines_end(text, line);
        if (!lines_is_blank(text, line))
            block.end = last;
        if (last == text.length)
            break;
    }
    return lines_trim(text, block);
}

static struct scope of_lines(struct slice text, struct span selection) {
    struct span span = lines_trim(text, selection);
    if (selection.start == selection.end || span.start == span.end) {
        if (lines_is_blank(text, selection.start))
            return scope_of_file(text);
        return of_kind(SCOPE_LINES, block_around(text, selection.start), "lines");
    }
    span = (struct span){ lines_start(text, span.start), lines_end(text, span.end) };
    return of_kind(SCOPE_LINES, lines_trim(text, span), "lines");
}

struct scope scope_at(const struct tree *tree, struct slice text, struct span selection) {
    if (selection.end > text.length)
        selection.end = text.length;
    if (selection.start > selection.end)
        selection.start = selection.end;
    if (!tree)
        return of_lines(text, selection);
    struct span code = lines_trim(text, selection);
    if (code.start < code.end)
        return of_selection(tree, text, code);
    return at_cursor(tree, text, selection.start);
}
