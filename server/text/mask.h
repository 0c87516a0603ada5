// Stand-ins for secrets: what leaves this machine holds them, and what comes back is turned into
// what was there. A stand-in has the length of its secret, letters for letters and digits for
// digits, so that a model takes it for what it stands for.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

struct mask_pair {
    struct slice secret, stand_in; // the arena's
    bool is_used;                  // it was hidden in some text
};

// A mask of zeros knows no secret yet. Any thread, one at a time.
struct mask {
    struct mask_pair *items; // the arena's; the longer first
    size_t count, capacity;
};

// Takes the secrets of `text` (secret.h) to its own. So a piece of the text that leaves later,
// which alone would not show what it is a piece of, is known.
void mask_learn(struct arena *arena, struct mask *mask, struct slice text);
// `text` with its secrets, and those that the mask knows, replaced; `text` itself where there are
// none.
struct slice mask_hide(struct arena *arena, struct mask *mask, struct slice text);
size_t mask_count_used(const struct mask *mask);

// `text` with the secrets in it again; `text` itself where nothing is masked.
struct slice mask_restore(struct arena *arena, const struct mask *mask, struct slice text);
// The same for a text that comes in pieces: appends to `out` what is decided, keeps back in `held`
// what may be the start of a stand-in. `is_last` keeps nothing back.
void mask_restore_part(const struct mask *mask, struct buffer *held, struct slice part,
                       bool is_last, struct buffer *out);
// Whether `text`, which was restored, holds a piece of a stand-in: one that was changed or cut.
bool mask_is_torn(const struct mask *mask, struct slice text);
// Whether `text`, in which secrets are hidden, shows a piece of one: it quotes a part of a text.
bool mask_is_pierced(const struct mask *mask, struct slice text);
