// Owns the list of candidates. The first route that matches decides, later ones only lengthen the
// list, the learner may turn its order, and what may not or cannot serve stays in it with the
// reason, so that a person sees all that was thought of. Invariant: builtin is last, and no setting
// takes it away. Calls no one and has no state: two equal candidates keep their order.
#include "llm/router.h"

#include "base/json.h"
#include "config/glob.h"
#include "llm/candidate.h"
#include "llm/learner.h"
#include "llm/route_words.h"

#include <math.h>

struct decision { // one in the making
    struct arena *arena;
    const struct config *config;
    const struct catalogue *catalogue;
    const struct experience *experience;
    const struct router_subject *subject;
    const struct candidate_terms *terms;
    struct router_candidate *candidates; // room for every model and builtin
    size_t count;
    const char **seen; // names in `use` so far: a second mention adds nothing
    size_t seen_count;
};

// --- Which routes match --------------------------------------------------------------------------

static bool holds(const struct config_strings *list, const char *name) {
    for (size_t i = 0; name && i < list->count; i++) {
        if (strcmp(list->items[i], name) == 0)
            return true;
    }
    return list->count == 0;
}

static bool holds_trait(const struct config_strings *list, const char *const *traits) {
    for (; traits && *traits; traits++) {
        if (holds(list, *traits))
            return true;
    }
    return list->count == 0;
}

static bool holds_path(const struct config_strings *patterns, const char *path) {
    for (size_t i = 0; path && i < patterns->count; i++) {
        if (glob_match(patterns->items[i], path))
            return true;
    }
    return patterns->count == 0;
}

static bool is_within(struct config_bounds bounds, int64_t value) {
    return (bounds.min < 0 || value >= bounds.min) && (bounds.max < 0 || value <= bounds.max);
}

static bool is_match(const struct config_when *when, const struct router_subject *subject) {
    return holds(&when->tasks, subject->task) && holds(&when->actions, subject->action) &&
           holds(&when->languages, subject->language) &&
           holds_trait(&when->traits, subject->traits) && is_within(when->lines, subject->lines) &&
           is_within(when->tokens, subject->input_tokens) &&
           holds_path(&when->paths, subject->path);
}

// --- The list ------------------------------------------------------------------------------------

// For what a candidate is named: by a route, or by the person (NULL).
struct naming {
    const struct config_route *route;
    const char *reason;
};

static void add(struct decision *decision, struct router_candidate candidate,
                struct naming naming) {
    for (size_t i = 0; i < decision->count; i++) {
        if (decision->candidates[i].model == candidate.model)
            return;
    }
    candidate.route = naming.route;
    candidate.reason = naming.reason;
    decision->candidates[decision->count++] = candidate;
}

// Newest first; among those of one day the catalogue's order. `after` (NULL to begin with) is the
// one before.
static const struct model *next_of_family(const struct catalogue *catalogue, const char *family,
                                          const struct model *after) {
    const struct model *best = NULL;
    bool is_past = after == NULL;
    for (size_t i = 0; i < catalogue_count(catalogue); i++) {
        const struct model *model = catalogue_at(catalogue, i);
        if (strcmp(model->family, family) != 0 || model == after) {
            is_past = is_past || model == after;
            continue;
        }
        int age = after ? strcmp(model->release_date, after->release_date) : -1;
        bool is_next = age < 0 || (age == 0 && is_past);
        if (is_next && (!best || strcmp(model->release_date, best->release_date) > 0))
            best = model;
    }
    return best;
}

// The newest that is usable; where none is, the newest stands for the family with its reason.
static void add_family(struct decision *decision, const char *family, struct naming naming) {
    const struct model *model = next_of_family(decision->catalogue, family, NULL);
    if (!model)
        return;
    const struct router_candidate newest = candidate_judge(decision->terms, model);
    struct router_candidate chosen = newest;
    while (chosen.dropped && (model = next_of_family(decision->catalogue, family, model)))
        chosen = candidate_judge(decision->terms, model);
    add(decision, chosen.dropped ? newest : chosen, naming);
}

