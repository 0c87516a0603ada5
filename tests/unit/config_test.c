// The configuration: layers as text in tests/config/*.txt with the problems and the effective
// values that they must give (rewritten by `make bless`), and what text cannot say: the schema
// against the table of keys, lifetimes, caps.

#include "runner/check.h"

#include "base/limits.h"
#include "base/memory.h"
#include "config/config.h"
#include "config/field.h"
#include "config/suggestion.h"
#include "llm/catalogue.h"

#define FOLDER "tests/config/"

static const char *const tasks[] = { "explain",  "review", "security", "refactor", "optimize",
                                     "document", "test",   "fix",      NULL };
static const char *const actions[] = { "explain", "review", "review.security", "refactor.simplify",
                                       NULL };
static const char *const languages[] = { "c", "python", "javascript", "typescript", "go", NULL };
static const char *const traits[] = { "react", "test", "security", "async", "types", NULL };
static const char *const effort_words[] = { "low", "medium", "high", NULL };
static const char *const dialects[] = { "builtin", "anthropic", "openai-chat", "ollama", NULL };

static bool is_model_name(const char *name, void *data) {
    const char *const *names = data;
    for (; *names; names++) {
        if (strcmp(*names, name) == 0)
            return true;
    }
    return false;
}

static const char *model_names[] = { "claude", "gpt", "local", "claude-opus-4-7", "builtin", NULL };

static const struct config_vocabulary vocabulary = {
    .tasks = tasks,
    .actions = actions,
    .languages = languages,
    .traits = traits,
    .efforts = effort_words,
    .dialects = dialects,
    .is_model_name = is_model_name,
    .data = model_names,
};

static struct config_layer *parse(enum config_source source, const char *text) {
    return config_layer_parse(source, ".json", slice_from(text), &vocabulary);
}

static struct config *merge(struct config_layer *layer) {
    struct config *config = config_merge(&layer, 1, &vocabulary);
    config_layer_release(layer);
    return config;
}

// --- Layers as text ------------------------------------------------------------------------------

static const struct section {
    const char *name, *file;
    enum config_source source;
} sections[] = {
    { "user", "config.json", CONFIG_USER },
    { "client", "initializationOptions", CONFIG_CLIENT },
    { "workspace", "workspace/configuration", CONFIG_WORKSPACE },
    { "project", ".wye.json", CONFIG_PROJECT },
};

enum { SECTIONS = sizeof sections / sizeof *sections, LAYERS_MAX = 8 };

struct play {
    struct buffer *out;
    struct buffer text; // of the section at hand
    const struct section *section;
    bool is_skipping; // an expected part, made anew
    struct config_layer *layers[LAYERS_MAX];
    size_t layer_count;
};

static void finish_section(struct play *play) {
    if (play->section && play->layer_count < LAYERS_MAX)
        play->layers[play->layer_count++] = config_layer_parse(
            play->section->source, play->section->file, buffer_slice(&play->text), &vocabulary);
    play->section = NULL;
    buffer_clear(&play->text);
}

static void finish_case(struct play *play) {
    finish_section(play);
    for (size_t i = 0; i < play->layer_count; i++)
        config_layer_release(play->layers[i]);
    play->layer_count = 0;
    play->is_skipping = false;
}

static void write_problems(struct buffer *out, const struct config *config) {
    for (size_t i = 0; i < config->problem_count; i++) {
        const struct config_problem *problem = &config->problems[i];
        buffer_append_string(out, problem->file);
        if (problem->line)
            buffer_format(out, ":%zu:%zu", problem->line, problem->column);
        buffer_format(out, ": %s: %s\n", problem->is_error ? "error" : "warning", problem->message);
    }
}

// Expected parts end at the next line that begins a section or a case.
static void write_expected(struct play *play, struct slice name) {
    struct config *config = config_merge(play->layers, play->layer_count, &vocabulary);
    if (slice_is(name, "problems"))
        write_problems(play->out, config);
    else
        config_show_text(config, play->out);
    buffer_append_byte(play->out, '\n');
    config_release(config);
}

static void begin_section(struct play *play, struct slice name) {
    finish_section(play);
    play->is_skipping = slice_is(name, "problems") || slice_is(name, "show");
    if (play->is_skipping)
        write_expected(play, name);
    if (slice_is(name, "shipped"))
        play->layers[play->layer_count++] = config_layer_shipped(&vocabulary);
    for (size_t i = 0; i < SECTIONS; i++) {
        if (slice_is(name, sections[i].name))
            play->section = &sections[i];
    }
    check(play->is_skipping || play->section || slice_is(name, "shipped"));
}

