// What the dialects send: tests/providers/requests.json says what is asked, NAME.request.json what
// must go over the wire for it. The vendors' own types are asked about the bodies in
// tests/wall/sent.test.mjs.

#include "runner/check.h"

#include "base/json.h"
#include "base/memory.h"
#include "providers/dialect.h"

#include <stdio.h>

void suite_requests(void);

#define FOLDER "tests/providers/"

static const char *text_at(const struct json *object, const char *key) {
    return json_string(json_find(object, key));
}

static struct llm_endpoint read_endpoint(struct arena *arena, const struct json *row) {
    const struct json *headers = json_find(row, "headers");
    struct llm_header *items = ARENA_ARRAY(arena, json_count(headers) + 1, struct llm_header);
    size_t count = 0;
    for (const struct json *h = headers ? json_first(headers) : NULL; h; h = json_next(h))
        items[count++] = (struct llm_header){ json_key(h), json_string(h) };
    return (struct llm_endpoint){
        .base_url = text_at(row, "base_url"),
        .key = text_at(row, "key"),
        .headers = items,
        .header_count = count,
        .is_vendor = json_bool_or(json_find(row, "is_vendor"), false),
    };
}

static struct llm_request read_request(struct arena *arena, const struct json *row) {
    const struct json *messages = json_find(row, "messages");
    struct llm_message *items = ARENA_ARRAY(arena, json_count(messages), struct llm_message);
    size_t count = 0;
    for (const struct json *m = json_first(messages); m; m = json_next(m)) {
        const struct json *role = json_first(m);
        items[count++] = (struct llm_message){
            .role = strcmp(json_string(role), "user") == 0 ? LLM_USER : LLM_ASSISTANT,
            .text = slice_from(json_string(json_next(role))),
        };
    }
    struct buffer schema = { 0 };
    if (json_find(row, "schema"))
        json_print(json_find(row, "schema"), &schema);
    const struct llm_request request = {
        .model_id = text_at(row, "model"),
        .system = slice_from(text_at(row, "system")),
        .messages = items,
        .message_count = count,
        .output_tokens_max = json_integer_or(json_find(row, "output_tokens_max"), 0),
        .schema = arena_copy(arena, buffer_slice(&schema)),
        .schema_name = text_at(row, "schema_name"),
        .has_native_schema = json_bool_or(json_find(row, "has_native_schema"), false),
        .context_tokens = json_integer_or(json_find(row, "context_tokens"), 0),
        .has_temperature = json_find(row, "temperature") != NULL,
        .temperature = json_number_or(json_find(row, "temperature"), -1),
        .effort = text_at(row, "effort"),
        .cache_key = text_at(row, "cache_key"),
        .kept_turn_count = (size_t)json_integer_or(json_find(row, "kept_turn_count"), 0),
    };
    buffer_release(&schema);
    return request;
}

// The key's place is shown, the key is not.
static const char *redact(struct arena *arena, const char *value, const char *key) {
    const char *at = key ? strstr(value, key) : NULL;
    if (!at)
        return value;
    return arena_format(arena, "%.*s[key]%s", (int)(at - value), value, at + strlen(key));
}

static void check_request(const struct json *row) {
    const char *name = text_at(row, "name");
    if (check_is_skipped(name))
        return;
    check_case("%s", name);
    struct arena arena = { 0 };
    const struct llm_endpoint endpoint = read_endpoint(&arena, row);
    const struct llm_request request = read_request(&arena, row);
    const struct host_http_request wire =
        dialect_find(text_at(row, "dialect"))->encode(&arena, &endpoint, &request);
    struct json *golden = json_object();
    json_add_string(golden, "method", wire.method);
    json_add_string(golden, "url", wire.url);
    struct json *headers = json_add_object(golden, "headers");
    for (size_t i = 0; i < wire.header_count; i++)
        json_add_string(headers, wire.headers[i].name,
                        redact(&arena, wire.headers[i].value, endpoint.key));
    struct json *body = json_parse(wire.body, NULL);
    check(body != NULL);
    check(endpoint.key == NULL ||
          slice_find(wire.body, slice_from(endpoint.key), 0) == SLICE_NOT_FOUND);
    json_add(golden, "body", body ? body : json_null());
    struct buffer out = { 0 };
    json_print_pretty(golden, &out);
    buffer_append_string(&out, slice_ends_with(buffer_slice(&out), SLICE("\n")) ? "" : "\n");
    char path[256];
    snprintf(path, sizeof path, FOLDER "%s.request.json", name);
    check_golden(buffer_slice(&out), path);
    buffer_release(&out);
    json_destroy(golden);
    arena_release(&arena);
}

void suite_requests(void) {
    size_t length = 0;
    char *text = check_read_file(FOLDER "requests.json", &length);
    check_case("requests.json");
    struct error error = { 0 };
    struct json *rows = text ? json_parse_relaxed((struct slice){ text, length }, &error) : NULL;
    check_text(slice_from(error.message), SLICE(""));
    check(json_count(rows) > 0);
    for (const struct json *row = rows ? json_first(rows) : NULL; row; row = json_next(row))
        check_request(row);
    json_destroy(rows);
    memory_free(text);
}
