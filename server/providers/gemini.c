// The dialect of Google's Gemini API. Owns its field names and its state of one response.
// Invariants: the key stands in a header and never in the URL, a model's id cannot leave its place
// in the path, and an answer without a finish reason is never whole: there is no end sentinel. It
// speaks no tools, no images and one candidate.

#include "providers/dialect.h"

#include "base/error.h"
#include "providers/emit.h"
#include "providers/fault.h"
#include "providers/reason.h"
#include "providers/wire.h"

#include <ctype.h>

struct state {
    bool has_stop;
};

// --- Request -------------------------------------------------------------------------------------

static void add_part(struct json *content, struct slice text) {
    struct json *part = json_push(json_add_array(content, "parts"), json_object());
    json_add_slice(part, "text", text);
}

static void add_contents(struct json *contents, const struct llm_request *request) {
    ASSERT(request->message_count > 0);
    ASSERT(request->messages[request->message_count - 1].role == LLM_USER);
    for (size_t i = 0; i < request->message_count; i++) {
        const struct llm_message *message = &request->messages[i];
        struct json *content = json_push(contents, json_object());
        json_add_string(content, "role", message->role == LLM_USER ? "user" : "model");
        add_part(content, message->text);
    }
}

// False, and `number` as it was, for what is none.
static bool read_whole_number(const char *text, int64_t *number) {
    struct json *value = json_parse(slice_from(text), NULL);
    const bool is_whole = json_is_integer(value);
    *number = json_integer_or(value, *number);
    json_destroy(value);
    return is_whole;
}

// From Gemini 3 on a level, before it a number of tokens (0: no thoughts, -1: as many as it likes).
// Thoughts are asked for because they show that it is at work; who was told not to think is not to
// be asked for them, and models that cannot think refuse the field: so only where an effort is set.
static void add_thinking(struct json *config, const char *effort) {
    struct json *thinking = json_add_object(config, "thinkingConfig");
    int64_t budget = -1;
    if (read_whole_number(effort, &budget)) {
        json_add_integer(thinking, "thinkingBudget", budget);
    } else {
        char level[32] = "";
        for (size_t i = 0; effort[i] && i < sizeof level - 1; i++)
            level[i] = (char)toupper((unsigned char)effort[i]);
        json_add_string(thinking, "thinkingLevel", level);
    }
    if (budget != 0)
        json_add_bool(thinking, "includeThoughts", true);
}

static struct json *encode_body(struct arena *arena, const struct llm_request *request) {
    struct json *body = json_object();
    const struct slice system = wire_system(arena, request);
    if (system.length > 0)
        add_part(json_add_object(body, "systemInstruction"), system);
    add_contents(json_add_array(body, "contents"), request);
    struct json *config = json_add_object(body, "generationConfig");
    json_add_integer(config, "maxOutputTokens", request->output_tokens_max);
    if (request->has_temperature)
        json_add_number(config, "temperature", request->temperature);
    if (wire_has_native_schema(request)) {
        json_add_string(config, "responseMimeType", "application/json");
        json_add(config, "responseJsonSchema", json_raw_value(request->schema));
    }
    if (request->effort)
        add_thinking(config, request->effort);
    return body;
}

// The id is configured: what has a meaning in a URL must not get one here. The vendor's pages also
// write it with its collection before it.
static const char *model_path(struct arena *arena, const char *id) {
    static const char collection[] = "models/";
    struct buffer path = { 0 };
    buffer_append_string(&path, collection);
    if (strncmp(id, collection, sizeof collection - 1) == 0)
        id += sizeof collection - 1;
    for (; *id; id++) {
        if (isalnum((unsigned char)*id) || strchr("-._~", *id))
            buffer_append_byte(&path, *id);
        else
            buffer_format(&path, "%%%02X", (unsigned char)*id);
    }
    const char *copy = arena_string(arena, buffer_slice(&path));
    buffer_release(&path);
    return copy;
}

static struct host_http_request encode(struct arena *arena, const struct llm_endpoint *endpoint,
                                       const struct llm_request *request) {
    const struct host_header own[] = {
        { "content-type", "application/json" },
        { "accept", "text/event-stream" },
        { "x-goog-api-key", endpoint->key },
    };
    const struct slice base = slice_from(endpoint->base_url);
    const bool has_version =
        slice_ends_with(base, SLICE("/v1beta")) || slice_ends_with(base, SLICE("/v1beta/"));
    const char *path =
        arena_format(arena, "%s%s:streamGenerateContent?alt=sse", has_version ? "/" : "/v1beta/",
                     model_path(arena, request->model_id));
    return wire_post(arena, wire_url(arena, endpoint->base_url, path),
                     wire_headers(arena, endpoint, own, sizeof own / sizeof *own),
                     encode_body(arena, request));
}

// --- Response ------------------------------------------------------------------------------------

static int64_t count_at(const struct json *object, const char *key) {
    const int64_t count = json_integer_or(json_find(object, key), 0);
    return count > 0 ? count : 0;
}

