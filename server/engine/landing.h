// Brings edits that were made for one text onto the document as it is now: moved by what was typed
// elsewhere, and verified again where anything was typed at all.
#pragma once

#include "actions/verify.h"
#include "engine/workspace.h"

struct landing;

struct landing_options {
    struct host *host;
    struct workspace_document *document;   // must stay open until the end, else cancel
    const struct examination *examination; // what the edits were made for, of this very document
    const struct edits *edits;
    enum verify_rule rule;
    // Once, unless cancelled; maybe before landing_start returns. `edits` are by offsets of the
    // document's present text and borrowed for the call; NULL where they cannot be made, and `why`
    // then says so in a sentence.
    void (*on_end)(const struct edits *edits, const char *why, void *data);
    void *data;
};

// NULL where on_end was called already.
struct landing *landing_start(const struct landing_options *options);
// Nothing is called any more. NULL is allowed.
void landing_cancel(struct landing *landing);
