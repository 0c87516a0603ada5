// One action in flight, as a row of steps that each end in a call back from the host:
//
//   configuration -> prompt (worker) -> candidates, one after the other:
//       key -> call -> answer read and verified (worker)      a model
//       builtin (worker)                                      the last one
//   -> result handed to the sink -> landed -> end
//
// Invariants: nothing partial leaves a job but Markdown, which is voided before another candidate
// starts over; on_end is called once; a worker that is busy is waited for, never abandoned.

#include "engine/job.h"

#include "actions/markdown.h"
#include "actions/verify.h"
#include "builtin/builtin.h"
#include "engine/call.h"
#include "engine/routing.h"
#include "text/diff.h"

enum { PROGRESS_INTERVAL_MS = 500 };

struct job {
    struct job_options options;
    char *id, *instruction, *model;
    const char *title;
    struct arena arena;
    struct profile *profile;
    struct prompt prompt;
    struct routing routing;
    size_t candidate; // index of the one that is being asked
    struct call *call;
    struct markdown_filter filter;
    struct buffer markdown;
    struct slice answer;
    struct reading reading;
    struct buffer complaints; // why models failed, for the person
    bool is_cancelled, is_working, has_result, is_ended;
    size_t failures;
    uint64_t started_ms, timer;
    struct outcome outcome;
    job_on_route *on_route; // a job that only asks who would serve
};

static void try_candidate(struct job *job);
static void finish(struct job *job, enum outcome_status status, const char *message);

// --- Small things --------------------------------------------------------------------------------

static uint64_t now_of(const struct job *job) {
    return job->options.host->now_ms(job->options.host);
}

static const struct router_candidate *current(const struct job *job) {
    const struct router_decision *decision = &job->routing.decision;
    return job->candidate < decision->candidate_count ? &decision->candidates[job->candidate]
                                                      : NULL;
}

// Runs `work` on a worker; `done` finds the job alive, cancelled or not.
static void offload(struct job *job, void (*work)(void *job), void (*done)(void *job)) {
    job->is_working = true;
    job->options.host->offload(job->options.host, work, done, job);
}

// For the first line of every `done`: true when the job was cancelled meanwhile and has ended.
static bool was_cancelled(struct job *job) {
    job->is_working = false;
    if (!job->is_cancelled)
        return false;
    finish(job, OUTCOME_CANCELLED, "Cancelled.");
    return true;
}

static void show_progress(struct job *job) {
    if (!job->has_result)
        job->options.sink->on_progress(job, job->options.data);
}

static void tick(void *data) {
    struct job *job = data;
    struct host *host = job->options.host;
    job->timer = host->timer_start(host, PROGRESS_INTERVAL_MS, tick, job);
    show_progress(job);
}

// --- End -----------------------------------------------------------------------------------------

static void destroy(struct job *job) {
    struct host *host = job->options.host;
    if (job->timer)
        host->timer_cancel(host, job->timer);
    call_cancel(job->call);
    markdown_filter_release(&job->filter);
    buffer_release(&job->markdown);
    buffer_release(&job->complaints);
    vec_release(&job->reading.findings);
    vec_release(&job->reading.edits);
    vec_release(&job->outcome.attempts);
    examination_destroy(job->options.examination);
    profile_release(job->profile);
    settings_release(job->options.settings);
    arena_release(&job->arena);
    memory_free(job->id);
    memory_free(job->instruction);
    memory_free(job->model);
    memory_free(job);
}

static void add_up(struct outcome *outcome) {
    outcome->usage = (struct llm_usage){ 0 };
    outcome->cost_micro_usd = 0;
    for (size_t i = 0; i < outcome->attempts.count; i++) {
        outcome->usage = llm_usage_add(outcome->usage, outcome->attempts.items[i].usage);
        outcome->cost_micro_usd += outcome->attempts.items[i].cost_micro_usd;
    }
}

static void finish(struct job *job, enum outcome_status status, const char *message) {
    ASSERT(!job->is_ended);
    job->is_ended = true;
    job->outcome.status = status;
    if (message)
        job->outcome.message = arena_string(&job->arena, slice_from(message));
    job->outcome.total_ms = (int64_t)(now_of(job) - job->started_ms);
    add_up(&job->outcome);
    if (job->on_route)
        job->on_route(NULL, job->options.data);
    else
        job->options.sink->on_end(job, job->options.data);
    destroy(job);
}

// The text for the person: what the result says of itself, then why models failed.
static void set_message(struct job *job, const char *message) {
    job->outcome.message = arena_string(&job->arena, slice_from(message));
}

