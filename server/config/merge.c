// Makes one configuration of all layers. Invariant: every provider in it can be called and every
// name in a route is known; what fails that is left out and reported in the layer it came from.
// Which value counts is pick.c's.
#include "config/config.h"

#include "base/memory.h"
#include "base/vec.h"
#include "config/check.h"
#include "config/merged.h"
#include "config/rights.h"
#include "config/suggestion.h"
#include "config/url.h"

#define PREFER_FALLBACK "balanced" // without any layer
#define BUILTIN "builtin"

struct merging {
    struct merged *merged;
    const struct config_vocabulary *vocabulary;
    struct layer_problems problems;
    struct config_strings providers, models; // declared, also such as do not count
};

static struct arena *arena_of(struct merging *merging) {
    return &merging->merged->arena;
}

static const struct field *map_of(const char *key) {
    return field_find(field_root(), key);
}

static bool has(const struct config_strings *names, const char *name) {
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i], name) == 0)
            return true;
    }
    return false;
}

// The place of the strongest source that has the item at all.
static size_t last_of(const struct candidates *candidates) {
    size_t last = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        if (candidates->values[i])
            last = i;
    }
    return last;
}

#define REPORT(merging, layer, path, ...)                                                          \
    layer_report((merging)->merged->layers[layer], &(merging)->problems, arena_of(merging), path,  \
                 true, __VA_ARGS__)

static const char *quote(struct merging *merging, const char *text) {
    return layer_quote(arena_of(merging), text);
}

// --- Values --------------------------------------------------------------------------------------

static void unite(struct arena *arena, const struct candidates *candidates,
                  const struct field *field, struct config_strings *to) {
    size_t most = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        const struct config_strings *from = field_member(field, candidates->values[i]);
        most += from->count;
    }
    to->items = ARENA_ARRAY(arena, most, const char *);
    for (size_t i = 0; i < candidates->count; i++) {
        const struct config_strings *from = field_member(field, candidates->values[i]);
        for (size_t k = 0; k < from->count; k++) {
            if (!has(to, from->items[k]))
                to->items[to->count++] = from->items[k];
        }
    }
}

static void merge_group(struct arena *arena, const struct field_group *group,
                        const struct candidates *candidates, void *to) {
    for (size_t i = 0; i < group->count; i++) {
        const struct field *field = &group->fields[i];
        void *member = (char *)to + field->offset;
        if (field->kind == FIELD_GROUP) {
            struct candidates inner = pick_into(arena, candidates, field);
            merge_group(arena, field->group, &inner, member);
        } else if (field->pick == PICK_UNITE) {
            unite(arena, candidates, field, member);
        } else if (field_is_leaf(field)) {
            size_t best = pick_one(candidates, field);
            if (best != PICK_NONE)
                field_copy(field, to, candidates->values[best]);
        }
    }
}

static const char *find_closed(struct arena *arena, const struct merged *merged) {
    for (size_t i = 0; i < merged->layer_count; i++)
        if (merged->layers[i]->is_closed)
            return arena_format(arena, "everything, until %s can be read", merged->layers[i]->file);
    return NULL;
}

static void merge_values(struct merging *merging) {
    struct arena *arena = arena_of(merging);
    struct config *config = &merging->merged->config;
    struct candidates candidates = merged_values(arena, merging->merged);
    struct layer_values values;
    field_clear(field_root(), &values);
    merge_group(arena, field_root(), &candidates, &values);
    config->prefer = values.prefer ? values.prefer : PREFER_FALLBACK;
    config->explore = values.explore > 0 ? values.explore : 0;
    config->discover = values.discover == 1;
    config->code_lens = values.code_lens == 1;
    config->usd_per_day = values.budget.usd_per_day;
    config->usd_per_action = values.budget.usd_per_action;
    config->local_only = values.privacy.local_only;
    config->never = values.privacy.never;
    config->closed = find_closed(arena, merging->merged);
    config->timeouts = values.timeouts;
    config->otlp_endpoint = values.otlp.endpoint;
}

