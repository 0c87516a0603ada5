// A breaker a provider and a breaker a model. Failures in a row open it, at once where the provider
// says for how long or where each try costs the person a whole time limit; then one probe at a time
// finds out, and the first success closes it. Never forgets a name: there are only as many as are
// configured.
#include "llm/health.h"

#include "base/memory.h"
#include "base/slice.h"
#include "base/vec.h"

#include <stdio.h>

enum {
    FAILURES_MAX = 5,             // in a row: what common breakers have (FAULTS.md)
    COOLING_MS = 15 * 1000,       // half of theirs: closed within 30 s of a recovery, also where a
                                  // probe failed right before it
    ASKED_MS_MAX = 10 * 60 * 1000 // a provider that wants to be left alone longer is asked again
};

struct breaker {
    char *name;
    unsigned failures; // in a row
    bool is_open, is_probed;
    uint64_t open_until_ms;
    char why[32];
};

struct health {
    struct {
        struct breaker *items;
        size_t count, capacity;
    } breakers;
};

struct health *health_create(void) {
    return MEMORY_NEW(struct health);
}

void health_destroy(struct health *health) {
    if (!health)
        return;
    for (size_t i = 0; i < health->breakers.count; i++)
        memory_free(health->breakers.items[i].name);
    vec_release(&health->breakers);
    memory_free(health);
}

// "anthropic" or "anthropic/claude-opus-4-8": a provider's name has no slash. NULL: never failed.
static struct breaker *find(const struct health *health, const char *provider, const char *model) {
    const size_t length = strlen(provider);
    for (size_t i = 0; i < health->breakers.count; i++) {
        struct breaker *breaker = &health->breakers.items[i];
        const char *name = breaker->name;
        if (strncmp(name, provider, length) != 0)
            continue;
        if (model ? name[length] == '/' && strcmp(name + length + 1, model) == 0 : !name[length])
            return breaker;
    }
    return NULL;
}

static struct breaker *get(struct health *health, const char *provider, const char *model) {
    struct breaker *breaker = find(health, provider, model);
    if (breaker)
        return breaker;
    char name[512];
    snprintf(name, sizeof name, "%s%s%s", provider, model ? "/" : "", model ? model : "");
    vec_push(&health->breakers, ((struct breaker){ .name = memory_string(name) }));
    return &health->breakers.items[health->breakers.count - 1];
}

static struct health_state look(const struct breaker *breaker, uint64_t now_ms) {
    if (!breaker || !breaker->is_open)
        return (struct health_state){ .may_ask = true, .why = "" };
    if (now_ms < breaker->open_until_ms)
        return (struct health_state){ .cooling_ms = (int64_t)(breaker->open_until_ms - now_ms),
                                      .why = breaker->why };
    return (struct health_state){ .may_ask = !breaker->is_probed,
                                  .why = breaker->is_probed ? breaker->why : "" };
}

struct health_state health_look(const struct health *health, const char *provider,
                                const char *model, uint64_t now_ms) {
    const struct health_state state = look(find(health, provider, NULL), now_ms);
    return state.may_ask && model ? look(find(health, provider, model), now_ms) : state;
}

static void set_probed(struct breaker *breaker, bool is_probed) {
    if (breaker)
        breaker->is_probed = is_probed && breaker->is_open;
}

void health_start(struct health *health, const char *provider, const char *model) {
    set_probed(find(health, provider, NULL), true);
    set_probed(find(health, provider, model), true);
}

// --- What an end says ----------------------------------------------------------------------------

static bool is_unreachable(const struct llm_error *error) {
    return error->outcome == ATTEMPT_connect || error->outcome == ATTEMPT_tls;
}

static bool is_silence(const struct llm_error *error) {
    return error->outcome == ATTEMPT_first_byte_timeout ||
           error->outcome == ATTEMPT_first_token_timeout;
}

// Not what the prompt, the answer or the key are to blame for.
static bool is_trouble(const struct llm_error *error) {
    switch (error->outcome) {
    case ATTEMPT_http:
        return error->is_retryable;
    case ATTEMPT_first_byte_timeout:
    case ATTEMPT_first_token_timeout:
    case ATTEMPT_idle_timeout:
    case ATTEMPT_total_timeout:
    case ATTEMPT_cut:
    case ATTEMPT_malformed:
    case ATTEMPT_error:
        return true;
    default:
        return false;
    }
}

static void heal(struct breaker *breaker) {
    if (breaker)
        *breaker = (struct breaker){ .name = breaker->name };
}

static void open_until(struct breaker *breaker, uint64_t until_ms) {
    breaker->is_open = true;
    breaker->open_until_ms = until_ms;
}

static void hurt(struct breaker *breaker, uint64_t now_ms, const struct llm_error *error) {
    const bool was_open = breaker->is_open;
    breaker->failures++;
    if (error->retry_after_ms > 0) {
        const int64_t asked_ms = error->retry_after_ms;
        snprintf(breaker->why, sizeof breaker->why, "%d", error->http_status);
        open_until(breaker, now_ms + (uint64_t)(asked_ms < ASKED_MS_MAX ? asked_ms : ASKED_MS_MAX));
    } else if (is_silence(error)) {
        snprintf(breaker->why, sizeof breaker->why, "it was silent");
        open_until(breaker, now_ms + COOLING_MS);
    } else if (was_open || breaker->failures >= FAILURES_MAX) {
        snprintf(breaker->why, sizeof breaker->why, "%u failures in a row", breaker->failures);
        open_until(breaker, now_ms + COOLING_MS);
    }
}

void health_end(struct health *health, const char *provider, const char *model, uint64_t now_ms,
                const struct llm_error *error) {
    set_probed(find(health, provider, NULL), false);
    set_probed(find(health, provider, model), false);
    if (error->outcome == ATTEMPT_cancelled)
        return;
    if (is_unreachable(error)) {
        hurt(get(health, provider, NULL), now_ms, error);
        return;
    }
    heal(find(health, provider, NULL));
    if (is_trouble(error))
        hurt(get(health, provider, model), now_ms, error);
    else
        heal(find(health, provider, model));
}
