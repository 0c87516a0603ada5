// The dialect of Anthropic's Messages API. Owns its field names and its state of one response.
// Invariants: no temperature is sent (the newer models refuse it, and the SDK has no such field any
// more), and an answer without message_stop or a stop reason is never whole. Tools, images and
// citations are not spoken, and thoughts are not asked for beyond the effort.
//
// A schema goes into output_config where the model has native schemas, else into the prompt and
// not into a forced tool: the answer then comes as text like any other, and one way of reading it
// serves all dialects.

#include "providers/dialect.h"

#include "base/error.h"
#include "providers/emit.h"
#include "providers/fault.h"
#include "providers/wire.h"

struct state {
    struct llm_usage usage;
    bool has_stop;
};

// --- Request -------------------------------------------------------------------------------------

// The mark at the end of a prefix has it cached, all before it included. What is shorter than the
// model's minimum (1024 to 4096 tokens) is not, at no cost.
static void add_marked_text(struct json *message, struct slice text) {
    struct json *block = json_push(json_add_array(message, "content"), json_object());
    json_add_string(block, "type", "text");
    json_add_slice(block, "text", text);
    json_add_string(json_add_object(block, "cache_control"), "type", "ephemeral");
}

static void add_messages(struct json *array, const struct llm_request *request) {
    ASSERT(request->message_count > 0 && request->kept_turn_count < request->message_count);
    ASSERT(request->messages[request->message_count - 1].role == LLM_USER);
    for (size_t i = 0; i < request->message_count; i++) {
        const struct llm_message *message = &request->messages[i];
        struct json *object = json_push(array, json_object());
        json_add_string(object, "role", message->role == LLM_USER ? "user" : "assistant");
        if (i + 1 == request->kept_turn_count)
            add_marked_text(object, message->text);
        else
            json_add_slice(object, "content", message->text);
    }
}

static void add_output_config(struct json *body, const struct llm_request *request) {
    const bool has_schema = wire_has_native_schema(request);
    if (!request->effort && !has_schema)
        return;
    struct json *config = json_add_object(body, "output_config");
    if (request->effort)
        json_add_string(config, "effort", request->effort);
    if (has_schema) {
        struct json *format = json_add_object(config, "format");
        json_add_string(format, "type", "json_schema");
        json_add(format, "schema", json_raw_value(request->schema));
    }
}

static struct json *encode_body(struct arena *arena, const struct llm_request *request) {
    struct json *body = json_object();
    json_add_string(body, "model", request->model_id);
    json_add_integer(body, "max_tokens", request->output_tokens_max);
    json_add_bool(body, "stream", true);
    // A plain string: our system prompts are far below the 1024 to 4096 tokens from which on
    // cache_control has an effect.
    const struct slice system = wire_system(arena, request);
    if (system.length > 0)
        json_add_slice(body, "system", system);
    add_messages(json_add_array(body, "messages"), request);
    add_output_config(body, request);
    return body;
}

static struct host_http_request encode(struct arena *arena, const struct llm_endpoint *endpoint,
                                       const struct llm_request *request) {
    // 2026-10-21, which the vendor's SDK sends since its 1.0, changes nothing that is sent or read
    // here (sampling parameters, documents, citations); gateways all know the older version.
    const struct host_header own[] = {
        { "content-type", "application/json" },
        { "accept", "text/event-stream" },
        { "anthropic-version", "2023-06-01" },
        { "x-api-key", endpoint->key },
    };
    const struct slice base = slice_from(endpoint->base_url);
    const bool has_version =
        slice_ends_with(base, SLICE("/v1")) || slice_ends_with(base, SLICE("/v1/"));
    const char *url =
        wire_url(arena, endpoint->base_url, has_version ? "/messages" : "/v1/messages");
    return wire_post(arena, url, wire_headers(arena, endpoint, own, sizeof own / sizeof *own),
                     encode_body(arena, request));
}

// --- Response ------------------------------------------------------------------------------------

static void take_count(const struct json *usage, const char *key, int64_t *count) {
    const int64_t value = json_integer_or(json_find(usage, key), -1);
    if (value >= 0)
        *count = value;
}

