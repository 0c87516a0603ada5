// The dialect of OpenAI's Chat Completions, which most gateways and local servers speak as well.
// Owns its field names and its state of one response. Invariant: an answer without a finish
// reason is never whole, [DONE] or not: gateways say [DONE] after a broken stream, too. It speaks
// no tools and no images; what single services do differently is noted where it is read.

#include "providers/dialect.h"

#include "base/limits.h"
#include "providers/emit.h"
#include "providers/fault.h"
#include "providers/wire.h"

struct state {
    struct llm_usage usage;
    struct buffer refusal; // the model's words for it
    bool has_stop;
};

// --- Request -------------------------------------------------------------------------------------

// OpenAI's own models take max_completion_tokens only, everyone else knows max_tokens. Others cache
// by themselves, and refuse what they do not know.
static bool is_openai(const struct llm_endpoint *endpoint) {
    static const char host[] = "https://api.openai.com";
    const struct slice base = slice_from(endpoint->base_url);
    const size_t length = sizeof host - 1;
    if (endpoint->is_vendor)
        return true;
    return slice_starts_with(base, SLICE(host)) &&
           (base.length == length || base.data[length] == '/' || base.data[length] == ':');
}

static void add_schema(struct json *body, const struct llm_request *request) {
    struct json *format = json_add_object(body, "response_format");
    json_add_string(format, "type", "json_schema");
    struct json *schema = json_add_object(format, "json_schema");
    json_add_string(schema, "name", request->schema_name ? request->schema_name : "answer");
    json_add(schema, "schema", json_raw_value(request->schema));
    json_add_bool(schema, "strict", true);
}

static struct json *encode_body(struct arena *arena, const struct llm_endpoint *endpoint,
                                const struct llm_request *request) {
    struct json *body = json_object();
    json_add_string(body, "model", request->model_id);
    json_add_integer(body, is_openai(endpoint) ? "max_completion_tokens" : "max_tokens",
                     request->output_tokens_max);
    json_add_bool(body, "stream", true);
    if (request->has_temperature)
        json_add_number(body, "temperature", request->temperature);
    if (request->effort)
        json_add_string(body, "reasoning_effort", request->effort);
    if (request->cache_key && is_openai(endpoint))
        json_add_string(body, "prompt_cache_key", request->cache_key);
    json_add_bool(json_add_object(body, "stream_options"), "include_usage", true);
    struct json *messages = json_add_array(body, "messages");
    const struct slice system = wire_system(arena, request);
    if (system.length > 0) {
        struct json *message = json_push(messages, json_object());
        json_add_string(message, "role", "system");
        json_add_slice(message, "content", system);
    }
    wire_add_messages(messages, request);
    if (wire_has_native_schema(request))
        add_schema(body, request);
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
    return wire_post(arena, wire_url(arena, endpoint->base_url, "/chat/completions"),
                     wire_headers(arena, endpoint, own, sizeof own / sizeof *own),
                     encode_body(arena, endpoint, request));
}

// --- Response: usage and stop --------------------------------------------------------------------

static int64_t count_at(const struct json *object, const char *key) {
    const int64_t count = json_integer_or(json_find(object, key), 0);
    return count > 0 ? count : 0;
}

// The prompt's count includes what was read from the cache and written to it. DeepSeek gives hit
// and miss instead of details. xAI leaves the thoughts out of completion_tokens: its total shows.
static struct llm_usage read_usage(const struct json *usage) {
    const struct json *prompt = json_find(usage, "prompt_tokens_details");
    const struct json *completion = json_find(usage, "completion_tokens_details");
    const int64_t input = count_at(usage, "prompt_tokens");
    struct llm_usage result = {
        .cache_read = count_at(prompt, "cached_tokens"),
        .cache_write = count_at(prompt, "cache_write_tokens"),
        .output = count_at(usage, "completion_tokens"),
        .reasoning = count_at(completion, "reasoning_tokens"),
    };
    if (json_find(usage, "prompt_cache_hit_tokens"))
        result.cache_read = count_at(usage, "prompt_cache_hit_tokens");
    const int64_t cached = result.cache_read + result.cache_write;
    result.uncached = input > cached ? input - cached : 0;
    if (result.reasoning > 0 &&
        count_at(usage, "total_tokens") == input + result.output + result.reasoning)
        result.output += result.reasoning;
    return result;
}

static void take_usage(struct state *state, const struct json *usage, const struct emit *emit) {
    if (!json_is_object(usage))
        return;
    state->usage = read_usage(usage);
    emit_usage(emit, &state->usage);
}

