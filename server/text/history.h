// What was done to a text, change by change, so that what is known of an older text can follow:
// spans, and edits that were made for it. Keeps no text, and forgets the oldest changes.
#pragma once

#include "text/edit.h"
#include "text/text.h"

struct history_entry {
    int64_t version;             // of the document, before the change
    struct span before;          // the bytes that were replaced
    size_t after_length;         // how many stand there now
    struct range range;          // the same as the client counts: what was replaced,
    struct position range_after; // and where the new text ends
    bool begins_line; // what stands behind them now begins a line; history_record finds it out
};

// A moment is the number of changes that were made before it. A history of zeros is empty.
struct history {
    struct history_entry *items; // a ring
    size_t capacity;
    uint64_t first, now; // the moments that it reaches back to, and after the last change
};

void history_release(struct history *history);
// `text` is the text after the change.
void history_record(struct history *history, struct history_entry entry, const struct text *text);
bool history_reaches(const struct history *history, uint64_t moment);
// The moment at which the document had `version`. False where that is forgotten, or was never.
// `present` is the version that the document has now.
bool history_find(const struct history *history, int64_t version, int64_t present,
                  uint64_t *moment);

// From here on `since` must be reached. Where a span of the text at `since` lies at `until`; false
// where its text was touched.
bool history_shift(const struct history *history, uint64_t since, uint64_t until,
                   struct span *span);
// The same, growing and shrinking with what was changed inside.
void history_stretch(const struct history *history, uint64_t since, uint64_t until,
                     struct span *span);
// Where a range of the client's lies now, whose text is not there any more; it grows and shrinks
// with what was changed inside. False where one of its ends was.
bool history_shift_range(const struct history *history, uint64_t since, struct range *range);
// Makes valid edits of the text at `since`, which is `base`, edits of the text at `until`: moved by
// what was changed elsewhere. False, leaving them as they were, where a change since touches a line
// that an edit touches: then nobody can say what both together mean. What comes out is the same as
// if the edits had been made first and the changes, moved likewise, after them.
bool history_rebase(const struct history *history, uint64_t since, uint64_t until,
                    const struct text *base, struct edits *edits);
