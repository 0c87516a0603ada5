// Owns the facts about models: the shipped ones, parsed from models.json once in the life of the
// process and kept (static, read-only from then on), and the configured ones, which live with
// their catalogue. Invariant: every string is never NULL, and a cache price is always set. Decides
// nothing: which model serves is the router's. The loop's thread only.
#include "llm/catalogue.h"

#include "base/error.h"
#include "base/json.h"
#include "base/memory.h"

extern const char _binary_server_llm_models_json_start[];
extern const char _binary_server_llm_models_json_end[];

struct catalogue {
    struct arena arena;
    struct config *config;
    struct model *configured;
    size_t configured_count;
};

static struct {
    struct arena arena;
    struct model *models; // NULL until someone asks
    size_t count;
} shipped;

static const struct {
    const char *name, *family;
} aliases[] = {
    { "claude", "claude-opus" },
    { "claude-fast", "claude-sonnet" },
    { "claude-small", "claude-haiku" },
    { "gpt", "gpt" },
    { "gpt-small", "gpt-mini" },
    { "gemini", "gemini-pro" },
    { "local", "" },
};

// --- The shipped models --------------------------------------------------------------------------

static const char *copy(const struct json *object, const char *key) {
    return arena_string(&shipped.arena, slice_from(json_string_or(json_find(object, key), "")));
}

// "(latest)" says something about the id, not about the model that a person reads of.
static const char *copy_display_name(const struct json *entry) {
    const struct slice latest = SLICE(" (latest)");
    struct slice name = slice_from(json_string_or(json_find(entry, "name"), ""));
    if (slice_ends_with(name, latest))
        name.length -= latest.length;
    return arena_string(&shipped.arena, name);
}

static int64_t parse_usd(const struct json *cost, const char *key, int64_t fallback) {
    const struct json *usd = json_find(cost, key);
    return json_is_number(usd) ? llm_price_from_usd(json_number_or(usd, 0)) : fallback;
}

static struct llm_price parse_price(const struct json *cost) {
    int64_t input = parse_usd(cost, "input", 0);
    return (struct llm_price){
        .input = input,
        .output = parse_usd(cost, "output", 0),
        .cache_read = parse_usd(cost, "cache_read", input),
        .cache_write = parse_usd(cost, "cache_write", input),
    };
}

static struct llm_prices parse_prices(const struct json *cost) {
    struct llm_prices prices = { .base = parse_price(cost) };
    const struct json *tier = json_first(json_find(cost, "tiers"));
    for (; tier; tier = json_next(tier)) {
        ASSERT(prices.tier_count < LLM_PRICE_TIERS_MAX);
        int64_t size = json_integer_or(json_find_path(tier, "tier", "size", NULL), 0);
        ASSERT(size > (prices.tier_count ? prices.tiers[prices.tier_count - 1].input_tokens : 0));
        prices.tiers[prices.tier_count++] = (struct llm_price_tier){
            .input_tokens = size,
            .price = parse_price(tier),
        };
    }
    return prices;
}

static efforts parse_efforts(const struct json *names) {
    efforts taken = 0;
    for (const struct json *name = json_first(names); name; name = json_next(name)) {
        ASSERT(effort_of_name(json_string_or(name, "")));
        taken |= effort_of_name(json_string(name));
    }
    return taken;
}

static struct model parse_model(const struct json *entry) {
    const struct json *limit = json_find(entry, "limit");
    const struct json *cost = json_find(entry, "cost");
    const char *id = copy(entry, "id");
    return (struct model){
        .name = id,
        .id = id,
        .display_name = copy_display_name(entry),
        .provider = copy(entry, "provider"),
        .family = copy(entry, "family"),
        .release_date = copy(entry, "release_date"),
        .context_tokens = json_integer_or(json_find(limit, "context"), 0),
        .input_tokens = json_integer_or(json_find(limit, "input"), 0),
        .output_tokens = json_integer_or(json_find(limit, "output"), 0),
        .has_structured_output = json_bool_or(json_find(entry, "structured_output"), false),
        .has_reasoning = json_bool_or(json_find(entry, "reasoning"), false),
        .thinks_unasked = json_bool_or(json_find(entry, "thinks_unasked"), true),
        .takes_temperature = json_bool_or(json_find(entry, "temperature"), false),
        .efforts = parse_efforts(json_find(entry, "efforts")),
        .has_price = json_is_object(cost),
        .prices = parse_prices(cost),
    };
}

static void load_shipped(void) {
    if (shipped.models)
        return;
    const char *start = _binary_server_llm_models_json_start;
    size_t length = (size_t)(_binary_server_llm_models_json_end - start);
    struct json *root = json_parse((struct slice){ .data = start, .length = length }, NULL);
    ASSERT(root);
    const struct json *models = json_find(root, "models");
    shipped.models = ARENA_ARRAY(&shipped.arena, json_count(models), struct model);
    for (const struct json *entry = json_first(models); entry; entry = json_next(entry))
        shipped.models[shipped.count++] = parse_model(entry);
    json_destroy(root);
}

static const struct model *find_shipped(const char *id) {
    load_shipped();
    for (size_t i = 0; i < shipped.count; i++) {
        if (strcmp(shipped.models[i].id, id) == 0)
            return &shipped.models[i];
    }
    return NULL;
}

