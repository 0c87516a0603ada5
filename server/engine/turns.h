// Whose turn it is at a provider that takes only so many calls at once (max_concurrent). One queue
// a provider, shared by all jobs of a server, and fair between documents: a file that asks for
// twenty reviews does not keep another waiting for all of them. Knows no model, no job, no clock.
#pragma once

#include <stdbool.h>

struct turns;
struct turn;

typedef void turns_on_turn(void *data);

struct turns *turns_create(void);
void turns_destroy(struct turns *turns); // NULL is allowed; every turn has been given back
// A turn at `provider`, on behalf of `document` (NULL: none in particular), which lasts until
// turns_give; `max` is how many the provider takes, 0: any number. Where it has to wait, `on_turn`
// is called later, once, when it begins.
struct turn *turns_take(struct turns *turns, const char *provider, unsigned max,
                        const char *document, turns_on_turn *on_turn, void *data);
// Over, or no longer wanted: the next one in the queue is called, perhaps before this returns. NULL
// is allowed.
void turns_give(struct turns *turns, struct turn *turn);
// Whether it is still in the queue; false for NULL.
bool turn_is_waiting(const struct turn *turn);
