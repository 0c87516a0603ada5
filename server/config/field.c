// Owns the table of keys and the memory shapes behind their kinds. Invariant: a key that is not
// in here is unknown everywhere; one that is has a description in schema.json. Reads no JSON.
#include "config/field.h"

#include "config/check.h"
#include "config/layer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define USD_MAX 1e6
#define TOKENS_MAX 1e8
#define TIMEOUT_MS_MAX 3600e3

static const struct field bounds_fields[] = {
    { .key = "min",
      .kind = FIELD_BOUND,
      .offset = offsetof(struct config_bounds, min),
      .max = TOKENS_MAX },
    { .key = "max",
      .kind = FIELD_BOUND,
      .offset = offsetof(struct config_bounds, max),
      .max = TOKENS_MAX },
};
static const struct field_group bounds = {
    .fields = bounds_fields,
    .count = COUNT(bounds_fields),
    .size = sizeof(struct config_bounds),
    .check = check_bounds,
    .example = "{ \"min\": 200 }",
};

#define TIMEOUT(name)                                                                              \
    {                                                                                              \
        .key = #name, .kind = FIELD_COUNT, .offset = offsetof(struct config_timeouts, name),       \
        .min = 1, .max = TIMEOUT_MS_MAX                                                            \
    }
static const struct field timeouts_fields[] = {
    TIMEOUT(connect_ms), TIMEOUT(first_byte_ms), TIMEOUT(first_token_ms),
    TIMEOUT(idle_ms),    TIMEOUT(total_ms),
};
static const struct field_group timeouts = {
    .fields = timeouts_fields,
    .count = COUNT(timeouts_fields),
    .size = sizeof(struct config_timeouts),
    .example = "{ \"total_ms\": 300000 }",
};

#define PROVIDER(member) .offset = offsetof(struct layer_provider, member)
static const struct field provider_fields[] = {
    { .key = "dialect",
      .kind = FIELD_TEXT,
      PROVIDER(value.dialect),
      .check = check_dialect,
      .is_vital = true },
    { .key = "base_url",
      .kind = FIELD_TEXT,
      PROVIDER(value.base_url),
      .check = check_url,
      .is_vital = true },
    { .key = "api_key_env",
      .kind = FIELD_TEXT_OR_TEXTS,
      PROVIDER(value.api_key_env),
      .check = check_variable },
    { .key = "api_key_command",
      .kind = FIELD_TEXTS,
      PROVIDER(value.api_key_command),
      .check = check_plain,
      .is_secret = true },
    { .key = "headers",
      .kind = FIELD_HEADERS,
      PROVIDER(headers),
      .check = check_header_name,
      .is_secret = true },
    { .key = "max_concurrent",
      .kind = FIELD_COUNT,
      PROVIDER(value.max_concurrent),
      .min = 1,
      .max = 1000 },
    { .key = "local", .kind = FIELD_TRUTH, PROVIDER(local) },
    { .key = "timeouts", .kind = FIELD_GROUP, PROVIDER(value.timeouts), .group = &timeouts },
};
static const struct field_group provider = {
    .fields = provider_fields,
    .count = COUNT(provider_fields),
    .size = sizeof(struct layer_provider),
    .example = "{ \"dialect\": \"openai-chat\", \"base_url\": \"http://127.0.0.1:8080/v1\" }",
};

#define PRICE(name)                                                                                \
    {                                                                                              \
        .key = #name, .kind = FIELD_NUMBER, .offset = offsetof(struct config_price, name),         \
        .max = USD_MAX                                                                             \
    }
static const struct field price_fields[] = {
    PRICE(input),
    PRICE(output),
    PRICE(cache_read),
    PRICE(cache_write),
};
static const struct field_group price = {
    .fields = price_fields,
    .count = COUNT(price_fields),
    .size = sizeof(struct config_price),
    .example = "{ \"input\": 0.5, \"output\": 2 }",
};

#define MODEL(member) .offset = offsetof(struct config_model, member)
static const struct field model_fields[] = {
    { .key = "provider",
      .kind = FIELD_TEXT,
      MODEL(provider),
      .check = check_plain,
      .is_vital = true },
    { .key = "id", .kind = FIELD_TEXT, MODEL(id), .check = check_plain },
    { .key = "context_tokens",
      .kind = FIELD_WHOLE,
      MODEL(context_tokens),
      .min = 1,
      .max = TOKENS_MAX },
    { .key = "output_tokens",
      .kind = FIELD_WHOLE,
      MODEL(output_tokens),
      .min = 1,
      .max = TOKENS_MAX },
    { .key = "structured_output", .kind = FIELD_TRUTH, MODEL(structured_output) },
    { .key = "temperature", .kind = FIELD_TRUTH, MODEL(temperature) },
    { .key = "efforts", .kind = FIELD_TEXTS, MODEL(efforts), .check = check_effort },
    { .key = "price", .kind = FIELD_GROUP, MODEL(price), .group = &price },
};
static const struct field_group model = {
    .fields = model_fields,
    .count = COUNT(model_fields),
    .size = sizeof(struct config_model),
    .check = check_model,
    .example = "{ \"provider\": \"team\", \"id\": \"qwen3-coder-30b\" }",
};

