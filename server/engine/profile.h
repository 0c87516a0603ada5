// A configuration with its catalogue, as one job uses it from begin to end. Refcounted; never
// changes once made.
#pragma once

#include "actions/action.h"
#include "config/config.h"
#include "llm/catalogue.h"

struct profile {
    unsigned references;
    struct config *config;
    struct catalogue *catalogue;
    struct action *actions; // the person's own; of config
};

// Of layers as config_merge takes them; one reference.
struct profile *profile_create(struct config_layer *const *layers, size_t count,
                               const struct config_vocabulary *vocabulary);
struct profile *profile_retain(struct profile *profile);
void profile_release(struct profile *profile); // NULL is allowed

// wye's own actions and then the person's, in the menu's order; NULL past the last.
const struct action *profile_action_at(const struct profile *profile, size_t index);
const struct action *profile_action_find(const struct profile *profile, const char *id);
// "explain, review, …", for whoever asks for another one; in the arena.
const char *profile_action_list(const struct profile *profile, struct arena *arena);