static void hand_over(struct job *job, enum outcome_status status, enum outcome_result result) {
    job->has_result = true;
    job->outcome.status = status;
    job->outcome.result = result;
    job->outcome.total_ms = (int64_t)(now_of(job) - job->started_ms);
    add_up(&job->outcome);
    job->options.sink->on_result(job, job->options.data);
}

// --- Refused answers are kept ----------------------------------------------------------------------

static void on_kept(const char *message, void *data) {
    struct job *job = data;
    job->is_working = false;
    const char *text =
        message ? arena_format(&job->arena, "%s The answer could not be kept: %s.",
                               job->outcome.message, message)
                : arena_format(&job->arena, "%s The answer is kept in %s.",
                               job->outcome.message, job->answer.data);
    finish(job, OUTCOME_REFUSED, text);
}

static struct slice kept_text(struct job *job) {
    if (job->answer.length)
        return job->answer;
    struct buffer after = { 0 }, diff = { 0 };
    struct slice before = job->options.examination->subject.text;
    edits_apply(&job->reading.edits, before, &after);
    diff_unified(before, buffer_slice(&after), job->options.examination->relative_path, &diff);
    struct slice text = arena_copy(&job->arena, buffer_slice(&diff));
    buffer_release(&after);
    buffer_release(&diff);
    return text;
}

static void refuse(struct job *job, const char *message) {
    struct host *host = job->options.host;
    set_message(job, message);
    if (job_is_private(job)) {
        finish(job, OUTCOME_REFUSED, NULL);
        return;
    }
    struct slice text = kept_text(job);
    const char *path =
        arena_format(&job->arena, "%s/refused/%lld-%s.md",
                     settings_state_folder(job->options.settings),
                     (long long)host->unix_time_ms(host), job->options.action->id);
    job->is_working = true;
    job->has_result = true;
    host->write_file(host, path, text, on_kept, job);
    job->answer = slice_from(path);
}

// --- What came of it -----------------------------------------------------------------------------

static const char *count_dropped(struct job *job) {
    if (!job->reading.dropped)
        return "";
    return arena_format(&job->arena,
                        "%zu remark%s left out, because the line quoted is not in the code.",
                        job->reading.dropped, job->reading.dropped == 1 ? " was" : "s were");
}

// Words in front of a message that say who served and why no model did.
static const char *who_served(struct job *job) {
    if (current(job)->model)
        return "";
    if (job->complaints.length)
        return arena_format(&job->arena, "%s The built-in engine answered instead.",
                            job->complaints.data);
    const char *why = "";
    for (size_t i = 0; i < job->routing.decision.candidate_count && !*why; i++) {
        const struct router_candidate *candidate = &job->routing.decision.candidates[i];
        if (candidate->model && candidate->dropped)
            why = candidate->dropped;
    }
    return *why ? arena_format(&job->arena, "No model could serve (%s), so the built-in engine "
                                            "answered.", why)
                : "The built-in engine answered.";
}

static const char *join(struct job *job, const char *first, const char *second) {
    if (!*first || !*second)
        return *first ? first : second;
    return arena_format(&job->arena, "%s %s", first, second);
}

static void deliver(struct job *job) {
    struct reading *reading = &job->reading;
    const char *who = who_served(job);
    if (job->options.examination->degraded)
        who = join(job, job->options.examination->degraded, who);
    switch (job->options.action->result) {
    case ACTION_MARKDOWN:
        set_message(job, who);
        hand_over(job, OUTCOME_SHOWN, OUTCOME_MARKDOWN);
        break;
    case ACTION_FINDINGS:
        set_message(job, join(job, who, count_dropped(job)));
        job->outcome.findings = &reading->findings;
        hand_over(job, OUTCOME_PUBLISHED, OUTCOME_FINDINGS);
        break;
    case ACTION_EDITS:
        job->outcome.edits = &reading->edits;
        set_message(job, who);
        if (reading->edits.count) {
            hand_over(job, OUTCOME_APPLIED, OUTCOME_EDITS);
        } else {
            job->outcome.result = OUTCOME_EDITS;
            finish(job, OUTCOME_UNCHANGED,
                   current(job)->model ? "The answer equals the text; nothing was changed."
                                       : join(job, "There is nothing to change that the built-in "
                                                   "engine can see.", who));
        }
        break;
    }
}

void job_landed(struct job *job, enum outcome_status status, const char *message) {
    const char *text = message ? message : job->outcome.message;
    if (job->is_cancelled && status != OUTCOME_APPLIED)
        finish(job, OUTCOME_CANCELLED, "Cancelled.");
    else if (status == OUTCOME_REFUSED)
        refuse(job, text);
    else
        finish(job, status, text);
}

