// The facts about models: the shipped ones are whole and known ones among them right; configured
// ones take what they lack from the catalogue, and only from their own provider's part of it.
#include "runner/check.h"

#include "llm/catalogue.h"

static const char *const dialects[] = { "anthropic", "openai-chat", "gemini", NULL };
static const char *const none[] = { NULL };

// Routes are the router's tests' matter: here nothing but dialects and models is said.
static const struct config_vocabulary vocabulary = {
    .tasks = none,
    .actions = none,
    .languages = none,
    .traits = none,
    .dialects = dialects,
    .dialects_later = none,
    .is_model_name = catalogue_is_shipped_name,
};

struct setting {
    struct config *config;
    struct catalogue *catalogue;
};

static struct setting setting_of_user(const char *text) {
    struct config_layer *layers[] = {
        config_layer_shipped(&vocabulary),
        config_layer_parse(CONFIG_USER, "test", slice_from(text), &vocabulary),
    };
    struct setting setting = { .config = config_merge(layers, 2, &vocabulary) };
    config_layer_release(layers[0]);
    config_layer_release(layers[1]);
    setting.catalogue = catalogue_create(setting.config);
    return setting;
}

static void setting_release(struct setting *setting) {
    catalogue_destroy(setting->catalogue);
    config_release(setting->config);
}

static void shipped_facts(void) {
    struct setting setting = setting_of_user("{}");
    check_case("the shipped catalogue is whole");
    check_number(catalogue_count(setting.catalogue), 42);
    for (size_t i = 0; i < catalogue_count(setting.catalogue); i++) {
        const struct model *model = catalogue_at(setting.catalogue, i);
        bool is_whole = *model->id && *model->display_name && *model->family &&
                        strlen(model->release_date) == 10 && model->context_tokens > 0 &&
                        model->output_tokens > 0 && model->has_price && !model->is_configured &&
                        model->prices.base.input > 0 && model->prices.base.output > 0 &&
                        model->prices.base.cache_read > 0 && model->prices.base.cache_write > 0 &&
                        config_provider_find(setting.config, model->provider);
        check_true(is_whole, model->id, __FILE__, __LINE__);
        check(!strstr(model->display_name, "(latest)"));
        check(catalogue_find(setting.catalogue, model->name) == model);
    }
    check_case("facts of one model");
    const struct model *gpt = catalogue_find(setting.catalogue, "gpt-5.5");
    check_text(slice_from(gpt->display_name), SLICE("GPT-5.5"));
    check_number(gpt->context_tokens, 1050000);
    check_number(gpt->input_tokens, 922000);
    check_number(gpt->output_tokens, 128000);
    check_number(gpt->prices.base.cache_read, 500000);
    check_number(gpt->prices.base.cache_write, 5000000); // the input's: the catalogue has none
    check_number(gpt->prices.tier_count, 1);
    check_number(gpt->prices.tiers[0].input_tokens, 272000);
    check_number(gpt->prices.tiers[0].price.output, 45000000);
    check_number(gpt->prices.tiers[0].price.cache_write, 10000000);
    check(gpt->has_structured_output && gpt->has_reasoning);
    const struct model *haiku = catalogue_find(setting.catalogue, "claude-haiku-4-5");
    check_text(slice_from(haiku->display_name), SLICE("Claude Haiku 4.5"));
    const struct model *codestral = catalogue_find(setting.catalogue, "codestral-latest");
    check(!codestral->has_structured_output && !codestral->has_reasoning);
    check_case("names that routes may say");
    static const char *const good[] = { "builtin", "claude", "gpt-small", "local", "gpt-5.5" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        check_true(catalogue_is_shipped_name(good[i], NULL), good[i], __FILE__, __LINE__);
    check(!catalogue_is_shipped_name("gpt-5.6", NULL));
    check(!catalogue_is_shipped_name("", NULL));
    setting_release(&setting);
}

static void configured_facts(void) {
    static const char text[] =
        "{ \"providers\": { \"team\": { \"dialect\": \"openai-chat\", \"local\": true,"
        "                               \"base_url\": \"http://127.0.0.1:8080/v1\" } },"
        "  \"models\": {"
        "    \"opus\": { \"provider\": \"anthropic\", \"id\": \"claude-opus-4-8\" },"
        "    \"cheap\": { \"provider\": \"openai\", \"id\": \"gpt-5.5\", \"context_tokens\": 8000,"
        "                 \"structured_output\": false, \"price\": { \"input\": 0.25 } },"
        "    \"other\": { \"provider\": \"team\", \"id\": \"claude-opus-4-8\" },"
        "    \"free\": { \"provider\": \"team\", \"id\": \"x\", \"output_tokens\": 512,"
        "                \"price\": { \"input\": 0, \"output\": 0 } },"
        "    \"paid\": { \"provider\": \"team\", \"id\": \"y\","
        "                \"price\": { \"input\": 1, \"output\": 2, \"cache_read\": 0.1 } } } }";
    struct setting setting = setting_of_user(text);
    check_case("a configured model inherits what the catalogue knows of its provider's");
    const struct model *opus = catalogue_find(setting.catalogue, "opus");
    check(opus && opus->is_configured && opus->has_price && opus->has_structured_output);
    check_text(slice_from(opus->display_name), SLICE("opus"));
    check_text(slice_from(opus->id), SLICE("claude-opus-4-8"));
    check_text(slice_from(opus->family), SLICE(""));
    check_number(opus->context_tokens, 1000000);
    check_number(opus->prices.base.cache_write, 6250000);
    check_case("what is given wins, and a price of one's own has no tiers");
    const struct model *cheap = catalogue_find(setting.catalogue, "cheap");
    check_number(cheap->context_tokens, 8000);
    check_number(cheap->input_tokens, 0);
    check_number(cheap->prices.base.input, 250000);
    check_number(cheap->prices.base.output, 30000000);
    check_number(cheap->prices.tier_count, 0);
    check(!cheap->has_structured_output);
    check_case("another provider's model of that id inherits nothing");
    const struct model *other = catalogue_find(setting.catalogue, "other");
    check(!other->has_price);
    check_number(other->context_tokens, 0);
    check_case("free is a price");
    const struct model *free_one = catalogue_find(setting.catalogue, "free");
    check(free_one->has_price);
    check_number(free_one->prices.base.cache_read, 0);
    check_number(free_one->output_tokens, 512);
    check_case("a cache price that nobody gives is the input's");
    const struct model *paid = catalogue_find(setting.catalogue, "paid");
    check_number(paid->prices.base.cache_read, 100000);
    check_number(paid->prices.base.cache_write, 1000000);
    setting_release(&setting);
}

void suite_catalogue(void) {
    shipped_facts();
    configured_facts();
}
