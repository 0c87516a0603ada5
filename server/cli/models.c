// wye models: the catalogue, and what of it is usable now, or why not.
// Reads the catalogue and the keys' presence, and shows no key. The only ones that are reached are
// an Ollama and a llama-server on this machine, which are asked what models they have.

#include "cli/command.h"
#include "cli/shell.h"
#include "engine/discover.h"

static const char *why_not(const struct model *model, const struct profile *profile,
                           struct shell *shell) {
    const struct config_provider *provider = config_provider_find(profile->config, model->provider);
    if (!provider)
        return "its provider is not configured";
    switch (settings_key_state(provider, shell->settings)) {
    case ROUTER_KEY_NONE_NEEDED:
    case ROUTER_KEY_PRESENT:
        return NULL;
    case ROUTER_KEY_MISSING:
        return arena_format(&shell->arena, "set %s", provider->api_key_env.items[0]);
    case ROUTER_KEY_DEAD:
        return "the key was refused";
    }
    return NULL;
}

static double usd(int64_t pico_per_token) {
    return (double)pico_per_token / 1e6;
}

static const char *origin(const struct model *model) {
    return model->is_discovered ? "discovered" : model->is_configured ? "configured" : "shipped";
}

static void print_model(const struct model *model, const char *why) {
    char price[32] = "-";
    if (model->has_price)
        snprintf(price, sizeof price, "%g/%g", usd(model->prices.base.input),
                 usd(model->prices.base.output));
    shell_format("%-28s %-11s %9lld %-12s %-10s %s\n", model->name, model->provider,
                 (long long)model->context_tokens, price, origin(model), why ? why : "usable");
}

static struct json *model_json(const struct model *model, const char *why) {
    struct json *json = json_object();
    json_add_string(json, "model", model->name);
    json_add_string(json, "id", model->id);
    json_add_string(json, "name", model->display_name);
    json_add_string(json, "provider", model->provider);
    json_add_integer(json, "contextTokens", model->context_tokens);
    json_add_integer(json, "outputTokens", model->output_tokens);
    if (model->has_price) {
        struct json *price = json_add_object(json, "price");
        json_add_number(price, "input", usd(model->prices.base.input));
        json_add_number(price, "output", usd(model->prices.base.output));
        json_add_number(price, "cacheRead", usd(model->prices.base.cache_read));
        json_add_number(price, "cacheWrite", usd(model->prices.base.cache_write));
    }
    json_add_string(json, "origin", origin(model));
    json_add_bool(json, "usable", !why);
    if (why)
        json_add_string(json, "why", why);
    return json;
}

// --- What could be used --------------------------------------------------------------------------

struct found {
    struct shell *shell;
    struct json *layer;
};

static void on_found(struct slice json, void *data) {
    struct found *found = data;
    found->layer = json_parse(json, NULL);
    loop_stop(found->shell->loop);
}

// Models of servers that answer on this machine, and the line that enables them.
static void add_found(struct shell *shell, const struct profile *profile, struct json *list) {
    static const char why[] = "set \"discover\": true to use it";
    struct found found = { .shell = shell };
    discover_start(shell->host, profile->config, on_found, &found);
    loop_run(shell->loop);
    const struct json *item = json_first(json_find(found.layer, "models"));
    for (; item; item = json_next(item)) {
        const struct model model = {
            .name = json_key(item),
            .id = json_string_or(json_find(item, "id"), ""),
            .display_name = json_key(item),
            .provider = json_string_or(json_find(item, "provider"), ""),
            .context_tokens = json_integer_or(json_find(item, "context_tokens"), 0),
            .is_configured = true,
            .is_discovered = true,
        };
        if (catalogue_find(profile->catalogue, model.name))
            continue;
        if (list)
            json_push(list, model_json(&model, why));
        else
            print_model(&model, why);
    }
    json_destroy(found.layer);
}

int cli_models(const struct arguments *arguments) {
    if (arguments->word_count)
        return cli_wrong_call("models takes no words");
    struct shell shell;
    shell_open(&shell, arguments);
    struct profile *profile = shell_profile(&shell, NULL);
    struct json *list = json_array();
    if (!arguments->json)
        shell_format("%-28s %-11s %9s %-12s %-10s %s\n", "MODEL", "PROVIDER", "WINDOW",
                     "$/M IN/OUT", "FROM", "NOW");
    for (size_t i = 0; i < catalogue_count(profile->catalogue); i++) {
        const struct model *model = catalogue_at(profile->catalogue, i);
        const char *why = why_not(model, profile, &shell);
        if (arguments->json)
            json_push(list, model_json(model, why));
        else
            print_model(model, why);
    }
    if (!profile->config->discover)
        add_found(&shell, profile, arguments->json ? list : NULL);
    if (arguments->json)
        shell_print_json(list);
    else
        json_destroy(list);
    profile_release(profile);
    shell_close(&shell);
    return EXIT_DONE;
}
