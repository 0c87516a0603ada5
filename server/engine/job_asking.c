// The candidates of a job, one after the other, until one has served: models through a call, the
// built-in engine at last. Whether an answer is good is the action's to say; what becomes of a good
// one is in job_result.c.

#include "engine/job_parts.h"

#include "actions/changes.h"
#include "actions/report.h"
#include "base/limits.h"
#include "builtin/builtin.h"
#include "llm/candidate.h"

// --- Builtin -------------------------------------------------------------------------------------

static void run_builtin(void *data) {
    struct job *job = data;
    const struct subject *about = &job->options.examination->subject;
    struct builtin_subject subject = {
        .tree = about->tree,
        .text = about->text,
        .scope = about->scope,
        .language_name = about->language_name,
        .unparsed = about->language ? job->options.examination->degraded : NULL,
    };
    struct buffer summary = { 0 };
    switch (job->options.action->builtin) {
    case ACTION_NO_BUILTIN:
        break;
    case ACTION_EXPLAIN:
        builtin_explain(&job->arena, &subject, &job->markdown);
        break;
    case ACTION_REVIEW:
        builtin_review(&job->arena, &subject, &job->reading.findings);
        break;
    case ACTION_REVIEW_SECURITY:
        builtin_review(&job->arena, &subject, &job->reading.findings);
        report_keep(&job->reading.findings, "security");
        break;
    case ACTION_REVIEW_CHANGES:
        builtin_review(&job->arena, &subject, &job->reading.findings);
        changes_keep(about, &job->reading.findings);
        break;
    case ACTION_SIMPLIFY:
        builtin_simplify(&job->arena, &subject, &job->reading.edits, &summary);
        if (job->reading.edits.count)
            verify_edits(&job->arena, about, job->options.action->verify_rule, &job->reading);
        break;
    }
    buffer_release(&summary);
}

static void deliver_all(struct job *job);

static struct outcome_attempt *add_attempt(struct job *job, enum attempt_outcome outcome) {
    const struct router_candidate *candidate = job_current(job);
    vec_push(&job->outcome.attempts,
             ((struct outcome_attempt){
                 .model = candidate->name,
                 .provider = candidate->provider ? candidate->provider->name : MODEL_BUILTIN,
                 .outcome = outcome,
             }));
    return &job->outcome.attempts.items[job->outcome.attempts.count - 1];
}

static void name_winner(struct job *job) {
    const struct router_candidate *candidate = job_current(job);
    job->outcome.model = candidate->name;
    job->outcome.provider = candidate->provider ? candidate->provider->name : MODEL_BUILTIN;
    job->outcome.reason = candidate->reason;
}

static void builtin_done(void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    add_attempt(job, job->reading.outcome);
    name_winner(job);
    if (job->reading.outcome != ATTEMPT_ok) {
        job_refuse(job, job->reading.message);
        return;
    }
    if (job->markdown.length) {
        job->outcome.markdown = buffer_slice(&job->markdown);
        job->options.sink->on_markdown(job, job->outcome.markdown, false, job->options.data);
    }
    deliver_all(job);
}

// builtin explains and reviews when models failed; it edits only when none was usable, never in
// place of one that failed.
static void serve_builtin(struct job *job) {
    if (job->failures && job->options.action->result == ACTION_EDITS) {
        if (job->refused.length)
            job_refuse(job,
                       arena_format(&job->arena, "%s Nothing was changed.", job->complaints.data));
        else
            job_finish(job, OUTCOME_FAILED, job->complaints.data);
        return;
    }
    if (job->options.action->builtin == ACTION_NO_BUILTIN) {
        const char *cannot = "The built-in engine cannot do this";
        job_finish(job, OUTCOME_FAILED,
                   job->complaints.length
                       ? arena_format(&job->arena, "%s %s.", job->complaints.data, cannot)
                       : arena_format(&job->arena, "%s (%s).", cannot, job_current(job)->reason));
        return;
    }
    job_show_progress(job);
    job_offload(job, run_builtin, builtin_done);
}

// --- A model's answer ----------------------------------------------------------------------------