#define WHEN(name, member, checker)                                                                \
    {                                                                                              \
        .key = name, .kind = FIELD_TEXTS, .offset = offsetof(struct config_when, member),          \
        .check = checker                                                                           \
    }
static const struct field when_fields[] = {
    WHEN("task", tasks, check_task),
    WHEN("action", actions, check_plain),
    WHEN("language", languages, check_language),
    WHEN("trait", traits, check_trait),
    WHEN("path", paths, check_pattern),
    { .key = "lines",
      .kind = FIELD_GROUP,
      .offset = offsetof(struct config_when, lines),
      .group = &bounds },
    { .key = "tokens",
      .kind = FIELD_GROUP,
      .offset = offsetof(struct config_when, tokens),
      .group = &bounds },
};
static const struct field_group when = {
    .fields = when_fields,
    .count = COUNT(when_fields),
    .size = sizeof(struct config_when),
    .example = "{ \"task\": [\"review\"] }",
};

#define ROUTE(member) .offset = offsetof(struct config_route, member)
static const struct field route_fields[] = {
    { .key = "when", .kind = FIELD_GROUP, ROUTE(when), .group = &when, .is_vital = true },
    { .key = "use", .kind = FIELD_TEXTS, ROUTE(use), .check = check_plain },
    { .key = "why", .kind = FIELD_TEXT, ROUTE(why), .check = check_plain },
};
static const struct field_group route = {
    .fields = route_fields,
    .count = COUNT(route_fields),
    .size = sizeof(struct config_route),
    .complete = complete_route,
    .example = "{ \"when\": { \"task\": [\"review\"] }, \"use\": [\"claude\"] }",
};

#define ACTION(name, checker)                                                                      \
    {                                                                                              \
        .key = #name, .kind = FIELD_TEXT, .offset = offsetof(struct config_action, name),          \
        .check = checker                                                                           \
    }
static const struct field action_fields[] = {
    ACTION(id, check_action_id),
    ACTION(title, check_plain),
    ACTION(task, check_task),
    ACTION(kind, check_action_kind),
    { .key = "languages",
      .kind = FIELD_TEXTS,
      .offset = offsetof(struct config_action, languages),
      .check = check_language },
    ACTION(scope, check_scope),
    ACTION(output, check_output),
    ACTION(prompt, check_prompt),
};
static const struct field_group action = {
    .fields = action_fields,
    .count = COUNT(action_fields),
    .size = sizeof(struct config_action),
    .complete = complete_action,
    .example = "{ \"id\": \"translate\", \"title\": \"Translate comments\", \"output\": \"edits\", "
               "\"prompt\": \"Translate the comments into English.\" }",
};

#define BUDGET(name)                                                                               \
    {                                                                                              \
        .key = #name, .kind = FIELD_NUMBER, .offset = offsetof(struct layer_budget, name),         \
        .max = USD_MAX, .right = RIGHT_LOWER, .pick = PICK_LOWEST                                  \
    }
static const struct field budget_fields[] = {
    BUDGET(usd_per_day),
    BUDGET(usd_per_action),
};
static const struct field_group budget = {
    .fields = budget_fields,
    .count = COUNT(budget_fields),
    .size = sizeof(struct layer_budget),
    .example = "{ \"usd_per_day\": 5 }",
};

#define PATTERNS(name)                                                                             \
    {                                                                                              \
        .key = #name, .kind = FIELD_TEXTS, .offset = offsetof(struct layer_privacy, name),         \
        .check = check_pattern, .pick = PICK_UNITE                                                 \
    }
static const struct field privacy_fields[] = {
    PATTERNS(local_only),
    PATTERNS(never),
};
static const struct field_group privacy = {
    .fields = privacy_fields,
    .count = COUNT(privacy_fields),
    .size = sizeof(struct layer_privacy),
    .example = "{ \"never\": [\"**/.env*\"] }",
};

static const struct field otlp_fields[] = {
    { .key = "endpoint",
      .kind = FIELD_TEXT,
      .offset = offsetof(struct layer_otlp, endpoint),
      .check = check_url },
};
static const struct field_group otlp = {
    .fields = otlp_fields,
    .count = COUNT(otlp_fields),
    .size = sizeof(struct layer_otlp),
    .example = "{ \"endpoint\": \"http://127.0.0.1:4318\" }",
};