// --- Rights that depend on the stronger sources --------------------------------------------------

static void report_raised(struct merging *merging, const struct field *field,
                          const struct candidates *candidates, const char *path) {
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidates stronger = *candidates;
        stronger.count = i;
        size_t best = pick_one(&stronger, field);
        if (!field_is_set(field, candidates->values[i]) || best == PICK_NONE)
            continue;
        double value = field_number(field, candidates->values[i]);
        double strongest = field_number(field, candidates->values[best]);
        if (!rights_may_lower(candidates->sources[i], field, value, strongest))
            layer_report(merging->merged->layers[i], &merging->problems, arena_of(merging), path,
                         false,
                         "\"%s\" is ignored here, as this source can come with a repository: it "
                         "may only be tightened from what your own configuration has",
                         path);
    }
}

static void check_rights(struct merging *merging, const struct field_group *group,
                         const struct candidates *candidates, const char *prefix) {
    for (size_t i = 0; i < group->count; i++) {
        const struct field *field = &group->fields[i];
        const char *path = arena_format(arena_of(merging), "%s%s", prefix, field->key);
        if (field->kind == FIELD_GROUP) {
            struct candidates inner = pick_into(arena_of(merging), candidates, field);
            path = arena_format(arena_of(merging), "%s.", path);
            check_rights(merging, field->group, &inner, path);
        } else if (field->right == RIGHT_LOWER) {
            report_raised(merging, field, candidates, path);
        }
    }
}

// --- Providers -----------------------------------------------------------------------------------

static bool has_key(const struct layer_provider *provider) {
    for (size_t i = 0; i < provider->headers.count; i++) {
        if (check_header_is_key(provider->headers.items[i].name))
            return true;
    }
    return provider->value.api_key_env.count || provider->value.api_key_command.count;
}

// A value that is "" was wrong, and has been reported.
static bool has_part(struct merging *merging, const struct candidates *candidates, const char *path,
                     const char *part, const char *value, const char *example) {
    if (!value)
        REPORT(merging, last_of(candidates), path, "%s: has no \"%s\", such as \"%s\"",
               quote(merging, path), part, example);
    return value && *value;
}

static bool is_callable(struct merging *merging, const struct candidates *candidates,
                        const struct layer_provider *provider, const char *path) {
    const char *dialect = provider->value.dialect, *url = provider->value.base_url;
    if (!has_part(merging, candidates, path, "dialect", dialect, "openai-chat"))
        return false;
    if (strcmp(dialect, BUILTIN) == 0)
        return true;
    if (!has_part(merging, candidates, path, "base_url", url, "http://127.0.0.1:8080/v1"))
        return false;
    if (!url_is_exposed(url) || provider->local == 1 || !has_key(provider))
        return true;
    size_t layer = pick_one(candidates, field_find(field_provider(), "base_url"));
    path = arena_format(arena_of(merging), "%s.base_url", path);
    REPORT(merging, layer, path,
           "%s: the key would travel readable for all: use https://, or set \"local\": true if "
           "the way there is your own",
           quote(merging, path));
    return false;
}

static void merge_providers(struct merging *merging) {
    struct arena *arena = arena_of(merging);
    struct config *config = &merging->merged->config;
    const struct field *map = map_of("providers");
    merging->providers = merged_names(arena, merging->merged, map);
    struct config_provider *providers =
        ARENA_ARRAY(arena, merging->providers.count, struct config_provider);
    for (size_t i = 0; i < merging->providers.count; i++) {
        const char *name = merging->providers.items[i];
        struct candidates candidates = merged_entries(arena, merging->merged, map, name);
        struct layer_provider provider = { .value.name = name };
        field_clear(field_provider(), &provider);
        merge_group(arena, field_provider(), &candidates, &provider);
        if (!is_callable(merging, &candidates, &provider,
                         arena_format(arena, "providers.%s", name)))
            continue;
        struct config_provider *to = &providers[config->provider_count++];
        *to = provider.value;
        to->base_url = to->base_url ? to->base_url : "";
        to->headers = provider.headers.items;
        to->header_count = provider.headers.count;
        to->local = provider.local == 1;
        to->source = candidates.sources[last_of(&candidates)];
    }
    config->providers = providers;
}