static void complain(struct job *job, const char *text) {
    const struct router_candidate *candidate = job_current(job);
    buffer_format(&job->complaints, "%s%s%s: %s%s", job->complaints.length ? " " : "",
                  candidate->model ? candidate->model->display_name : candidate->name,
                  job->objection ? ", asked twice" : "", text,
                  slice_ends_with(slice_from(text), SLICE(".")) ? "" : ".");
}

// For the person, who may find use in it.
static void keep_refused(struct job *job) {
    buffer_format(&job->refused, "%s# %s: %s\n\n", job->refused.length ? "\n\n" : "",
                  job_current(job)->model->display_name, job->reading.message);
    buffer_append(&job->refused, slice_trim(job->answer));
}

// What earlier attempts have cost counts against the action's budget too.
static bool is_over_budget(struct job *job) {
    double limit = job->profile->config->usd_per_action;
    job_add_up(&job->outcome);
    return limit >= 0 && job->outcome.cost_micro_usd > 0 &&
           (double)(job->outcome.cost_micro_usd + job_current(job)->answer_micro_usd) > limit * 1e6;
}

// Nothing of a failed answer stays in view.
static void void_markdown(struct job *job) {
    if (job->markdown.length)
        job->options.sink->on_markdown(job, slice_from(""), true, job->options.data);
    buffer_clear(&job->markdown);
    buffer_clear(&job->held);
    markdown_filter_release(&job->filter);
    markdown_filter_init(&job->filter);
}

static void forget_reading(struct job *job) {
    vec_release(&job->reading.findings);
    vec_release(&job->reading.edits);
    job->reading = (struct reading){ 0 };
}

static void next_candidate(struct job *job) {
    void_markdown(job);
    forget_reading(job);
    job->objection = NULL;
    job->candidate++;
    job_ask(job);
}

static void get_key(struct job *job);

// The same model, told what is wrong: that helps more often than not, and once.
static void ask_again(struct job *job) {
    job->objection = job->reading.message;
    forget_reading(job);
    get_key(job);
}

static void read_answer(void *data) {
    struct job *job = data;
    struct reading *reading = &job->reading;
    job->answer = mask_restore(&job->arena, &job->mask, job->received);
    const struct subject subject = job_asked_about(job);
    job->options.action->read(&job->arena, &subject, job->answer, reading);
    for (size_t i = 0; i < reading->findings.count; i++) {
        struct slice *suggestion = &reading->findings.items[i].suggestion;
        if (mask_is_torn(&job->mask, *suggestion))
            *suggestion = (struct slice){ 0 };
    }
    for (size_t i = 0; reading->outcome == ATTEMPT_ok && i < reading->edits.count; i++) {
        if (!mask_is_torn(&job->mask, reading->edits.items[i].replacement))
            continue;
        reading->outcome = ATTEMPT_changed_code;
        reading->message = "The answer changes the stand-in of a secret, so that the secret cannot "
                           "be put back.";
    }
}

// --- A long file in sections ---------------------------------------------------------------------

static void keep_findings(struct job *job) {
    for (size_t i = 0; i < job->reading.findings.count && job->so_far.count < FINDINGS_MAX; i++)
        vec_push(&job->so_far, job->reading.findings.items[i]);
    job->dropped += job->reading.dropped;
}

static void deliver_all(struct job *job) {
    if (job->sections.count > 1) {
        keep_findings(job);
        vec_release(&job->reading.findings);
        job->reading.findings = job->so_far;
        job->reading.dropped = job->dropped;
        job->so_far = (struct findings){ 0 };
        findings_sort(&job->reading.findings);
    }
    job_deliver(job);
}

// What was found is kept, whatever becomes of the rest.
static void next_section(struct job *job) {
    if (is_over_budget(job)) {
        job->shortfall = arena_format(&job->arena,
                                      "Only %zu of %zu parts of the file were reviewed: the next "
                                      "would be over usd_per_action.",
                                      job->section + 1, job->sections.count);
        deliver_all(job);
        return;
    }
    keep_findings(job);
    forget_reading(job);
    job->objection = NULL;
    job->section++;
    job_make_prompt(job);
}

