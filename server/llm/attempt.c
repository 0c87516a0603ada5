// Owns the names of outcomes. The list itself is in the header; a name is made once per HTTP
// status and then stays, so that whoever was given one may keep it. The loop's thread only.
#include "llm/attempt.h"

#include <stdio.h>

enum { STATUS_MAX = 999 };

static const char *const names[] = {
#define X(name) [ATTEMPT_##name] = #name,
    ATTEMPT_OUTCOMES(X)
#undef X
};

const char *attempt_outcome_name(enum attempt_outcome outcome, int http_status) {
    static char statuses[STATUS_MAX + 1][sizeof "http_999"];
    if (outcome != ATTEMPT_http)
        return names[outcome];
    unsigned status = http_status >= 0 && http_status <= STATUS_MAX ? (unsigned)http_status : 0;
    char *name = statuses[status];
    if (!*name)
        snprintf(name, sizeof statuses[status], "http_%u", status);
    return name;
}
