// The published tasks, replayed under a policy: what share of the answers would have been kept, in
// how many seconds and for how much. Of five tasks two are Python, two JavaScript (of a frontend),
// one is SQL, as of the 200 that were measured.
#pragma once

#include "llm/router.h"

enum {
    SIMULATION_TASKS = 200,   // that were published
    SIMULATION_LATE = 100,    // the last ones, by which a learner is judged
    SIMULATION_LEARNED = 500, // after so many tasks in all
    SIMULATION_TASKS_MAX = 10000,
    SIMULATION_SEEDS = 100,
    SIMULATION_SEEDS_MAX = 1000,
};

// A policy decides who is asked. SIMULATION_LEARNER is Thompson sampling from flat priors, knowing
// nothing that was published; SIMULATION_ORACLE knows every model's true share.
enum simulation_policy {
    SIMULATION_ROUTES,
    SIMULATION_CLAUDE,
    SIMULATION_GPT,
    SIMULATION_LEARNER,
    SIMULATION_ORACLE,
    SIMULATION_POLICIES,
};

// "routes", "claude", "gpt", "learner", "oracle"
const char *simulation_policy_name(enum simulation_policy policy);
bool simulation_policy_find(const char *name, enum simulation_policy *policy);

struct simulation_terms {
    struct arena *arena;
    const struct config *config; // its routes and what is preferred
    const struct catalogue *catalogue;
    unsigned tasks, seeds; // within the limits above, not 0
};

struct simulation_figures {
    double kept;     // the share
    double usd;      // all tasks together
    double usd_kept; // a task with its retries: cost × (1 + (1 − acceptance)), the mean
    double seconds;  // the mean of a task
    double utility;  // the mean of a task, by the config's `prefer`
    // Over seeds: the mean share that was kept, and the standard deviation of it.
    double seeds_kept, seeds_deviation;
    double late_utility; // expected, the mean of the last SIMULATION_LATE tasks
};

// In expectation over the outcomes of tasks, also where the policy's choices hang on them: then the
// mean over seeds. Where a route's first models were not measured, the first that was is asked, and
// where none was it is false. Every model's key counts as there. The same terms give the same
// figures.
bool simulation_run(const struct simulation_terms *terms, enum simulation_policy policy,
                    struct simulation_figures *figures);
