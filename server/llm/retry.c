// A table in prose: what may be better in a moment is tried again, what is not, and what cost the
// person a whole time limit, is not.
#include "llm/retry.h"

enum {
    FIRST_MS = 500,
    LAST_MS = 8000,
    ASKED_MS_MAX = 3000, // longer than that, another model is quicker
};

static bool may_be_better(const struct llm_error *error) {
    switch (error->outcome) {
    case ATTEMPT_connect:
    case ATTEMPT_cut:
        return true;
    case ATTEMPT_http:
    case ATTEMPT_error:
        return error->is_retryable;
    default:
        return false;
    }
}

int64_t retry_delay_ms(const struct llm_error *error, unsigned tries, bool has_begun,
                       uint64_t random) {
    if (tries >= RETRY_TRIES_MAX || has_begun || error->is_key_dead || !may_be_better(error))
        return -1;
    if (error->retry_after_ms >= 0)
        return error->retry_after_ms <= ASKED_MS_MAX ? error->retry_after_ms : -1;
    int64_t delay_ms = FIRST_MS;
    for (unsigned i = 1; i < tries && delay_ms < LAST_MS; i++)
        delay_ms *= 2;
    delay_ms = delay_ms < LAST_MS ? delay_ms : LAST_MS;
    return delay_ms - (int64_t)(random % 1024) * delay_ms / 4096;
}
