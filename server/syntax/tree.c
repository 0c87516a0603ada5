// Syntax trees: parsing under a budget of counted work, edits, copies, errors. A tree knows whether
// it depends on its text alone or on the edits that led there. Holds no text and no query.
#include "syntax/tree.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/memory.h"
#include "syntax/core.h"

struct tree {
    TSTree *raw;
    const struct language *language;
    bool is_exact;
};

// What one run of the parser may take and has taken.
struct parse_work {
    const atomic_bool *cancelled;
    size_t callbacks;
    size_t callbacks_max;
    size_t allocated_max; // as core_allocated counts
    enum tree_status status;
};

static const char *read_text(void *payload, uint32_t offset, TSPoint point, uint32_t *length) {
    (void)point;
    const struct slice *text = payload;
    *length = offset < text->length ? (uint32_t)(text->length - offset) : 0;
    return *length ? text->data + offset : "";
}

// Returns true to stop.
static bool on_progress(TSParseState *state) {
    struct parse_work *work = state->payload;
    if (work->cancelled && atomic_load_explicit(work->cancelled, memory_order_relaxed))
        work->status = TREE_CANCELLED;
    else if (++work->callbacks > work->callbacks_max || core_allocated() > work->allocated_max)
        work->status = TREE_OVER_BUDGET;
    return work->status != TREE_READY;
}

static struct parse_work budget_of(struct slice text) {
    size_t callbacks = PARSE_CALLBACKS_BASE + (text.length + 1023) / 1024 * PARSE_CALLBACKS_PER_KIB;
    return (struct parse_work){
        .callbacks_max = callbacks < PARSE_CALLBACKS_MAX ? callbacks : PARSE_CALLBACKS_MAX,
        .allocated_max =
            core_allocated() + PARSE_ALLOCATED_BASE + text.length * PARSE_ALLOCATED_PER_BYTE,
        .status = TREE_READY,
    };
}

static TSTree *run_parser(const struct language *language, struct slice *text, const TSTree *old,
                          const atomic_bool *cancelled, enum tree_status *status) {
    struct parse_work work = budget_of(*text);
    work.cancelled = cancelled;
    TSParser *parser = ts_parser_new();
    bool fits = ts_parser_set_language(parser, language_grammar(language));
    ASSERT(fits);
    const TSInput input = { .payload = text, .read = read_text, .encoding = TSInputEncodingUTF8 };
    const TSParseOptions options = { .payload = &work, .progress_callback = on_progress };
    TSTree *raw = ts_parser_parse_with_options(parser, old, input, options);
    ts_parser_delete(parser);
    ASSERT((raw != NULL) == (work.status == TREE_READY));
    *status = work.status;
    return raw;
}

struct tree *tree_parse(const struct language *language, struct slice text, const struct tree *old,
                        const atomic_bool *cancelled, enum tree_status *status) {
    *status = TREE_OVER_BUDGET;
    if (text.length > SYNTAX_BYTES_MAX)
        return NULL;
    TSTree *raw = run_parser(language, &text, old ? old->raw : NULL, cancelled, status);
    // What an old tree makes dear may be cheap without it.
    if (!raw && old && *status == TREE_OVER_BUDGET) {
        old = NULL;
        raw = run_parser(language, &text, NULL, cancelled, status);
    }
    if (!raw)
        return NULL;
    struct tree *tree = MEMORY_NEW(struct tree);
    *tree = (struct tree){ .raw = raw,
                           .language = language,
                           .is_exact = !old || !ts_node_has_error(ts_tree_root_node(raw)) };
    return tree;
}

bool tree_is_exact(const struct tree *tree) {
    return tree->is_exact;
}

static TSPoint point_of(struct text_point point) {
    return (TSPoint){ .row = point.row, .column = point.column };
}

