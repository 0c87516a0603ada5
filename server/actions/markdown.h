// Defuses a model's Markdown while it streams: an image's URL can carry code away, and raw HTML
// can do more. Outside of code, `![` becomes `!\[` and a `<` that could open a tag `&lt;`; code
// stays as it is. What cannot be told apart yet is held back until it can.
#pragma once

#include "base/buffer.h"

struct markdown_filter {
    struct buffer held;    // the tail that is not decided yet
    unsigned fence_length; // 0: outside
    unsigned fence_indent;
    char fence_mark;
    char last[2];        // the line's last bytes that are no blanks
    bool follows_label;  // the line before ended with "]:"
    bool is_mid_line;    // what was emitted last did not end a line
    bool is_distrustful; // a fence ended in a way that renderers differ on: escape all from here
};

void markdown_filter_init(struct markdown_filter *filter);
void markdown_filter_release(struct markdown_filter *filter);
// Appends to `safe` what can be shown now.
void markdown_filter_feed(struct markdown_filter *filter, struct slice delta, struct buffer *safe);
// Appends the rest.
void markdown_filter_finish(struct markdown_filter *filter, struct buffer *safe);