// --- Models --------------------------------------------------------------------------------------

static bool has_provider(struct merging *merging, const struct candidates *candidates,
                         const struct config_model *model) {
    struct arena *arena = arena_of(merging);
    const char *path = arena_format(arena, "models.%s", model->name);
    if (!has_part(merging, candidates, path, "provider", model->provider, "team"))
        return false;
    if (has(&merging->providers, model->provider))
        return config_provider_find(&merging->merged->config, model->provider);
    struct suggestion suggestion;
    suggestion_begin(&suggestion, model->provider);
    for (size_t i = 0; i < merging->providers.count; i++)
        suggestion_offer(&suggestion, merging->providers.items[i]);
    size_t layer = pick_one(candidates, field_find(field_model(), "provider"));
    path = arena_format(arena, "%s.provider", path);
    const char *hint = suggestion.best
                           ? arena_format(arena, "did you mean \"%s\"?", suggestion.best)
                           : "describe it under \"providers\"";
    REPORT(merging, layer, path, "%s: unknown provider \"%s\": %s", quote(merging, path),
           quote(merging, model->provider), hint);
    return false;
}

static bool is_builtin(const char *name) { // reported where it was read
    return strcmp(name, BUILTIN) == 0;
}

static void merge_models(struct merging *merging) {
    struct arena *arena = arena_of(merging);
    struct config *config = &merging->merged->config;
    const struct field *map = map_of("models");
    merging->models = merged_names(arena, merging->merged, map);
    struct config_model *models = ARENA_ARRAY(arena, merging->models.count, struct config_model);
    for (size_t i = 0; i < merging->models.count; i++) {
        struct config_model model = { .name = merging->models.items[i] };
        struct candidates candidates = merged_entries(arena, merging->merged, map, model.name);
        field_clear(field_model(), &model);
        merge_group(arena, field_model(), &candidates, &model);
        model.id = model.id ? model.id : model.name;
        model.source = candidates.sources[last_of(&candidates)];
        if (!is_builtin(model.name) && has_provider(merging, &candidates, &model))
            models[config->model_count++] = model;
    }
    config->models = models;
}

// --- Routes --------------------------------------------------------------------------------------

static void report_unknown_model(struct merging *merging, size_t layer, const char *path,
                                 const char *name) {
    struct suggestion suggestion;
    suggestion_begin(&suggestion, name);
    for (size_t i = 0; i < merging->models.count; i++)
        suggestion_offer(&suggestion, merging->models.items[i]);
    // The shipped routes name the aliases.
    for (size_t i = 0; i < merging->merged->layer_count; i++) {
        const struct config_layer *shipped = merging->merged->layers[i];
        const struct config_route *routes = shipped->values.routes.items;
        for (size_t k = 0; shipped->source == CONFIG_SHIPPED && k < shipped->values.routes.count;
             k++) {
            for (size_t n = 0; n < routes[k].use.count; n++)
                suggestion_offer(&suggestion, routes[k].use.items[n]);
        }
    }
    const char *hint =
        suggestion.best ? arena_format(arena_of(merging), "did you mean \"%s\"?", suggestion.best)
                        : "`wye models` lists what there is";
    REPORT(merging, layer, path, "%s: unknown model \"%s\": %s", path, quote(merging, name), hint);
}

static bool is_configured(const struct config *config, const char *name) {
    for (size_t i = 0; i < config->model_count; i++) {
        if (strcmp(config->models[i].name, name) == 0)
            return true;
    }
    return false;
}

