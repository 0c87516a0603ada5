// What all jobs of a server share: the keys, who among providers is well, whose turn it is there,
// how fast models are, what was before, and who is told of it all.
#pragma once

#include "engine/keys.h"
#include "engine/otlp.h"
#include "engine/past.h"
#include "engine/turns.h"
#include "llm/health.h"
#include "llm/pace.h"

struct settings_shared {
    struct keys *keys;
    struct health *health;
    struct turns *turns;
    struct pace *pace;
    struct past *past;
    struct otlp *otlp;
    uint64_t salt; // a random number, by which what leaves tells nothing
};

struct settings_shared shared_create(struct host *host, const char *state_folder);
// Calls who waits for any of it; keys are asked for no more.
void shared_close(struct settings_shared *shared);
// Nobody may use any of it, nor wait.
void shared_release(struct settings_shared *shared);
