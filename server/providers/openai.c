// The dialect of OpenAI's Responses API. Owns its field names and its state of one response.
// Invariants: an answer without its closing event is never whole, and text comes out once, be it
// sent in deltas, as a finished part, or in the closing response alone. Nothing is kept at the
// vendor (store is false), so every request holds all turns. Tools, images and the other kinds of
// output are not spoken.

#include "providers/dialect.h"

#include "base/limits.h"
#include "providers/emit.h"
#include "providers/fault.h"
#include "providers/wire.h"

struct state {
    struct buffer text; // of the answer, all that was sent on
    size_t part_start;  // where in it the part that is being sent begins
    struct buffer refusal;
    bool is_commentary; // the message that is being sent is no part of the answer
};

// --- Request -------------------------------------------------------------------------------------

static void add_format(struct json *body, const struct llm_request *request) {
    struct json *format = json_add_object(json_add_object(body, "text"), "format");
    json_add_string(format, "type", "json_schema");
    json_add_string(format, "name", request->schema_name ? request->schema_name : "answer");
    json_add(format, "schema", json_raw_value(request->schema));
    json_add_bool(format, "strict", true);
}

static struct json *encode_body(struct arena *arena, const struct llm_request *request) {
    struct json *body = json_object();
    json_add_string(body, "model", request->model_id);
    json_add_integer(body, "max_output_tokens", request->output_tokens_max);
    json_add_bool(body, "stream", true);
    json_add_bool(body, "store", false);
    if (request->has_temperature)
        json_add_number(body, "temperature", request->temperature);
    if (request->effort)
        json_add_string(json_add_object(body, "reasoning"), "effort", request->effort);
    if (request->cache_key)
        json_add_string(body, "prompt_cache_key", request->cache_key);
    const struct slice system = wire_system(arena, request);
    if (system.length > 0)
        json_add_slice(body, "instructions", system);
    wire_add_messages(json_add_array(body, "input"), request);
    if (wire_has_native_schema(request))
        add_format(body, request);
    return body;
}

static struct host_http_request encode(struct arena *arena, const struct llm_endpoint *endpoint,
                                       const struct llm_request *request) {
    const bool has_key = endpoint->key && endpoint->key[0];
    const struct host_header own[] = {
        { "content-type", "application/json" },
        { "accept", "text/event-stream" },
        { "authorization", has_key ? arena_format(arena, "Bearer %s", endpoint->key) : NULL },
    };
    return wire_post(arena, wire_url(arena, endpoint->base_url, "/responses"),
                     wire_headers(arena, endpoint, own, sizeof own / sizeof *own),
                     encode_body(arena, request));
}

// --- Response: text ------------------------------------------------------------------------------

static void send_text(struct state *state, const char *text, const struct emit *emit) {
    // The decoder drops what is longer before this buffer is full.
    state->text.limit = 2 * ANSWER_BYTES_MAX;
    buffer_append_string(&state->text, text);
    emit_text(emit, LLM_TEXT, text);
}

// Sends what `whole` has beyond what was sent of it. False where it does not begin with that.
static bool send_rest(struct state *state, struct slice sent, const char *whole,
                      const struct emit *emit) {
    if (!slice_starts_with(slice_from(whole), sent))
        return false;
    send_text(state, whole + sent.length, emit);
    return true;
}

static void on_item_added(struct state *state, const struct json *root, const struct emit *emit) {
    (void)emit;
    const char *phase = json_string(json_find_path(root, "item", "phase", NULL));
    state->is_commentary = phase && strcmp(phase, "commentary") == 0;
    state->part_start = state->text.length;
}

static void on_text_delta(struct state *state, const struct json *root, const struct emit *emit) {
    const char *delta = json_string(json_find(root, "delta"));
    if (state->is_commentary)
        emit_text(emit, LLM_THINKING, delta);
    else
        send_text(state, delta, emit);
}