// --- Builtin -------------------------------------------------------------------------------------

static void run_builtin(void *data) {
    struct job *job = data;
    const struct subject *about = &job->options.examination->subject;
    struct builtin_subject subject = {
        .tree = about->tree,
        .text = about->text,
        .scope = about->scope,
        .language_name = about->language_name,
    };
    struct buffer summary = { 0 };
    switch (job->options.action->result) {
    case ACTION_MARKDOWN:
        builtin_explain(&job->arena, &subject, &job->markdown);
        break;
    case ACTION_FINDINGS:
        builtin_review(&job->arena, &subject, &job->reading.findings);
        break;
    case ACTION_EDITS:
        builtin_simplify(&job->arena, &subject, &job->reading.edits, &summary);
        if (job->reading.edits.count)
            verify_edits(&job->arena, about, &job->reading);
        break;
    }
    buffer_release(&summary);
}

static struct outcome_attempt *add_attempt(struct job *job, enum attempt_outcome outcome) {
    const struct router_candidate *candidate = current(job);
    vec_push(&job->outcome.attempts,
             ((struct outcome_attempt){
                 .model = candidate->name,
                 .provider = candidate->provider ? candidate->provider->name : MODEL_BUILTIN,
                 .outcome = outcome,
             }));
    return &job->outcome.attempts.items[job->outcome.attempts.count - 1];
}

static void name_winner(struct job *job) {
    const struct router_candidate *candidate = current(job);
    job->outcome.model = candidate->name;
    job->outcome.provider = candidate->provider ? candidate->provider->name : MODEL_BUILTIN;
    job->outcome.reason = candidate->reason;
}

static void builtin_done(void *data) {
    struct job *job = data;
    if (was_cancelled(job))
        return;
    add_attempt(job, job->reading.outcome);
    name_winner(job);
    if (job->reading.outcome != ATTEMPT_ok) {
        refuse(job, job->reading.message);
        return;
    }
    if (job->markdown.length) {
        job->outcome.markdown = buffer_slice(&job->markdown);
        job->options.sink->on_markdown(job, job->outcome.markdown, false, job->options.data);
    }
    deliver(job);
}

// builtin explains and reviews when models failed; it edits only when none was usable, never in
// place of one that failed.
static void serve_builtin(struct job *job) {
    if (job->failures && job->options.action->result == ACTION_EDITS) {
        finish(job, OUTCOME_FAILED, job->complaints.data);
        return;
    }
    show_progress(job);
    offload(job, run_builtin, builtin_done);
}

// --- A model's answer ----------------------------------------------------------------------------

static void complain(struct job *job, const char *text) {
    const struct router_candidate *candidate = current(job);
    buffer_format(&job->complaints, "%s%s: %s%s", job->complaints.length ? " " : "",
                  candidate->model ? candidate->model->display_name : candidate->name, text,
                  slice_ends_with(slice_from(text), SLICE(".")) ? "" : ".");
}

// Nothing of a failed answer stays in view.
static void void_markdown(struct job *job) {
    if (job->markdown.length)
        job->options.sink->on_markdown(job, slice_from(""), true, job->options.data);
    buffer_clear(&job->markdown);
    markdown_filter_release(&job->filter);
    markdown_filter_init(&job->filter);
}

static void next_candidate(struct job *job) {
    void_markdown(job);
    vec_release(&job->reading.findings);
    vec_release(&job->reading.edits);
    job->reading = (struct reading){ 0 };
    job->candidate++;
    try_candidate(job);
}

static void read_answer(void *data) {
    struct job *job = data;
    job->options.action->read(&job->arena, &job->options.examination->subject, job->answer,
                              &job->reading);
}

static void answer_read(void *data) {
    struct job *job = data;
    if (was_cancelled(job))
        return;
    struct outcome_attempt *attempt =
        &job->outcome.attempts.items[job->outcome.attempts.count - 1];
    attempt->outcome = job->reading.outcome;
    if (job->reading.outcome == ATTEMPT_ok) {
        name_winner(job);
        deliver(job);
    } else if (job->options.action->result == ACTION_EDITS) {
        name_winner(job);
        refuse(job, arena_format(&job->arena, "%s Nothing was changed.", job->reading.message));
    } else {
        complain(job, job->reading.message);
        job->failures++;
        next_candidate(job);
    }
}

