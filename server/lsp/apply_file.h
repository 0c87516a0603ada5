// Edits of a file that the client has not open, or that is still to be made.
#pragma once

#include "lsp/run.h"

// Lands the run's job, later. The client makes the file and writes it: the server never does.
void apply_to_file(struct run *run);
