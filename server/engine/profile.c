// Makes and counts profiles. Which layers make one, and when it is void, is the settings' to know.
// Counts are for the loop's thread.

#include "engine/profile.h"

#include "base/memory.h"

struct profile *profile_create(struct config_layer *const *layers, size_t count,
                               const struct config_vocabulary *vocabulary) {
    struct profile *profile = MEMORY_NEW(struct profile);
    profile->references = 1;
    profile->config = config_merge(layers, count, vocabulary);
    profile->catalogue = catalogue_create(profile->config);
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
    config_release(profile->config);
    memory_free(profile);
}