static void answer_read(void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    struct outcome_attempt *attempt = &job->outcome.attempts.items[job->outcome.attempts.count - 1];
    attempt->outcome = job->reading.outcome;
    name_winner(job);
    if (job->reading.outcome == ATTEMPT_ok) {
        if (job->section + 1 < job->sections.count)
            next_section(job);
        else
            deliver_all(job);
        return;
    }
    keep_refused(job);
    if (!job->objection && !is_over_budget(job)) {
        ask_again(job);
    } else {
        complain(job, job->reading.message);
        job->failures++;
        next_candidate(job);
    }
}

// Text of an answer as it comes, with secrets in it again, defused.
static void show_text(struct job *job, struct slice delta, bool is_last) {
    struct buffer text = { 0 };
    size_t before = job->markdown.length;
    mask_restore_part(&job->mask, &job->held, delta, is_last, &text);
    markdown_filter_feed(&job->filter, buffer_slice(&text), &job->markdown);
    if (is_last)
        markdown_filter_finish(&job->filter, &job->markdown);
    struct slice shown = slice_between(buffer_slice(&job->markdown), before, job->markdown.length);
    if (shown.length)
        job->options.sink->on_markdown(job, shown, false, job->options.data);
    buffer_release(&text);
}

static void take_answer(struct job *job) {
    if (job->options.action->result != ACTION_MARKDOWN) {
        job_offload(job, read_answer, answer_read);
        return;
    }
    show_text(job, SLICE(""), true);
    job->outcome.markdown = buffer_slice(&job->markdown);
    name_winner(job);
    job_deliver(job);
}

static void on_text(struct slice delta, void *data) {
    struct job *job = data;
    if (job->options.action->result == ACTION_MARKDOWN)
        show_text(job, delta, false);
}

static void charge(struct job *job, struct outcome_attempt *attempt,
                   const struct call_result *result) {
    const struct model *model = job_current(job)->model;
    attempt->ms = result->ms;
    attempt->usage = result->usage;
    attempt->http_status = result->error.http_status;
    if (model->has_price)
        attempt->cost_micro_usd = llm_cost_micro_usd(&model->prices, &result->usage);
    if (job->outcome.first_token_ms < 0 && result->first_token_ms >= 0)
        job->outcome.first_token_ms =
            (int64_t)(job_now(job) - job->started_ms) - result->ms + result->first_token_ms;
}

static void bury_key(struct job *job, const struct llm_error *error) {
    const struct config_provider *provider = job_current(job)->provider;
    settings_mark_key_dead(job->options.settings, provider->name);
    bool has_end = slice_ends_with(slice_from(error->message), SLICE("."));
    complain(job, arena_format(&job->arena,
                               "%s%s The key of %s was refused and is not used again; mend it (%s) "
                               "and restart wye.",
                               error->message, has_end ? "" : ".", provider->name,
                               provider->api_key_env.count ? provider->api_key_env.items[0]
                                                           : "api_key_command"));
}

static void on_call_end(const struct call_result *result, void *data) {
    struct job *job = data;
    charge(job, add_attempt(job, result->error.outcome), result);
    job->received = arena_copy(&job->arena, result->answer);
    struct llm_error error = result->error;
    call_cancel(job->call);
    job->call = NULL;
    if (error.outcome == ATTEMPT_ok) {
        take_answer(job);
        return;
    }
    if (error.is_key_dead)
        bury_key(job, &error);
    else
        complain(job, error.message);
    job->failures++;
    next_candidate(job);
}

// --- Asking a model ------------------------------------------------------------------------------

enum { TURNS_MAX = 5 };

// What is wrong quotes a line, which may be cut in a secret, or be one of a secret's: what does not
// hide as whole as it was learned is not sent.
static struct slice write_objection(struct job *job) {
    static const char form[] =
        "That answer cannot be used. %s%sAnswer again in the form that was asked for: all of it, "
        "not only what is different, and nothing else.";
    const size_t known = job->mask.count;
    const char *objection = arena_format(&job->arena, form, job->objection, " ");
    struct slice hidden = mask_hide(&job->arena, &job->mask, slice_from(objection));
    bool is_safe = job->mask.count == known && !mask_is_pierced(&job->mask, hidden);
    return is_safe ? hidden : slice_from(arena_format(&job->arena, form, "", ""));
}