static void on_text_done(struct state *state, const struct json *root, const struct emit *emit) {
    const char *text = json_string(json_find(root, "text"));
    const struct slice sent =
        slice_between(buffer_slice(&state->text), state->part_start, state->text.length);
    if (text && !state->is_commentary)
        send_rest(state, sent, text, emit);
    state->part_start = state->text.length;
}

// A summary of the thoughts, and from open models the thoughts themselves.
static void on_thoughts(struct state *state, const struct json *root, const struct emit *emit) {
    (void)state;
    emit_text(emit, LLM_THINKING, json_string(json_find(root, "delta")));
}

// Past the cap, its beginning will do.
static void add_refusal(struct state *state, const char *words) {
    state->refusal.limit = ERROR_BODY_BYTES_MAX;
    buffer_append_string(&state->refusal, words);
}

static void on_refusal_delta(struct state *state, const struct json *root,
                             const struct emit *emit) {
    (void)emit;
    add_refusal(state, json_string(json_find(root, "delta")));
}

static void on_refusal_done(struct state *state, const struct json *root, const struct emit *emit) {
    (void)emit;
    if (state->refusal.length == 0)
        add_refusal(state, json_string(json_find(root, "refusal")));
}

// --- Response: the closing -----------------------------------------------------------------------

static int64_t count_at(const struct json *object, const char *key) {
    const int64_t count = json_integer_or(json_find(object, key), 0);
    return count > 0 ? count : 0;
}

// The input's count includes what was read from the cache and written to it.
static void take_usage(const struct json *usage, const struct emit *emit) {
    if (!json_is_object(usage))
        return;
    const struct json *input = json_find(usage, "input_tokens_details");
    const struct json *output = json_find(usage, "output_tokens_details");
    struct llm_usage result = {
        .cache_read = count_at(input, "cached_tokens"),
        .cache_write = count_at(input, "cache_write_tokens"),
        .output = count_at(usage, "output_tokens"),
        .reasoning = count_at(output, "reasoning_tokens"),
    };
    const int64_t total = count_at(usage, "input_tokens");
    const int64_t cached = result.cache_read + result.cache_write;
    result.uncached = total > cached ? total - cached : 0;
    emit_usage(emit, &result);
}

// All that the closing response holds of the answer, in order, and of a refusal.
static void collect_output(struct state *state, const struct json *output, struct buffer *whole) {
    const bool has_refusal = state->refusal.length > 0;
    for (const struct json *item = json_is_array(output) ? json_first(output) : NULL; item;
         item = json_next(item)) {
        if (strcmp(json_string_or(json_find(item, "phase"), ""), "commentary") == 0)
            continue;
        const struct json *content = json_find(item, "content");
        if (strcmp(json_string_or(json_find(item, "type"), ""), "message") != 0)
            continue; // the content of reasoning has a text, too
        for (const struct json *part = json_is_array(content) ? json_first(content) : NULL; part;
             part = json_next(part)) {
            buffer_append_string(whole, json_string(json_find(part, "text")));
            if (!has_refusal)
                add_refusal(state, json_string(json_find(part, "refusal")));
        }
    }
}

// False where the closing response holds text that never came, and not at the end: what has been
// sent on is no beginning of the answer then.
static bool take_output(struct state *state, const struct json *output, const struct emit *emit) {
    struct buffer whole = { .limit = 2 * ANSWER_BYTES_MAX };
    collect_output(state, output, &whole);
    bool is_good = whole.length <= state->text.length;
    if (!is_good)
        is_good = send_rest(state, buffer_slice(&state->text), whole.data, emit);
    buffer_release(&whole);
    return is_good;
}

static enum llm_stop read_incomplete(const struct json *response) {
    const char *reason =
        json_string_or(json_find_path(response, "incomplete_details", "reason", NULL), "");
    if (strcmp(reason, "max_output_tokens") == 0)
        return LLM_STOP_LENGTH;
    if (strcmp(reason, "content_filter") == 0)
        return LLM_STOP_FILTER;
    return LLM_STOP_ERROR;
}

static void end_failed(const struct json *root, const struct emit *emit) {
    struct llm_error error;
    fault_of_object(root, &error);
    emit_error(emit, &error);
}

