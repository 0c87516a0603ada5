// Begins and ends with the settings of a server, and outlives them as long as a job does. What each
// part means is for that part to say.
#include "engine/shared.h"

struct settings_shared shared_create(struct host *host, const char *state_folder) {
    return (struct settings_shared){
        .keys = keys_create(host),
        .health = health_create(),
        .turns = turns_create(),
        .pace = pace_create(),
        .past = past_create(host, state_folder),
        .otlp = otlp_create(host),
        .salt = host->random(host),
    };
}

void shared_close(struct settings_shared *shared) {
    past_close(shared->past);
    otlp_close(shared->otlp);
    keys_close(shared->keys);
}

void shared_release(struct settings_shared *shared) {
    keys_destroy(shared->keys);
    health_destroy(shared->health);
    turns_destroy(shared->turns);
    pace_destroy(shared->pace);
    past_destroy(shared->past);
    otlp_destroy(shared->otlp);
}