// Counts are totals of the whole message and are left out where they do not apply: the later one
// overwrites, nothing is added up. input_tokens has no cached tokens in it.
static void take_usage(struct state *state, const struct json *usage, const struct emit *emit) {
    if (!json_is_object(usage))
        return;
    take_count(usage, "input_tokens", &state->usage.uncached);
    take_count(usage, "cache_read_input_tokens", &state->usage.cache_read);
    take_count(usage, "cache_creation_input_tokens", &state->usage.cache_write);
    take_count(usage, "output_tokens", &state->usage.output);
    take_count(json_find(usage, "output_tokens_details"), "thinking_tokens",
               &state->usage.reasoning);
    emit_usage(emit, &state->usage);
}

// A reason that is not known here is no reason to trust the answer.
static enum llm_stop read_stop(const char *reason) {
    static const struct {
        const char *reason;
        enum llm_stop stop;
    } stops[] = {
        { "end_turn", LLM_STOP_COMPLETE },
        { "stop_sequence", LLM_STOP_COMPLETE },
        { "max_tokens", LLM_STOP_LENGTH },
        { "refusal", LLM_STOP_REFUSAL },
        { "model_context_window_exceeded", LLM_STOP_CONTEXT },
    };
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (strcmp(stops[i].reason, reason) == 0)
            return stops[i].stop;
    }
    return LLM_STOP_ERROR;
}

static void on_message_start(struct state *state, const struct json *root,
                             const struct emit *emit) {
    take_usage(state, json_find_path(root, "message", "usage", NULL), emit);
}

static void on_block_start(struct state *state, const struct json *root, const struct emit *emit) {
    (void)state;
    const struct json *block = json_find(root, "content_block");
    emit_text(emit, LLM_TEXT, json_string(json_find(block, "text")));
    emit_text(emit, LLM_THINKING, json_string(json_find(block, "thinking")));
}

// Each kind of delta has a field of its own: text, thinking, partial_json, signature.
static void on_block_delta(struct state *state, const struct json *root, const struct emit *emit) {
    (void)state;
    const struct json *delta = json_find(root, "delta");
    emit_text(emit, LLM_TEXT, json_string(json_find(delta, "text")));
    emit_text(emit, LLM_THINKING, json_string(json_find(delta, "thinking")));
}

static void on_message_delta(struct state *state, const struct json *root,
                             const struct emit *emit) {
    take_usage(state, json_find(root, "usage"), emit);
    const struct json *delta = json_find(root, "delta");
    const char *reason = json_string(json_find(delta, "stop_reason"));
    if (!reason)
        return;
    state->has_stop = true;
    emit_stop(emit, read_stop(reason),
              json_string(json_find_path(delta, "stop_details", "explanation", NULL)));
}

static void on_message_stop(struct state *state, const struct json *root, const struct emit *emit) {
    (void)root;
    if (state->has_stop)
        emit_done(emit);
    else
        emit_cut(emit);
}

static void on_error(struct state *state, const struct json *root, const struct emit *emit) {
    (void)state;
    struct llm_error error;
    fault_of_object(root, &error);
    emit_error(emit, &error);
}

// Others (ping, content_block_stop, and what the vendor adds one day) say nothing that we need.
static const struct {
    const char *type;
    void (*take)(struct state *state, const struct json *root, const struct emit *emit);
} takers[] = {
    { "message_start", on_message_start },     { "content_block_start", on_block_start },
    { "content_block_delta", on_block_delta }, { "message_delta", on_message_delta },
    { "message_stop", on_message_stop },       { "error", on_error },
};

static void decode(void *data, const char *event_name, struct slice text, llm_on_event *on_event,
                   void *event_data) {
    const struct emit emit = { .on_event = on_event, .data = event_data };
    struct json *root = json_parse(text, NULL);
    if (!json_is_object(root)) {
        emit_malformed(&emit);
        json_destroy(root);
        return;
    }
    const char *type = json_string_or(json_find(root, "type"), event_name);
    if (json_is_object(json_find(root, "error")))
        type = "error"; // gateways wrap it in their own way
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
        if (strcmp(takers[i].type, type) == 0)
            takers[i].take(data, root, &emit);
    }
    json_destroy(root);
}

static void finish(void *data, llm_on_event *on_event, void *event_data) {
    on_message_stop(data, NULL, &(struct emit){ .on_event = on_event, .data = event_data });
}

const struct dialect dialect_anthropic = {
    .name = "anthropic",
    .encode = encode,
    .state_size = sizeof(struct state),
    .decode = decode,
    .finish = finish,
    .classify_error = fault_of_status,
};