// Each chunk has the totals so far. The prompt's count includes what came from the cache; thoughts
// are paid as output, and are not in the candidates' count.
static void take_usage(const struct json *usage, const struct emit *emit) {
    if (!json_is_object(usage))
        return;
    const int64_t input = count_at(usage, "promptTokenCount");
    const int64_t cached = count_at(usage, "cachedContentTokenCount");
    const int64_t thoughts = count_at(usage, "thoughtsTokenCount");
    emit_usage(emit, &(struct llm_usage){
                         .uncached = input > cached ? input - cached : 0,
                         .cache_read = cached,
                         .output = count_at(usage, "candidatesTokenCount") + thoughts,
                         .reasoning = thoughts,
                     });
}

// A reason that is not known here, or that belongs to tools, is no reason to trust the answer.
static enum llm_stop read_stop(const char *reason) {
    static const struct {
        const char *reason;
        enum llm_stop stop;
    } stops[] = {
        { "STOP", LLM_STOP_COMPLETE },    { "MAX_TOKENS", LLM_STOP_LENGTH },
        { "SAFETY", LLM_STOP_FILTER },    { "RECITATION", LLM_STOP_FILTER },
        { "BLOCKLIST", LLM_STOP_FILTER }, { "PROHIBITED_CONTENT", LLM_STOP_FILTER },
        { "SPII", LLM_STOP_FILTER },      { "MODEL_ARMOR", LLM_STOP_FILTER },
    };
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (strcmp(stops[i].reason, reason) == 0)
            return stops[i].stop;
    }
    return LLM_STOP_ERROR; // OTHER, LANGUAGE, MALFORMED_FUNCTION_CALL, …
}

// The vendor's code, and its words where it has any: "SAFETY: …" says more than that it stopped.
static void take_stop(struct state *state, const char *reason, const char *words,
                      enum llm_stop stop, const struct emit *emit) {
    char told[200] = "";
    struct buffer text = { 0 };
    buffer_format(&text, "%s%s%s", reason, words && words[0] ? ": " : "", words ? words : "");
    reason_clean(buffer_slice(&text), told, sizeof told);
    buffer_release(&text);
    state->has_stop = true;
    emit_stop(emit, stop, stop == LLM_STOP_COMPLETE || stop == LLM_STOP_LENGTH ? NULL : told);
}

static void take_candidate(struct state *state, const struct json *candidate,
                           const struct emit *emit) {
    const struct json *parts = json_find_path(candidate, "content", "parts", NULL);
    for (const struct json *part = json_first(json_is_array(parts) ? parts : NULL); part;
         part = json_next(part)) {
        const bool is_thought = json_bool_or(json_find(part, "thought"), false);
        emit_text(emit, is_thought ? LLM_THINKING : LLM_TEXT, json_string(json_find(part, "text")));
    }
    const char *reason = json_string(json_find(candidate, "finishReason"));
    if (reason)
        take_stop(state, reason, json_string(json_find(candidate, "finishMessage")),
                  read_stop(reason), emit);
}

// Nothing was answered because of what was asked: there is no candidate then.
static void take_feedback(struct state *state, const struct json *feedback,
                          const struct emit *emit) {
    const char *reason = json_string(json_find(feedback, "blockReason"));
    if (reason)
        take_stop(state, reason, json_string(json_find(feedback, "blockReasonMessage")),
                  LLM_STOP_FILTER, emit);
}

static void take_chunk(struct state *state, const struct json *root, const struct emit *emit) {
    const struct json *candidate = json_first(json_find(root, "candidates"));
    const struct json *usage = json_find(root, "usageMetadata");
    take_usage(usage, emit);
    if (candidate)
        take_candidate(state, candidate, emit);
    else
        take_feedback(state, json_find(root, "promptFeedback"), emit);
    // Nothing is missing then, and a connection that stays open need not be waited for.
    if (state->has_stop && json_is_object(usage))
        emit_done(emit);
}

// An error comes alone, or in an array where the service takes the answer for one.
static bool take_error(const struct json *root, const struct emit *emit) {
    const struct json *object = json_is_array(root) ? json_first(root) : root;
    if (!json_is_object(json_find(object, "error")))
        return false;
    struct llm_error error;
    fault_of_object(object, &error);
    emit_error(emit, &error);
    return true;
}

static void decode(void *data, const char *event_name, struct slice text, llm_on_event *on_event,
                   void *event_data) {
    (void)event_name;
    const struct emit emit = { .on_event = on_event, .data = event_data };
    struct json *root = json_parse(text, NULL);
    if (!take_error(root, &emit)) {
        if (json_is_object(root))
            take_chunk(data, root, &emit);
        else
            emit_malformed(&emit);
    }
    json_destroy(root);
}

static void finish(void *data, llm_on_event *on_event, void *event_data) {
    const struct emit emit = { .on_event = on_event, .data = event_data };
    const struct state *state = data;
    state->has_stop ? emit_done(&emit) : emit_cut(&emit);
}

const struct dialect dialect_gemini = {
    .name = "gemini",
    .encode = encode,
    .state_size = sizeof(struct state),
    .decode = decode,
    .finish = finish,
    .classify_error = fault_of_status,
};
