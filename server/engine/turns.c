// A list of turns in the order in which they were asked for, those in use and those that wait.
// There are as many as jobs, so they are looked through one by one.
//
// Invariant: nobody waits while the provider would take one more.
#include "engine/turns.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

struct turn {
    char *provider, *document;
    unsigned max;
    bool is_waiting;
    uint64_t served; // when the document was called last at this provider, in calls; 0: never
    turns_on_turn *on_turn;
    void *data;
};

struct turns {
    struct {
        struct turn **items;
        size_t count, capacity;
    } all;
    uint64_t calls;
};

struct turns *turns_create(void) {
    return MEMORY_NEW(struct turns);
}

void turns_destroy(struct turns *turns) {
    if (!turns)
        return;
    ASSERT(turns->all.count == 0);
    vec_release(&turns->all);
    memory_free(turns);
}

static bool is_beside(const struct turn *turn, const struct turn *other) {
    return strcmp(turn->provider, other->provider) == 0;
}

static bool is_of_document(const struct turn *turn, const struct turn *other) {
    return is_beside(turn, other) && strcmp(turn->document, other->document) == 0;
}

// In use at the turn's provider, by its document or by any.
static size_t count_used(const struct turns *turns, const struct turn *turn,
                         bool is_like(const struct turn *turn, const struct turn *other)) {
    size_t count = 0;
    for (size_t i = 0; i < turns->all.count; i++) {
        const struct turn *other = turns->all.items[i];
        count += !other->is_waiting && is_like(turn, other);
    }
    return count;
}

// Whether `turn` comes before `best`, which was asked for earlier: the document with fewer calls in
// use, then the one that was called longer ago.
static bool is_before(const struct turns *turns, const struct turn *turn, const struct turn *best) {
    const size_t used = count_used(turns, turn, is_of_document);
    const size_t best_used = count_used(turns, best, is_of_document);
    return used != best_used ? used < best_used : turn->served < best->served;
}

static bool has_room(const struct turns *turns, const struct turn *turn) {
    return !turn->max || count_used(turns, turn, is_beside) < turn->max;
}

static void begin(struct turns *turns, struct turn *turn) {
    turns->calls++;
    for (size_t i = 0; i < turns->all.count; i++) {
        if (is_of_document(turn, turns->all.items[i]))
            turns->all.items[i]->served = turns->calls;
    }
    turn->is_waiting = false;
}

struct turn *turns_take(struct turns *turns, const char *provider, unsigned max,
                        const char *document, turns_on_turn *on_turn, void *data) {
    struct turn *turn = MEMORY_NEW(struct turn);
    *turn = (struct turn){
        .provider = memory_string(provider),
        .document = memory_string(document ? document : ""),
        .max = max,
        .is_waiting = true,
        .on_turn = on_turn,
        .data = data,
    };
    for (size_t i = 0; i < turns->all.count; i++) {
        if (is_of_document(turn, turns->all.items[i]))
            turn->served = turns->all.items[i]->served;
    }
    vec_push(&turns->all, turn);
    if (has_room(turns, turn))
        begin(turns, turn);
    return turn;
}

// `at` has just been taken off the list.
static void call_next(struct turns *turns, const struct turn *at) {
    struct turn *best = NULL;
    for (size_t i = 0; i < turns->all.count; i++) {
        struct turn *turn = turns->all.items[i];
        if (turn->is_waiting && is_beside(at, turn) && (!best || is_before(turns, turn, best)))
            best = turn;
    }
    if (!best || !has_room(turns, best))
        return;
    begin(turns, best);
    best->on_turn(best->data);
}

void turns_give(struct turns *turns, struct turn *turn) {
    if (!turn)
        return;
    for (size_t i = 0; i < turns->all.count; i++) {
        if (turns->all.items[i] != turn)
            continue;
        vec_remove(&turns->all, i);
        break;
    }
    call_next(turns, turn);
    memory_free(turn->provider);
    memory_free(turn->document);
    memory_free(turn);
}

bool turn_is_waiting(const struct turn *turn) {
    return turn && turn->is_waiting;
}
