// The forms that OTLP's JSON has for values, and the names that the conventions have for ours.
// Knows nothing of when or where anything is sent.
#include "engine/otlp_parts.h"

#include "llm/catalogue.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { INTEGER_BYTES_MAX = 24 };

static struct json *add_value(struct json *attributes, const char *key) {
    struct json *attribute = json_push(attributes, json_object());
    json_add_string(attribute, "key", key);
    return json_add_object(attribute, "value");
}

void otlp_add_text(struct json *attributes, const char *key, const char *text) {
    json_add_string(add_value(attributes, key), "stringValue", text);
}

void otlp_add_integer(struct json *attributes, const char *key, int64_t value) {
    char digits[INTEGER_BYTES_MAX];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    json_add_string(add_value(attributes, key), "intValue", digits);
}

void otlp_add_double(struct json *attributes, const char *key, double value) {
    json_add_number(add_value(attributes, key), "doubleValue", value);
}

void otlp_add_truth(struct json *attributes, const char *key, bool value) {
    json_add_bool(add_value(attributes, key), "boolValue", value);
}

void otlp_add_fixed64(struct json *object, const char *key, uint64_t value) {
    char digits[INTEGER_BYTES_MAX];
    snprintf(digits, sizeof digits, "%" PRIu64, value);
    json_add_string(object, key, digits);
}

void otlp_add_time(struct json *object, const char *key, int64_t unix_ms) {
    otlp_add_fixed64(object, key, (uint64_t)unix_ms * 1000000);
}

// The conventions' well-known values of gen_ai.provider.name; others keep the name that the
// configuration gives them.
static const char *provider_name(const char *provider) {
    static const struct {
        const char *own, *known;
    } names[] = {
        { "google", "gcp.gemini" },
        { "mistral", "mistral_ai" },
        { "xai", "x_ai" },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].own, provider) == 0)
            return names[i].known;
    return provider;
}

void otlp_add_call(struct json *attributes, const char *provider, const char *model) {
    otlp_add_text(attributes, "gen_ai.operation.name", "chat");
    otlp_add_text(attributes, "gen_ai.provider.name", provider_name(provider));
    otlp_add_text(attributes, "gen_ai.request.model", model);
}

struct json *otlp_request(const char *instance, const char *member, const char *scope,
                          const char *name, struct json *items) {
    struct json *request = json_object();
    struct json *group = json_push(json_add_array(request, member), json_object());
    struct json *attributes = json_add_array(json_add_object(group, "resource"), "attributes");
    otlp_add_text(attributes, "service.name", "wye");
    otlp_add_text(attributes, "service.version", WYE_VERSION);
    otlp_add_text(attributes, "service.instance.id", instance);
    struct json *inner = json_push(json_add_array(group, scope), json_object());
    json_add_string(json_add_object(inner, "scope"), "name", "wye");
    json_add(inner, name, items);
    return request;
}

bool otlp_is_call(const struct outcome_attempt *attempt) {
    return strcmp(attempt->provider, MODEL_BUILTIN) != 0;
}
