// The facts about models: the shipped ones are whole and known ones among them right; configured
// ones take what they lack from the catalogue, and only from their own provider's part of it.
#include "runner/check.h"

#include "actions/action.h"
#include "llm/catalogue.h"

#include <stdio.h>

static const char *const effort_words[] = { "none", "low", "medium", "high", NULL };
static const char *const dialects[] = { "anthropic", "openai-chat", "gemini", NULL };
static const char *const none[] = { NULL };

// Routes are the router's tests' matter: here nothing but dialects and models is said.
static const struct config_vocabulary vocabulary = {
    .tasks = none,
    .actions = none,
    .languages = none,
    .traits = none,
    .efforts = effort_words,
    .dialects = dialects,
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

// Of words with blanks between them.
static efforts set(const char *words) {
    efforts taken = 0;
    char word[16];
    for (int length = 0; sscanf(words, "%15s%n", word, &length) == 1; words += length) {
        check_true(effort_of_name(word), word, __FILE__, __LINE__);
        taken |= effort_of_name(word);
    }
    return taken;
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
    check_case("what is told about thinking, and what takes a temperature");
    check_number(gpt->efforts, set("none low medium high xhigh"));
    check_number(haiku->efforts, 0);
    check(haiku->has_reasoning && !haiku->thinks_unasked && gpt->thinks_unasked);
    check(haiku->takes_temperature && codestral->takes_temperature && !gpt->takes_temperature);
    check_case("names that routes may say");
    static const char *const good[] = { "builtin", "claude", "gpt-small", "local", "gpt-5.5" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        check_true(catalogue_is_shipped_name(good[i], NULL), good[i], __FILE__, __LINE__);
    check(!catalogue_is_shipped_name("gpt-5.6", NULL));
    check(!catalogue_is_shipped_name("", NULL));
    setting_release(&setting);
}

static void configured_efforts(void) {
    static const char text[] =
        "{ \"providers\": { \"team\": { \"dialect\": \"openai-chat\", \"local\": true,"
        "                               \"base_url\": \"http://127.0.0.1:8080/v1\" } },"
        "  \"models\": {"
        "    \"plain\": { \"provider\": \"openai\", \"id\": \"gpt-4.1\" },"
        "    \"told\": { \"provider\": \"team\", \"id\": \"x\", \"temperature\": true,"
        "                \"efforts\": [\"low\", \"high\"] },"
        "    \"silent\": { \"provider\": \"openai\", \"id\": \"gpt-5.5\", \"efforts\": [] },"
        "    \"opus\": { \"provider\": \"anthropic\", \"id\": \"claude-opus-4-8\" } } }";
    struct setting setting = setting_of_user(text);
    check_case("a configured model gets a temperature only where its row says so");
    check(!catalogue_find(setting.catalogue, "plain")->takes_temperature);
    check(catalogue_find(setting.catalogue, "told")->takes_temperature);
    check_case("its efforts are the row's, else the catalogue's");
    const struct model *told = catalogue_find(setting.catalogue, "told");
    check_number(told->efforts, set("low high"));
    check(told->has_reasoning && told->thinks_unasked);
    check_number(catalogue_find(setting.catalogue, "silent")->efforts, 0);
    check_number(catalogue_find(setting.catalogue, "opus")->efforts,
                 set("low medium high xhigh max"));
    setting_release(&setting);
}

// Every task has a wish, which every model that takes efforts has a word for.
static void efforts_by_task(void) {
    static const struct {
        const char *taken, *task, *effort;
    } cases[] = {
        { "low medium high", "explain", "low" },
        { "low medium high", "document", "low" },
        { "low medium high", "refactor", "medium" },
        { "low medium high", "fix", "medium" },
        { "low medium high", "test", "medium" },
        { "low medium high", "optimize", "medium" },
        { "low medium high", "review", "medium" },
        { "low medium high", "security", "high" },
        { "medium high xhigh", "explain", "medium" },
        { "high max", "explain", "high" },
        { "none max", "explain", "none" },
        { "low high", "review", "low" }, // as near as the other, and quicker
        { "none minimal", "security", "minimal" },
        { "max", "explain", "max" },
        { "", "security", "" },
        { "low medium high", "nonesuch", "" },
        { "low medium high", NULL, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("effort: %s of \"%s\"", cases[i].task ? cases[i].task : "no task",
                   cases[i].taken);
        const char *effort = effort_for_task(set(cases[i].taken), cases[i].task);
        check_text(slice_from(effort ? effort : ""), slice_from(cases[i].effort));
    }
    for (const char *const *task = action_tasks(); *task; task++) {
        check_case("effort: the task %s has a wish", *task);
        check(effort_for_task(set("none max"), *task) != NULL);
    }
}

static void output_caps(void) {
    static const struct {
        const char *name, *model, *effort;
        int64_t cap;
    } cases[] = {
        { "no thoughts", "gpt-4.1", NULL, 4096 },
        { "none that nobody asked for", "claude-haiku-4-5", NULL, 4096 },
        { "thoughts that nobody asked for", "deepseek-reasoner", NULL, 4096 + 8192 },
        { "told not to think", "gpt-5.5", "none", 4096 },
        { "told to think a little", "gpt-5.5", "low", 4096 + 4096 },
        { "told to think much", "gpt-5.5", "high", 4096 + 16384 },
        { "told to think with all it has", "deepseek-v4-pro", "max", 4096 + 65536 },
        { "the model's own limit", "grok-4.3", "max", 30000 },
    };
    struct setting setting = setting_of_user("{}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("room in the output: %s", cases[i].name);
        const struct model *model = catalogue_find(setting.catalogue, cases[i].model);
        int64_t tokens = 4096 + model_thought_tokens(model, cases[i].effort);
        check_number(model_output_cap(model, tokens), cases[i].cap);
    }
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
    configured_efforts();
    efforts_by_task();
    output_caps();
}
