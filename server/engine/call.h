// One request to one model: encoded, streamed, decoded, and ended by every limit that the
// configuration has. Says how it ended, never what that means for the action.
#pragma once

#include "base/host.h"
#include "config/config.h"
#include "llm/event.h"
#include "llm/request.h"
#include "providers/dialect.h"

struct call;

struct call_result {
    struct llm_error error; // outcome ATTEMPT_ok when the answer is whole
    struct llm_usage usage;
    struct slice answer;    // whatever came, whole or not
    int64_t first_token_ms; // -1: none came
    int64_t ms;
};

struct call_options {
    struct host *host;
    const struct dialect *dialect;
    struct llm_endpoint endpoint;
    struct llm_request request;
    struct config_timeouts timeouts;
    bool is_local;
    bool may_think; // in silence before its first token: four times the limit
    void (*on_text)(struct slice delta, void *data); // the answer, as it comes; may not cancel
    // The last call, exactly once, unless cancelled; `result` is borrowed. The callee may cancel
    // (free) the call in it.
    void (*on_end)(const struct call_result *result, void *data);
    void *data;
};

// Never NULL; nothing is called back before it has returned.
struct call *call_start(const struct call_options *options);
// Closes the connection where it is open, and frees the call. NULL is allowed.
void call_cancel(struct call *call);
// Bytes of answer and thoughts so far, for progress.
size_t call_bytes(const struct call *call);
// What is known at this moment, for a call that is about to be cancelled: its usage is charged too.
struct call_result call_result_now(const struct call *call);
