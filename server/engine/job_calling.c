// Who is asked, when, and how: one candidate after the other, as far as each may be asked; the
// call; and after a failure the same model once more, or the next. What an answer is worth is for
// job_asking.c to say, who is asked beside for job_hedge.c.

#include "engine/job_parts.h"

#include "actions/report.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/memory.h"
#include "engine/record.h"
#include "llm/candidate.h"
#include "llm/retry.h"

#include <inttypes.h>
#include <math.h>

const struct settings_shared *job_shared(const struct job *job) {
    return settings_shared(job->options.settings);
}

const struct router_candidate *job_candidate(const struct job *job, const struct lane *lane) {
    const struct router_decision *decision = &job->routing.decision;
    return lane->candidate < decision->candidate_count ? &decision->candidates[lane->candidate]
                                                       : NULL;
}

// --- The end of a call ---------------------------------------------------------------------------

struct outcome_attempt *job_add_attempt(struct job *job, const struct lane *lane,
                                        enum attempt_outcome outcome) {
    const struct router_candidate *candidate = job_candidate(job, lane);
    vec_push(&job->outcome.attempts,
             ((struct outcome_attempt){
                 .model = candidate->name,
                 .provider = candidate->provider ? candidate->provider->name : MODEL_BUILTIN,
                 .outcome = outcome,
                 .requested = candidate->model ? candidate->model->id : candidate->name,
                 .first_token_ms = -1,
             }));
    return &job->outcome.attempts.items[job->outcome.attempts.count - 1];
}

static void charge(struct lane *lane, const struct call_result *result) {
    struct job *job = lane->job;
    struct outcome_attempt *attempt = job_add_attempt(job, lane, result->error.outcome);
    const struct model *model = job_candidate(job, lane)->model;
    attempt->ms = result->ms;
    attempt->began_ms = (int64_t)(job_now(job) - job->started_ms) - result->ms;
    attempt->first_token_ms = result->first_token_ms;
    attempt->usage = result->usage;
    attempt->http_status = result->error.http_status;
    if (model->has_price)
        attempt->cost_micro_usd = llm_cost_micro_usd(&model->prices, &result->usage);
    if (!job_is_private(job))
        record_attempt(job->options.host, settings_state_folder(job->options.settings),
                       &job->outcome, job->outcome.attempts.count - 1);
    past_add(job_shared(job)->past, attempt->cost_micro_usd);
    if (job->outcome.first_token_ms < 0 && result->first_token_ms >= 0)
        job->outcome.first_token_ms = attempt->began_ms + result->first_token_ms;
}

static void unreserve(struct lane *lane) {
    past_release(job_shared(lane->job)->past, lane->reserved_micro_usd);
    lane->reserved_micro_usd = 0;
}

// One that was given up before its first token took at least so long.
static void learn(const struct lane *lane, const struct call_result *result) {
    const struct job *job = lane->job;
    const struct router_candidate *candidate = job_candidate(job, lane);
    const struct llm_error *error = &result->error;
    const bool was_given_up = error->outcome == ATTEMPT_cancelled ||
                              error->outcome == ATTEMPT_first_byte_timeout ||
                              error->outcome == ATTEMPT_first_token_timeout;
    health_end(job_shared(job)->health, candidate->provider->name, candidate->name, job_now(job),
               error);
    if (result->first_token_ms >= 0)
        pace_add(job_shared(job)->pace, candidate->provider->name, candidate->name,
                 result->first_token_ms);
    else if (was_given_up && !job->is_cancelled)
        pace_add(job_shared(job)->pace, candidate->provider->name, candidate->name, result->ms);
}

static void give_turn(struct lane *lane) {
    struct turn *turn = lane->turn;
    lane->turn = NULL;
    turns_give(job_shared(lane->job)->turns, turn);
}

static void close_call(struct lane *lane, const struct call_result *result) {
    charge(lane, result);
    unreserve(lane);
    learn(lane, result);
    call_cancel(lane->call);
    lane->call = NULL;
    give_turn(lane);
}

static void bury_key(struct job *job, const struct lane *lane, const struct llm_error *error) {
    const struct config_provider *provider = job_candidate(job, lane)->provider;
    keys_mark_dead(job_shared(job)->keys, provider->name);
    bool has_end = slice_ends_with(slice_from(error->message), SLICE("."));
    job_complain(job, lane,
                 arena_format(&job->arena,
                              "%s%s The key of %s was refused and is not used again; mend it (%s) "
                              "and restart wye.",
                              error->message, has_end ? "" : ".", provider->name,
                              provider->api_key_env.count ? provider->api_key_env.items[0]
                                                          : "api_key_command"));
}

static void on_retry(void *data) {
    struct lane *lane = data;
    lane->retry = 0;
    job_call(lane->job);
}