// Whether the name can stay in `use`. One that is declared but does not count was reported there.
static bool is_usable(struct merging *merging, size_t layer, const char *path, const char *name) {
    const struct config_vocabulary *vocabulary = merging->vocabulary;
    if (is_configured(&merging->merged->config, name) ||
        merging->merged->sources[layer] == CONFIG_SHIPPED ||
        vocabulary->is_model_name(name, vocabulary->data))
        return true;
    if (!has(&merging->models, name))
        report_unknown_model(merging, layer, path, name);
    return false;
}

static bool is_action(struct merging *merging, const char *name) {
    const struct config *config = &merging->merged->config;
    for (const char *const *own = merging->vocabulary->actions; own && *own; own++) {
        if (strcmp(*own, name) == 0)
            return true;
    }
    for (size_t i = 0; i < config->action_count; i++) {
        if (strcmp(config->actions[i].id, name) == 0)
            return true;
    }
    return false;
}

static void report_unknown_action(struct merging *merging, size_t layer, const char *path,
                                  const char *name) {
    const struct config *config = &merging->merged->config;
    struct suggestion suggestion;
    suggestion_begin(&suggestion, name);
    suggestion_offer_all(&suggestion, merging->vocabulary->actions);
    for (size_t i = 0; i < config->action_count; i++)
        suggestion_offer(&suggestion, config->actions[i].id);
    const char *hint =
        suggestion.best ? arena_format(arena_of(merging), "did you mean \"%s\"?", suggestion.best)
                        : "describe it under \"actions\"";
    REPORT(merging, layer, path,
           "%s: unknown action \"%s\": %s; the route does not count until this is mended", path,
           quote(merging, name), hint);
}

// Actions may be of another source than the route; what is shipped may be ahead of what is built.
static bool knows_actions(struct merging *merging, size_t layer, const struct config_route *route) {
    bool knows_all = true;
    const struct config_strings *actions = &route->when.actions;
    for (size_t i = 0; i < actions->count && merging->merged->sources[layer] != CONFIG_SHIPPED;
         i++) {
        if (is_action(merging, actions->items[i]))
            continue;
        const char *path =
            arena_format(arena_of(merging), "routes[%zu].when.action[%zu]", route->number - 1, i);
        report_unknown_action(merging, layer, path, actions->items[i]);
        knows_all = false;
    }
    return knows_all;
}

static void merge_route(struct merging *merging, size_t layer, const struct config_route *from,
                        struct config_route *routes) {
    struct arena *arena = arena_of(merging);
    if (!knows_actions(merging, layer, from))
        return;
    struct config_strings use = { .items = ARENA_ARRAY(arena, from->use.count, const char *) };
    for (size_t i = 0; i < from->use.count; i++) {
        const char *path = arena_format(arena, "routes[%zu].use[%zu]", from->number - 1, i);
        if (is_usable(merging, layer, path, from->use.items[i]))
            use.items[use.count++] = from->use.items[i];
    }
    if (!use.count)
        return;
    struct config_route *to = &routes[merging->merged->config.route_count++];
    *to = *from;
    to->use = use;
}

static void merge_routes(struct merging *merging) {
    static const enum config_source order[CONFIG_SOURCES] = {
        CONFIG_USER,    CONFIG_CLIENT,     CONFIG_WORKSPACE,
        CONFIG_PROJECT, CONFIG_DISCOVERED, CONFIG_SHIPPED,
    };
    struct merged *merged = merging->merged;
    size_t most = 0;
    for (size_t i = 0; i < merged->layer_count; i++)
        most += merged->layers[i]->values.routes.count;
    struct config_route *routes = ARENA_ARRAY(&merged->arena, most, struct config_route);
    for (size_t o = 0; o < CONFIG_SOURCES; o++) {
        for (size_t i = 0; i < merged->layer_count; i++) {
            const struct layer_entries *from = &merged->layers[i]->values.routes;
            for (size_t k = 0; merged->sources[i] == order[o] && k < from->count; k++)
                merge_route(merging, i, (const struct config_route *)from->items + k, routes);
        }
    }
    merged->config.routes = routes;
}

