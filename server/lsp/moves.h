// What was done to a document while a job ran, so that its result can follow.
#pragma once

#include "text/document.h"

struct move {
    int64_t version; // of the document, after it
    struct span before;
    size_t after_length;
};

struct moves {
    struct move *items;
    size_t count, capacity;
};

void moves_record(struct moves *moves, int64_t version, const struct document_change *change);
void moves_release(struct moves *moves);
// Where a span of the text at `version` lies now; false when its text was touched.
bool moves_shift(const struct moves *moves, int64_t version, struct span *span);
// The same for a span that grows and shrinks with what is changed inside.
void moves_stretch(const struct moves *moves, int64_t version, struct span *span);
