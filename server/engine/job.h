// One action in flight: snapshot -> prompt -> route -> stream -> verify -> land -> outcome.
// Joins actions, providers and builtin, which do not know each other. Knows no LSP: whoever
// started it is called through `struct job_sink`.
#pragma once

#include "actions/action.h"
#include "engine/outcome.h"
#include "engine/settings.h"
#include "engine/workspace.h"

struct job;

struct job_sink {
    // What is going on has changed: job_progress says what. At most a few times a second.
    void (*on_progress)(struct job *job, void *data);
    // Markdown, defused, as it comes. `is_reset`: what was shown is void, another one starts over.
    void (*on_markdown)(struct job *job, struct slice delta, bool is_reset, void *data);
    // The result is there (job_outcome has it, with the status it would get): show, publish or
    // apply it, then call job_landed, now or later.
    void (*on_result)(struct job *job, void *data);
    // The last call; the outcome is complete. The job is destroyed when it returns.
    void (*on_end)(struct job *job, void *data);
};

// An edit that an earlier result holds already: nobody is asked, it is verified and landed.
struct job_given {
    struct edit edit;                      // of the text that is examined
    const char *title;                     // "Apply suggestion: Mutable default"
    const char *model, *provider, *reason; // whose it is
};

// What a model was asked and what it answered, with the secrets in it.
struct job_turn {
    struct slice prompt, answer;
};

struct job_options {
    struct host *host;
    struct settings *settings;
    struct workspace *workspace; // for actions whose edits are of another file
    const char *id;              // unique among live jobs
    const struct action *action;
    struct examination *examination; // taken over
    const char *instruction;         // NULL is allowed
    struct slice diagnostics;        // what is reported there; empty: nothing is
    struct slice problem;            // the same in a few words
    const char *model;               // NULL: the router chooses
    struct job_turn earlier;         // copied; that this one refines; empty: none
    const struct job_given *given;   // copied; NULL: a model is asked
    const struct job_sink *sink;
    void *data;
};

struct job_progress {
    const char *title;  // "Simplify parse_header"
    const char *model;  // display name; "" before one is asked; "built-in engine"
    const char *beside; // the name of one that is asked beside it, which is late; NULL: none
    int64_t tokens;     // of the answer so far, thoughts included
    int64_t seconds;
    unsigned percentage;     // 0-99: always something, against the output cap
    const char *waiting;     // "for its turn", "to try again"; NULL: it is not
    size_t part, part_count; // of a long file that is reviewed in parts, from 1; else 1 of 1
};

// Never NULL; nothing is called back before it has returned.
struct job *job_start(const struct job_options *options);
// Closes the request; on_end follows with status cancelled. Nothing after on_end or twice.
void job_cancel(struct job *job);
// The edits as they were made, of the text of the destination.
const struct edits *job_edits(const struct job *job);
// The sink has brought the edits onto another text: from now on the outcome tells of these. Copied.
void job_rebase(struct job *job, const struct edits *edits, struct text *text, int64_t version);
// The sink's answer to on_result: the final status, and a message where it is not the expected one
// (NULL keeps what there is). With OUTCOME_REFUSED the job keeps the answer in the state folder and
// adds to the message where; the sink need not.
void job_landed(struct job *job, enum outcome_status status, const char *message);

const char *job_id(const struct job *job);
struct job_progress job_progress(const struct job *job); // strings live until the next call
const struct outcome *job_outcome(const struct job *job);
const struct examination *job_examination(const struct job *job);
// What the edits are of: the same, or where the action writes to another file, that one. Before it
// is found, the same.
const struct examination *job_destination(const struct job *job);
const struct action *job_action(const struct job *job);
// Of the model that answered last; empty where none has.
struct job_turn job_turn(const struct job *job);
// Nothing of this file may be kept (privacy.never): no file in the state folder either.
bool job_is_private(const struct job *job);

// Who would serve it, and why; calls no one. Runs the prompt on a worker for the estimate.
// `decision` belongs to the callee: router_decision_json, with "scope", "leaves", "parts" and
// "secretsKept", the secrets that a model would see stand-ins of. NULL when the settings ended
// first.
typedef void job_on_route(struct json *decision, void *data);
void job_route(const struct job_options *options, job_on_route *on_route);
// Who would serve, for a menu.
struct job_guess {
    const char *name; // "Claude Opus 4.7", or "built-in engine"
    bool is_model;
    const char *unserved; // NULL, or why no model can be asked for what builtin cannot do either
};
// On the loop, from what is known; calls no one. Strings are the arena's or the settings'.
struct job_guess job_guess(struct arena *arena, struct settings *settings,
                           const struct action *action, const struct examination *examination);
// The first that is usable and not called `name`; NULL where there is none. The same.
const struct model *job_other_model(struct arena *arena, struct settings *settings,
                                    const struct action *action,
                                    const struct examination *examination, const char *name);
