// One action in flight, as a row of steps that each end in a call back from the host:
//
//   configuration -> destination -> prompt (worker) -> candidates, one after the other:
//       key -> call -> answer read and verified (worker)      a model, asked again once
//                                                             where its answer is no use
//       builtin (worker)                                      the last one
//       what is given, verified (worker)                      in their place
//   -> result handed to the sink -> landed -> end
//
// Invariants: nothing partial leaves a job but Markdown, which is voided before another candidate
// starts over; on_end is called once; a worker that is busy is waited for, never abandoned.
//
// Here: beginning, cancelling, end. Which file is edited is in job_destination.c, who is asked and
// what comes back in job_asking.c, what is there already in job_given.c, what becomes of a result
// in job_result.c.

#include "engine/job.h"

#include "actions/changes.h"
#include "actions/context.h"
#include "base/hash.h"
#include "engine/job_parts.h"
#include "engine/otlp.h"
#include "engine/record.h"
#include "engine/repository.h"

#include <inttypes.h>

enum { PROGRESS_INTERVAL_MS = 500 };

// --- Small things --------------------------------------------------------------------------------

uint64_t job_now(const struct job *job) {
    return job->options.host->now_ms(job->options.host);
}

const struct router_candidate *job_current(const struct job *job) {
    return job_candidate(job, job->acting);
}

void job_offload(struct job *job, void (*work)(void *job), void (*done)(void *job)) {
    job->is_working = true;
    job->options.host->offload(job->options.host, work, done, job);
}

bool job_was_cancelled(struct job *job) {
    job->is_working = false;
    if (!job->is_cancelled)
        return false;
    job_finish(job, OUTCOME_CANCELLED, "Cancelled.");
    return true;
}

void job_show_progress(struct job *job) {
    if (!job->has_result)
        job->options.sink->on_progress(job, job->options.data);
}

static void tick(void *data) {
    struct job *job = data;
    struct host *host = job->options.host;
    job->timer = host->timer_start(host, PROGRESS_INTERVAL_MS, tick, job);
    job_show_progress(job);
}

// --- End -----------------------------------------------------------------------------------------

static void destroy(struct job *job) {
    struct host *host = job->options.host;
    if (job->timer)
        host->timer_cancel(host, job->timer);
    job_forget_pace(job);
    for (size_t i = 0; i < 2; i++)
        job_stop(&job->lanes[i]);
    past_look_end(job->look);
    buffer_release(&job->held);
    markdown_filter_release(&job->filter);
    buffer_release(&job->markdown);
    buffer_release(&job->complaints);
    buffer_release(&job->refused);
    vec_release(&job->sections);
    vec_release(&job->so_far);
    vec_release(&job->reading.findings);
    vec_release(&job->reading.edits);
    vec_release(&job->rebased);
    text_release(job->rebased_text);
    vec_release(&job->outcome.attempts);
    examination_destroy(job->options.examination);
    examination_destroy(job->destination.examination);
    profile_release(job->destination.profile);
    profile_release(job->profile);
    settings_release(job->options.settings);
    arena_release(&job->arena);
    memory_free(job->id);
    memory_free(job->instruction);
    memory_free(job->model);
    memory_free(job);
}

void job_add_up(struct outcome *outcome) {
    outcome->usage = (struct llm_usage){ 0 };
    outcome->cost_micro_usd = 0;
    for (size_t i = 0; i < outcome->attempts.count; i++) {
        outcome->usage = llm_usage_add(outcome->usage, outcome->attempts.items[i].usage);
        outcome->cost_micro_usd += outcome->attempts.items[i].cost_micro_usd;
    }
}

static void record(struct job *job) {
    const char *endpoint = job->profile ? job->profile->config->otlp_endpoint : NULL;
    record_outcome(job->options.host, settings_state_folder(job->options.settings), &job->outcome);
    if (endpoint)
        otlp_add(job_shared(job)->otlp, endpoint, &job->outcome);
}

