// Turns the order that routes give where figures say with 90 % that it is wrong for this user, and
// tries others where the user allows it. Decides nothing about who may serve.
#pragma once

#include "llm/router.h"

struct learner_terms {
    struct arena *arena;
    const struct config *config;
    const struct router_subject *subject;
    const struct experience *experience; // NULL: nothing was read yet
};

// Sets `standing` of every candidate that is usable, puts these in order within the places that
// they have, and tells why in the reason of each that moved up.
void learner_order(const struct learner_terms *terms, struct router_candidate *candidates,
                   size_t count);
