// Owns the grounds on which a model drops out, as a table in the order in which they are told.
// Each ground is a sentence with what to do about it. Pure, and it only ever looks at one model:
// order and choice are the router's.
#include "llm/candidate.h"

#include <math.h>

enum { MICRO = 1000000 };                // to a dollar
static const double unbounded_usd = 1e6; // no single action comes near

// NULL where there is nothing against the candidate.
typedef const char *ground(const struct candidate_terms *terms,
                           const struct router_candidate *candidate);

// --- Privacy -------------------------------------------------------------------------------------

static const char *with_pattern(const struct candidate_terms *terms, const char *sentence,
                                const char *list) {
    const char *pattern = terms->subject->privacy_pattern;
    if (!pattern)
        return sentence;
    return arena_format(terms->arena, "%s (%s: %s)", sentence, list, pattern);
}

static const char *privacy_ground(const struct candidate_terms *terms,
                                  const struct router_candidate *candidate) {
    if (terms->subject->privacy == PRIVACY_NEVER)
        return with_pattern(terms, "the file is private", "never");
    bool is_local = candidate->provider && candidate->provider->local;
    if (terms->subject->privacy == PRIVACY_LOCAL_ONLY && !is_local)
        return with_pattern(terms, "only local models may see this file", "local_only");
    return NULL;
}

// --- Provider and key ----------------------------------------------------------------------------

static const char *missing_key(struct arena *arena, const struct config_provider *provider) {
    const struct config_strings *names = &provider->api_key_env;
    if (names->count == 0 && provider->api_key_command.count > 0)
        return arena_format(arena, "no key: the api_key_command of %s gave none", provider->name);
    if (names->count == 0)
        return arena_format(arena, "no key: give provider %s an api_key_env", provider->name);
    const char *text = arena_format(arena, "no key: set %s", names->items[0]);
    for (size_t i = 1; i < names->count; i++)
        text = arena_format(arena, "%s or %s", text, names->items[i]);
    return text;
}

static const char *key_ground(const struct candidate_terms *terms,
                              const struct router_candidate *candidate) {
    const struct config_provider *provider = candidate->provider;
    if (!provider)
        return arena_format(terms->arena, "provider %s is not configured",
                            candidate->model->provider);
    switch (terms->key_state(provider, terms->data)) {
    case ROUTER_KEY_MISSING:
        return missing_key(terms->arena, provider);
    case ROUTER_KEY_DEAD:
        return "the key was refused; set a valid one and restart";
    case ROUTER_KEY_NONE_NEEDED:
    case ROUTER_KEY_PRESENT:
        break;
    }
    return NULL;
}

// --- Size ----------------------------------------------------------------------------------------

static const char *window_ground(const struct candidate_terms *terms,
                                 const struct router_candidate *candidate) {
    const struct model *model = candidate->model;
    int64_t input = terms->subject->input_tokens;
    int64_t output = model_output_cap(model, terms->subject->output_tokens_max);
    if (model->context_tokens > 0 && input + output > model->context_tokens)
        return arena_format(terms->arena, "its window of %lld tokens is too small for about %lld",
                            (long long)model->context_tokens, (long long)(input + output));
    if (model->input_tokens > 0 && input > model->input_tokens)
        return arena_format(terms->arena,
                            "its input limit of %lld tokens is too small for about %lld",
                            (long long)model->input_tokens, (long long)input);
    return NULL;
}

// --- Money ---------------------------------------------------------------------------------------

static int64_t rounded(int64_t micro_usd, int64_t unit) {
    return (micro_usd + unit / 2) / unit;
}

static const char *dollars(struct arena *arena, int64_t micro_usd, int64_t unit, int places) {
    int64_t parts = rounded(micro_usd, unit);
    int64_t whole = MICRO / unit;
    return arena_format(arena, "$%lld.%0*lld", (long long)(parts / whole), places,
                        (long long)(parts % whole));
}

static bool is_budget(double usd) {
    return usd >= 0 && usd <= unbounded_usd;
}

static const char *unknown_price(const struct candidate_terms *terms,
                                 const struct router_candidate *candidate, const char *budget) {
    if (candidate->model->has_price || candidate->provider->local)
        return NULL;
    return arena_format(terms->arena, "its price is unknown and %s is set: give model %s a price",
                        budget, candidate->name);
}

// With cents, and with as many places more as the two need to look different, and a budget under a
// cent to be seen at all.
static const char *over_budget(struct arena *arena, int64_t cost_micro_usd,
                               int64_t budget_micro_usd) {
    int places = 2;
    int64_t unit = MICRO / 100;
    while (unit > 1 && (rounded(cost_micro_usd, unit) <= rounded(budget_micro_usd, unit) ||
                        (budget_micro_usd && !rounded(budget_micro_usd, unit)))) {
        unit /= 10;
        places++;
    }
    return arena_format(arena, "up to %s, over usd_per_action %s",
                        dollars(arena, cost_micro_usd, unit, places),
                        dollars(arena, budget_micro_usd, unit, places));
}

