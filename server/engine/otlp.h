// What a person's own OpenTelemetry collector is told, where "otlp" names one: a span of each
// action and of each call to a model, and metrics of the calls, in the terms of the GenAI semantic
// conventions. Figures and words of ours, as in the ledger: never code, a path or a key.
//
// OTLP/HTTP with JSON, in batches, beside the work: what a collector does not take is dropped, and
// nobody waits for it.
#pragma once

#include "base/host.h"
#include "engine/outcome.h"

struct otlp;

typedef void otlp_on_flushed(void *data);

struct otlp *otlp_create(struct host *host);
// Sends nothing more, whatever is added, and calls who waits in otlp_flush.
void otlp_close(struct otlp *otlp);
void otlp_destroy(struct otlp *otlp); // NULL is allowed

// An outcome that is complete, for the collector at `endpoint`, a base URL; copied.
void otlp_add(struct otlp *otlp, const char *endpoint, const struct outcome *outcome);
// Sends what waits for its batch now. Then, later and exactly once, calls back: when that has
// ended, or has taken a second. One at a time; `on_flushed` may be NULL.
void otlp_flush(struct otlp *otlp, otlp_on_flushed *on_flushed, void *data);