// True where the same model is asked once more, soon.
static bool try_again(struct lane *lane, const struct llm_error *error, bool has_begun) {
    struct job *job = lane->job;
    struct host *host = job->options.host;
    const struct router_candidate *candidate = job_candidate(job, lane);
    int64_t delay_ms = retry_delay_ms(error, lane->tries, has_begun, host->random(host));
    if (delay_ms < 0 || job_is_over_budget(job, candidate))
        return false;
    // A short cooldown that the provider asked for is waited for; one that is longer than it asked
    // for, because this failed too often, is not.
    const struct health_state state =
        health_look(job_shared(job)->health, candidate->provider->name, candidate->name,
                    host->now_ms(host) + (uint64_t)delay_ms);
    if (!state.may_ask)
        return false;
    lane->retry = host->timer_start(host, (unsigned)delay_ms, on_retry, lane);
    job_show_progress(job);
    return true;
}

static void tell_failure(struct lane *lane, const struct llm_error *error) {
    if (error->is_key_dead)
        bury_key(lane->job, lane, error);
    else
        job_complain(lane->job, lane, error->message);
    lane->job->failures++;
}

// The first whole answer is read, also one of the model beside; a failure of that one leaves the
// acting one at work.
static void go_on(struct lane *lane) {
    struct job *job = lane->job;
    if (lane == job->beside) {
        if (lane->has_answer && job->acting->call)
            job_swap(job);
    } else if (lane->has_answer) {
        job_take_answer(job);
    } else {
        job_next_candidate(job);
    }
}

static void on_call_end(const struct call_result *result, void *data) {
    struct lane *lane = data;
    struct job *job = lane->job;
    const struct llm_error error = result->error;
    const bool has_begun = result->first_token_ms >= 0;
    lane->received = arena_copy(&job->arena, result->answer);
    lane->has_answer = error.outcome == ATTEMPT_ok;
    lane->attempt = job->outcome.attempts.count;
    lane->tries++;
    close_call(lane, result);
    if (!lane->has_answer) {
        if (!job_has_other(lane) && try_again(lane, &error, has_begun))
            return;
        tell_failure(lane, &error);
    }
    go_on(lane);
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
static size_t write_turns(const struct lane *lane, struct llm_message turns[TURNS_MAX]) {
    struct job *job = lane->job;
    size_t count = 0;
    if (job->earlier.answer.length) {
        turns[count++] = (struct llm_message){ LLM_USER, job->earlier.prompt };
        turns[count++] = (struct llm_message){ LLM_ASSISTANT, job->earlier.answer };
    }
    turns[count++] = (struct llm_message){ LLM_USER, job->prompt.user };
    if (job->objection && lane == job->acting) {
        turns[count++] = (struct llm_message){ LLM_ASSISTANT, lane->received };
        turns[count++] = (struct llm_message){ LLM_USER, write_objection(job) };
    }
    return count;
}

// Thoughts have what earlier attempts left of the budget, and the acting model may need.
static int64_t output_tokens_max(const struct lane *lane) {
    struct job *job = lane->job;
    double limit = job->profile->config->usd_per_action;
    job_add_up(&job->outcome);
    int64_t spent_micro_usd = job->outcome.cost_micro_usd;
    if (lane == job->beside)
        spent_micro_usd += job_current(job)->answer_micro_usd;
    double left = limit < 0 ? INFINITY : limit - (double)spent_micro_usd / 1e6;
    double day = job->profile->config->usd_per_day;
    if (day >= 0)
        left = fmin(left, day - (double)past_spent_micro_usd(job_shared(job)->past) / 1e6);
    return candidate_output_tokens(job_candidate(job, lane)->model, &job->routing.subject,
                                   left < 0 ? 0 : left);
}

// The same for what is asked about one file in one way, which begins alike, and nothing to anybody
// else.
static const char *cache_key(struct job *job) {
    uint64_t hash = hash_begin(job_shared(job)->salt);
    hash = hash_add(hash, job->options.examination->uri);
    hash = hash_add(hash, job->options.action->id);
    return arena_format(&job->arena, "wye-%016" PRIx64, hash);
}

static void on_text(struct slice delta, void *data) {
    struct lane *lane = data;
    if (lane == lane->job->acting)
        job_show_text(lane->job, delta);
}

static void start_call(struct lane *lane, const char *key) {
    struct job *job = lane->job;
    const struct router_candidate *candidate = job_candidate(job, lane);
    const struct config_provider *provider = candidate->provider;
    const struct action *action = job->options.action;
    struct llm_message messages[TURNS_MAX];
    size_t turns = write_turns(lane, messages);
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
            .output_tokens_max = output_tokens_max(lane),
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
            .cache_key = cache_key(job),
            // One answer is often refined in more than one way.
            .kept_turn_count = job->earlier.answer.length ? 2 : 0,
        },
        .timeouts = config_timeouts_of(job->profile->config, provider),
        .is_local = provider->local,
        .may_think = candidate->model->has_reasoning,
        .on_text = on_text,
        .on_end = on_call_end,
        .data = lane,
    };
    health_start(job_shared(job)->health, provider->name, candidate->name);
    lane->call = call_start(&options);
    job_watch_pace(lane);
    job_show_progress(job);
}

// What is owed by the keys: it comes also when nobody waits any more.
struct key_wait {
    struct lane *lane; // NULL: nobody
};

