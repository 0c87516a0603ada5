// What goes wrong in a session that was not written for it, and what must not come of it.
#pragma once

#include "base/buffer.h"

struct client;
struct script_host;

// Once, at any moment.
enum script_fault {
    SCRIPT_FAULT_NONE,
    SCRIPT_FAULT_END,        // the server's process is ended
    SCRIPT_FAULT_CANCEL,     // all jobs are cancelled
    SCRIPT_FAULT_EDIT_FIRST, // every document gets an empty first line
    SCRIPT_FAULT_EDIT_LAST,  // or an empty last one
    SCRIPT_FAULT_CLOSE,      // every document is closed
    SCRIPT_FAULT_CUT,        // every connection breaks
    SCRIPT_FAULT_DELAY,      // nothing comes for a minute
    SCRIPT_FAULTS,
};

// An edit of the server's as it was done to a document.
struct fault_edit {
    char *uri, *content, *before, *after;
};

struct fault_edits {
    struct fault_edit *items;
    size_t count, capacity;
};

// SCRIPT_FAULT_END is for the caller to see to.
void fault_strike(enum script_fault fault, struct script_host *host, struct client *client);
// Without a fault it is noted what an edit came to: copied. With one, the same edit of the same
// text must come to the same: false where it does not.
bool fault_note(struct fault_edits *edits, enum script_fault fault, const struct fault_edit *edit);
void fault_edits_release(struct fault_edits *edits);
