// Who is asked, when, and how: one candidate after the other, as far as each may be asked; the
// call; and after a failure the same model once more, or the next. What an answer is worth is for
// job_asking.c to say.

#include "engine/job_parts.h"

#include "actions/report.h"
#include "base/limits.h"
#include "llm/candidate.h"
#include "llm/retry.h"

static struct health *job_health(const struct job *job) {
    return settings_health(job->options.settings);
}

// --- The end of a call ---------------------------------------------------------------------------

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
    keys_mark_dead(settings_keys(job->options.settings), provider->name);
    bool has_end = slice_ends_with(slice_from(error->message), SLICE("."));
    job_complain(job,
                 arena_format(&job->arena,
                              "%s%s The key of %s was refused and is not used again; mend it (%s) "
                              "and restart wye.",
                              error->message, has_end ? "" : ".", provider->name,
                              provider->api_key_env.count ? provider->api_key_env.items[0]
                                                          : "api_key_command"));
}

static void on_retry(void *data) {
    struct job *job = data;
    job->retry = 0;
    job_call(job);
}

static bool has_begun(const struct call_result *result) {
    return result->first_token_ms >= 0;
}

// True where the same model is asked once more, soon.
static bool try_again(struct job *job, const struct llm_error *error, bool has_begun) {
    struct host *host = job->options.host;
    const struct router_candidate *candidate = job_current(job);
    int64_t delay_ms = retry_delay_ms(error, job->tries, has_begun, host->random(host));
    if (delay_ms < 0 || job_is_over_budget(job))
        return false;
    // A short cooldown that the provider asked for is waited for; one that is longer than it asked
    // for, because this failed too often, is not.
    const struct health_state state =
        health_look(job_health(job), candidate->provider->name, candidate->name,
                    host->now_ms(host) + (uint64_t)delay_ms);
    if (!state.may_ask)
        return false;
    job->retry = host->timer_start(host, (unsigned)delay_ms, on_retry, job);
    job_show_progress(job);
    return true;
}

static void give_up(struct job *job, const struct llm_error *error) {
    if (error->is_key_dead)
        bury_key(job, error);
    else
        job_complain(job, error->message);
    job->failures++;
    job_next_candidate(job);
}

static void on_call_end(const struct call_result *result, void *data) {
    struct job *job = data;
    const struct router_candidate *candidate = job_current(job);
    const struct llm_error error = result->error;
    const bool was_begun = has_begun(result);
    charge(job, job_add_attempt(job, error.outcome), result);
    health_end(job_health(job), candidate->provider->name, candidate->name, job_now(job), &error);
    job->received = arena_copy(&job->arena, result->answer);
    call_cancel(job->call);
    job->call = NULL;
    job->tries++;
    if (error.outcome == ATTEMPT_ok)
        job_take_answer(job);
    else if (!try_again(job, &error, was_begun))
        give_up(job, &error);
}

// --- The call ------------------------------------------------------------------------------------

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
        .on_text = job_take_text,
        .on_end = on_call_end,
        .data = job,
    };
    health_start(job_health(job), provider->name, candidate->name);
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
    job_add_attempt(job, ATTEMPT_error);
    job_complain(job, error->message);
    job->failures++;
    job_next_candidate(job);
}

void job_call(struct job *job) {
    job->is_working = true;
    keys_get(settings_keys(job->options.settings), job_current(job)->provider, on_key, job);
}

// --- Who may be asked ----------------------------------------------------------------------------

// A key that was refused to another model of the provider, since the route was decided.
static bool has_dead_key(const struct job *job) {
    return settings_key_state(job_current(job)->provider, job->options.settings) == ROUTER_KEY_DEAD;
}

// Told, and counted as a failure: builtin edits nothing in the place of a model that is to come
// back.
static bool is_cooling(struct job *job) {
    const struct router_candidate *candidate = job_current(job);
    const struct health_state state =
        health_look(job_health(job), candidate->provider->name, candidate->name, job_now(job));
    if (state.may_ask)
        return false;
    const long long seconds = (state.cooling_ms + 999) / 1000;
    job_complain(
        job, seconds
                 ? arena_format(&job->arena, "cooling %lld s after %s", seconds, state.why)
                 : arena_format(&job->arena, "being tried by another action after %s", state.why));
    job->failures++;
    return true;
}

void job_ask(struct job *job) {
    for (;; job->candidate++) {
        const struct router_candidate *candidate = job_current(job);
        ASSERT(candidate); // builtin is always last, and always serves or ends the job
        if (!candidate->model) {
            job_serve_builtin(job);
            return;
        }
        if (candidate->dropped) {
            // A missing key is no attempt; what the rules of the user kept out is told.
            if (candidate->dropped_as != ATTEMPT_error)
                job_add_attempt(job, candidate->dropped_as);
        } else if (has_dead_key(job) || is_cooling(job)) {
            continue; // the person has been told
        } else if (job_is_over_budget(job)) {
            job_add_attempt(job, ATTEMPT_budget);
            job_complain(job,
                         "what was spent on earlier attempts leaves too little of usd_per_action");
        } else {
            break;
        }
    }
    job_call(job);
}

void job_stop_call(struct job *job) {
    struct host *host = job->options.host;
    if (job->retry)
        host->timer_cancel(host, job->retry);
    job->retry = 0;
    if (!job->call)
        return;
    const struct router_candidate *candidate = job_current(job);
    const struct llm_error cancelled = { .outcome = ATTEMPT_cancelled };
    struct call_result result = call_result_now(job->call);
    charge(job, job_add_attempt(job, ATTEMPT_cancelled), &result);
    health_end(job_health(job), candidate->provider->name, candidate->name, job_now(job),
               &cancelled);
    call_cancel(job->call);
    job->call = NULL;
}