static void take_answer(struct job *job) {
    if (job->options.action->result != ACTION_MARKDOWN) {
        offload(job, read_answer, answer_read);
        return;
    }
    struct buffer rest = { 0 };
    markdown_filter_finish(&job->filter, &rest);
    buffer_append(&job->markdown, buffer_slice(&rest));
    if (rest.length)
        job->options.sink->on_markdown(job, buffer_slice(&rest), false, job->options.data);
    buffer_release(&rest);
    job->outcome.markdown = buffer_slice(&job->markdown);
    name_winner(job);
    deliver(job);
}

static void on_text(struct slice delta, void *data) {
    struct job *job = data;
    if (job->options.action->result != ACTION_MARKDOWN)
        return;
    size_t before = job->markdown.length;
    markdown_filter_feed(&job->filter, delta, &job->markdown);
    struct slice shown = slice_between(buffer_slice(&job->markdown), before, job->markdown.length);
    if (shown.length)
        job->options.sink->on_markdown(job, shown, false, job->options.data);
}

static void charge(struct job *job, struct outcome_attempt *attempt,
                   const struct call_result *result) {
    const struct model *model = current(job)->model;
    attempt->ms = result->ms;
    attempt->usage = result->usage;
    attempt->http_status = result->error.http_status;
    if (model->has_price)
        attempt->cost_micro_usd = llm_cost_micro_usd(&model->prices, &result->usage);
    if (job->outcome.first_token_ms < 0 && result->first_token_ms >= 0)
        job->outcome.first_token_ms = (int64_t)(now_of(job) - job->started_ms) - result->ms +
                                      result->first_token_ms;
}

static void on_call_end(const struct call_result *result, void *data) {
    struct job *job = data;
    charge(job, add_attempt(job, result->error.outcome), result);
    job->answer = arena_copy(&job->arena, result->answer);
    struct llm_error error = result->error;
    call_cancel(job->call);
    job->call = NULL;
    if (error.outcome == ATTEMPT_ok) {
        take_answer(job);
        return;
    }
    if (error.is_key_dead)
        settings_mark_key_dead(job->options.settings, current(job)->provider->name);
    complain(job, error.message);
    job->failures++;
    next_candidate(job);
}

// --- Asking a model ------------------------------------------------------------------------------

static int64_t output_cap(const struct job *job, const struct model *model) {
    int64_t cap = job->options.action->output_tokens_max;
    return model->output_tokens && model->output_tokens < cap ? model->output_tokens : cap;
}

static void start_call(struct job *job, const char *key) {
    const struct router_candidate *candidate = current(job);
    const struct config_provider *provider = candidate->provider;
    const struct action *action = job->options.action;
    struct llm_message message = { .role = LLM_USER, .text = job->prompt.user };
    struct llm_header *headers =
        ARENA_ARRAY(&job->arena, provider->header_count, struct llm_header);
    for (size_t i = 0; i < provider->header_count; i++)
        headers[i] = (struct llm_header){ provider->headers[i].name, provider->headers[i].value };
    struct call_options options = {
        .host = job->options.host,
        .dialect = dialect_find(provider->dialect),
        .endpoint = {
            .base_url = provider->base_url,
            .key = key,
            .headers = headers,
            .header_count = provider->header_count,
            // Also behind a proxy of the user's: it is the vendor's models that want its fields.
            .is_vendor = strcmp(provider->name, "openai") == 0,
        },
        .request = {
            .model_id = candidate->model->id,
            .system = job->prompt.system,
            .messages = &message,
            .message_count = 1,
            .output_tokens_max = output_cap(job, candidate->model),
            .schema = action->schema,
            .schema_name = action->schema_name,
            .has_native_schema = candidate->model->has_structured_output,
        },
        .timeouts = config_timeouts_of(job->profile->config, provider),
        .is_local = provider->local,
        .may_think = candidate->model->has_reasoning,
        .on_text = on_text,
        .on_end = on_call_end,
        .data = job,
    };
    job->call = call_start(&options);
    show_progress(job);
}

static void on_key(const char *key, const struct error *error, void *data) {
    struct job *job = data;
    if (was_cancelled(job))
        return;
    if (!error) {
        start_call(job, key);
        return;
    }
    add_attempt(job, ATTEMPT_error);
    complain(job, error->message);
    job->failures++;
    next_candidate(job);
}

// What earlier attempts have cost counts against the action's budget too.
static bool is_over_budget(struct job *job) {
    double limit = job->profile->config->usd_per_action;
    add_up(&job->outcome);
    return limit >= 0 && job->outcome.cost_micro_usd > 0 &&
           (double)(job->outcome.cost_micro_usd + current(job)->cost_micro_usd) > limit * 1e6;
}

