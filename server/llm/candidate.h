// Whether one model can and may serve a subject, and the sentence that says why not, for the router
// alone; and how much output it is asked for.
#pragma once

#include "llm/router.h"

struct candidate_terms { // what a model is judged by
    struct arena *arena;
    const struct config *config;
    const struct router_subject *subject;
    router_key_state *key_state;
    void *data;
};

// Everything but the reason is filled. What is strictest is told first: privacy, then what a
// person can mend (dialect, key), then size, then money.
struct router_candidate candidate_judge(const struct candidate_terms *terms,
                                        const struct model *model);

// Why the day's budget has no room for one more call to it, where so much was spent and is under
// way already; in the arena. NULL: it has.
const char *candidate_over_day(struct arena *arena, const struct config *config,
                               const struct router_candidate *candidate, int64_t spent_micro_usd);

// What the action allows for the answer, and for thoughts besides what the window and the dollars
// that are left (negative: no budget) allow. Within the model's own limit.
int64_t candidate_output_tokens(const struct model *model, const struct router_subject *subject,
                                double usd_left);
