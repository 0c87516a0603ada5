// Writes records as JSON and decides nothing: what they mean is for who reads the ledger.
// One job has one record of its outcome, one of each call, and may have one of each other kind.
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

static void add_traits(struct json *json, const char *const *traits) {
    struct buffer words = { 0 };
    for (size_t i = 0; traits && traits[i]; i++)
        buffer_format(&words, "%s%s", i ? " " : "", traits[i]);
    json_add_slice(json, "traits", buffer_slice(&words));
    buffer_release(&words);
}

void record_attempt(struct host *host, const char *state_folder, const struct outcome *outcome,
                    size_t number) {
    struct json *json = begin(host, "attempt", outcome->key);
    json_add_integer(json, "number", (int64_t)number);
    json_add_string(json, "action", outcome->action);
    json_add_string(json, "task", outcome->task);
    json_add_string(json, "language", outcome->language);
    json_add(json, "attempt", outcome_attempt_json(&outcome->attempts.items[number]));
    end(host, state_folder, json);
}

void record_outcome(struct host *host, const char *state_folder, const struct outcome *outcome) {
    struct json *json = begin(host, "outcome", outcome->key);
    outcome_add_figures(json, outcome);
    add_traits(json, outcome->traits);
    json_add_integer(json, "lines", outcome->lines);
    json_add_string(json, "route", outcome->route ? outcome->route : "");
    json_add_string(json, "file", outcome->file);
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
