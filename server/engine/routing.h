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

// Who may see a prompt, and the pattern that says so; NULL: none does.
struct routing_view {
    enum privacy privacy;
    const char *pattern;
};

// In the arena; borrows from all that is passed in. `input_tokens` is the prompt's estimate.
// `model` is NULL where the router chooses.
struct routing routing_decide(struct arena *arena, struct settings *settings,
                              const struct profile *profile, const struct examination *examination,
                              struct routing_view view, const struct action *action,
                              int64_t input_tokens, const char *model);
// Who may see the file of an examination.
struct routing_view routing_view_of(const struct profile *profile,
                                    const struct examination *examination);
// Why the first of the models could not be asked; NULL where all of them can.
const char *routing_why_no_model(const struct routing *routing);
