// What comes back from a model, after any wire dialect.
#pragma once

#include "base/slice.h"
#include "llm/attempt.h"

enum llm_stop {
    LLM_STOP_COMPLETE,
    LLM_STOP_LENGTH, // the output limit: a failure for everything that is applied
    LLM_STOP_REFUSAL,
    LLM_STOP_FILTER,
    LLM_STOP_CONTEXT, // the window was too small
    LLM_STOP_ERROR,
};

enum llm_event_kind {
    LLM_TEXT,     // a delta of the answer
    LLM_THINKING, // a delta of thoughts: progress, never shown as the answer
    LLM_USAGE,    // what is known so far; the last one counts
    LLM_STOP,     // the provider said why it stopped; at most once
    LLM_DONE,     // the dialect's end of stream; nothing follows
    LLM_ERROR,    // in-band error or a stream that cannot be read; nothing follows
};

struct llm_event {
    enum llm_event_kind kind;
    struct slice text;      // TEXT, THINKING; STOP: why it refused, where told; borrowed
    struct llm_usage usage; // USAGE
    enum llm_stop stop;     // STOP
    struct llm_error error; // ERROR
};
