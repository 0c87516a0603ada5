// What a provider's refusal means: which outcome, whether to try again, whether the key is dead.
#pragma once

#include "base/host.h"
#include "base/json.h"
#include "llm/attempt.h"

// Of an HTTP status that is no 2xx: the `classify_error` of every dialect whose errors are JSON
// objects with a message and a type or code.
void fault_of_status(int status, const struct host_header *headers, size_t header_count,
                     struct slice body, struct llm_error *error);
// Of an error object inside a stream; `root` holds the member `error`, or is the error itself.
void fault_of_object(const struct json *root, struct llm_error *error);
// Of what we saw ourselves, in our words.
struct llm_error fault_own(enum attempt_outcome outcome, bool is_retryable, const char *message);