// --- The configured models -----------------------------------------------------------------------

static int64_t override_usd(double usd, int64_t fallback) {
    return usd >= 0 ? llm_price_from_usd(usd) : fallback;
}

// Parts that are not given stay as the vendor has them, but its tiers are no part of a price of
// one's own.
static void apply_price(struct model *model, const struct config_price *given) {
    struct llm_price *price = &model->prices.base;
    const bool was_known = model->has_price;
    if (given->input < 0 && given->output < 0 && given->cache_read < 0 && given->cache_write < 0)
        return;
    model->has_price = was_known || (given->input >= 0 && given->output >= 0);
    model->prices.tier_count = 0;
    price->input = override_usd(given->input, price->input);
    price->output = override_usd(given->output, price->output);
    price->cache_read =
        override_usd(given->cache_read, was_known ? price->cache_read : price->input);
    price->cache_write =
        override_usd(given->cache_write, was_known ? price->cache_write : price->input);
}

// A list, also an empty one, takes the place of what the catalogue knows.
static void apply_efforts(struct model *model, const struct config_strings *given) {
    if (!given->items)
        return;
    model->efforts = 0;
    for (size_t i = 0; i < given->count; i++)
        model->efforts |= effort_of_name(given->items[i]);
    if (model->efforts)
        model->has_reasoning = model->thinks_unasked = true;
}

static struct model configure(const struct config_model *given) {
    const struct model *known = find_shipped(given->id);
    struct model model = { .release_date = "" };
    if (known && strcmp(known->provider, given->provider) == 0)
        model = *known;
    model.name = model.display_name = given->name;
    model.id = given->id;
    model.provider = given->provider;
    model.family = ""; // aliases mean the vendors' own
    model.is_configured = true;
    model.is_discovered = given->source == CONFIG_DISCOVERED;
    if (given->context_tokens > 0) {
        model.context_tokens = given->context_tokens;
        model.input_tokens = 0;
    }
    if (given->output_tokens > 0)
        model.output_tokens = given->output_tokens;
    if (given->structured_output >= 0)
        model.has_structured_output = given->structured_output > 0;
    // Its server may be another than the vendor's and refuse the field: only who says so gets it.
    model.takes_temperature = given->temperature > 0;
    apply_efforts(&model, &given->efforts);
    apply_price(&model, &given->price);
    return model;
}

// --- The catalogue -------------------------------------------------------------------------------

// The shipped models wait for the first question: a start asks none of it where the configuration
// names aliases only, and parsing takes half a millisecond.
struct catalogue *catalogue_create(struct config *config) {
    struct catalogue *catalogue = MEMORY_NEW(struct catalogue);
    catalogue->config = config_retain(config);
    catalogue->configured_count = config->model_count;
    catalogue->configured = ARENA_ARRAY(&catalogue->arena, config->model_count, struct model);
    for (size_t i = 0; i < config->model_count; i++)
        catalogue->configured[i] = configure(&config->models[i]);
    return catalogue;
}

void catalogue_destroy(struct catalogue *catalogue) {
    if (!catalogue)
        return;
    config_release(catalogue->config);
    arena_release(&catalogue->arena);
    memory_free(catalogue);
}

size_t catalogue_count(const struct catalogue *catalogue) {
    load_shipped();
    return catalogue->configured_count + shipped.count;
}

const struct model *catalogue_at(const struct catalogue *catalogue, size_t index) {
    ASSERT(index < catalogue_count(catalogue));
    if (index < catalogue->configured_count)
        return &catalogue->configured[index];
    return &shipped.models[index - catalogue->configured_count];
}

const struct model *catalogue_find(const struct catalogue *catalogue, const char *name) {
    for (size_t i = 0; i < catalogue->configured_count; i++) {
        if (strcmp(catalogue->configured[i].name, name) == 0)
            return &catalogue->configured[i];
    }
    return find_shipped(name);
}

bool catalogue_is_shipped_name(const char *name, void *unused) {
    (void)unused;
    return strcmp(name, MODEL_BUILTIN) == 0 || catalogue_alias_family(name) || find_shipped(name);
}

const char *catalogue_alias_family(const char *alias) {
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (strcmp(aliases[i].name, alias) == 0)
            return aliases[i].family;
    }
    return NULL;
}

const char *model_effort(const struct model *model, const char *task) {
    return effort_for_task(model->efforts, task);
}

int64_t model_output_cap(const struct model *model, int64_t tokens) {
    bool is_smaller = model->output_tokens > 0 && model->output_tokens < tokens;
    return is_smaller ? model->output_tokens : tokens;
}

int64_t model_thought_tokens(const struct model *model, const char *effort) {
    bool thinks = effort || (model->has_reasoning && model->thinks_unasked);
    return thinks ? effort_tokens(effort) : 0;
}

int64_t model_input_cap(const struct model *model, int64_t output_tokens) {
    int64_t cap = INT64_MAX, output = model_output_cap(model, output_tokens);
    if (model->context_tokens > 0)
        cap = model->context_tokens > output ? model->context_tokens - output : 0;
    return model->input_tokens > 0 && model->input_tokens < cap ? model->input_tokens : cap;
}