#define ROOT(member) .offset = offsetof(struct layer_values, member)
static const struct field root_fields[] = {
    { .key = "$schema", .kind = FIELD_IGNORED },
    { .key = "providers",
      .kind = FIELD_MAP,
      ROOT(providers),
      .group = &provider,
      .right = RIGHT_NONE },
    { .key = "models", .kind = FIELD_MAP, ROOT(models), .group = &model, .right = RIGHT_NONE },
    { .key = "routes", .kind = FIELD_LIST, ROOT(routes), .group = &route },
    { .key = "prefer", .kind = FIELD_TEXT, ROOT(prefer), .check = check_prefer },
    { .key = "explore", .kind = FIELD_NUMBER, ROOT(explore), .max = 1, .right = RIGHT_LOWER },
    { .key = "code_lens", .kind = FIELD_TRUTH, ROOT(code_lens) },
    { .key = "discover", .kind = FIELD_TRUTH, ROOT(discover), .right = RIGHT_LOWER },
    { .key = "budget", .kind = FIELD_GROUP, ROOT(budget), .group = &budget },
    { .key = "privacy", .kind = FIELD_GROUP, ROOT(privacy), .group = &privacy },
    { .key = "timeouts",
      .kind = FIELD_GROUP,
      ROOT(timeouts),
      .group = &timeouts,
      .right = RIGHT_NONE },
    { .key = "actions", .kind = FIELD_LIST, ROOT(actions), .group = &action },
    { .key = "otlp", .kind = FIELD_GROUP, ROOT(otlp), .group = &otlp, .right = RIGHT_NONE },
};
static const struct field_group root = {
    .fields = root_fields,
    .count = COUNT(root_fields),
    .size = sizeof(struct layer_values),
    .example = "{ \"prefer\": \"balanced\" }",
};

const struct field_group *field_root(void) {
    return &root;
}

const struct field_group *field_provider(void) {
    return &provider;
}

const struct field_group *field_model(void) {
    return &model;
}

const struct field_group *field_route(void) {
    return &route;
}

const struct field_group *field_action(void) {
    return &action;
}

const struct field *field_find(const struct field_group *group, const char *key) {
    for (size_t i = 0; i < group->count; i++) {
        if (strcmp(group->fields[i].key, key) == 0)
            return &group->fields[i];
    }
    return NULL;
}

// --- In memory -----------------------------------------------------------------------------------

static const int truth_unset = -1;
static const int64_t bound_unset = -1;
static const double number_unset = -1;
static const char zeros[64];

// No padding in any of these, so that bytes can be compared.
static const struct shape {
    size_t size;
    const void *unset;
} shapes[FIELD_KINDS] = {
    [FIELD_TEXT] = { sizeof(const char *), zeros },
    [FIELD_TEXTS] = { sizeof(struct config_strings), zeros },
    [FIELD_TEXT_OR_TEXTS] = { sizeof(struct config_strings), zeros },
    [FIELD_TRUTH] = { sizeof(int), &truth_unset },
    [FIELD_COUNT] = { sizeof(unsigned), zeros },
    [FIELD_WHOLE] = { sizeof(int64_t), zeros },
    [FIELD_BOUND] = { sizeof(int64_t), &bound_unset },
    [FIELD_NUMBER] = { sizeof(double), &number_unset },
    [FIELD_HEADERS] = { sizeof(struct layer_headers), zeros },
    [FIELD_MAP] = { sizeof(struct layer_entries), zeros },
    [FIELD_LIST] = { sizeof(struct layer_entries), zeros },
    // The others leave nothing in memory, a group apart, whose own fields do.
};

const void *field_member(const struct field *field, const void *values) {
    return (const char *)values + field->offset;
}

void field_clear(const struct field_group *group, void *values) {
    for (size_t i = 0; i < group->count; i++) {
        const struct field *field = &group->fields[i];
        const struct shape *shape = &shapes[field->kind];
        if (field->kind == FIELD_GROUP)
            field_clear(field->group, (char *)values + field->offset);
        else if (shape->size)
            memcpy((char *)values + field->offset, shape->unset, shape->size);
    }
}

bool field_is_leaf(const struct field *field) {
    return shapes[field->kind].size && field->kind != FIELD_MAP && field->kind != FIELD_LIST;
}

bool field_is_set(const struct field *field, const void *values) {
    const struct shape *shape = &shapes[field->kind];
    return shape->size && memcmp(field_member(field, values), shape->unset, shape->size) != 0;
}

void field_copy(const struct field *field, void *to, const void *from) {
    memcpy((char *)to + field->offset, field_member(field, from), shapes[field->kind].size);
}

double field_number(const struct field *field, const void *values) {
    const void *member = field_member(field, values);
    if (field->kind == FIELD_TRUTH)
        return *(const int *)member;
    return *(const double *)member;
}
