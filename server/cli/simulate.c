// wye simulate: the published tasks, replayed under a policy. Calls no one and reads no ledger.
// What is simulated is llm/simulation.c; this prints it.

#include "cli/command.h"
#include "cli/shell.h"
#include "llm/simulation.h"

struct result {
    enum simulation_policy policy;
    bool is_measured; // else the routes name no model of which figures were published
    struct simulation_figures figures;
};

struct results {
    struct result items[SIMULATION_POLICIES];
    size_t count;
    struct simulation_terms terms;
    unsigned learned_tasks;                    // of the two below
    struct simulation_figures learner, oracle; // by which the learner is judged
    bool has_learner;
};

static bool read_count(const char *text, const char *option, unsigned max, unsigned *count) {
    unsigned value = 0;
    bool is_good = text[0] != '\0';
    for (const char *c = text; *c && is_good; c++) {
        is_good = *c >= '0' && *c <= '9' && value <= max;
        value = is_good ? value * 10 + (unsigned)(*c - '0') : value;
    }
    if (!is_good || value == 0 || value > max) {
        cli_wrong_call("%s takes a number from 1 to %u, not %s", option, max, text);
        return false;
    }
    *count = value;
    return true;
}

static void print_result(const struct result *result) {
    const char *name = simulation_policy_name(result->policy);
    const struct simulation_figures *figures = &result->figures;
    if (!result->is_measured) {
        shell_format("%-8s names no model of which results were published\n", name);
        return;
    }
    shell_format("%-8s %6.1f %%  $%9.2f  $%6.2f  %5.1f s  %7.3f   %6.1f %% +- %.1f\n", name,
                 100 * figures->kept, figures->usd, figures->usd_kept, figures->seconds,
                 figures->utility, 100 * figures->seeds_kept, 100 * figures->seeds_deviation);
}

static void print_results(const struct results *results) {
    const struct simulation_terms *terms = &results->terms;
    const struct preference preference = preference_of(terms->config->prefer);
    shell_format("%u tasks as published: 2 of 5 Python, 2 JavaScript (frontend), 1 SQL\n"
                 "prefer %s: utility = share kept - %g x seconds - %g x dollars\n\n",
                 terms->tasks, terms->config->prefer, preference.per_second, preference.per_usd);
    shell_format("%-8s %8s  %10s  %7s  %7s  %7s   over %u seeds\n", "POLICY", "KEPT", "COST",
                 "A KEPT", "SECONDS", "UTILITY", terms->seeds);
    for (size_t i = 0; i < results->count; i++)
        print_result(&results->items[i]);
    shell_format("\nA KEPT is a task with its retries: cost x (1 + (1 - acceptance)).\n");
    if (!results->has_learner)
        return;
    shell_format(
        "The learner begins with flat priors. Over the last %d of %u tasks its\nutility is "
        "%.3f, %.1f %% of the oracle's %.3f.\n",
        SIMULATION_LATE, results->learned_tasks, results->learner.late_utility,
        100 * results->learner.late_utility / results->oracle.late_utility,
        results->oracle.late_utility);
}

static struct json *result_json(const struct result *result) {
    const struct simulation_figures *figures = &result->figures;
    struct json *json = json_object();
    json_add_string(json, "policy", simulation_policy_name(result->policy));
    json_add_bool(json, "measured", result->is_measured);
    if (!result->is_measured)
        return json;
    json_add_number(json, "kept", figures->kept);
    json_add_number(json, "usd", figures->usd);
    json_add_number(json, "usdPerKeptTask", figures->usd_kept);
    json_add_number(json, "seconds", figures->seconds);
    json_add_number(json, "utility", figures->utility);
    struct json *seeds = json_add_object(json, "overSeeds");
    json_add_number(seeds, "kept", figures->seeds_kept);
    json_add_number(seeds, "keptDeviation", figures->seeds_deviation);
    return json;
}

static void print_json(const struct results *results) {
    const struct simulation_terms *terms = &results->terms;
    struct json *json = json_object();
    json_add_integer(json, "tasks", terms->tasks);
    json_add_integer(json, "seeds", terms->seeds);
    json_add_string(json, "prefer", terms->config->prefer);
    struct json *policies = json_add_array(json, "policies");
    for (size_t i = 0; i < results->count; i++)
        json_push(policies, result_json(&results->items[i]));
    if (results->has_learner) {
        struct json *learner = json_add_object(json, "learner");
        json_add_integer(learner, "tasks", results->learned_tasks);
        json_add_integer(learner, "lastTasks", SIMULATION_LATE);
        json_add_number(learner, "utility", results->learner.late_utility);
        json_add_number(learner, "oracleUtility", results->oracle.late_utility);
    }
    shell_print_json(json);
}

static void run(struct results *results, enum simulation_policy policy) {
    struct result *result = &results->items[results->count++];
    result->policy = policy;
    result->is_measured = simulation_run(&results->terms, policy, &result->figures);
    if (policy != SIMULATION_LEARNER)
        return;
    struct simulation_terms longer = results->terms;
    if (longer.tasks < SIMULATION_LEARNED)
        longer.tasks = SIMULATION_LEARNED;
    results->learned_tasks = longer.tasks;
    results->has_learner = simulation_run(&longer, SIMULATION_LEARNER, &results->learner) &&
                           simulation_run(&longer, SIMULATION_ORACLE, &results->oracle);
}

int cli_simulate(const struct arguments *arguments) {
    struct results results = { .terms = { .tasks = SIMULATION_TASKS, .seeds = SIMULATION_SEEDS } };
    enum simulation_policy policy = SIMULATION_POLICIES;
    if (arguments->word_count)
        return cli_wrong_call("simulate takes no words: wye simulate --policy routes");
    if (arguments->policy && !simulation_policy_find(arguments->policy, &policy))
        return cli_wrong_call("there is no policy %s: routes, claude, gpt, learner or oracle",
                              arguments->policy);
    if (arguments->tasks &&
        !read_count(arguments->tasks, "--tasks", SIMULATION_TASKS_MAX, &results.terms.tasks))
        return EXIT_WRONG_CALL;
    if (arguments->seeds &&
        !read_count(arguments->seeds, "--seeds", SIMULATION_SEEDS_MAX, &results.terms.seeds))
        return EXIT_WRONG_CALL;
    struct shell shell;
    shell_open(&shell, arguments);
    struct profile *profile = shell_profile(&shell, NULL);
    results.terms.arena = &shell.arena;
    results.terms.config = profile->config;
    results.terms.catalogue = profile->catalogue;
    for (int i = 0; i < SIMULATION_POLICIES; i++) {
        if (policy == SIMULATION_POLICIES || policy == (enum simulation_policy)i)
            run(&results, (enum simulation_policy)i);
    }
    if (arguments->json)
        print_json(&results);
    else
        print_results(&results);
    profile_release(profile);
    shell_close(&shell);
    return EXIT_DONE;
}
