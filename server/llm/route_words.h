// What a route is called, and the words by which it is a reason. All in the arena.
#pragma once

#include "llm/router.h"

// "Python refactor"
const char *route_words_subject(struct arena *arena, const struct router_subject *subject);
// "E1 (shipped)", "user route 2"
const char *route_words_row(struct arena *arena, const struct config_route *route);
// "Python refactor: Claude 89 % kept as is, GPT 77 % (E1)". A shipped route's `why` ends with its
// row; to one of a person's own the place is added, so that it can be found.
const char *route_words_reason(struct arena *arena, const struct config_route *route,
                               const struct router_subject *subject);
