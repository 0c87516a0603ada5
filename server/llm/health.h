// Who among providers and models is well: a breaker for each, shared by all jobs of a server. Knows
// no clock: whoever asks says what time it is (milliseconds, monotonic).
#pragma once

#include "llm/attempt.h"

struct health;

struct health *health_create(void);
void health_destroy(struct health *health); // NULL is allowed

struct health_state {
    bool may_ask;
    int64_t cooling_ms; // until it may be asked again; 0: while somebody else finds out
    const char *why;    // "429", "5 failures in a row"; "" where it may be asked; borrowed
};

// `model` is the name in the catalogue, or NULL for the provider alone.
struct health_state health_look(const struct health *health, const char *provider,
                                const char *model, uint64_t now_ms);
// A call begins; after a cooldown the first one is the probe, and others wait for its end.
void health_start(struct health *health, const char *provider, const char *model);
// It ended. What is no fault of the provider's, such as a refusal, counts as well; a cancelled call
// says nothing.
void health_end(struct health *health, const char *provider, const char *model, uint64_t now_ms,
                const struct llm_error *error);
