// What OTLP's spans and metrics are made of. Private to otlp*.c.
//
// JSON as OTLP has it: 64-bit integers are strings, ids are hexadecimal, enums are numbers.
#pragma once

#include "base/host.h"
#include "engine/outcome.h"

// --- Values (otlp_values.c) ----------------------------------------------------------------------

// Each adds an attribute, a KeyValue, to a list.
void otlp_add_text(struct json *attributes, const char *key, const char *text);
void otlp_add_integer(struct json *attributes, const char *key, int64_t value);
void otlp_add_double(struct json *attributes, const char *key, double value);
void otlp_add_truth(struct json *attributes, const char *key, bool value);
// A member that is a 64-bit integer.
void otlp_add_fixed64(struct json *object, const char *key, uint64_t value);
// Milliseconds since 1970 as a member that counts nanoseconds.
void otlp_add_time(struct json *object, const char *key, int64_t unix_ms);
// What spans and metrics of a call have in common: operation, provider and model, in the names of
// the conventions.
void otlp_add_call(struct json *attributes, const char *provider, const char *model);
// Adds what was counted to `member`, "resourceSpans" or "resourceMetrics", of a new request:
// "scopeSpans" or "scopeMetrics" with `items` as its "spans" or "metrics". Takes `items` over;
// `instance` tells this server from others.
struct json *otlp_request(const char *instance, const char *member, const char *scope,
                          const char *name, struct json *items);

// Whether a call to a model was made, which the built-in engine's attempt is not.
bool otlp_is_call(const struct outcome_attempt *attempt);

// --- Spans (otlp_spans.c) ------------------------------------------------------------------------

// Adds the spans of an action that has just ended to a list: its own, and one of each call. Returns
// their number.
size_t otlp_add_spans(struct json *spans, struct host *host, const struct outcome *outcome);

// --- Metrics (otlp_metrics.c) --------------------------------------------------------------------

struct otlp_metrics;

// Of all that began at this time or later.
struct otlp_metrics *otlp_metrics_create(int64_t unix_ms);
void otlp_metrics_destroy(struct otlp_metrics *metrics);
void otlp_metrics_add(struct otlp_metrics *metrics, const struct outcome *outcome);
// All sums since the beginning, so that a batch which is lost loses none of them. A list of Metric.
struct json *otlp_metrics_json(const struct otlp_metrics *metrics, int64_t unix_ms);