// The turn that is refined, what is asked, and where an answer was no use that answer and what is
// wrong with it; the count.
static size_t write_turns(struct job *job, struct llm_message turns[TURNS_MAX]) {
    size_t count = 0;
    if (job->earlier.answer.length) {
        turns[count++] = (struct llm_message){ LLM_USER, job->earlier.prompt };
        turns[count++] = (struct llm_message){ LLM_ASSISTANT, job->earlier.answer };
    }
    turns[count++] = (struct llm_message){ LLM_USER, job->prompt.user };
    if (job->objection) {
        turns[count++] = (struct llm_message){ LLM_ASSISTANT, job->received };
        turns[count++] = (struct llm_message){ LLM_USER, write_objection(job) };
    }
    return count;
}

// Thoughts have what earlier attempts left of the budget.
static int64_t output_tokens_max(struct job *job, const struct model *model) {
    double limit = job->profile->config->usd_per_action;
    job_add_up(&job->outcome);
    double left = limit - (double)job->outcome.cost_micro_usd / 1e6;
    return candidate_output_tokens(model, &job->routing.subject,
                                   limit < 0  ? limit
                                   : left > 0 ? left
                                              : 0);
}

static void start_call(struct job *job, const char *key) {
    const struct router_candidate *candidate = job_current(job);
    const struct config_provider *provider = candidate->provider;
    const struct action *action = job->options.action;
    struct llm_message messages[TURNS_MAX];
    size_t turns = write_turns(job, messages);
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
            .messages = messages,
            .message_count = turns,
            .output_tokens_max = output_tokens_max(job, candidate->model),
            .context_tokens = candidate->model->context_tokens,
            .schema = slice_from(action->schema),
            .schema_name = action->schema_name,
            .has_native_schema = candidate->model->has_structured_output,
            // 0, the likeliest answer: what is read by a program gains nothing by variety. Models
            // that think refuse it, or loop.
            .has_temperature = action->result != ACTION_MARKDOWN &&
                               candidate->model->takes_temperature &&
                               !candidate->model->has_reasoning,
            .effort = candidate->effort,
        },
        .timeouts = config_timeouts_of(job->profile->config, provider),
        .is_local = provider->local,
        .may_think = candidate->model->has_reasoning,
        .on_text = on_text,
        .on_end = on_call_end,
        .data = job,
    };
    job->call = call_start(&options);
    job_show_progress(job);
}

static void on_key(const char *key, const struct error *error, void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
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

static void get_key(struct job *job) {
    job->is_working = true;
    settings_get_key(job->options.settings, job_current(job)->provider, on_key, job);
}

// A key that was refused to another model of the provider, since the route was decided.
static bool has_dead_key(const struct job *job) {
    return settings_key_state(job_current(job)->provider, job->options.settings) == ROUTER_KEY_DEAD;
}

void job_ask(struct job *job) {
    for (;; job->candidate++) {
        const struct router_candidate *candidate = job_current(job);
        ASSERT(candidate); // builtin is always last, and always serves or ends the job
        if (!candidate->model) {
            serve_builtin(job);
            return;
        }
        if (candidate->dropped) {
            // A missing key is no attempt; what the rules of the user kept out is told.
            if (candidate->dropped_as != ATTEMPT_error)
                add_attempt(job, candidate->dropped_as);
        } else if (has_dead_key(job)) {
            continue; // the person has been told
        } else if (is_over_budget(job)) {
            add_attempt(job, ATTEMPT_budget);
            complain(job, "what was spent on earlier attempts leaves too little of usd_per_action");
        } else {
            break;
        }
    }
    get_key(job);
}

void job_stop_call(struct job *job) {
    if (!job->call)
        return;
    struct call_result result = call_result_now(job->call);
    charge(job, add_attempt(job, ATTEMPT_cancelled), &result);
    call_cancel(job->call);
    job->call = NULL;
}
