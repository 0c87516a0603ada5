// Who serves an action, in which order, and why. Pure: the same inputs give the same decision.
#pragma once

#include "config/privacy.h"
#include "llm/attempt.h"
#include "llm/catalogue.h"
#include "llm/standing.h"

struct router_subject {
    const char *task;          // "refactor"
    const char *action;        // "refactor.simplify"
    const char *language;      // "python", or the client's languageId
    const char *language_name; // "Python"
    const char *const *traits; // names, NULL-terminated
    const char *path;          // from the root
    int64_t lines;
    int64_t input_tokens;      // estimated, prompt included
    int64_t output_tokens_max; // the action's cap on an answer; thoughts may come on top
    bool wants_schema;
    enum privacy privacy;
    const char *privacy_pattern; // the pattern that decided, for the reason
    const char *model; // asked for by name: tried alone before builtin; NULL: routes decide
    uint64_t draw;     // a random number by which `explore` tries others; 0: none is tried
    int64_t spent_today_micro_usd; // of usd_per_day
};

enum router_key {
    ROUTER_KEY_NONE_NEEDED,
    ROUTER_KEY_PRESENT,
    ROUTER_KEY_MISSING,
    ROUTER_KEY_DEAD, // refused by the provider earlier in this session
};

struct router_candidate {
    const struct model *model;              // NULL for builtin
    const struct config_provider *provider; // NULL for builtin, and for a dropped model without
    const char *name;                       // model->name, or "builtin"
    const struct config_route *route; // that named it; NULL for builtin, and asked for by name
    const struct standing *standing;  // what its place was weighed by; NULL where it was not
    const char *reason;               // "Python refactor: Claude 89 % kept as is, GPT 77 % (E1)"
    const char *dropped;              // NULL: usable; else why not, a sentence with what to do
    enum attempt_outcome dropped_as;  // privacy, budget, context_length, else error: for attempts
    const char *effort;               // it is told to think so hard; NULL: it is told nothing
    int64_t output_tokens_max; // of the request, thoughts included, and of the estimated cost
    int64_t cost_micro_usd;    // estimated
    int64_t answer_micro_usd;  // the same without thoughts: what it takes to be asked at all
};

struct router_decision {
    const struct router_candidate *candidates; // in order, usable and dropped; builtin is last
    size_t candidate_count;
    // The first matching route: "E1 (shipped)", "user route 2"; "asked for by name", "no route".
    const char *row;
    const char *prefer; // the configuration's: what figures are weighed by
};

typedef enum router_key router_key_state(const struct config_provider *provider, void *data);

// Lives in the arena, borrows from config and catalogue. Routes give the order, which `experience`
// (the user's own record; NULL: none) may turn. Never without builtin at the end, and `builtin` in
// a route's `use` is that end: what follows is not asked. Output limits below the action's cap are
// no reason to drop a model: the caller asks it for less.
struct router_decision router_decide(struct arena *arena, const struct config *config,
                                     const struct catalogue *catalogue,
                                     const struct experience *experience,
                                     const struct router_subject *subject,
                                     router_key_state *key_state, void *data);
// {"action", "task", "language", "traits", "lines", "tokens",
// "outputTokensMax", "row", "prefer", "candidates": [{"model",
// "provider", "usable", "reason", "dropped", "effort", "outputTokensMax", "costMicroUsd",
// "figures"}]}: what `wye route --json` and the command wye.route answer. "figures" is {"kept",
// "ownKept", "ownJudged", "seconds", "usd", "utility", "basis"} or null.
struct json *router_decision_json(const struct router_decision *decision,
                                  const struct router_subject *subject);
