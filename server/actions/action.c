// The table of actions. What an action is stands in its own file; here it only gets its row.
// The catalogue of ids is longer than the table: routes may name what is not built yet.

#include "actions/action.h"

#define ACTION(name) extern const struct action action_##name;
#include "actions/actions.def"
#undef ACTION

static const struct action *const actions[] = {
#define ACTION(name) &action_##name,
#include "actions/actions.def"
#undef ACTION
};

enum { ACTION_COUNT = sizeof actions / sizeof *actions };

const struct action *action_find(const char *id) {
    for (size_t i = 0; i < ACTION_COUNT; i++)
        if (strcmp(actions[i]->id, id) == 0)
            return actions[i];
    return NULL;
}

const struct action *action_at(size_t index) {
    return index < ACTION_COUNT ? actions[index] : NULL;
}

// What a custom action is about is in the subject, where its functions look for it.
static struct subject subject_for(const struct action *action, const struct subject *subject) {
    struct subject own = *subject;
    own.custom = action->custom;
    return own;
}

const char *action_title(struct arena *arena, const struct action *action,
                         const struct subject *subject) {
    const struct subject own = subject_for(action, subject);
    return action->title ? action->title(arena, &own)
                         : arena_format(arena, "%s %s", action->verb, subject_title(arena, &own));
}

const char *action_objection(const struct action *action, const struct subject *subject) {
    const struct subject own = subject_for(action, subject);
    if (!slice_trim(subject_code(&own)).length)
        return "There is no code here to work on.";
    if (action->offer && !action->offer(&own))
        return action->no_offer;
    if (own.traits & (traits)1 << TRAIT_generated && !action->takes_generated)
        return "A program made this file (it says so, or its lines are too long for people), so a "
               "change would be lost; change what it is made from.";
    return NULL;
}

// The whole catalogue of names, built or not: a route may name an action before it exists.
const char *const *action_ids(void) {
    static const char *const ids[] = {
        "explain",
        "review",
        "review.security",
        "review.changes",
        "refactor.simplify",
        "refactor.extract",
        "refactor.modernize",
        "refactor.instruct",
        "optimize",
        "document",
        "test",
        "fix",
        NULL,
    };
    return ids;
}

const char *const *action_tasks(void) {
    static const char *const tasks[] = {
        "explain", "review", "security", "refactor", "optimize", "document", "test", "fix", NULL,
    };
    return tasks;
}
