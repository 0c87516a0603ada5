// What the ledger tells that decisions need: what all servers of this user have spent today, and
// how models did before. Read beside the work, never waited for long.
#pragma once

#include "base/host.h"
#include "llm/experience.h"

struct past;
struct past_look;

typedef void past_on_ready(void *data);

struct past *past_create(struct host *host, const char *state_folder);
// Calls who waits.
void past_close(struct past *past);
// Nobody may wait any more. NULL is allowed.
void past_destroy(struct past *past);

// Reads what is old, in the background.
void past_refresh(struct past *past);
// Whether how models did was read, or could not be.
bool past_is_read(const struct past *past);
// Reads what was spent, and calls back later and exactly once: when it is known, or when that takes
// too long; then with what was known.
struct past_look *past_look(struct past *past, past_on_ready *on_ready, void *data);
// It does not call any more. NULL is allowed.
void past_look_end(struct past_look *look);

// NULL before it is read. Borrowed until the loop goes on.
const struct experience *past_experience(const struct past *past);
// Micro-dollars of the local day: of calls that ended, and what those in flight may cost, as far as
// this server knows.
int64_t past_spent_micro_usd(const struct past *past);
// A call begins or ends: micro-dollars to set aside for it, and to give back.
void past_reserve(struct past *past, int64_t micro_usd);
void past_release(struct past *past, int64_t micro_usd);
// A call that ended has cost so much, and is recorded.
void past_add(struct past *past, int64_t micro_usd);
