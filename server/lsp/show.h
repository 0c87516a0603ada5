// Markdown for the person: as a stream to clients that take it, else as a file that the editor
// opens, else as a message with the beginning.
#pragma once

#include "base/slice.h"
#include "lsp/run.h"

// A piece of it, as it comes; nothing for clients without wye/stream.
void show_delta(struct run *run, struct slice delta, bool is_reset);
// All of it: lands the run's job, now or later.
void show_result(struct run *run);
// The file that was edited, where that is not the one that the person looks at.
void show_edited(struct run *run);
// Edits that came too late for the text as it is now, beside it, as a patch.
void show_kept(struct run *run);
// The last word of a stream, where there was one.
void show_done(struct run *run);