// A reason that is not known here, or that belongs to tools, is no reason to trust the answer.
static enum llm_stop read_stop(const char *reason) {
    static const struct {
        const char *reason;
        enum llm_stop stop;
    } stops[] = {
        { "stop", LLM_STOP_COMPLETE },          { "eos", LLM_STOP_COMPLETE }, // Together
        { "eos_token", LLM_STOP_COMPLETE },                                   // Hugging Face TGI
        { "stop_sequence", LLM_STOP_COMPLETE },                               // Hugging Face TGI
        { "end_turn", LLM_STOP_COMPLETE }, // gateways that pass Anthropic's through
        { "length", LLM_STOP_LENGTH },          { "max_tokens", LLM_STOP_LENGTH },
        { "content_filter", LLM_STOP_FILTER },  { "refusal", LLM_STOP_REFUSAL },
        { "model_length", LLM_STOP_CONTEXT }, // Mistral
    };
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (strcmp(stops[i].reason, reason) == 0)
            return stops[i].stop;
    }
    return LLM_STOP_ERROR; // DeepSeek: insufficient_system_resource; Mistral: error
}

// OpenAI ends a refusal with "stop": only the delta's field tells it from an answer.
static void take_stop(struct state *state, const char *reason, const struct emit *emit) {
    if (!reason)
        return;
    state->has_stop = true;
    enum llm_stop stop = read_stop(reason);
    if (stop == LLM_STOP_COMPLETE && state->refusal.length > 0)
        stop = LLM_STOP_REFUSAL;
    emit_stop(emit, stop, state->refusal.data);
}

// --- Response: text ------------------------------------------------------------------------------

// Mistral's thinking models send parts: {"type": "text", "text": …} and {"type": "thinking",
// "thinking": [parts]}.
static void take_parts(const struct json *parts, enum llm_event_kind kind,
                       const struct emit *emit) {
    for (const struct json *part = json_first(parts); part; part = json_next(part)) {
        emit_text(emit, kind, json_string(json_find(part, "text")));
        const struct json *thoughts = json_find(part, "thinking");
        for (const struct json *inner = json_first(json_is_array(thoughts) ? thoughts : NULL);
             inner; inner = json_next(inner))
            emit_text(emit, LLM_THINKING, json_string(json_find(inner, "text")));
    }
}

static void take_delta(struct state *state, const struct json *delta, const struct emit *emit) {
    // DeepSeek, vLLM, llama-server say reasoning_content, OpenRouter and Groq reasoning; some both.
    const char *thoughts = json_string(json_find(delta, "reasoning_content"));
    emit_text(emit, LLM_THINKING, thoughts ? thoughts : json_string(json_find(delta, "reasoning")));
    const struct json *content = json_find(delta, "content");
    if (json_is_array(content))
        take_parts(content, LLM_TEXT, emit);
    else
        emit_text(emit, LLM_TEXT, json_string(content));
    // Past the cap, its beginning will do.
    state->refusal.limit = ERROR_BODY_BYTES_MAX;
    buffer_append_string(&state->refusal, json_string(json_find(delta, "refusal")));
}

static bool take_error(const struct json *root, const char *event_name, const struct emit *emit) {
    const struct json *error = json_find(root, "error");
    const bool is_bare = strcmp(event_name, "error") == 0 ||
                         strcmp(json_string_or(json_find(root, "object"), ""), "error") == 0;
    if (!json_is_object(error) && !json_is_string(error) && !is_bare)
        return false;
    struct llm_error result;
    fault_of_object(root, &result);
    emit_error(emit, &result);
    return true;
}

// Where the stop reason and the usage are there, nothing is missing, and a stream that does not
// say [DONE] need not be waited for.
static void take_chunk(struct state *state, const struct json *root, const struct emit *emit) {
    const struct json *choice = json_first(json_find(root, "choices"));
    take_delta(state, json_find(choice, "delta"), emit);
    take_usage(state, json_find(root, "usage"), emit);
    take_stop(state, json_string(json_find(choice, "finish_reason")), emit);
    if (state->has_stop && json_is_object(json_find(root, "usage")))
        emit_done(emit);
}

static void decode(void *data, const char *event_name, struct slice text, llm_on_event *on_event,
                   void *event_data) {
    const struct emit emit = { .on_event = on_event, .data = event_data };
    struct state *state = data;
    if (slice_is(slice_trim(text), "[DONE]")) {
        state->has_stop ? emit_done(&emit) : emit_cut(&emit);
        return;
    }
    struct json *root = json_parse(text, NULL);
    if (!json_is_object(root))
        emit_malformed(&emit);
    else if (!take_error(root, event_name, &emit))
        take_chunk(state, root, &emit);
    json_destroy(root);
}

static void finish(void *data, llm_on_event *on_event, void *event_data) {
    const struct emit emit = { .on_event = on_event, .data = event_data };
    const struct state *state = data;
    state->has_stop ? emit_done(&emit) : emit_cut(&emit);
}

static void release(void *data) {
    struct state *state = data;
    buffer_release(&state->refusal);
}

const struct dialect dialect_openai_chat = {
    .name = "openai-chat",
    .encode = encode,
    .state_size = sizeof(struct state),
    .release = release,
    .decode = decode,
    .finish = finish,
    .classify_error = fault_of_status,
};
