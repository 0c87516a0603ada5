// Makes and counts profiles. Which layers make one, and when it is void, is the settings' to know.
// Counts are for the loop's thread.

#include "engine/profile.h"

#include "actions/custom.h"
#include "base/memory.h"

struct profile *profile_create(struct config_layer *const *layers, size_t count,
                               const struct config_vocabulary *vocabulary) {
    struct profile *profile = MEMORY_NEW(struct profile);
    profile->references = 1;
    profile->config = config_merge(layers, count, vocabulary);
    profile->catalogue = catalogue_create(profile->config);
    profile->actions = memory_alloc((profile->config->action_count + 1) * sizeof *profile->actions);
    for (size_t i = 0; i < profile->config->action_count; i++)
        profile->actions[i] = custom_action(&profile->config->actions[i]);
    return profile;
}

struct profile *profile_retain(struct profile *profile) {
    profile->references++;
    return profile;
}

void profile_release(struct profile *profile) {
    if (!profile || --profile->references)
        return;
    catalogue_destroy(profile->catalogue);
    memory_free(profile->actions);
    config_release(profile->config);
    memory_free(profile);
}

const struct action *profile_action_at(const struct profile *profile, size_t index) {
    size_t own = 0;
    while (own < index && action_at(own))
        own++;
    if (action_at(own))
        return action_at(own);
    return index - own < profile->config->action_count ? &profile->actions[index - own] : NULL;
}

const struct action *profile_action_find(const struct profile *profile, const char *id) {
    const struct action *action;
    for (size_t i = 0; (action = profile_action_at(profile, i)); i++)
        if (strcmp(action->id, id) == 0)
            return action;
    return NULL;
}

const char *profile_action_list(const struct profile *profile, struct arena *arena) {
    const char *list = "";
    const struct action *action;
    for (size_t i = 0; (action = profile_action_at(profile, i)); i++)
        list = arena_format(arena, "%s%s%s", list, i ? ", " : "", action->id);
    return list;
}
