// A wire dialect: bytes out, events in. Pure: no socket, no clock, no key beyond the call.
// One file and one row (dialects.def) each.
#pragma once

#include "base/arena.h"
#include "base/host.h"
#include "llm/event.h"
#include "llm/request.h"

struct decoder;

typedef void llm_on_event(const struct llm_event *event, void *data);

enum dialect_framing { DIALECT_SSE, DIALECT_NDJSON };

struct dialect {
    const char *name;
    enum dialect_framing framing; // of its streams
    // Url, headers and body, in the arena. The headers hold the key.
    struct host_http_request (*encode)(struct arena *arena, const struct llm_endpoint *endpoint,
                                       const struct llm_request *request);
    // State behind a decoder, zeroed, `state_size` bytes; release frees what hangs on it.
    size_t state_size;
    void (*release)(void *state);
    // One event of the stream: SSE's name and data, or "message" and a line of JSON.
    void (*decode)(void *state, const char *event_name, struct slice data, llm_on_event *on_event,
                   void *event_data);
    // The response ended: emits what is still to be said (LLM_DONE where a missing end sentinel is
    // harmless, LLM_ERROR `cut` where the answer is not whole).
    void (*finish)(void *state, llm_on_event *on_event, void *event_data);
    // An HTTP status that is no 2xx, with its body (cut at ERROR_BODY_BYTES_MAX).
    void (*classify_error)(int status, const struct host_header *headers, size_t header_count,
                           struct slice body, struct llm_error *error);
};

const struct dialect *dialect_find(const char *name); // NULL where there is none
const char *const *dialect_names(void);               // all of them, NULL-terminated

// One response's decoder. After LLM_DONE or LLM_ERROR it emits nothing more. A malformed event is
// skipped when the stream still ends well, and is LLM_ERROR `malformed` otherwise. `on_event` must
// not destroy the decoder that calls it.
struct decoder *decoder_create(const struct dialect *dialect);
void decoder_destroy(struct decoder *decoder); // NULL is allowed
void decoder_feed(struct decoder *decoder, struct slice bytes, llm_on_event *on_event, void *data);
void decoder_finish(struct decoder *decoder, llm_on_event *on_event, void *data);
