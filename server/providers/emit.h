// Sending one event from a dialect; text that is empty is not sent.
#pragma once

#include "llm/event.h"
#include "providers/dialect.h"

struct emit {
    llm_on_event *on_event;
    void *data;
};

void emit_text(const struct emit *emit, enum llm_event_kind kind, const char *text);
void emit_usage(const struct emit *emit, const struct llm_usage *usage);
// `reason`: the provider's own words about a refusal, or NULL.
void emit_stop(const struct emit *emit, enum llm_stop stop, const char *reason);
void emit_done(const struct emit *emit);
void emit_error(const struct emit *emit, const struct llm_error *error);
// The decoder decides what becomes of it: see decoder.c.
void emit_malformed(const struct emit *emit);
void emit_cut(const struct emit *emit);
