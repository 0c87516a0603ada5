// Pieces of requests. Everything returned lives in the arena. Invariant: the key stands in the
// headers alone. It knows no vendor's field names beyond role and content, which all share.

#include "providers/wire.h"

#include "base/buffer.h"
#include "base/error.h"

#include <strings.h>

const char *wire_url(struct arena *arena, const char *base, const char *path) {
    struct slice start = slice_from(base);
    while (start.length > 0 && start.data[start.length - 1] == '/')
        start.length--;
    return arena_format(arena, SLICE_FORMAT "%s", SLICE_ARGUMENT(start), path);
}

static bool is_configured(const struct llm_endpoint *endpoint, const char *name) {
    for (size_t i = 0; i < endpoint->header_count; i++) {
        if (strcasecmp(endpoint->headers[i].name, name) == 0)
            return true;
    }
    return false;
}

struct wire_headers wire_headers(struct arena *arena, const struct llm_endpoint *endpoint,
                                 const struct host_header *own, size_t own_count) {
    struct wire_headers headers = { .items = ARENA_ARRAY(arena, own_count + endpoint->header_count,
                                                         struct host_header) };
    for (size_t i = 0; i < own_count; i++) {
        if (own[i].value && !is_configured(endpoint, own[i].name))
            headers.items[headers.count++] = own[i];
    }
    for (size_t i = 0; i < endpoint->header_count; i++)
        headers.items[headers.count++] =
            (struct host_header){ .name = endpoint->headers[i].name,
                                  .value = endpoint->headers[i].value };
    return headers;
}

bool wire_has_native_schema(const struct llm_request *request) {
    return request->schema.length > 0 && request->has_native_schema;
}

struct slice wire_system(struct arena *arena, const struct llm_request *request) {
    if (request->schema.length == 0 || request->has_native_schema)
        return request->system;
    return slice_from(arena_format(
        arena, SLICE_FORMAT "%sAnswer with JSON only that matches this schema: " SLICE_FORMAT,
        SLICE_ARGUMENT(request->system), request->system.length > 0 ? "\n\n" : "",
        SLICE_ARGUMENT(request->schema)));
}

void wire_add_messages(struct json *array, const struct llm_request *request) {
    ASSERT(request->message_count > 0);
    ASSERT(request->messages[request->message_count - 1].role == LLM_USER);
    for (size_t i = 0; i < request->message_count; i++) {
        const struct llm_message *message = &request->messages[i];
        struct json *object = json_push(array, json_object());
        json_add_string(object, "role", message->role == LLM_USER ? "user" : "assistant");
        json_add_slice(object, "content", message->text);
    }
}

struct host_http_request wire_post(struct arena *arena, const char *url,
                                   struct wire_headers headers, struct json *body) {
    struct buffer text = { 0 };
    json_print(body, &text);
    json_destroy(body);
    // Longer than BUFFER_BYTES_MAX: documents are capped far below that.
    ASSERT(!text.overflowed);
    const struct host_http_request request = {
        .method = "POST",
        .url = url,
        .headers = headers.items,
        .header_count = headers.count,
        .body = arena_copy(arena, buffer_slice(&text)),
    };
    buffer_release(&text);
    return request;
}
