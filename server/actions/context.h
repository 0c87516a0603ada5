// What a model is given besides the scope: the file's imports, the signatures of what encloses it
// and of its siblings. All of it from this one file, under a stated budget of tokens.
#pragma once

#include "actions/subject.h"
#include "base/buffer.h"

enum {
    CONTEXT_TOKENS_MAX = 4000, // of the surroundings; the scope itself is not counted
};

// Appends code of the subject's language in a fence that cannot be closed from inside it.
void context_append_fenced(struct arena *arena, const struct subject *subject, struct slice code,
                           struct buffer *prompt);
// Appends sections for the prompt: language, path, enclosing signatures, imports, siblings, then
// the scope's code in a fence that cannot be closed from inside it.
void context_append(struct arena *arena, const struct subject *subject, struct buffer *prompt);
