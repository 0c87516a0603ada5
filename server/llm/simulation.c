// Choices go through the same code as in an editor: the router for routes, standings for the
// learner. What comes of an asked model is drawn from the share that was published.
#include "llm/simulation.h"

#include "llm/draw.h"

#include <math.h>
#include <string.h>

enum { MODELS = 2, KINDS = 3 };

static const char *const policies[SIMULATION_POLICIES] = { "routes", "claude", "gpt", "learner",
                                                           "oracle" };

static const char *const families[MODELS] = { "claude-opus", "gpt" };

static const struct {
    const char *language, *name, *trait;
} kinds[KINDS] = {
    { "python", "Python", NULL },
    { "javascript", "JavaScript", "frontend" },
    { "sql", "SQL", NULL },
};

struct run { // of one seed
    const struct simulation_terms *terms;
    enum simulation_policy policy;
    struct preference preference;
    const struct evidence *evidence[MODELS][KINDS];
    int fixed[KINDS]; // the model of a policy that does not learn
    struct draw draw;
    int64_t judged[MODELS][KINDS], kept[MODELS][KINDS]; // what the learner has seen
};

const char *simulation_policy_name(enum simulation_policy policy) {
    return policies[policy];
}

bool simulation_policy_find(const char *name, enum simulation_policy *policy) {
    for (int i = 0; i < SIMULATION_POLICIES; i++) {
        if (strcmp(policies[i], name) == 0) {
            *policy = (enum simulation_policy)i;
            return true;
        }
    }
    return false;
}

static int kind_of(unsigned task) {
    static const int pattern[] = { 0, 1, 0, 1, 2 };
    return pattern[task % 5];
}

static double utility(const struct evidence *evidence, struct preference preference) {
    return evidence->kept - preference.per_second * evidence->seconds -
           preference.per_usd * evidence->usd;
}

// --- Who is asked --------------------------------------------------------------------------------

static enum router_key every_key(const struct config_provider *provider, void *data) {
    (void)provider;
    (void)data;
    return ROUTER_KEY_PRESENT;
}

// -1: the routes name none that was measured.
static int by_routes(const struct simulation_terms *terms, int kind) {
    const char *const traits[] = { kinds[kind].trait, NULL };
    // 12,000 tokens in and 3,000 out is what the published tasks took.
    const struct router_subject subject = {
        .task = "refactor",
        .action = "refactor.simplify",
        .language = kinds[kind].language,
        .language_name = kinds[kind].name,
        .traits = traits,
        .lines = 60,
        .input_tokens = 12000,
        .output_tokens_max = 3000,
    };
    const struct router_decision decision = router_decide(
        terms->arena, terms->config, terms->catalogue, NULL, &subject, every_key, NULL);
    for (size_t i = 0; i < decision.candidate_count; i++) {
        const struct router_candidate *candidate = &decision.candidates[i];
        for (int model = 0; candidate->model && !candidate->dropped && model < MODELS; model++) {
            if (strcmp(candidate->model->family, families[model]) == 0)
                return model;
        }
    }
    return -1;
}

static int by_truth(const struct run *run, int kind) {
    int best = 0;
    for (int model = 1; model < MODELS; model++) {
        if (utility(run->evidence[model][kind], run->preference) >
            utility(run->evidence[best][kind], run->preference))
            best = model;
    }
    return best;
}

// Seconds and dollars of a model are known to it from its first answer on.
static int by_sampling(struct run *run, int kind) {
    struct standing standings[MODELS];
    const struct standing *all[MODELS];
    bool is_seen = true;
    for (int model = 0; model < MODELS; model++) {
        const int64_t judged = run->judged[model][kind], kept = run->kept[model][kind];
        standings[model] = (struct standing){
            .kept = beta_after((struct beta){ 1, 1 }, (double)kept, (double)(judged - kept)),
            .own_seconds = run->evidence[model][kind]->seconds,
            .own_usd = run->evidence[model][kind]->usd,
        };
        all[model] = &standings[model];
        is_seen = is_seen && judged > 0;
    }
    const enum standing_basis basis = is_seen ? standing_basis(all, MODELS) : STANDING_UNKNOWN;
    int best = 0;
    double most = 0;
    for (int model = 0; model < MODELS; model++) {
        const double sample =
            standing_sample(all[model], basis, run->preference, draw_share(&run->draw));
        if (model == 0 || sample > most) {
            best = model;
            most = sample;
        }
    }
    return best;
}

static int fixed_choice(const struct run *run, int kind) {
    switch (run->policy) {
    case SIMULATION_ROUTES:
        return by_routes(run->terms, kind);
    case SIMULATION_GPT:
        return 1;
    case SIMULATION_ORACLE:
        return by_truth(run, kind);
    default:
        return 0;
    }
}

// --- The replay ----------------------------------------------------------------------------------

static void replay(struct run *run, struct simulation_figures *sum, double *kept_share) {
    const unsigned tasks = run->terms->tasks;
    const unsigned late = tasks < SIMULATION_LATE ? tasks : SIMULATION_LATE;
    unsigned kept_count = 0;
    for (unsigned task = 0; task < tasks; task++) {
        const int kind = kind_of(task);
        const int model =
            run->policy == SIMULATION_LEARNER ? by_sampling(run, kind) : run->fixed[kind];
        const struct evidence *evidence = run->evidence[model][kind];
        const bool is_kept = draw_share(&run->draw) < evidence->kept;
        run->judged[model][kind]++;
        run->kept[model][kind] += is_kept;
        kept_count += is_kept;
        sum->kept += evidence->kept / tasks;
        sum->usd += evidence->usd;
        sum->usd_kept += evidence->usd * (2 - evidence->kept) / tasks;
        sum->seconds += evidence->seconds / tasks;
        sum->utility += utility(evidence, run->preference) / tasks;
        if (task >= tasks - late)
            sum->late_utility += utility(evidence, run->preference) / late;
    }
    *kept_share = (double)kept_count / tasks;
}

static void divide(struct simulation_figures *sum, double by) {
    double *const figures[] = { &sum->kept,    &sum->usd,     &sum->usd_kept,
                                &sum->seconds, &sum->utility, &sum->late_utility };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        *figures[i] /= by;
}

bool simulation_run(const struct simulation_terms *terms, enum simulation_policy policy,
                    struct simulation_figures *figures) {
    struct run blank = {
        .terms = terms,
        .policy = policy,
        .preference = preference_of(terms->config->prefer),
    };
    for (int kind = 0; kind < KINDS; kind++) {
        for (int model = 0; model < MODELS; model++)
            blank.evidence[model][kind] = evidence_find(families[model], kinds[kind].language);
    }
    for (int kind = 0; kind < KINDS; kind++) {
        blank.fixed[kind] = fixed_choice(&blank, kind);
        if (blank.fixed[kind] < 0)
            return false;
    }
    struct simulation_figures sum = { 0 };
    double shares = 0, squares = 0;
    for (unsigned seed = 1; seed <= terms->seeds; seed++) {
        struct run run = blank;
        double share;
        run.draw = (struct draw){ seed };
        replay(&run, &sum, &share);
        shares += share;
        squares += share * share;
    }
    divide(&sum, terms->seeds);
    sum.seeds_kept = shares / terms->seeds;
    sum.seeds_deviation = sqrt(fmax(0, squares / terms->seeds - sum.seeds_kept * sum.seeds_kept));
    *figures = sum;
    return true;
}
