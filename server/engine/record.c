// Writes records as JSON and decides nothing: what they mean is for who reads the ledger.
// One job has one record of its outcome, and may have one of each other kind.
#include "engine/record.h"

#include "base/json.h"

static struct json *begin(struct host *host, const char *kind, const char *key) {
    struct json *json = json_object();
    json_add_string(json, "kind", kind);
    json_add_integer(json, "at", host->unix_time_ms(host));
    json_add_string(json, "key", key);
    return json;
}

static void end(struct host *host, const char *state_folder, struct json *json) {
    struct arena arena = { 0 };
    struct buffer text = { 0 };
    json_print(json, &text);
    host->record(host, arena_format(&arena, "%s/ledger.sqlite3", state_folder),
                 buffer_slice(&text));
    buffer_release(&text);
    arena_release(&arena);
    json_destroy(json);
}

void record_outcome(struct host *host, const char *state_folder, const struct outcome *outcome) {
    struct json *json = begin(host, "outcome", outcome->key);
    outcome_add_figures(json, outcome);
    end(host, state_folder, json);
}

void record_acceptance(struct host *host, const char *state_folder, const char *key,
                       const char *acceptance) {
    struct json *json = begin(host, "acceptance", key);
    json_add_string(json, "acceptance", acceptance);
    end(host, state_folder, json);
}

void record_feedback(struct host *host, const char *state_folder, const char *key,
                     const char *verdict) {
    struct json *json = begin(host, "feedback", key);
    json_add_string(json, "verdict", verdict);
    end(host, state_folder, json);
}
