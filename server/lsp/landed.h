// Edits that left for the client: whether it made them as they were sent, and what became of them.
#pragma once

#include "base/json.h"
#include "text/document.h"
#include "text/edit.h"

struct session;
struct landed;

struct landings {
    struct landed **items;
    size_t count, capacity;
};

// Edits of the present text of an open document were sent. `key` is the job's, for the record
// unless the file is private; all is copied.
void landed_sent(struct session *session, const struct document *document, const char *key,
                 bool is_private, const char *title, const struct edits *edits);
// The client's answer.
void landed_answered(struct session *session, const char *key, bool is_applied);
// Whether an edit of the document is with the client, and its text not here yet.
bool landed_is_awaited(const struct session *session, const char *uri);

// The document has had one change.
void landed_follow(struct session *session, const struct document *document);
// The document was saved, or is about to be closed: what has come of its edits is recorded.
void landed_settle(struct session *session, const struct document *document, bool is_closing);
// Tells of what is still watched, and frees all.
void landed_release(struct session *session);
