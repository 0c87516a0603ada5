// Statements that begin where the run does and end where it does, none of them partly: since the
// run is of whole nodes, what lies between are statements too, or comments.
#include "syntax/piece.h"

#include "syntax/outline.h"
#include "syntax/query.h"

struct piece {
    struct slice text;
    struct span run;
    bool begins, ends; // statements do
    bool is_expression;
};

// With or without the semicolon, which is a node of its own in some grammars.
static size_t without_semicolon(struct slice text, size_t end) {
    return end > 0 && text.data[end - 1] == ';' ? end - 1 : end;
}

static bool add_part(const struct query_match *match, void *data) {
    struct piece *piece = data;
    size_t end = without_semicolon(piece->text, piece->run.end);
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct query_capture *capture = &match->captures[i];
        bool is_at_start = capture->span.start == piece->run.start;
        bool is_at_end = without_semicolon(piece->text, capture->span.end) == end;
        if (capture->span.start < piece->run.start ||
            without_semicolon(piece->text, capture->span.end) > end)
            continue;
        if (!strcmp(capture->name, "statement")) {
            piece->begins |= is_at_start;
            piece->ends |= is_at_end;
        } else {
            piece->is_expression |= is_at_start && is_at_end;
        }
    }
    return true;
}

static bool is_piece(const struct tree *tree, struct slice text, struct span run) {
    struct piece piece = { .text = text, .run = run };
    query_visit(tree, text, QUERY_EXTRACT, run, add_part, &piece);
    return (piece.begins && piece.ends) || piece.is_expression;
}

// Definitions come outer before inner.
static const struct definition *innermost_function(const struct outline *outline, struct span run) {
    const struct definition *function = NULL;
    for (size_t i = 0; i < outline->definition_count; i++) {
        const struct definition *definition = &outline->definitions[i];
        if (definition_is_function(definition) && definition->name.length &&
            definition->body.start <= run.start && run.end <= definition->body.end)
            function = definition;
    }
    return function;
}

bool piece_function(const struct tree *tree, struct slice text, struct span run,
                    struct scope *function) {
    struct arena arena = { 0 };
    struct outline outline = outline_definitions(&arena, tree, text, run);
    const struct definition *found = innermost_function(&outline, run);
    bool is_found = found && is_piece(tree, text, run);
    if (is_found)
        *function = scope_of_definition(found);
    arena_release(&arena);
    return is_found;
}