void tree_edit(struct tree *tree, const struct document_change *change) {
    const TSInputEdit edit = {
        .start_byte = (uint32_t)change->before.start,
        .old_end_byte = (uint32_t)change->before.end,
        .new_end_byte = (uint32_t)change->after_end,
        .start_point = point_of(change->start_point),
        .old_end_point = point_of(change->before_end_point),
        .new_end_point = point_of(change->after_end_point),
    };
    ts_tree_edit(tree->raw, &edit);
}

struct tree *tree_copy(const struct tree *tree) {
    struct tree *copy = MEMORY_NEW(struct tree);
    *copy = *tree;
    copy->raw = ts_tree_copy(tree->raw);
    return copy;
}

void tree_destroy(struct tree *tree) {
    if (!tree)
        return;
    ts_tree_delete(tree->raw);
    memory_free(tree);
}

const struct language *tree_language(const struct tree *tree) {
    return tree->language;
}

const TSTree *tree_raw(const struct tree *tree) {
    return tree->raw;
}

// A zero-width node touches a span that it lies in or at the edge of.
static bool node_touches(TSNode node, struct span span) {
    size_t start = ts_node_start_byte(node), end = ts_node_end_byte(node);
    return start == end ? start >= span.start && start <= span.end
                        : start < span.end && end > span.start;
}

// The next node in pre-order that lies not below the current one.
static bool goto_next_outside(TSTreeCursor *cursor) {
    while (!ts_tree_cursor_goto_next_sibling(cursor)) {
        if (!ts_tree_cursor_goto_parent(cursor))
            return false;
    }
    return true;
}

// The first child that ends at `offset` or behind it, without a walk over those in front of it.
static bool goto_child_at(TSTreeCursor *cursor, size_t offset) {
    return offset ? ts_tree_cursor_goto_first_child_for_byte(cursor, (uint32_t)offset - 1) >= 0
                  : ts_tree_cursor_goto_first_child(cursor);
}

size_t tree_count_errors(const struct tree *tree, struct span span, struct span *first) {
    size_t count = 0;
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree->raw));
    bool more = true;
    while (more) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (ts_node_start_byte(node) > span.end)
            break;
        bool inside = node_touches(node, span) && ts_node_has_error(node);
        if (inside && (ts_node_is_error(node) || ts_node_is_missing(node))) {
            if (!count++ && first)
                *first = (struct span){ ts_node_start_byte(node), ts_node_end_byte(node) };
        }
        more = (inside && goto_child_at(&cursor, span.start)) || goto_next_outside(&cursor);
    }
    ts_tree_cursor_delete(&cursor);
    return count;
}

size_t tree_count_empty_blocks(const struct tree *tree, struct span span) {
    size_t count = 0;
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree->raw));
    bool more = true;
    while (more) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        bool inside = node_touches(node, span);
        count += inside && !ts_node_child_count(node) && !strcmp(ts_node_type(node), "block");
        more = (inside && ts_tree_cursor_goto_first_child(&cursor)) || goto_next_outside(&cursor);
    }
    ts_tree_cursor_delete(&cursor);
    return count;
}

size_t tree_count_going_on(const struct tree *tree, struct slice text, struct span span) {
    struct slice inside = slice_trim(slice_between(text, span.start, span.end));
    struct slice behind = slice_trim(slice_between(text, span.end, text.length));
    if (!inside.length || !behind.length)
        return 0;
    const size_t last = (size_t)(inside.data - text.data) + inside.length - 1;
    const size_t next = (size_t)(behind.data - text.data);
    size_t count = 0;
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree->raw));
    do {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (ts_node_end_byte(node) <= next)
            break;
        count += ts_node_start_byte(node) >= span.start;
    } while (ts_tree_cursor_goto_first_child_for_byte(&cursor, (uint32_t)last) >= 0);
    ts_tree_cursor_delete(&cursor);
    return count;
}

char *tree_string(const struct tree *tree) {
    char *raw = ts_node_string(ts_tree_root_node(tree->raw));
    char *copy = memory_string(raw);
    memory_free(raw);
    return copy;
}

size_t tree_node_count(const struct tree *tree) {
    return ts_node_descendant_count(ts_tree_root_node(tree->raw));
}
