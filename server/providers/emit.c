// One function for each kind of event, so that a dialect reads as what it says. Nothing is kept.
// What a dialect may send when is held by decoder.c, not here.

#include "providers/emit.h"

#include "providers/fault.h"

static void emit_event(const struct emit *emit, const struct llm_event *event) {
    emit->on_event(event, emit->data);
}

void emit_text(const struct emit *emit, enum llm_event_kind kind, const char *text) {
    if (text && text[0])
        emit_event(emit, &(struct llm_event){ .kind = kind, .text = slice_from(text) });
}

void emit_usage(const struct emit *emit, const struct llm_usage *usage) {
    emit_event(emit, &(struct llm_event){ .kind = LLM_USAGE, .usage = *usage });
}

void emit_stop(const struct emit *emit, enum llm_stop stop, const char *reason) {
    emit_event(emit,
               &(struct llm_event){ .kind = LLM_STOP, .stop = stop, .text = slice_from(reason) });
}

void emit_done(const struct emit *emit) {
    emit_event(emit, &(struct llm_event){ .kind = LLM_DONE });
}

void emit_error(const struct emit *emit, const struct llm_error *error) {
    emit_event(emit, &(struct llm_event){ .kind = LLM_ERROR, .error = *error });
}

void emit_malformed(const struct emit *emit) {
    const struct llm_error error =
        fault_own(ATTEMPT_malformed, true, "The provider sent an event that cannot be read.");
    emit_error(emit, &error);
}

void emit_cut(const struct emit *emit) {
    const struct llm_error error =
        fault_own(ATTEMPT_cut, true, "The provider's answer broke off before its end.");
    emit_error(emit, &error);
}
