// What the files of a job share: job.c, job_asking.c, job_destination.c, job_given.c, job_result.c.
// For nobody else.
#pragma once

#include "actions/markdown.h"
#include "actions/sections.h"
#include "actions/verify.h"
#include "engine/call.h"
#include "engine/job.h"
#include "engine/routing.h"
#include "text/mask.h"

// Another file that the edits are of.
struct job_destination {
    size_t index;                    // of the action's places
    const char *path;                // absolute
    struct examination *examination; // NULL: there is none, or it is not found yet
    struct profile *profile;         // its folder's
};

struct job {
    struct job_options options;
    char *id, *instruction, *model;
    const char *title;
    struct arena arena;
    struct profile *profile;
    struct job_destination destination;
    struct slice asked;      // the prompt with the secrets in it
    struct prompt prompt;    // as it leaves: secrets are masked
    struct job_turn earlier; // the same
    struct mask mask;
    struct job_given given; // where options.given is not NULL
    struct routing routing;
    size_t candidate;             // index of the one that is being asked
    struct repository_head *head; // asked for; NULL: not, or it is there
    struct call *call;
    unsigned tries; // calls to the current candidate that have ended, since it was last told what
                    // is wrong
    uint64_t retry; // the timer of the next; 0: none
    struct buffer held; // of a stream: may be the start of a stand-in
    struct markdown_filter filter;
    struct buffer markdown;
    struct slice received; // the answer as it came: secrets are masked
    struct slice answer;   // the same with the secrets in it
    const char *objection; // to `received`: the model is asked again; NULL: the first time
    struct buffer refused; // Markdown: every answer that was not used, and why
    struct reading reading;
    struct edits rebased;      // on another text than the one that was examined,
    struct text *rebased_text; // which is this; NULL: none
    struct buffer complaints;  // why models failed, for the person
    size_t section_bytes;      // 0: not known yet
    struct spans sections;     // of a review of a long file; one where all is asked at once
    size_t section;            // that is being asked about
    struct findings so_far;    // of the sections before,
    size_t dropped;            // and how many were dropped there
    const char *shortfall;     // what was not asked about, and why; NULL: nothing
    bool is_changed;           // there are changes to review
    bool is_cancelled, is_working, has_result, is_ended;
    size_t failures;
    uint64_t started_ms, timer;
    struct outcome outcome;
    job_on_route *on_route; // a job that only asks who would serve
};

// --- job.c ---------------------------------------------------------------------------------------

uint64_t job_now(const struct job *job);
// The candidate that is being asked; NULL before there is a decision.
const struct router_candidate *job_current(const struct job *job);
// Runs `work` on a worker; `done` finds the job alive, cancelled or not.
void job_offload(struct job *job, void (*work)(void *job), void (*done)(void *job));
// For the first line of every `done`: true when the job was cancelled meanwhile and has ended.
bool job_was_cancelled(struct job *job);
void job_show_progress(struct job *job);
// Usage and cost of all attempts so far.
void job_add_up(struct outcome *outcome);
// Ends and frees the job. `message` NULL keeps what there is.
void job_finish(struct job *job, enum outcome_status status, const char *message);

// Who may see what leaves: all of its files.
struct routing_view job_view(const struct job *job);
// Asks the model, or says who would be asked.
void job_make_prompt(struct job *job);

// --- job_destination.c ---------------------------------------------------------------------------

// Looks for the file that the edits are of, then goes on.
void job_find_destination(struct job *job);

// What is asked about: the subject, or a section of it.
struct subject job_asked_about(const struct job *job);

// --- job_asking.c --------------------------------------------------------------------------------

// Of the current candidate.
struct outcome_attempt *job_add_attempt(struct job *job, enum attempt_outcome outcome);
// Why the current candidate failed, for the person.
void job_complain(struct job *job, const char *text);
// Whether what was spent leaves too little for the current candidate.
bool job_is_over_budget(struct job *job);
void job_serve_builtin(struct job *job);
// A whole answer is there, in `received`.
void job_take_answer(struct job *job);
void job_take_text(struct slice delta, void *job);
void job_next_candidate(struct job *job);

// --- job_calling.c -------------------------------------------------------------------------------

// Goes on with the current candidate, or with the first after it that may be asked.
void job_ask(struct job *job);
// Asks the current candidate.
void job_call(struct job *job);
// Closes the request in flight, if there is one, and counts it as a cancelled attempt.
void job_stop_call(struct job *job);

// --- job_given.c ---------------------------------------------------------------------------------

// Copies what is given.
void job_keep_given(struct job *job, const struct job_given *given);
// Verifies it, and hands it over.
void job_take_given(struct job *job);

// --- job_result.c --------------------------------------------------------------------------------

// A good result is there: hands it to the sink.
void job_deliver(struct job *job);
// No findings, and nobody was asked.
void job_deliver_nothing(struct job *job, const char *message);
// Ends as refused; what there is of answers is kept, and the message says where.
void job_refuse(struct job *job, const char *message);