// The response's own status counts, else the event's. One that is not known here is no reason to
// trust the answer. A refusal is "completed": only its parts tell it from an answer.
static void close_with(struct state *state, const struct json *root, const char *status,
                       const struct emit *emit) {
    const struct json *response = json_find(root, "response");
    status = json_string_or(json_find(response, "status"), status);
    take_usage(json_find(response, "usage"), emit);
    if (strcmp(status, "failed") == 0) {
        end_failed(response, emit);
        return;
    }
    if (!take_output(state, json_find(response, "output"), emit)) {
        emit_malformed(emit);
        emit_cut(emit);
        return;
    }
    enum llm_stop stop = LLM_STOP_ERROR;
    if (strcmp(status, "completed") == 0)
        stop = state->refusal.length > 0 ? LLM_STOP_REFUSAL : LLM_STOP_COMPLETE;
    else if (strcmp(status, "incomplete") == 0)
        stop = read_incomplete(response);
    emit_stop(emit, stop, state->refusal.data);
    emit_done(emit);
}

static void on_completed(struct state *state, const struct json *root, const struct emit *emit) {
    close_with(state, root, "completed", emit);
}

static void on_incomplete(struct state *state, const struct json *root, const struct emit *emit) {
    close_with(state, root, "incomplete", emit);
}

static void on_failed(struct state *state, const struct json *root, const struct emit *emit) {
    close_with(state, root, "failed", emit);
}

static void on_error(struct state *state, const struct json *root, const struct emit *emit) {
    (void)state;
    end_failed(root, emit);
}

// --- Response: events ----------------------------------------------------------------------------

// Others (response.created, .in_progress, the ends of parts and items, tools) say nothing that we
// need.
static const struct {
    const char *type;
    void (*take)(struct state *state, const struct json *root, const struct emit *emit);
} takers[] = {
    { "response.output_item.added", on_item_added },
    { "response.output_text.delta", on_text_delta },
    { "response.output_text.done", on_text_done },
    { "response.reasoning_summary_text.delta", on_thoughts },
    { "response.reasoning_text.delta", on_thoughts },
    { "response.refusal.delta", on_refusal_delta },
    { "response.refusal.done", on_refusal_done },
    { "response.completed", on_completed },
    { "response.incomplete", on_incomplete },
    { "response.failed", on_failed },
    { "error", on_error },
};

// The vendor's has the type "error"; gateways and local servers have their own ways.
static bool is_error(const struct json *root, const char *event_name) {
    const struct json *error = json_find(root, "error");
    return json_is_object(error) || json_is_string(error) || strcmp(event_name, "error") == 0 ||
           strcmp(json_string_or(json_find(root, "object"), ""), "error") == 0;
}

static void decode(void *data, const char *event_name, struct slice text, llm_on_event *on_event,
                   void *event_data) {
    const struct emit emit = { .on_event = on_event, .data = event_data };
    if (slice_is(slice_trim(text), "[DONE]")) {
        emit_cut(&emit); // gateways say it, the vendor does not; after the closing it is not heard
        return;
    }
    struct json *root = json_parse(text, NULL);
    if (!json_is_object(root)) {
        emit_malformed(&emit);
        json_destroy(root);
        return;
    }
    const char *type =
        is_error(root, event_name) ? "error" : json_string_or(json_find(root, "type"), event_name);
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
        if (strcmp(takers[i].type, type) == 0)
            takers[i].take(data, root, &emit);
    }
    json_destroy(root);
}

static void finish(void *data, llm_on_event *on_event, void *event_data) {
    (void)data;
    emit_cut(&(struct emit){ .on_event = on_event, .data = event_data });
}

static void release(void *data) {
    struct state *state = data;
    buffer_release(&state->text);
    buffer_release(&state->refusal);
}

const struct dialect dialect_openai = {
    .name = "openai",
    .encode = encode,
    .state_size = sizeof(struct state),
    .release = release,
    .decode = decode,
    .finish = finish,
    .classify_error = fault_of_status,
};