static void on_key(const char *key, const struct error *error, void *data) {
    struct key_wait *wait = data;
    struct lane *lane = wait->lane;
    memory_free(wait);
    if (!lane)
        return;
    lane->key = NULL;
    if (!error) {
        start_call(lane, key);
        return;
    }
    job_add_attempt(lane->job, lane, ATTEMPT_error);
    job_complain(lane->job, lane, error->message);
    lane->job->failures++;
    unreserve(lane);
    give_turn(lane);
    go_on(lane);
}

static void get_key(struct lane *lane) {
    lane->key = MEMORY_NEW(struct key_wait);
    lane->key->lane = lane;
    keys_get(job_shared(lane->job)->keys, job_candidate(lane->job, lane)->provider, on_key,
             lane->key);
}

// Others of the user's servers may have spent what was left.
static void on_spent(void *data) {
    struct lane *lane = data;
    struct job *job = lane->job;
    lane->look = NULL;
    const char *why = job_why_over_day(job, job_candidate(job, lane));
    if (!why) { // at once, so that other jobs see it
        lane->reserved_micro_usd = job_candidate(job, lane)->answer_micro_usd;
        past_reserve(job_shared(job)->past, lane->reserved_micro_usd);
        get_key(lane);
        return;
    }
    job_add_attempt(job, lane, ATTEMPT_budget);
    job_complain(job, lane, why);
    give_turn(lane);
    go_on(lane);
}

void job_call_now(struct lane *lane) {
    lane->has_answer = false;
    if (lane->job->profile->config->usd_per_day < 0)
        get_key(lane);
    else
        lane->look = past_look(job_shared(lane->job)->past, on_spent, lane);
}

void job_stop(struct lane *lane) {
    struct host *host = lane->job->options.host;
    past_look_end(lane->look);
    lane->look = NULL;
    if (lane->retry)
        host->timer_cancel(host, lane->retry);
    lane->retry = 0;
    if (lane->key)
        lane->key->lane = NULL;
    lane->key = NULL;
    lane->has_answer = false;
    if (lane->call) {
        struct call_result result = call_result_now(lane->call);
        result.error = (struct llm_error){ .outcome = ATTEMPT_cancelled };
        close_call(lane, &result);
    }
    unreserve(lane);
    give_turn(lane);
}

// --- Who may be asked, and when ------------------------------------------------------------------

const char *job_why_over_day(struct job *job, const struct router_candidate *candidate) {
    return candidate_over_day(&job->arena, job->profile->config, candidate,
                              past_spent_micro_usd(job_shared(job)->past));
}

const char *job_why_out_of_reach(struct job *job, const struct router_candidate *candidate) {
    if (settings_key_state(candidate->provider, job->options.settings) == ROUTER_KEY_DEAD)
        return ""; // refused to another model of the provider
    const struct health_state state = health_look(
        job_shared(job)->health, candidate->provider->name, candidate->name, job_now(job));
    if (state.may_ask)
        return NULL;
    const long long seconds = (state.cooling_ms + 999) / 1000;
    return seconds ? arena_format(&job->arena, "cooling %lld s after %s", seconds, state.why)
                   : arena_format(&job->arena, "being tried by another action after %s", state.why);
}

// Told, and what is cooling counts as a failure: builtin edits nothing in the place of a model that
// is to come back.
static bool is_out_of_reach(struct job *job) {
    const char *why = job_why_out_of_reach(job, job_current(job));
    if (why && *why) {
        job_complain(job, job->acting, why);
        job->failures++;
    }
    return why;
}

static void on_turn(void *data) {
    struct job *job = data;
    if (is_out_of_reach(job)) { // others have found out while this one waited
        give_turn(job->acting);
        job_next_candidate(job);
    } else {
        job_call_now(job->acting);
    }
}

void job_call(struct job *job) {
    const struct config_provider *provider = job_current(job)->provider;
    struct lane *lane = job->acting;
    lane->turn = turns_take(job_shared(job)->turns, provider->name, provider->max_concurrent,
                            job->options.examination->uri, on_turn, job);
    if (turn_is_waiting(lane->turn))
        job_show_progress(job);
    else
        on_turn(job);
}

void job_ask(struct job *job) {
    for (;; job->reached++) {
        job->acting->candidate = job->reached;
        const struct router_candidate *candidate = job_current(job);
        ASSERT(candidate); // builtin is always last, and always serves or ends the job
        if (!candidate->model) {
            job_serve_builtin(job);
            return;
        }
        if (candidate->dropped) {
            // A missing key is no attempt; what the rules of the user kept out is told.
            if (candidate->dropped_as != ATTEMPT_error)
                job_add_attempt(job, job->acting, candidate->dropped_as);
        } else if (is_out_of_reach(job)) {
            continue; // the person has been told
        } else if (job_is_over_budget(job, candidate)) {
            job_add_attempt(job, job->acting, ATTEMPT_budget);
            job_complain(job, job->acting,
                         "what was spent on earlier attempts leaves too little of usd_per_action");
        } else {
            break;
        }
    }
    job_call(job);
}