static void add_local_of(struct decision *decision, struct naming naming, bool is_discovered) {
    for (size_t i = 0; i < catalogue_count(decision->catalogue); i++) {
        const struct model *model = catalogue_at(decision->catalogue, i);
        if (!model->is_configured || model->is_discovered != is_discovered)
            continue;
        struct router_candidate candidate = candidate_judge(decision->terms, model);
        if (candidate.provider && candidate.provider->local)
            add(decision, candidate, naming);
    }
}

// What a person named comes before what was found.
static void add_local(struct decision *decision, struct naming naming) {
    add_local_of(decision, naming, false);
    add_local_of(decision, naming, true);
}

static bool is_seen(struct decision *decision, const char *name) {
    for (size_t i = 0; i < decision->seen_count; i++) {
        if (strcmp(decision->seen[i], name) == 0)
            return true;
    }
    decision->seen[decision->seen_count++] = name;
    return false;
}

// A name that is none adds nothing: the configuration has told the person.
static void add_name(struct decision *decision, const char *name, struct naming naming) {
    const struct model *model = catalogue_find(decision->catalogue, name);
    const char *family = model ? NULL : catalogue_alias_family(name);
    if (model)
        add(decision, candidate_judge(decision->terms, model), naming);
    else if (family && *family)
        add_family(decision, family, naming);
    else if (family)
        add_local(decision, naming);
}

// False where the route ends the list by naming builtin.
static bool add_route(struct decision *decision, const struct config_route *route,
                      const char **builtin_reason) {
    struct naming naming = { .route = route };
    for (size_t i = 0; i < route->use.count; i++) {
        const char *name = route->use.items[i];
        if (is_seen(decision, name))
            continue;
        if (!naming.reason)
            naming.reason = route_words_reason(decision->arena, route, decision->subject);
        if (strcmp(name, MODEL_BUILTIN) == 0) {
            *builtin_reason = naming.reason;
            return false;
        }
        add_name(decision, name, naming);
    }
    return true;
}

// --- The decision --------------------------------------------------------------------------------

static const char *last_resort(const struct decision *decision) {
    for (size_t i = 0; i < decision->count; i++) {
        if (!decision->candidates[i].dropped)
            return "last resort: the built-in engine";
    }
    if (decision->count == 0)
        return "no model is usable: no route names one";
    return arena_format(decision->arena, "no model is usable: %s", decision->candidates[0].dropped);
}

static const char *decide_by_routes(struct decision *decision, const char **builtin_reason) {
    const struct config *config = decision->config;
    const char *row = NULL;
    size_t names = 0;
    for (size_t i = 0; i < config->route_count; i++)
        names += config->routes[i].use.count;
    decision->seen = ARENA_ARRAY(decision->arena, names, const char *);
    for (size_t i = 0; i < config->route_count; i++) {
        const struct config_route *route = &config->routes[i];
        if (!is_match(&route->when, decision->subject))
            continue;
        if (!row)
            row = route_words_row(decision->arena, route);
        if (!add_route(decision, route, builtin_reason))
            break;
    }
    const struct learner_terms terms = {
        .arena = decision->arena,
        .config = config,
        .subject = decision->subject,
        .experience = decision->experience,
    };
    learner_order(&terms, decision->candidates, decision->count);
    return row ? row : "no route";
}

static const char *decide_by_name(struct decision *decision, const char **builtin_reason) {
    const char *const row = "asked for by name";
    const char *name = decision->subject->model;
    if (strcmp(name, MODEL_BUILTIN) == 0) {
        *builtin_reason = row;
        return row;
    }
    add_name(decision, name, (struct naming){ .reason = row });
    if (decision->count == 0)
        *builtin_reason =
            arena_format(decision->arena, "no model is called \"%s\": see wye models", name);
    return row;
}

