// What the dialects have in common when they write a request.
#pragma once

#include "base/arena.h"
#include "base/host.h"
#include "base/json.h"
#include "llm/request.h"

struct wire_headers {
    struct host_header *items;
    size_t count;
};

// `base` without its final slashes, then `path`.
const char *wire_url(struct arena *arena, const char *base, const char *path);
// The endpoint's configured headers behind `own`, in the arena. A configured header takes the
// place of an own one of the same name, and an own one without a value is left out.
struct wire_headers wire_headers(struct arena *arena, const struct llm_endpoint *endpoint,
                                 const struct host_header *own, size_t own_count);
// The system prompt; with the schema and what to do with it where the model has no native schemas.
struct slice wire_system(struct arena *arena, const struct llm_request *request);
// Appends {"role": …, "content": …} for each message. The last one must be the user's: a prefilled
// answer is refused by newer models, so a failed stream never continues by prefill (F14).
void wire_add_messages(struct json *array, const struct llm_request *request);
bool wire_has_native_schema(const struct llm_request *request);
// POST of `body`, printed into the arena and freed.
struct host_http_request wire_post(struct arena *arena, const char *url,
                                   struct wire_headers headers, struct json *body);