static const char *action_ground(const struct candidate_terms *terms,
                                 const struct router_candidate *candidate) {
    const double usd = terms->config->usd_per_action;
    if (!is_budget(usd))
        return NULL;
    const char *unknown = unknown_price(terms, candidate, "usd_per_action");
    int64_t budget_micro_usd = llround(usd * MICRO);
    if (unknown || candidate->answer_micro_usd <= budget_micro_usd)
        return unknown;
    return over_budget(terms->arena, candidate->answer_micro_usd, budget_micro_usd);
}

const char *candidate_over_day(struct arena *arena, const struct config *config,
                               const struct router_candidate *candidate, int64_t spent_micro_usd) {
    const double usd = config->usd_per_day;
    int64_t budget_micro_usd = is_budget(usd) ? llround(usd * MICRO) : INT64_MAX;
    int64_t cost_micro_usd = candidate->answer_micro_usd;
    if (!cost_micro_usd || cost_micro_usd <= budget_micro_usd - spent_micro_usd)
        return NULL;
    int64_t unit = budget_micro_usd < MICRO ? MICRO / 10000 : MICRO / 100;
    int places = budget_micro_usd < MICRO ? 4 : 2;
    return arena_format(arena, "up to %s, and today %s of usd_per_day %s are spent or under way",
                        dollars(arena, cost_micro_usd, unit, places),
                        dollars(arena, spent_micro_usd, unit, places),
                        dollars(arena, budget_micro_usd, unit, places));
}

static const char *day_ground(const struct candidate_terms *terms,
                              const struct router_candidate *candidate) {
    if (!is_budget(terms->config->usd_per_day))
        return NULL;
    const char *unknown = unknown_price(terms, candidate, "usd_per_day");
    return unknown ? unknown
                   : candidate_over_day(terms->arena, terms->config, candidate,
                                        terms->subject->spent_today_micro_usd);
}

// --- Room for thoughts ---------------------------------------------------------------------------

static int64_t cost_of(const struct model *model, const struct router_subject *subject,
                       int64_t output_tokens) {
    const struct llm_usage usage = { .uncached = subject->input_tokens, .output = output_tokens };
    return model->has_price ? llm_cost_micro_usd(&model->prices, &usage) : 0;
}

// How much output the dollars pay for.
static int64_t affordable_tokens(const struct model *model, const struct router_subject *subject,
                                 double usd) {
    const int64_t many = MICRO;
    int64_t input_micro_usd = cost_of(model, subject, 0);
    int64_t many_micro_usd = cost_of(model, subject, many) - input_micro_usd;
    if (usd < 0 || usd > unbounded_usd || many_micro_usd <= 0)
        return INT64_MAX;
    int64_t left_micro_usd = llround(usd * MICRO) - input_micro_usd;
    return left_micro_usd > 0 ? left_micro_usd * many / many_micro_usd : 0;
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

// A model that can give the answer is not dropped for the sake of thoughts that it may not have.
int64_t candidate_output_tokens(const struct model *model, const struct router_subject *subject,
                                double usd_left) {
    int64_t cap = subject->output_tokens_max;
    int64_t thoughts = model_thought_tokens(model, model_effort(model, subject->task));
    int64_t answer = model_output_cap(model, cap);
    int64_t all = model_output_cap(model, cap + thoughts);
    if (model->context_tokens > 0)
        all = least(all, model->context_tokens - subject->input_tokens);
    all = least(all, affordable_tokens(model, subject, usd_left));
    return all > answer ? all : answer;
}

// --- The verdict ---------------------------------------------------------------------------------

static const struct {
    ground *find;
    enum attempt_outcome dropped_as;
} grounds[] = {
    { privacy_ground, ATTEMPT_privacy },
    { key_ground, ATTEMPT_error },
    { window_ground, ATTEMPT_context_length },
    { action_ground, ATTEMPT_budget },
    { day_ground, ATTEMPT_budget },
};

struct router_candidate candidate_judge(const struct candidate_terms *terms,
                                        const struct model *model) {
    const struct router_subject *subject = terms->subject;
    const int64_t output_tokens =
        candidate_output_tokens(model, subject, terms->config->usd_per_action);
    struct router_candidate candidate = {
        .model = model,
        .provider = config_provider_find(terms->config, model->provider),
        .name = model->name,
        .effort = model_effort(model, subject->task),
        .output_tokens_max = output_tokens,
        .cost_micro_usd = cost_of(model, subject, output_tokens),
        .answer_micro_usd =
            cost_of(model, subject, model_output_cap(model, subject->output_tokens_max)),
    };
    for (size_t i = 0; i < sizeof grounds / sizeof *grounds && !candidate.dropped; i++) {
        candidate.dropped = grounds[i].find(terms, &candidate);
        candidate.dropped_as = grounds[i].dropped_as;
    }
    if (!candidate.dropped)
        candidate.dropped_as = ATTEMPT_ok;
    return candidate;
}
