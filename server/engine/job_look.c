// What is told of a job while it runs, and who would serve before there is one. Changes nothing:
// what happens to a job is in job.c.

#include "engine/job_parts.h"

static const char *candidate_name(const struct router_candidate *candidate) {
    return candidate->model ? candidate->model->display_name : "built-in engine";
}

// No model tells how long its answer will be: what such answers usually take counts as half.
static unsigned percentage(const struct job *job, int64_t tokens) {
    int64_t typical = job->options.action->output_tokens_typical;
    int64_t of_one = 99 * tokens / (tokens + typical);
    int64_t parts = job->sections.count > 1 ? (int64_t)job->sections.count : 1;
    return (unsigned)((99 * (int64_t)job->section + of_one) / parts);
}

// What it waits for; NULL: for nothing but the model.
static const char *waiting(const struct lane *lane) {
    if (lane->retry)
        return "to try again";
    return turn_is_waiting(lane->turn) ? "for its turn" : NULL;
}

struct job_progress job_progress(const struct job *job) {
    const struct router_candidate *candidate = job_current(job);
    const struct lane *lane = job->acting;
    int64_t tokens = lane->call ? llm_tokens_estimate((int64_t)call_bytes(lane->call)) : 0;
    return (struct job_progress){
        .title = job->title,
        .model = candidate ? candidate_name(candidate) : "",
        .beside = job_has_other(lane) ? candidate_name(job_candidate(job, job->beside)) : NULL,
        .tokens = tokens,
        .seconds = (int64_t)(job_now(job) - job->started_ms) / 1000,
        .percentage = percentage(job, tokens),
        .waiting = waiting(lane),
        .part = job->section + 1,
        .part_count = job->sections.count > 1 ? job->sections.count : 1,
    };
}

static struct routing guess_routing(struct arena *arena, struct settings *settings,
                                    const struct action *action,
                                    const struct examination *examination) {
    const struct profile *profile = settings_peek(settings, examination->path);
    int64_t tokens = llm_tokens_estimate((int64_t)subject_code(&examination->subject).length) + 500;
    return routing_decide(arena, settings, profile, examination,
                          routing_view_of(profile, examination), action, tokens, NULL);
}

struct job_guess job_guess(struct arena *arena, struct settings *settings,
                           const struct action *action, const struct examination *examination) {
    struct routing routing = guess_routing(arena, settings, action, examination);
    const struct router_candidate *candidate = routing.decision.candidates;
    while (candidate->model && candidate->dropped)
        candidate++;
    const bool is_served = candidate->model || action->builtin != ACTION_NO_BUILTIN;
    const char *why = routing_why_no_model(&routing);
    return (struct job_guess){
        .name = candidate_name(candidate),
        .is_model = candidate->model != NULL,
        .unserved = is_served ? NULL
                    : why     ? why
                              : candidate->reason,
    };
}

const struct model *job_other_model(struct arena *arena, struct settings *settings,
                                    const struct action *action,
                                    const struct examination *examination, const char *name) {
    struct routing routing = guess_routing(arena, settings, action, examination);
    for (size_t i = 0; i < routing.decision.candidate_count; i++) {
        const struct router_candidate *candidate = &routing.decision.candidates[i];
        if (candidate->model && !candidate->dropped && strcmp(candidate->name, name) != 0)
            return candidate->model;
    }
    return NULL;
}
