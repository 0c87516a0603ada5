// Stand-ins come from a row of numbers that begins anew with every mask, neither from the secret
// nor from chance: they tell nothing, and a replay repeats. None may stand in the text already.
#include "text/mask.h"

#include "text/secret.h"

#include "base/vec.h"

#include <ctype.h>

enum {
    PIECE_BYTES = 10, // of a stand-in: enough to know it by
    PIECE_BYTES_MIN = 4,
    CHANGED_BYTES_MIN = 5, // less could be anything, when it comes back
    TRIES_IN_SHAPE = 100,
};

// --- Hiding --------------------------------------------------------------------------------------

static unsigned next_number(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u; // Knuth's MMIX
    return (unsigned)(*state >> 33);
}

static char replaced(char byte, bool keeps_shape, uint64_t *state) {
    unsigned number = next_number(state);
    if (isalnum((unsigned char)byte) && !keeps_shape)
        return (char)('a' + number % 26);
    if (isdigit((unsigned char)byte))
        return (char)('0' + number % 10);
    if (byte >= 'a' && byte <= 'f')
        return (char)('a' + number % 6); // hexadecimal stays so
    if (islower((unsigned char)byte))
        return (char)('a' + number % 26);
    if (isupper((unsigned char)byte))
        return (char)('A' + number % 26);
    return byte;
}

static bool is_free(const struct mask *mask, struct slice text, struct slice stand_in) {
    for (size_t i = 0; i < mask->count; i++)
        if (slice_is_equal(mask->items[i].stand_in, stand_in) ||
            slice_is_equal(mask->items[i].secret, stand_in))
            return false;
    return slice_find(text, stand_in, 0) == SLICE_NOT_FOUND;
}

static struct slice make_stand_in(struct arena *arena, const struct mask *mask, struct slice text,
                                  struct slice secret, size_t prefix) {
    uint64_t state = mask->count + 1;
    size_t tries = 0;
    struct slice stand_in = arena_copy(arena, secret);
    do {
        for (size_t i = prefix; i < secret.length; i++)
            ((char *)stand_in.data)[i] = replaced(secret.data[i], tries < TRIES_IN_SHAPE, &state);
        tries++;
    } while (!is_free(mask, text, stand_in)); // no text is long enough to hold them all
    return stand_in;
}

static bool can_change(struct slice secret, size_t prefix) {
    size_t changed = 0;
    for (size_t i = prefix; i < secret.length; i++)
        changed += isalnum((unsigned char)secret.data[i]) != 0;
    return changed >= CHANGED_BYTES_MIN;
}

static bool is_known(const struct mask *mask, struct slice secret) {
    for (size_t i = 0; i < mask->count; i++)
        if (slice_is_equal(mask->items[i].secret, secret))
            return true;
    return false;
}

// The longer come first: one may begin like another.
static void insert(struct arena *arena, struct mask *mask, struct mask_pair pair) {
    if (mask->count == mask->capacity) {
        mask->capacity = mask->capacity ? 2 * mask->capacity : 8;
        struct mask_pair *items = ARENA_ARRAY(arena, mask->capacity, struct mask_pair);
        if (mask->count)
            memcpy(items, mask->items, mask->count * sizeof *items);
        mask->items = items;
    }
    size_t at = mask->count++;
    for (; at > 0 && mask->items[at - 1].secret.length < pair.secret.length; at--)
        mask->items[at] = mask->items[at - 1];
    mask->items[at] = pair;
}

void mask_learn(struct arena *arena, struct mask *mask, struct slice text) {
    struct secrets secrets = { 0 };
    secrets_find(text, &secrets);
    for (size_t i = 0; i < secrets.count; i++) {
        struct span span = secrets.items[i].span;
        struct slice secret = slice_between(text, span.start, span.end);
        if (!can_change(secret, secrets.items[i].prefix) || is_known(mask, secret))
            continue;
        struct slice own = arena_copy(arena, secret);
        struct slice stand_in = make_stand_in(arena, mask, text, own, secrets.items[i].prefix);
        insert(arena, mask, (struct mask_pair){ .secret = own, .stand_in = stand_in });
    }
    vec_release(&secrets);
}

