// What the files of a job share: job.c and job_*.c.
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

// A model on its way to an answer.
struct lane {
    struct job *job;
    size_t candidate;           // index of it
    struct turn *turn;          // at its provider; NULL: none
    struct past_look *look;     // at what was spent today; NULL: not
    struct key_wait *key;       // for its key; NULL: not
    struct call *call;          // NULL: not, or it has ended
    int64_t reserved_micro_usd; // of the day, for the call
    uint64_t retry;             // the timer of the next call; 0: none
    unsigned tries;             // calls that have ended, since it was last told what is wrong
    bool has_answer;            // a whole one, in `received`
    struct slice received;      // as it came: secrets are masked
    size_t attempt;             // index of the one that gave it
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
    struct lane lanes[2];
    struct lane *acting;    // whose answer is shown, read and verified
    struct lane *beside;    // asked in case that one is late (job_hedge.c); idle nearly always
    size_t reached;         // index of the last candidate that was looked at
    uint64_t hedge;         // the timer until another is asked beside; 0: none
    struct past_look *look; // at what was before; NULL: not
    struct repository_head *head; // asked for; NULL: not, or it is there
    struct buffer held;           // of a stream: may be the start of a stand-in
    struct markdown_filter filter;
    struct buffer markdown;
    struct slice answer;   // the acting one's, with the secrets in it
    const char *objection; // to what it answered: the model is asked again; NULL: the first time
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
// The acting candidate; NULL before there is a decision.
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

// Why a candidate failed, for the person.
void job_complain(struct job *job, const struct lane *lane, const char *text);
// Whether what was spent leaves too little for one more candidate.
bool job_is_over_budget(struct job *job, const struct router_candidate *candidate);
void job_serve_builtin(struct job *job);
// The acting model's answer is there.
void job_take_answer(struct job *job);
// A part of it. Of an answer that comes to nothing, all is taken back.
void job_show_text(struct job *job, struct slice delta);
void job_next_candidate(struct job *job);
// Nothing of an answer that came to nothing stays.
void job_forget_answer(struct job *job);

// --- job_calling.c -------------------------------------------------------------------------------

const struct settings_shared *job_shared(const struct job *job);
const struct router_candidate *job_candidate(const struct job *job, const struct lane *lane);
struct outcome_attempt *job_add_attempt(struct job *job, const struct lane *lane,
                                        enum attempt_outcome outcome);
// Goes on with the first candidate from `reached` on that may be asked.
void job_ask(struct job *job);
// Asks the acting candidate, when it is this job's turn.
void job_call(struct job *job);
// Asks a candidate whose turn it is.
void job_call_now(struct lane *lane);
// Why the day's budget has no room for one more call to it; NULL: it has.
const char *job_why_over_day(struct job *job, const struct router_candidate *candidate);
// Why it cannot be asked, which others may have found out since the route was decided; NULL: it
// can. "" needs no words: its key was refused, and that was told.
const char *job_why_out_of_reach(struct job *job, const struct router_candidate *candidate);
// Closes the request in flight, if there is one, and counts it as a cancelled attempt; gives the
// turn back.
void job_stop(struct lane *lane);

// --- job_hedge.c ---------------------------------------------------------------------------------

// A model is being asked: when it is late, the next one is asked beside it.
void job_watch_pace(struct lane *lane);
void job_forget_pace(struct job *job);
// Whether the lane's model is not alone: another is at work on an answer, or has one.
bool job_has_other(const struct lane *lane);
// The acting one comes to nothing, or later: the one beside is in its place.
void job_swap(struct job *job);
// The acting one's answer is good.
void job_close_beside(struct job *job);

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
