// What the router is asked about one examination and one action: the one place where syntax's
// words become the router's.
#pragma once

#include "actions/action.h"
#include "engine/settings.h"
#include "engine/workspace.h"

struct routing {
    struct router_subject subject;
    struct router_decision decision;
};

// In the arena; borrows from all that is passed in. `input_tokens` is the prompt's estimate.
// `model` is NULL where the router chooses.
struct routing routing_decide(struct arena *arena, struct settings *settings,
                              const struct profile *profile, const struct examination *examination,
                              const struct action *action, int64_t input_tokens, const char *model);
// Who may see the file of an examination.
enum privacy routing_privacy(const struct profile *profile, const struct examination *examination,
                             const char **pattern);
// Why the first of the models could not be asked; NULL where all of them can.
const char *routing_why_no_model(const struct routing *routing);
