// Work-done progress of one job: asked for, begun, reported with a percentage always, ended.
#pragma once

#include "base/json.h"
#include "engine/job.h"

struct session;

enum progress_state {
    PROGRESS_NONE, // not started, refused by the client, or ended
    PROGRESS_ASKED,
    PROGRESS_BEGUN,
};

struct progress {
    struct session *session;
    const struct job *job;
    enum progress_state state;
    struct json *token; // ours or the client's
    uint64_t call;      // window/workDoneProgress/create
    unsigned percentage;
};

// `token` is the client's own, taken over; NULL: one of ours is created, if the client can. The job
// must live until progress_end.
void progress_start(struct progress *progress, struct session *session, const struct job *job,
                    struct json *token);
void progress_report(struct progress *progress);
// `message` stays where the client shows it. Does nothing where none has begun.
void progress_end(struct progress *progress, const char *message);
void progress_release(struct progress *progress); // silently
