// A configuration with its catalogue, as one job uses it from begin to end. Refcounted; never
// changes once made.
#pragma once

#include "config/config.h"
#include "llm/catalogue.h"

struct profile {
    unsigned references;
    struct config *config;
    struct catalogue *catalogue;
};

// Of layers as config_merge takes them; one reference.
struct profile *profile_create(struct config_layer *const *layers, size_t count,
                               const struct config_vocabulary *vocabulary);
struct profile *profile_retain(struct profile *profile);
void profile_release(struct profile *profile); // NULL is allowed
