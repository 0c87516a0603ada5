// An action as a trace: one span around all of it, and in it a span of each call to a model, with
// the names of the GenAI conventions where they have one and "wye." before ours.
#include "engine/otlp_parts.h"

#include <inttypes.h>
#include <stdio.h>

enum span_kind { SPAN_INTERNAL = 1, SPAN_CLIENT = 3 };
enum { STATUS_ERROR = 2 };
enum { ID_BYTES = 16 + 1, TRACE_BYTES = 2 * 16 + 1 };

struct trace {
    struct json *spans;
    struct host *host;
    char id[TRACE_BYTES];
    char root[ID_BYTES];
    int64_t began_unix_ms;
};

// An id of zeros alone is none.
static void make_id(struct host *host, char id[ID_BYTES]) {
    uint64_t value = host->random(host);
    snprintf(id, ID_BYTES, "%016" PRIx64, value ? value : 1);
}

static struct json *add_span(struct trace *trace, const char *id, const char *name,
                             enum span_kind kind, int64_t began_ms, int64_t ms) {
    struct json *span = json_push(trace->spans, json_object());
    json_add_string(span, "traceId", trace->id);
    json_add_string(span, "spanId", id);
    json_add_string(span, "name", name);
    json_add_integer(span, "kind", kind);
    otlp_add_time(span, "startTimeUnixNano", trace->began_unix_ms + began_ms);
    otlp_add_time(span, "endTimeUnixNano", trace->began_unix_ms + began_ms + ms);
    return span;
}

static void add_error(struct json *span, const char *message) {
    struct json *status = json_add_object(span, "status");
    json_add_integer(status, "code", STATUS_ERROR);
    json_add_string(status, "message", message);
}

static void add_usage(struct json *attributes, const struct llm_usage *usage) {
    otlp_add_integer(attributes, "gen_ai.usage.input_tokens",
                     usage->uncached + usage->cache_read + usage->cache_write);
    otlp_add_integer(attributes, "gen_ai.usage.output_tokens", usage->output);
    otlp_add_integer(attributes, "gen_ai.usage.cache_read.input_tokens", usage->cache_read);
    otlp_add_integer(attributes, "gen_ai.usage.cache_creation.input_tokens", usage->cache_write);
    otlp_add_integer(attributes, "gen_ai.usage.reasoning.output_tokens", usage->reasoning);
    otlp_add_truth(attributes, "wye.usage.estimated", usage->estimated);
}

static void add_call(struct trace *trace, const struct outcome_attempt *attempt) {
    struct arena arena = { 0 };
    char id[ID_BYTES];
    make_id(trace->host, id);
    struct json *span = add_span(trace, id, arena_format(&arena, "chat %s", attempt->requested),
                                 SPAN_CLIENT, attempt->began_ms, attempt->ms);
    const char *outcome = attempt_outcome_name(attempt->outcome, attempt->http_status);
    json_add_string(span, "parentSpanId", trace->root);
    struct json *attributes = json_add_array(span, "attributes");
    otlp_add_call(attributes, attempt->provider, attempt->requested);
    add_usage(attributes, &attempt->usage);
    if (attempt->first_token_ms >= 0)
        otlp_add_double(attributes, "gen_ai.response.time_to_first_chunk",
                        (double)attempt->first_token_ms / 1e3);
    otlp_add_double(attributes, "wye.cost.usd", (double)attempt->cost_micro_usd / 1e6);
    otlp_add_text(attributes, "wye.attempt.outcome", outcome);
    if (attempt->outcome != ATTEMPT_ok) {
        otlp_add_text(attributes, "error.type", outcome);
        add_error(span, outcome);
    }
    arena_release(&arena);
}

// Without the message: it may hold words of a provider or a person.
static void add_action(struct trace *trace, const struct outcome *outcome) {
    struct arena arena = { 0 };
    struct json *span =
        add_span(trace, trace->root, arena_format(&arena, "wye %s", outcome->action), SPAN_INTERNAL,
                 0, outcome->total_ms);
    struct json *attributes = json_add_array(span, "attributes");
    otlp_add_text(attributes, "wye.action", outcome->action);
    otlp_add_text(attributes, "wye.task", outcome->task);
    otlp_add_text(attributes, "wye.language", outcome->language);
    otlp_add_text(attributes, "wye.status", outcome_status_name(outcome->status));
    otlp_add_text(attributes, "wye.model", outcome->model);
    otlp_add_text(attributes, "wye.route", outcome->route ? outcome->route : "");
    otlp_add_integer(attributes, "wye.lines", outcome->lines);
    otlp_add_double(attributes, "wye.cost.usd", (double)outcome->cost_micro_usd / 1e6);
    if (outcome->status == OUTCOME_FAILED)
        add_error(span, outcome_status_name(outcome->status));
    arena_release(&arena);
}

size_t otlp_add_spans(struct json *spans, struct host *host, const struct outcome *outcome) {
    struct trace trace = {
        .spans = spans,
        .host = host,
        .began_unix_ms = host->unix_time_ms(host) - outcome->total_ms,
    };
    size_t count = 1;
    make_id(host, trace.id);
    make_id(host, trace.id + ID_BYTES - 1);
    make_id(host, trace.root);
    add_action(&trace, outcome);
    for (size_t i = 0; i < outcome->attempts.count; i++) {
        if (!otlp_is_call(&outcome->attempts.items[i]))
            continue;
        add_call(&trace, &outcome->attempts.items[i]);
        count++;
    }
    return count;
}
