// suggestion: the text that a finding would have in its place. No model is asked once more: what
// counts is what becomes of it, which is the same as for any edit.

#include "actions/action.h"

const struct action action_suggestion = {
    .id = "suggestion",
    .task = "review",
    .kind = "quickfix",
    .verb = "Apply suggestion to",
    .result = ACTION_EDITS,
    .output_tokens_typical = 1, // none are awaited
    .takes_generated = true,
};
