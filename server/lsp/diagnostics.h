// The findings that are shown: which document has which, where they are now, and publishing them.
#pragma once

#include "actions/action.h"
#include "text/document.h"
#include "text/finding.h"

struct session;
struct board;

struct diagnostics {
    struct board **items; // one a document that has or had findings
    size_t count, capacity;
};

// The result of `action` on `scope` of the open document `uri`: takes the place of what the same
// action found there before. Spans are of the document's present text; strings are copied.
void diagnostics_replace(struct session *session, const char *uri, const struct action *action,
                         struct span scope, const struct findings *findings);
// The document was changed: findings move, and go where their text was touched.
void diagnostics_follow(struct session *session, const char *uri,
                        const struct document_change *change);
// Takes all of a document's findings away, from the client too.
void diagnostics_clear(struct session *session, const char *uri);
// Frees all; nothing is published.
void diagnostics_release(struct session *session);
