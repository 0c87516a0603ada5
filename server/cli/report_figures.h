// What `wye report` tells, worked out from the ledger's answer: rows by model, language and task,
// their sums, what was spent by day, and what the same answers would have cost elsewhere. How it
// looks is report_text.c's, report_json.c's and report_html.c's.
#pragma once

#include "base/arena.h"
#include "base/json.h"
#include "engine/profile.h"

struct report_row {
    const char *model, *language, *task; // "" in sums over them
    int64_t actions;                     // whose result this model gave
    int64_t judged;    // of these, and of those where its answers were no use: a verdict is known
    int64_t kept;      // at the first pass: accepted, and the model was not asked twice
    int64_t accepted;  // said to be good, or kept as it was; also after a repair
    int64_t repaired;  // of the actions: its first answer was no use, and it was asked again
    int64_t retried;   // of the actions: a call of it failed before
    int64_t unusable;  // actions in which its answers were no use, and it gave no result
    int64_t calls;     // to it, also in actions to which it gave no result
    int64_t estimated; // of the calls: whose provider told no tokens
    struct llm_usage usage;        // of the calls
    int64_t cost_micro_usd;        // of the calls
    int64_t judged_cost_micro_usd; // of those in judged actions
    int64_t median_ms, p95_ms;     // of whole actions, by nearest rank; -1: there are none
};

struct report_single { // one model in the place of all
    const struct model *model;
    int64_t cost_micro_usd;
    bool is_used; // it stands in the report
};

struct report {
    unsigned days;      // the last one is today
    const char **dates; // of each day, "2026-11-27"
    int64_t actions;    // that ended, also without a result
    struct report_row total;
    struct report_row *models; // sums, the dearest first, then the most used
    size_t model_count;
    struct report_row *rows; // in the models' order, then the most used first
    size_t row_count;
    int64_t *spent_micro_usd;      // days x models: [day * model_count + model]
    struct report_single *singles; // the cheapest first
    size_t single_count;
    int64_t answers;                // that served, builtin's left out,
    int64_t answers_cost_micro_usd; // and what they cost; what `singles` is about
    int64_t spent_today_micro_usd;
    double usd_per_day; // negative: no budget
};

// Of the JSON that LEDGER_REPORT answers with, NULL for none, asked since the beginning of
// `dates[0]`. All in the arena, but models, which are the profile's. `is_usable` tells whether a
// model could be asked now: such models are compared too, the newest of each family.
struct report *report_create(struct arena *arena, const struct json *answer, unsigned days,
                             const char **dates, const struct profile *profile,
                             bool (*is_usable)(const struct model *model, void *data), void *data);
const struct report_row *report_model_rows(const struct report *report, size_t model,
                                           size_t *count);

struct report_share {
    bool is_known;           // else nothing was judged
    double share, low, high; // the interval holds 95 % (Jeffreys: Beta(kept + ½, not kept + ½))
};
struct report_share report_acceptance(const struct report_row *row);
// USD; NAN where there is none. An action with a result: all calls, over the actions.
double report_usd_per_action(const struct report_row *row);
// Measured: what judged actions cost, for each that was accepted.
double report_usd_per_kept(const struct report_row *row);
// As if what is not kept were asked for once more: an action's cost x (1 + (1 - acceptance)).
double report_usd_per_kept_estimate(const struct report_row *row);
