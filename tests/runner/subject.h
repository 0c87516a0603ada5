// A subject made from a text with a mark, as the workspace makes one from an open document:
// `$0` is the cursor, `$[` and `$]` a selection, neither is the whole file.
#pragma once

#include "actions/subject.h"
#include "base/buffer.h"

struct marked_subject {
    struct subject subject;
    struct tree *tree;
    struct buffer text; // without the marks
};

void marked_subject_open(struct marked_subject *marked, struct arena *arena, const char *path,
                         struct slice text);
void marked_subject_close(struct marked_subject *marked);
// The same for a text without marks and a selection by offsets.
void marked_subject_open_at(struct marked_subject *marked, struct arena *arena, const char *path,
                            struct slice text, struct span selection);