static void play_line(struct play *play, struct slice line) {
    const struct slice open = SLICE("-- "), close = SLICE(" --");
    bool is_section = slice_starts_with(line, open) && slice_ends_with(line, close);
    bool is_case = slice_starts_with(line, SLICE("== "));
    if (is_case)
        finish_case(play);
    if (!play->is_skipping || is_section || is_case) {
        buffer_append(play->out, line);
        buffer_append_byte(play->out, '\n');
    }
    if (is_section) {
        begin_section(play, slice_between(line, open.length, line.length - close.length));
    } else if (play->section) {
        buffer_append(&play->text, line);
        buffer_append_byte(&play->text, '\n');
    }
}

static void play_file(const char *name) {
    if (check_is_skipped(name))
        return;
    check_case("%s", name);
    char path[256];
    snprintf(path, sizeof path, FOLDER "%s.txt", name);
    size_t length = 0;
    char *text = check_read_file(path, &length);
    if (!check(text != NULL))
        return;
    struct buffer out = { 0 };
    struct play play = { .out = &out };
    struct slice rest = { text, length }, line;
    while (slice_next_line(&rest, &line))
        play_line(&play, line);
    finish_case(&play);
    buffer_truncate(&out, out.length ? out.length - 1 : 0); // no blank line at the end
    check_golden(buffer_slice(&out), path);
    buffer_release(&play.text);
    buffer_release(&out);
    memory_free(text);
}

// --- Schema and shipped values -------------------------------------------------------------------

// Keys both ways, and a description at each, down to the items of maps and lists.
static void compare_schema(const struct field_group *group, const struct json *schema) {
    const struct json *properties = json_find(schema, "properties");
    check_number(json_count(properties), group->count);
    check(json_find(schema, "additionalProperties") &&
          !json_bool_or(json_find(schema, "additionalProperties"), true));
    for (size_t i = 0; i < group->count; i++) {
        const struct field *field = &group->fields[i];
        const struct json *property = json_find(properties, field->key);
        check_case("schema: %s", field->key);
        check(property != NULL);
        check(json_string(json_find(property, "description")) != NULL);
        const struct json *number = json_find(property, "maximum");
        if (number)
            check(json_number_or(number, -1) == field->max &&
                  json_number_or(json_find(property, "minimum"), -1) == field->min);
        else
            check(field->max == 0);
        const char *inner = field->kind == FIELD_MAP    ? "additionalProperties"
                            : field->kind == FIELD_LIST ? "items"
                                                        : NULL;
        if (field->group)
            compare_schema(field->group, inner ? json_find(property, inner) : property);
    }
}

static void test_schema(void) {
    check_case("schema");
    struct error error = { 0 };
    struct json *schema = json_parse(config_schema(), &error);
    check_text(slice_from(error.message), SLICE(""));
    compare_schema(field_root(), schema);
    json_destroy(schema);
}

static void test_shipped(void) {
    check_case("shipped");
    struct config *config = merge(config_layer_shipped(&vocabulary));
    check_number(config->problem_count, 0);
    check_number(config->provider_count, 15);
    check_number(config->route_count, 19);
    check_number(config->model_count, 0);
    check_number(config->timeouts.first_token_ms, 45000);
    check(config->usd_per_day < 0 && config->usd_per_action < 0);
    check_text(slice_from(config->prefer), SLICE("balanced"));
    static const char *const rows[] = { "E6",  "E6", "E5",  "E16", "E15", "E12", "E11",
                                        "E14", "E7", "E10", "E4",  "E3",  "E2",  "E13",
                                        "E13", "E1", "E8",  "E9",  "else" };
    for (size_t i = 0; i < config->route_count && i < sizeof rows / sizeof *rows; i++) {
        const struct config_route *route = &config->routes[i];
        char end[16];
        snprintf(end, sizeof end, " (%s)", rows[i]);
        check_case("shipped route %s", rows[i]);
        check(slice_ends_with(slice_from(route->why), slice_from(end)));
        check_text(slice_from(route->use.items[route->use.count - 1]), SLICE("local"));
        check_text(slice_from(route->use.items[route->use.count - 2]), SLICE("gemini"));
        check_number(route->number, i + 1);
        for (size_t k = 0; k < route->use.count; k++)
            check(catalogue_is_shipped_name(route->use.items[k], NULL));
    }
    check_case("shipped E1");
    check_text(slice_from(config->routes[15].why), SLICE("Claude 89 % kept as is, GPT 77 % (E1)"));
    config_release(config);
}