void job_finish(struct job *job, enum outcome_status status, const char *message) {
    ASSERT(!job->is_ended);
    job->is_ended = true;
    job->outcome.status = status;
    if (message)
        job->outcome.message = arena_string(&job->arena, slice_from(message));
    job->outcome.total_ms = (int64_t)(job_now(job) - job->started_ms);
    job_add_up(&job->outcome);
    if (job->on_route) {
        job->on_route(NULL, job->options.data);
    } else {
        if (!job_is_private(job))
            record(job);
        job->options.sink->on_end(job, job->options.data);
    }
    destroy(job);
}

// --- Beginning -----------------------------------------------------------------------------------

static int64_t input_tokens(const struct job *job) {
    size_t bytes = job->prompt.system.length + job->prompt.user.length +
                   job->earlier.prompt.length + job->earlier.answer.length +
                   slice_from(job->options.action->schema).length;
    return llm_tokens_estimate((int64_t)bytes);
}

struct subject job_asked_about(const struct job *job) {
    const struct subject *subject = &job->options.examination->subject;
    return job->sections.count > 1 ? sections_subject(subject, job->sections.items[job->section])
                                   : *subject;
}

// A section that fits into the window of the model that will be asked first, with what goes along:
// twice, since one definition alone may be twice as long.
static size_t section_bytes(struct job *job) {
    enum { PROMPT_TOKENS = 1000 + CONTEXT_TOKENS_MAX }; // instructions, schema, surroundings
    const struct action *action = job->options.action;
    struct routing routing =
        routing_decide(&job->arena, job->options.settings, job->profile, job->options.examination,
                       job_view(job), action, 0, job->model);
    const struct router_candidate *first = routing.decision.candidates;
    while (first->dropped && first->model)
        first++;
    const struct model *model = first->model;
    int64_t room = model ? model_input_cap(model, action->output_tokens_max) : INT64_MAX;
    if (room > PROMPT_TOKENS + llm_tokens_estimate(2 * SECTION_BYTES_MAX))
        return SECTION_BYTES_MAX;
    int64_t bytes = llm_bytes_estimate(room - PROMPT_TOKENS) / 2;
    return bytes > SECTION_BYTES_MIN ? (size_t)bytes : SECTION_BYTES_MIN;
}

// Once, before the first prompt: what has to be looked for in the text.
static void look_at_text(struct job *job) {
    const struct subject *subject = &job->options.examination->subject;
    const struct action *action = job->options.action;
    struct spans changes = { 0 };
    if (action->is_of_changes)
        changes_find(subject, &changes);
    else if (action->result == ACTION_FINDINGS)
        sections_of(subject, job->section_bytes, &job->sections);
    job->is_changed = changes.count > 0;
    vec_release(&changes);
}

static struct slice with_section(struct job *job, struct slice prompt) {
    if (job->sections.count <= 1)
        return prompt;
    return slice_from(arena_format(&job->arena,
                                   SLICE_FORMAT
                                   "\nThis is part %zu of %zu of the file; the others are asked "
                                   "about by themselves.\n",
                                   SLICE_ARGUMENT(prompt), job->section + 1, job->sections.count));
}

static void make_prompt(void *data) {
    struct job *job = data;
    if (!job->sections.count)
        look_at_text(job);
    const struct subject subject = job_asked_about(job);
    struct prompt prompt = job->options.action->prompt(&job->arena, &subject);
    prompt.user = with_section(job, prompt.user);
    job->shortfall = prompt.shortfall;
    const struct job_turn *earlier = &job->options.earlier;
    job->asked = prompt.user;
    mask_learn(&job->arena, &job->mask, job->options.examination->subject.text);
    mask_learn(&job->arena, &job->mask, job->options.examination->subject.baseline);
    mask_learn(&job->arena, &job->mask, earlier->prompt);
    mask_learn(&job->arena, &job->mask, earlier->answer);
    job->earlier.prompt = mask_hide(&job->arena, &job->mask, earlier->prompt);
    job->earlier.answer = mask_hide(&job->arena, &job->mask, earlier->answer);
    mask_learn(&job->arena, &job->mask, job_destination(job)->subject.text);
    job->prompt.system = mask_hide(&job->arena, &job->mask, prompt.system);
    job->prompt.user = mask_hide(&job->arena, &job->mask, prompt.user);
}

