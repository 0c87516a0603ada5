// The findings that are shown: which document has which, where they are now, and telling the
// client, which is sent them, or asks for them where it can and is told when to.
#pragma once

#include "actions/action.h"
#include "engine/outcome.h"
#include "text/document.h"
#include "text/finding.h"

struct session;
struct board;

// A finding on a board.
struct remark {
    uint64_t id;                           // unique in the session, never 0
    const char *action;                    // its id
    const char *model, *provider, *reason; // whose it is
    struct finding finding;                // its span is of the present text
    struct arena arena;                    // all strings
};

// A finding that the person does not want to see, whoever makes it again of the same text.
struct dismissal {
    char *uri, *rule, *category, *text;
};

struct diagnostics {
    struct board **items; // one a document that has or had findings
    size_t count, capacity;
    struct dismissals {
        struct dismissal *items;
        size_t count, capacity;
    } dismissals;
    uint64_t ids, revisions; // how many were given away
};

// The result of `action` on `scope` of the open document `uri`: takes the place of what the same
// action found there before, without what was dismissed. Spans are of the document's present text;
// strings are copied. `outcome` tells whose they are.
void diagnostics_replace(struct session *session, const struct document *document,
                         const struct action *action, const struct outcome *outcome,
                         struct span scope, const struct findings *findings);
// The document was changed: findings move, and go where their text was touched.
void diagnostics_follow(struct session *session, const char *uri,
                        const struct document_change *change);
// Takes all of a document's findings away, from the client too.
void diagnostics_clear(struct session *session, const char *uri);
// Frees all; nothing is published.
void diagnostics_release(struct session *session);

// Those of a document, in no order: NULL past the last.
const struct remark *diagnostics_at(const struct session *session, const char *uri, size_t index);
// NULL where it is not there any more.
const struct remark *diagnostics_find(const struct session *session, const char *uri, uint64_t id);
// Takes one away, from the client too, if it is still there.
void diagnostics_remove(struct session *session, const char *uri, uint64_t id);
// The same for good, in this session.
void diagnostics_dismiss(struct session *session, const char *uri, uint64_t id);
// LSP's Diagnostic.
struct json *diagnostics_json(const struct remark *remark, const struct text *text,
                              enum position_encoding encoding);
