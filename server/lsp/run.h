// One wye.run of the client, from the command to the outcome: the job and all that the client
// sees of it. At most ACTIVE_JOBS_MAX at once.
#pragma once

#include "engine/job.h"
#include "engine/landing.h"
#include "lsp/diagnostics.h"
#include "lsp/progress.h"
#include "lsp/rpc.h"
#include "lsp/target.h"

struct run {
    struct session *session; // NULL once it is gone, and only a worker is waited for
    struct arena arena;      // strings of the run
    const char *id;
    const struct action *action;
    struct profile *profile; // whose the action may be; NULL: none's
    const char *uri;
    const char *instruction, *model;   // NULL: none given
    struct slice diagnostics, problem; // as for job_options
    struct job_turn earlier;           // the same
    struct json *token;                // the client's, until progress has it; NULL: none
    struct rpc_request *request;       // waits for the outcome; NULL
    struct job *job;                   // NULL before the examination and after the end
    struct progress progress;
    unsigned holds;          // callbacks that are still to come
    uint64_t call;           // to the client, one of them; 0: none
    unsigned sends;          // how often its edit has left for the client,
    int64_t sent_version;    // and for which version of the document
    struct landing *landing; // its edit is brought onto the present text; NULL: not now
    uint64_t queue_timer;    // its edit waits for another one of the document; 0: not now
    bool is_reading;         // the file that it edits, once more
    bool is_cancelled;       // before there was a job
    bool is_detached;        // the document was closed since
    bool is_streaming;       // wye/stream has told of it
    const char *path;        // of the file that holds the result, NULL: none
    uint64_t remark;         // the finding whose suggestion it is; 0: none
    struct job_given given;  // then: by offsets of the text
    uint64_t moment;         // of this moment
};

// A job that has ended, for what is said of it later.
struct run_record {
    char *id, *key;
};

struct runs {
    struct run **items;
    size_t count, capacity;
    uint64_t started;
    // Once a session: that no model could be asked; that a document is not parsed.
    bool has_told_builtin, has_told_degraded;
    struct run_records {
        struct run_record *items; // the latest, oldest first; none of private files
        size_t count, capacity;
    } records;
};

// False, having answered the request, where too much is going on.
bool run_may_start(struct session *session, struct rpc_request *request);

// Starts what `target` says. `token` (NULL: none) is copied where the request waits.
struct run *run_start(struct session *session, const struct target *target,
                      const struct json *token);
// Applies a finding's suggestion. `target` says where it is.
void run_start_suggestion(struct session *session, const struct target *target,
                          const struct remark *remark);
// Replies to the request, which it defers, with the outcome.
void run_await(struct run *run, struct rpc_request *request);
void run_cancel(struct run *run);
// For a callback with `run` as its data: hold before, drop as the last thing in it. The job may
// have ended meanwhile.
void run_hold(struct run *run);
void run_drop(struct run *run);
// The URI of what its edits are of.
const char *run_edits_uri(const struct run *run);
// job_landed, unless the job has ended.
void run_land(struct run *run, enum outcome_status status, const char *message);

struct run *runs_find(struct session *session, const char *id); // NULL where there is none
// The key in the record of a job that has ended; NULL where there is none.
const char *runs_key(const struct session *session, const char *id);
void runs_cancel_all(struct session *session);
// The document of a URI was closed.
void runs_detach(struct session *session, const char *uri);
// Cancels and frees all; a job that still has to wait for a worker is freed, silently, after it.
void runs_release(struct session *session);