// The router's decision, and what it was made about.
static struct json *describe_route(struct job *job) {
    const struct subject *subject = &job->options.examination->subject;
    const char *also = job->options.action->also_leaves;
    struct json *json = router_decision_json(&job->routing.decision, &job->routing.subject);
    json_add_string(json, "scope",
                    arena_format(&job->arena, "%s %s", subject->scope.noun,
                                 subject_title(&job->arena, subject)));
    json_add_string(json, "leaves",
                    arena_format(&job->arena,
                                 "the code, its file's name and imports, the signatures around "
                                 "it%s%s",
                                 also ? ", and " : "", also ? also : ""));
    json_add_integer(json, "parts", job->sections.count > 1 ? (int64_t)job->sections.count : 1);
    json_add_integer(json, "secretsKept", (int64_t)mask_count_used(&job->mask));
    return json;
}

static void prompt_made(void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    if (job->section > 0) { // who is asked has been decided
        job_ask(job);
        return;
    }
    job->routing =
        routing_decide(&job->arena, job->options.settings, job->profile, job->options.examination,
                       job_view(job), job->options.action, input_tokens(job), job->model);
    job->outcome.traits = job->routing.subject.traits;
    job->outcome.route = job->routing.decision.row;
    if (job->options.action->is_of_changes && !job->is_changed && !job->on_route) {
        job_deliver_nothing(job, "Nothing differs from HEAD.");
        return;
    }
    if (job->on_route) {
        job->on_route(describe_route(job), job->options.data);
        destroy(job);
        return;
    }
    job_ask(job);
}

void job_make_prompt(struct job *job) {
    if (!job->section_bytes)
        job->section_bytes = section_bytes(job);
    job_offload(job, make_prompt, prompt_made);
}

static void on_head(struct slice text, const char *message, void *data) {
    struct job *job = data;
    job->head = NULL;
    if (job_was_cancelled(job))
        return;
    if (message) {
        job_finish(job, OUTCOME_FAILED, message);
        return;
    }
    job->options.examination->subject.baseline = arena_copy(&job->arena, text);
    job_make_prompt(job);
}

// What is reviewed is all of the file; which of it counts, the baseline says.
static void fetch_baseline(struct job *job) {
    const struct examination *examination = job->options.examination;
    const char *path = examination->real_path ? examination->real_path : examination->path;
    if (!path) {
        job_finish(job, OUTCOME_FAILED, "This document is no file, so git has none of it.");
        return;
    }
    job->is_working = true;
    job->head = repository_head(job->options.host, path, on_head, job);
}

// All is known that has to be: the work begins.
static void begin(struct job *job) {
    // Menus leave it out, but a command can still come.
    const char *objection =
        action_objection(job->options.action, &job->options.examination->subject);
    if (objection && !job->on_route)
        job_finish(job, OUTCOME_FAILED, objection);
    else if (job->options.given)
        job_take_given(job);
    else if (job->options.action->is_of_changes)
        fetch_baseline(job);
    else if (job->options.action->place)
        job_find_destination(job);
    else
        job_make_prompt(job);
}

static void on_past(void *data) {
    struct job *job = data;
    job->look = NULL;
    if (!job_was_cancelled(job))
        begin(job);
}

static void on_profile(struct profile *profile, void *data) {
    struct job *job = data;
    struct past *past = job_shared(job)->past;
    if (!profile)
        job->is_cancelled = true;
    if (job_was_cancelled(job))
        return;
    job->profile = profile_retain(profile);
    if (past_is_read(past) && profile->config->usd_per_day < 0) {
        past_refresh(past);
        begin(job);
    } else {
        job->is_working = true;
        job->look = past_look(past, on_past, job);
    }
}

// Of one server's life: nobody else knows the salt.
static const char *hash_of(struct job *job, const char *text) {
    return arena_format(&job->arena, "%016" PRIx64,
                        hash_add(hash_begin(job_shared(job)->salt), text));
}

// No two servers make the same, also not in one millisecond.
static const char *make_key(struct job *job) {
    return arena_format(&job->arena, "%lld-%s-%.8s",
                        (long long)job->options.host->unix_time_ms(job->options.host),
                        job->id ? job->id : "", hash_of(job, "key"));
}

