// Jobs that have ended, as far as a later one may come back to them: the same asked of another
// model, or an edit refined.
#pragma once

#include "engine/job.h"

struct session;

struct earlier {
    char *job, *uri;
    const struct action *action;
    struct profile *profile; // whose the action may be; NULL: none's
    char *model;             // who served, as `wye.run` takes it
    char *instruction;       // what it was asked with; "" where with nothing
    struct span span;        // its scope, by offsets of the document's text,
    uint64_t moment;         // at this moment
    char *prompt, *answer;   // of a model whose edit was applied; NULL elsewhere
};

struct earlier_list {
    struct earlier *items; // oldest first
    size_t count, capacity;
};

// The job has ended with a result, and its document is open. None of a private file is kept.
void earlier_keep(struct session *session, const struct job *job, struct profile *profile);
// The document was closed, and its history with it.
void earlier_forget(struct session *session, const char *uri);
void earlier_release(struct session *session);

// The latest whose scope touches `range` of an open document, by offsets of its present text, the
// `index`th from there; NULL past the last. `span` is where its scope is now.
const struct earlier *earlier_at(struct session *session, const struct document *document,
                                 struct span range, size_t index, struct span *span);
// NULL where it is not remembered (any more).
const struct earlier *earlier_find(const struct session *session, const char *job);
