// How one call to one model ended: the closed list of DOOR.md.
#pragma once

#include "llm/usage.h"

// clang-format off
#define ATTEMPT_OUTCOMES(X)                                                                        \
    X(ok) X(connect) X(tls) X(http) X(first_byte_timeout) X(first_token_timeout) X(idle_timeout)   \
    X(total_timeout) X(cut) X(malformed) X(empty) X(truncated) X(refused) X(filtered)              \
    X(context_length) X(error) X(no_code) X(broken_syntax) X(elided) X(lost_definition)            \
    X(changed_code) X(bad_schema) X(cancelled) X(budget) X(privacy)
// clang-format on

enum attempt_outcome {
#define X(name) ATTEMPT_##name,
    ATTEMPT_OUTCOMES(X)
#undef X
};

// "ok", …; "http_429" for ATTEMPT_http with a status. Static, or in a static table of statuses.
const char *attempt_outcome_name(enum attempt_outcome outcome, int http_status);

struct llm_error {
    enum attempt_outcome outcome;
    int http_status;
    bool is_retryable;      // the same model may do better in a moment
    bool is_key_dead;       // 401, 402, 403: no use asking this provider again with this key
    int64_t retry_after_ms; // -1: the provider did not say
    char message[400];      // the provider's own words, cut; never a key
};
