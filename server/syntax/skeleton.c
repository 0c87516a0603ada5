// One walk over the tree. Levels are written down too: where indentation is syntax, the tokens
// alone would not tell one program from another.
#include "syntax/skeleton.h"

#include "base/vec.h"
#include "syntax/core.h"

struct search {
    struct docstrings *found;
    bool with_comments;
};

static bool add_span(const struct query_match *match, void *data) {
    const struct search *search = data;
    struct docstrings *found = search->found;
    const struct query_capture *capture = query_capture_find(match, "docstring");
    if (!capture && search->with_comments)
        capture = query_capture_find(match, "comment");
    if (capture && (!found->count || capture->span.start >= found->items[found->count - 1].end))
        vec_push(found, capture->span);
    return true;
}

static void find_spans(const struct tree *tree, struct slice text, struct span within,
                       bool with_comments, struct docstrings *found) {
    *found = (struct docstrings){ 0 };
    struct search search = { found, with_comments };
    query_visit(tree, text, QUERY_SIMPLIFY, within, add_span, &search);
}

void skeleton_docstrings(const struct tree *tree, struct slice text, struct span within,
                         struct docstrings *found) {
    find_spans(tree, text, within, false, found);
}

struct walk {
    struct slice text;
    struct docstrings said; // in order, disjoint
    size_t next;            // of `said`: the first that does not end before the node
    struct buffer *skeleton;
};

// Nodes come in the order of their start.
static bool is_said(struct walk *walk, struct span span) {
    while (walk->next < walk->said.count && walk->said.items[walk->next].end <= span.start)
        walk->next++;
    return walk->next < walk->said.count && walk->said.items[walk->next].start <= span.start &&
           span.end <= walk->said.items[walk->next].end;
}

static void append_node(struct walk *walk, TSNode node, unsigned depth) {
    struct span span = { ts_node_start_byte(node), ts_node_end_byte(node) };
    bool is_token = ts_node_child_count(node) == 0;
    struct slice bytes = slice_trim(slice_between(walk->text, span.start, span.end));
    // Line ends are tokens in some grammars.
    if (is_token && !bytes.length)
        return;
    uint32_t head[] = { depth, ts_node_symbol(node) };
    buffer_append(walk->skeleton, (struct slice){ (const char *)head, sizeof head });
    if (is_token) {
        buffer_append(walk->skeleton, bytes);
        buffer_append_byte(walk->skeleton, '\0');
    }
}

void skeleton_append(const struct tree *tree, struct slice text, struct buffer *skeleton) {
    struct walk walk = { .text = text, .skeleton = skeleton };
    find_spans(tree, text, (struct span){ 0, text.length }, true, &walk.said);
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree_raw(tree)));
    unsigned depth = 0;
    bool more = true;
    while (more) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        bool is_left_out =
            is_said(&walk, (struct span){ ts_node_start_byte(node), ts_node_end_byte(node) });
        if (!is_left_out)
            append_node(&walk, node, depth);
        if (!is_left_out && ts_tree_cursor_goto_first_child(&cursor)) {
            depth++;
            continue;
        }
        while (!(more = ts_tree_cursor_goto_next_sibling(&cursor)) &&
               ts_tree_cursor_goto_parent(&cursor))
            depth--;
    }
    ts_tree_cursor_delete(&cursor);
    vec_release(&walk.said);
}
