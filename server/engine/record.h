// What is kept of a job for good: figures and words of ours, never code, a path, or what somebody
// or a model wrote. It goes into the ledger, ledger.sqlite3 in the state folder.
#pragma once

#include "base/host.h"
#include "engine/outcome.h"

// One call that ended, which others who keep to the day's budget learn of at once: the attempt of
// this number, from 0.
void record_attempt(struct host *host, const char *state_folder, const struct outcome *outcome,
                    size_t number);
// All figures of an outcome that is complete.
void record_outcome(struct host *host, const char *state_folder, const struct outcome *outcome);
// What became of its edits: "kept", "changed", "reverted", "raced". `key` is the outcome's.
void record_acceptance(struct host *host, const char *state_folder, const char *key,
                       const char *acceptance);
// What the person says of it: "good", "bad".
void record_feedback(struct host *host, const char *state_folder, const char *key,
                     const char *verdict);
