// Edits to the client, never stale: applied to the text they were made for, or refused, and
// the answer kept.
#pragma once

#include "lsp/run.h"

// Lands the run's job, now or later.
void apply_result(struct run *run);
