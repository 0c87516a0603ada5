// Whether the same model is asked once more after a failure, and when.
#pragma once

#include "llm/attempt.h"

enum { RETRY_TRIES_MAX = 3 }; // the first one included: what the vendors' SDKs do

// Milliseconds to wait before the next try; -1: the next candidate is asked at once. `tries` is how
// many there were; `has_begun`: something of an answer came, which is paid for and not taken up
// again. Waits as the provider asks where that is short, else min(0.5 s · 2^n, 8 s), less up to a
// quarter of it by `random` (as the vendors' SDKs: FAULTS.md).
int64_t retry_delay_ms(const struct llm_error *error, unsigned tries, bool has_begun,
                       uint64_t random);