// --- Lifetimes, caps, details --------------------------------------------------------------------

static void test_values(void) {
    check_case("values");
    struct config_layer *layer =
        parse(CONFIG_USER,
              "{ \"providers\": { \"team\": { \"dialect\": \"openai-chat\", \"local\": true,"
              "\"base_url\": \"http://10.0.0.7/v1///\", \"api_key_env\": \"A\","
              "\"headers\": { \"X-A\": \"b\" }, \"timeouts\": { \"idle_ms\": 7 } } },"
              "\"models\": { \"m\": { \"provider\": \"team\" } },"
              "\"routes\": [ {}, { \"use\": [\"m\"], \"when\": { \"lines\": { \"min\": 0 } } } ],"
              "\"timeouts\": { \"idle_ms\": 9, \"total_ms\": 10 } }");
    struct config *config = config_retain(merge(layer)); // the layer lives on in it
    config_release(config);
    const struct config_provider *team = config_provider_find(config, "team");
    if (check(team && config->model_count == 1 && config->route_count == 1)) {
        check(team->local && team->source == CONFIG_USER && team->header_count == 1);
        check_text(slice_from(team->base_url), SLICE("http://10.0.0.7/v1"));
        check_text(slice_from(team->headers[0].value), SLICE("b"));
        check_number(config_timeouts_of(config, team).idle_ms, 7);
        check_number(config_timeouts_of(config, team).total_ms, 10);
        check_text(slice_from(config->models[0].id), SLICE("m"));
        check_number(config->models[0].structured_output, -1);
        check(config->models[0].price.input < 0);
        check_number(config->routes[0].number, 2);
        check_number(config->routes[0].when.lines.min, 0);
        check_number(config->routes[0].when.lines.max, -1);
        check_text(slice_from(config->routes[0].why), SLICE(""));
    }
    check(!config_provider_find(config, "teem"));
    config_release(config);
    config_release(NULL);
    config_layer_release(NULL);
}

static void test_no_layers(void) {
    check_case("no layers");
    struct config_layer *none = NULL;
    struct config *config = config_merge(&none, 1, &vocabulary);
    check_number(config->problem_count, 0);
    check_text(slice_from(config->prefer), SLICE("balanced"));
    check(config->explore == 0 && !config->discover && config->usd_per_day < 0);
    config_release(config);
}

static void test_any_order(void) {
    check_case("layers in any order");
    struct config_layer *layers[] = {
        parse(CONFIG_PROJECT, "{ \"prefer\": \"cost\", \"routes\": [{ \"use\": [\"gpt\"] }] }"),
        config_layer_shipped(&vocabulary),
        parse(CONFIG_USER, "{ \"prefer\": \"speed\", \"routes\": [{ \"use\": [\"claude\"] }] }"),
    };
    struct config *config = config_merge(layers, 3, &vocabulary);
    for (size_t i = 0; i < 3; i++)
        config_layer_release(layers[i]);
    check_text(slice_from(config->prefer), SLICE("cost"));
    check_number(config->routes[0].source, CONFIG_USER);
    check_number(config->routes[1].source, CONFIG_PROJECT);
    check_number(config->routes[2].source, CONFIG_SHIPPED);
    config_release(config);
}

