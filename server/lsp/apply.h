// Edits to the client, never stale: brought onto the present text or refused, and the answer kept.
// One document takes one edit at a time; the others wait for its text.
#pragma once

#include "lsp/run.h"

// Lands the run's job, now or later.
void apply_result(struct run *run);
// The document is free: the next run that waits for it goes on.
void apply_next(struct session *session, const char *uri);
// Gives up what is on its way to the client and has not left. False where there is nothing such.
bool apply_cancel(struct run *run);
// The document is about to be closed: what has not left is refused.
void apply_detach(struct run *run);