struct slice mask_hide(struct arena *arena, struct mask *mask, struct slice text) {
    struct buffer out = { 0 };
    size_t done = 0;
    mask_learn(arena, mask, text);
    bool begins[256] = { false };
    for (size_t i = 0; i < mask->count; i++)
        begins[(unsigned char)mask->items[i].secret.data[0]] = true;
    for (size_t at = 0; at < text.length;) {
        struct slice rest = slice_between(text, at, text.length);
        size_t i = begins[(unsigned char)rest.data[0]] ? 0 : mask->count;
        while (i < mask->count && !slice_starts_with(rest, mask->items[i].secret))
            i++;
        if (i == mask->count) {
            at++;
            continue;
        }
        mask->items[i].is_used = true;
        buffer_append(&out, slice_between(text, done, at));
        buffer_append(&out, mask->items[i].stand_in);
        done = at += mask->items[i].secret.length;
    }
    buffer_append(&out, slice_between(text, done, text.length));
    struct slice result = done ? arena_copy(arena, buffer_slice(&out)) : text;
    buffer_release(&out);
    return result;
}

size_t mask_count_used(const struct mask *mask) {
    size_t count = 0;
    for (size_t i = 0; i < mask->count; i++)
        count += mask->items[i].is_used;
    return count;
}

// --- Restoring -----------------------------------------------------------------------------------

// The pair whose stand-in begins at `at`. `*is_open`: one may, when more has come.
static const struct mask_pair *pair_at(const struct mask *mask, struct slice text, size_t at,
                                       bool *is_open) {
    struct slice rest = slice_between(text, at, text.length);
    for (size_t i = 0; i < mask->count; i++) {
        const struct mask_pair *pair = &mask->items[i];
        if (slice_starts_with(rest, pair->stand_in))
            return pair;
        *is_open = *is_open ||
                   (rest.length < pair->stand_in.length && slice_starts_with(pair->stand_in, rest));
    }
    return NULL;
}

void mask_restore_part(const struct mask *mask, struct buffer *held, struct slice part,
                       bool is_last, struct buffer *out) {
    buffer_append(held, part);
    struct slice text = buffer_slice(held);
    size_t at = 0, done = 0;
    bool is_open = false;
    while (at < text.length) {
        const struct mask_pair *pair = pair_at(mask, text, at, &is_open);
        if (!pair && is_open && !is_last)
            break;
        is_open = false;
        if (pair) {
            buffer_append(out, slice_between(text, done, at));
            buffer_append(out, pair->secret);
            done = at + pair->stand_in.length;
        }
        at = pair ? done : at + 1;
    }
    buffer_append(out, slice_between(text, done, at));
    buffer_consume(held, at);
}

struct slice mask_restore(struct arena *arena, const struct mask *mask, struct slice text) {
    struct buffer held = { 0 }, out = { 0 };
    struct slice result = text;
    if (mask->count) {
        mask_restore_part(mask, &held, text, true, &out);
        result = arena_copy(arena, buffer_slice(&out));
    }
    buffer_release(&held);
    buffer_release(&out);
    return result;
}

// Whether `text` holds a piece of `whole`. Pieces that `other` has too tell nothing: a prefix, a
// run of signs.
static bool holds_piece(struct slice whole, struct slice other, struct slice text) {
    size_t length = whole.length;
    size_t size = length > PIECE_BYTES + 2 ? PIECE_BYTES : length > 2 ? length - 2 : length;
    for (size_t at = 0; size >= PIECE_BYTES_MIN && at + size <= length; at++) {
        struct slice piece = slice_between(whole, at, at + size);
        if (slice_find(text, piece, 0) != SLICE_NOT_FOUND &&
            slice_find(other, piece, 0) == SLICE_NOT_FOUND)
            return true;
    }
    return false;
}

bool mask_is_torn(const struct mask *mask, struct slice text) {
    for (size_t i = 0; i < mask->count; i++)
        if (holds_piece(mask->items[i].stand_in, mask->items[i].secret, text))
            return true;
    return false;
}

bool mask_is_pierced(const struct mask *mask, struct slice text) {
    for (size_t i = 0; i < mask->count; i++)
        if (holds_piece(mask->items[i].secret, mask->items[i].stand_in, text))
            return true;
    return false;
}