static void try_candidate(struct job *job) {
    for (;; job->candidate++) {
        const struct router_candidate *candidate = current(job);
        ASSERT(candidate); // builtin is always last, and always serves or ends the job
        if (!candidate->model) {
            serve_builtin(job);
            return;
        }
        if (candidate->dropped) {
            // A missing key is no attempt; what the rules of the user kept out is told.
            if (candidate->dropped_as != ATTEMPT_error)
                add_attempt(job, candidate->dropped_as);
        } else if (is_over_budget(job)) {
            add_attempt(job, ATTEMPT_budget);
            complain(job, "what was spent on earlier attempts leaves too little of usd_per_action");
        } else {
            break;
        }
    }
    job->is_working = true;
    settings_get_key(job->options.settings, current(job)->provider, on_key, job);
}

// --- Beginning -----------------------------------------------------------------------------------

static int64_t input_tokens(const struct job *job) {
    size_t bytes = job->prompt.system.length + job->prompt.user.length +
                   job->options.action->schema.length;
    return llm_tokens_estimate((int64_t)bytes);
}

static void make_prompt(void *data) {
    struct job *job = data;
    job->prompt = job->options.action->prompt(&job->arena, &job->options.examination->subject);
}

static void prompt_made(void *data) {
    struct job *job = data;
    if (was_cancelled(job))
        return;
    job->routing = routing_decide(&job->arena, job->options.settings, job->profile,
                                  job->options.examination, job->options.action,
                                  input_tokens(job), job->model);
    if (job->on_route) {
        job->on_route(router_decision_json(&job->routing.decision, &job->routing.subject),
                      job->options.data);
        destroy(job);
        return;
    }
    try_candidate(job);
}

static void on_profile(struct profile *profile, void *data) {
    struct job *job = data;
    if (!profile)
        job->is_cancelled = true;
    if (was_cancelled(job))
        return;
    job->profile = profile_retain(profile);
    offload(job, make_prompt, prompt_made);
}

static struct job *create(const struct job_options *options) {
    struct job *job = MEMORY_NEW(struct job);
    const struct examination *examination = options->examination;
    job->options = *options;
    job->id = memory_string(options->id);
    job->instruction = memory_string(options->instruction);
    job->model = memory_string(options->model);
    job->started_ms = now_of(job);
    job->title = arena_format(&job->arena, "%s %s", options->action->verb,
                              subject_title(&job->arena, &examination->subject));
    markdown_filter_init(&job->filter);
    job->outcome = (struct outcome){
        .job = job->id ? job->id : "",
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
    if (job->call) {
        struct call_result result = call_result_now(job->call);
        charge(job, add_attempt(job, ATTEMPT_cancelled), &result);
        call_cancel(job->call);
        job->call = NULL;
    }
    if (!job->is_working && !job->has_result)
        finish(job, OUTCOME_CANCELLED, "Cancelled.");
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

const struct action *job_action(const struct job *job) {
    return job->options.action;
}

bool job_is_private(const struct job *job) {
    return !job->profile || routing_privacy(job->profile, job->options.examination, NULL) ==
                                PRIVACY_NEVER;
}

static const char *candidate_name(const struct router_candidate *candidate) {
    return candidate->model ? candidate->model->display_name : "built-in engine";
}

struct job_progress job_progress(const struct job *job) {
    const struct router_candidate *candidate = current(job);
    int64_t tokens =
        job->call ? llm_tokens_estimate((int64_t)call_bytes(job->call)) : 0;
    // No model tells how long its answer will be: what such answers usually take counts as half.
    int64_t typical = job->options.action->output_tokens_typical;
    return (struct job_progress){
        .title = job->title,
        .model = candidate ? candidate_name(candidate) : "",
        .tokens = tokens,
        .seconds = (int64_t)(now_of(job) - job->started_ms) / 1000,
        .percentage = (unsigned)(99 * tokens / (tokens + typical)),
    };
}

const char *job_title_model(struct arena *arena, struct settings *settings,
                            const struct action *action, const struct examination *examination,
                            bool *is_model) {
    const struct profile *profile = settings_peek(settings, examination->path);
    int64_t tokens =
        llm_tokens_estimate((int64_t)subject_code(&examination->subject).length) + 500;
    struct routing routing =
        routing_decide(arena, settings, profile, examination, action, tokens, NULL);
    const struct router_candidate *candidate = routing.decision.candidates;
    while (candidate->model && candidate->dropped)
        candidate++;
    *is_model = candidate->model != NULL;
    return candidate_name(candidate);
}
