// A program without what is only said about it: two texts with equal skeletons are the same
// program, whatever their comments, doc strings and white space between tokens are.
#pragma once

#include "base/buffer.h"
#include "syntax/tree.h"

// Appends the skeleton of a whole tree: the types of all nodes and the bytes of all tokens, in
// order, without comments and doc strings (@comment and @docstring of simplify.scm). Any thread.
void skeleton_append(const struct tree *tree, struct slice text, struct buffer *skeleton);
// The spans of doc strings that touch `within`, in order; the caller releases the vec.
struct docstrings {
    struct span *items;
    size_t count, capacity;
};
void skeleton_docstrings(const struct tree *tree, struct slice text, struct span within,
                         struct docstrings *found);