struct router_decision router_decide(struct arena *arena, const struct config *config,
                                     const struct catalogue *catalogue,
                                     const struct experience *experience,
                                     const struct router_subject *subject,
                                     router_key_state *key_state, void *data) {
    const struct candidate_terms terms = { arena, config, subject, key_state, data };
    struct decision decision = {
        .arena = arena,
        .config = config,
        .catalogue = catalogue,
        .experience = experience,
        .subject = subject,
        .terms = &terms,
        .candidates = ARENA_ARRAY(arena, catalogue_count(catalogue) + 1, struct router_candidate),
    };
    const char *builtin_reason = NULL;
    const char *row = subject->model ? decide_by_name(&decision, &builtin_reason)
                                     : decide_by_routes(&decision, &builtin_reason);
    decision.candidates[decision.count] = (struct router_candidate){
        .name = MODEL_BUILTIN,
        .reason = builtin_reason ? builtin_reason : last_resort(&decision),
    };
    return (struct router_decision){
        .candidates = decision.candidates,
        .candidate_count = decision.count + 1,
        .row = row,
        .prefer = config->prefer,
    };
}

// --- The decision as JSON ------------------------------------------------------------------------

// To four places: what is beyond them is no figure of anything.
static void add_rounded(struct json *json, const char *key, double value) {
    json_add_number(json, key, round(value * 1e4) / 1e4);
}

static struct json *figures_json(const struct standing *standing, struct preference preference) {
    static const char *const words[] = {
        [STANDING_UNKNOWN] = "none",
        [STANDING_PUBLISHED] = "published",
        [STANDING_OWN] = "yours",
    };
    const enum standing_basis basis = standing_basis(&standing, 1);
    const struct standing_figures figures = standing_figures(standing, basis, preference);
    struct json *json = json_object();
    add_rounded(json, "kept", figures.kept);
    json_add_integer(json, "ownKept", standing->own_kept);
    json_add_integer(json, "ownJudged", standing->own_judged);
    add_rounded(json, "seconds", figures.seconds);
    add_rounded(json, "usd", figures.usd);
    add_rounded(json, "utility", figures.utility);
    json_add_string(json, "basis", words[basis]);
    return json;
}

static struct json *candidate_json(const struct router_candidate *candidate,
                                   struct preference preference) {
    struct json *json = json_object();
    json_add_string(json, "model", candidate->name);
    json_add_string(json, "provider",
                    candidate->model ? candidate->model->provider : MODEL_BUILTIN);
    json_add_bool(json, "usable", candidate->dropped == NULL);
    json_add_string(json, "reason", candidate->reason);
    if (candidate->dropped)
        json_add_string(json, "dropped", candidate->dropped);
    else
        json_add_null(json, "dropped");
    if (candidate->effort)
        json_add_string(json, "effort", candidate->effort);
    else
        json_add_null(json, "effort");
    json_add_integer(json, "outputTokensMax", candidate->output_tokens_max);
    json_add_integer(json, "costMicroUsd", candidate->cost_micro_usd);
    json_add(json, "figures",
             candidate->standing ? figures_json(candidate->standing, preference) : json_null());
    return json;
}

struct json *router_decision_json(const struct router_decision *decision,
                                  const struct router_subject *subject) {
    struct json *json = json_object();
    json_add_string(json, "action", subject->action);
    json_add_string(json, "task", subject->task);
    json_add_string(json, "language", subject->language ? subject->language : "");
    struct json *traits = json_add_array(json, "traits");
    for (const char *const *trait = subject->traits; trait && *trait; trait++)
        json_push(traits, json_string_value(slice_from(*trait)));
    json_add_integer(json, "lines", subject->lines);
    json_add_integer(json, "tokens", subject->input_tokens);
    json_add_integer(json, "outputTokensMax", subject->output_tokens_max);
    json_add_string(json, "row", decision->row);
    json_add_string(json, "prefer", decision->prefer);
    struct json *candidates = json_add_array(json, "candidates");
    for (size_t i = 0; i < decision->candidate_count; i++)
        json_push(candidates,
                  candidate_json(&decision->candidates[i], preference_of(decision->prefer)));
    return json;
}