// --- Actions -------------------------------------------------------------------------------------

static bool is_new_action(struct merging *merging, size_t layer, const struct config_action *from) {
    const struct config *config = &merging->merged->config;
    for (size_t i = 0; i < config->action_count; i++) {
        if (strcmp(config->actions[i].id, from->id) != 0)
            continue;
        const char *path = arena_format(arena_of(merging), "actions[%zu].id", from->number - 1);
        REPORT(merging, layer, path, "%s: there is an action \"%s\" already (%s)", path, from->id,
               config_source_name(config->actions[i].source));
        return false;
    }
    return true;
}

// The person's own come first, so that nothing from a repository takes their place.
static void merge_actions(struct merging *merging) {
    struct merged *merged = merging->merged;
    size_t most = 0;
    for (size_t i = 0; i < merged->layer_count; i++)
        most += merged->layers[i]->values.actions.count;
    struct config_action *actions = ARENA_ARRAY(&merged->arena, most, struct config_action);
    merged->config.actions = actions;
    for (size_t i = 0; i < merged->layer_count; i++) { // weakest first, which the user's is
        const struct layer_entries *from = &merged->layers[i]->values.actions;
        for (size_t k = 0; k < from->count; k++) {
            const struct config_action *action = (const struct config_action *)from->items + k;
            if (is_new_action(merging, i, action))
                actions[merged->config.action_count++] = *action;
        }
    }
}

// --- The whole -----------------------------------------------------------------------------------

static void take_layers(struct merging *merging, struct config_layer *const *layers, size_t count) {
    struct merged *merged = merging->merged;
    merged->layers = ARENA_ARRAY(&merged->arena, count, struct config_layer *);
    merged->sources = ARENA_ARRAY(&merged->arena, count, enum config_source);
    for (int source = 0; source < CONFIG_SOURCES; source++) {
        for (size_t i = 0; i < count; i++) {
            if (!layers[i] || (int)layers[i]->source != source)
                continue;
            merged->sources[merged->layer_count] = layers[i]->source;
            merged->layers[merged->layer_count++] = config_layer_retain(layers[i]);
        }
    }
}

// Those of the layers first, in their order, then what the merge found.
static void keep_problems(struct merging *merging) {
    struct merged *merged = merging->merged;
    size_t count = merging->problems.count;
    for (size_t i = 0; i < merged->layer_count; i++)
        count += merged->layers[i]->problems.count;
    struct config_problem *all = ARENA_ARRAY(&merged->arena, count, struct config_problem);
    size_t *kept = &merged->config.problem_count;
    for (size_t i = 0; i < merged->layer_count; i++) {
        for (size_t k = 0; k < merged->layers[i]->problems.count; k++)
            all[(*kept)++] = merged->layers[i]->problems.items[k];
    }
    for (size_t k = 0; k < merging->problems.count; k++)
        all[(*kept)++] = merging->problems.items[k];
    merged->config.problems = all;
}

struct config *config_merge(struct config_layer *const *layers, size_t count,
                            const struct config_vocabulary *vocabulary) {
    struct merged *merged = MEMORY_NEW(struct merged);
    struct merging merging = { .merged = merged, .vocabulary = vocabulary };
    merged->references = 1;
    take_layers(&merging, layers, count);
    merge_values(&merging);
    struct candidates values = merged_values(&merged->arena, merged);
    check_rights(&merging, field_root(), &values, "");
    merge_providers(&merging);
    merge_models(&merging);
    merge_actions(&merging);
    merge_routes(&merging);
    keep_problems(&merging);
    vec_release(&merging.problems);
    return &merged->config;
}