static struct job *create(const struct job_options *options) {
    struct job *job = MEMORY_NEW(struct job);
    const struct examination *examination = options->examination;
    job->options = *options;
    job->acting = &job->lanes[0];
    job->beside = &job->lanes[1];
    job->acting->job = job->beside->job = job;
    job->id = memory_string(options->id);
    job->instruction = memory_string(options->instruction);
    job->model = memory_string(options->model);
    job->started_ms = job_now(job);
    if (options->given)
        job_keep_given(job, options->given);
    if (job->instruction && *job->instruction) {
        // The argument is what is meant; a note in the text stays where it is.
        options->examination->subject.instruction = slice_from(job->instruction);
        options->examination->subject.note = (struct span){ 0, 0 };
    }
    if (options->diagnostics.length) {
        options->examination->subject.diagnostics = arena_copy(&job->arena, options->diagnostics);
        options->examination->subject.problem = arena_copy(&job->arena, options->problem);
    }
    options->examination->subject.custom = options->action->custom;
    if (options->action->is_of_file)
        subject_widen(&options->examination->subject, scope_of_file(examination->subject.text));
    if (options->earlier.answer.length) {
        job->options.earlier.prompt = arena_copy(&job->arena, options->earlier.prompt);
        job->options.earlier.answer = arena_copy(&job->arena, options->earlier.answer);
        options->examination->subject.is_refinement = true;
    }
    job->title = options->given ? job->given.title
                                : action_title(&job->arena, options->action, &examination->subject);
    markdown_filter_init(&job->filter);
    job->outcome = (struct outcome){
        .job = job->id ? job->id : "",
        .key = make_key(job),
        .file = hash_of(job, examination->uri),
        .lines = examination->subject.lines,
        .action = options->action->id,
        .task = options->action->task,
        .language = examination->subject.language_id,
        .model = "",
        .provider = "",
        .reason = "",
        .message = "",
        .first_token_ms = -1,
        .text = examination->text,
        .uri = examination->uri,
        .version = examination->version,
    };
    job->is_working = true;
    settings_retain(options->settings);
    settings_get(options->settings, examination->path, on_profile, job);
    return job;
}

struct job *job_start(const struct job_options *options) {
    struct job *job = create(options);
    struct host *host = options->host;
    job->timer = host->timer_start(host, PROGRESS_INTERVAL_MS, tick, job);
    return job;
}

void job_route(const struct job_options *options, job_on_route *on_route) {
    create(options)->on_route = on_route;
}

void job_cancel(struct job *job) {
    if (job->is_cancelled || job->is_ended)
        return;
    job->is_cancelled = true;
    for (size_t i = 0; i < 2; i++)
        job_stop(&job->lanes[i]);
    if (job->head)
        repository_head_stop(job->head);
    if (!job->is_working && !job->has_result)
        job_finish(job, OUTCOME_CANCELLED, "Cancelled.");
}

// --- Looking at it -------------------------------------------------------------------------------

const char *job_id(const struct job *job) {
    return job->id;
}

const struct outcome *job_outcome(const struct job *job) {
    return &job->outcome;
}

const struct examination *job_examination(const struct job *job) {
    return job->options.examination;
}

const struct examination *job_destination(const struct job *job) {
    const struct examination *other = job->destination.examination;
    return other ? other : job->options.examination;
}

const struct action *job_action(const struct job *job) {
    return job->options.action;
}

struct job_turn job_turn(const struct job *job) {
    return (struct job_turn){ job->asked, job->answer };
}

bool job_is_private(const struct job *job) {
    return !job->profile || job_view(job).privacy == PRIVACY_NEVER;
}

// The strictest of what their folders say of them.
struct routing_view job_view(const struct job *job) {
    struct routing_view view = routing_view_of(job->profile, job->options.examination);
    const struct job_destination *other = &job->destination;
    const struct profile *profiles[] = { job->profile, other->profile };
    for (size_t i = 0; i < 2 && other->examination && profiles[i]; i++) {
        struct routing_view its = routing_view_of(profiles[i], other->examination);
        view = its.privacy > view.privacy ? its : view;
    }
    return view;
}
