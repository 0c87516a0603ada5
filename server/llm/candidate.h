// Whether one model can and may serve a subject, and the sentence that says why not. For the
// router alone.
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