static void test_caps(void) {
    check_case("many problems");
    struct buffer text = { 0 };
    buffer_append_byte(&text, '{');
    for (int i = 0; i < 2000; i++)
        buffer_format(&text, "\"k%d\": 1,", i);
    buffer_append_string(&text, "\"prefer\": \"cost\" }");
    struct config *config =
        merge(config_layer_parse(CONFIG_USER, "f", buffer_slice(&text), &vocabulary));
    check_number(config->problem_count, CONFIG_PROBLEMS_MAX + 1);
    check_text(slice_from(config->prefer), SLICE("cost"));
    config_release(config);

    check_case("many items");
    buffer_clear(&text);
    buffer_append_string(&text, "{ \"routes\": [");
    for (int i = 0; i < 2 * CONFIG_ENTRIES_MAX; i++)
        buffer_append_string(&text, "{ \"use\": [\"gpt\"] },");
    buffer_append_string(&text, "], \"privacy\": { \"never\": [");
    for (int i = 0; i < 2 * CONFIG_ENTRIES_MAX; i++)
        buffer_format(&text, "\"f%d\",", i);
    buffer_append_string(&text, "] } }");
    config = merge(config_layer_parse(CONFIG_USER, "f", buffer_slice(&text), &vocabulary));
    check_number(config->problem_count, 2);
    check_number(config->route_count, CONFIG_ENTRIES_MAX);
    check_number(config->never.count, CONFIG_ENTRIES_MAX);
    config_release(config);

    check_case("too large");
    buffer_clear(&text);
    while (text.length <= CONFIG_FILE_BYTES_MAX)
        buffer_append_string(&text, "// a comment, and nothing else, for a long time\n");
    buffer_append_string(&text, "{}");
    config = merge(config_layer_parse(CONFIG_USER, "f", buffer_slice(&text), &vocabulary));
    check_number(config->problem_count, 1);
    config_release(config);
    buffer_release(&text);
}

static void test_secrets(void) {
    check_case("secrets are not shown");
    struct config *config = merge(parse(
        CONFIG_USER,
        "{ \"providers\": { \"team\": { \"dialect\": \"anthropic\", \"base_url\": \"https://a.b\","
        "\"api_key_env\": \"hush-1\", \"api_key_command\": [\"echo\", \"hush-2\"],"
        "\"headers\": { \"X-Key\": \"hush-3\", \"X-Bad\": \"hush-4\\n\", \"X Y\": \"hush-5\" } },"
        "\"teem\": { \"api_key_command\": \"hush-6\", \"headers\": \"hush-7\","
        "\"base_url\": \"https://hush-8@c.d\" } } }"));
    struct buffer out = { 0 };
    config_show_text(config, &out);
    check(slice_find(buffer_slice(&out), SLICE("…"), 0) != SLICE_NOT_FOUND);
    write_problems(&out, config);
    check(slice_find(buffer_slice(&out), SLICE("hush"), 0) == SLICE_NOT_FOUND);
    buffer_release(&out);
    config_release(config);
}

// Every prefix of a good file, and random bytes in it: nothing may crash, and what it makes can be
// shown and released.
static void test_broken_text(void) {
    check_case("broken text");
    struct config_layer *none = config_layer_shipped(&vocabulary);
    config_layer_release(none);
    size_t length = 0;
    char *text = check_read_file("server/config/defaults.json", &length);
    if (!check(text != NULL))
        return;
    unsigned long long state = check_seed() | 1;
    for (int i = 0; i < 100; i++) {
        size_t at = check_random(&state) % length;
        char kept = text[at];
        text[at] = "{}[],:\"0x\n"[check_random(&state) % 10];
        size_t end = i % 3 ? length : at + 1;
        enum config_source source = check_random(&state) % CONFIG_SOURCES;
        struct config *config =
            merge(config_layer_parse(source, "f", (struct slice){ text, end }, &vocabulary));
        json_destroy(config_show(config));
        config_release(config);
        text[at] = kept;
    }
    check_number(strlen(text), length);
    memory_free(text);
}

static void test_suggestion(void) {
    static const struct {
        const char *wanted, *known, *best;
    } rows[] = {
        { "provider", "providers", "providers" },
        { "provdiers", "providers", "providers" },
        { "baseUrl", "base_url", "base_url" },
        { "api_key", "api_key_env", "api_key_env" },
        { "max", "min", NULL },
        { "mix", "min", "min" },
        { "a", "b", NULL },
        { "", "id", NULL },
        { "explain", "explore", NULL },
        { "timeout", "timeouts", "timeouts" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_case("suggestion for %s", rows[i].wanted);
        struct suggestion suggestion;
        suggestion_begin(&suggestion, rows[i].wanted);
        suggestion_offer(&suggestion, rows[i].known);
        check_text(slice_from(suggestion.best), slice_from(rows[i].best));
    }
}

void suite_config(void);
void suite_config(void) {
    static const char *const files[] = { "keys",   "types", "values",    "names",
                                         "rights", "merge", "transport", "syntax" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        play_file(files[i]);
    test_schema();
    test_shipped();
    test_values();
    test_no_layers();
    test_any_order();
    test_caps();
    test_secrets();
    test_broken_text();
    test_suggestion();
}
