// A hedge: when a model's first token is later than it nearly always is, the next candidate is
// asked beside it. The first answer that is good is taken and the other request is closed; what it
// took is charged too. There is at most one beside, and it never waits for its turn.

#include "engine/job_parts.h"

#include "base/limits.h"

// Sooner than that, nobody has noticed that it is late.
enum { HEDGE_MS_MIN = 1000 };

static bool is_busy(const struct lane *lane) {
    return lane->look || lane->key || lane->call || lane->has_answer;
}

bool job_has_other(const struct lane *lane) {
    const struct job *job = lane->job;
    return is_busy(lane == job->acting ? job->beside : job->acting);
}

// The acting one has to be paid too.
static bool is_affordable(struct job *job, const struct router_candidate *candidate) {
    const double limit = job->profile->config->usd_per_action;
    job_add_up(&job->outcome);
    if (job_why_over_day(job, candidate))
        return false;
    return limit < 0 || (double)(job->outcome.cost_micro_usd + job_current(job)->answer_micro_usd +
                                 candidate->answer_micro_usd) <= limit * 1e6;
}

static void on_turn(void *data) {
    (void)data; // nobody waits for it
}

static void start_beside(struct job *job) {
    const struct router_candidate *candidates = job->routing.decision.candidates;
    size_t next = job->reached + 1;
    while (candidates[next].model && candidates[next].dropped)
        next++;
    const struct router_candidate *candidate = &candidates[next];
    if (!candidate->model || job_why_out_of_reach(job, candidate) || !is_affordable(job, candidate))
        return;
    const struct config_provider *provider = candidate->provider;
    struct lane *lane = job->beside;
    *lane = (struct lane){ .job = job, .candidate = next };
    lane->turn = turns_take(job_shared(job)->turns, provider->name, provider->max_concurrent,
                            job->options.examination->uri, on_turn, NULL);
    if (turn_is_waiting(lane->turn)) {
        job_stop(lane);
        return;
    }
    job->reached = next;
    job_call_now(lane);
}

static void on_late(void *data) {
    struct job *job = data;
    job->hedge = 0;
    const struct call *call = job->acting->call;
    if (call && call_result_now(call).first_token_ms < 0 && !is_busy(job->beside))
        start_beside(job);
}

void job_watch_pace(struct lane *lane) {
    struct job *job = lane->job;
    struct host *host = job->options.host;
    if (lane != job->acting)
        return;
    job_forget_pace(job);
    const struct router_candidate *candidate = job_candidate(job, lane);
    const int64_t usual_ms =
        pace_usual_ms(job_shared(job)->pace, candidate->provider->name, candidate->name);
    if (usual_ms < 0)
        return;
    const int64_t ms = usual_ms > HEDGE_MS_MIN ? usual_ms : HEDGE_MS_MIN;
    job->hedge = host->timer_start(host, (unsigned)ms, on_late, job);
}

void job_forget_pace(struct job *job) {
    struct host *host = job->options.host;
    if (job->hedge)
        host->timer_cancel(host, job->hedge);
    job->hedge = 0;
}

void job_swap(struct job *job) {
    struct lane *lane = job->beside;
    job_forget_answer(job);
    job->beside = job->acting;
    job->acting = lane;
    job_show_progress(job);
    if (lane->call)
        job_show_text(job, call_result_now(lane->call).answer);
    if (lane->has_answer) {
        job_show_text(job, lane->received);
        job_take_answer(job);
    }
}

void job_close_beside(struct job *job) {
    job_forget_pace(job);
    if (!is_busy(job->beside))
        return;
    if (job->beside->candidate < job->acting->candidate)
        job_complain(job, job->beside, "slower than usual");
    job_stop(job->beside);
}
