// The dialect of Ollama's own API. Owns its field names, and keeps nothing between lines.
// Invariants: the window is always asked for, because its default is small and what does not fit
// is cut without a word; and an answer is whole only where its last line says why it ended. It
// speaks no tools and no images, and loads, pulls and unloads no models.

#include "providers/dialect.h"

#include "providers/emit.h"
#include "providers/fault.h"
#include "providers/wire.h"

#include <ctype.h>
#include <stdio.h>

// --- Request -------------------------------------------------------------------------------------

// Tokens around the prompt that are the model's template's, and the least window that is asked for.
enum { TEMPLATE_TOKENS = 256, WINDOW_TOKENS_MIN = 4096 };

// The least power of two in which prompt and answer have room: a model is loaded anew whenever its
// window changes, which powers of two make rare. Not past the window that the model has.
static int64_t choose_window(struct slice system, const struct llm_request *request) {
    size_t bytes = system.length + (request->has_native_schema ? request->schema.length : 0);
    for (size_t i = 0; i < request->message_count; i++)
        bytes += request->messages[i].text.length;
    const int64_t needed =
        llm_tokens_estimate((int64_t)bytes) + request->output_tokens_max + TEMPLATE_TOKENS;
    int64_t window = WINDOW_TOKENS_MIN;
    while (window < needed && window < INT64_MAX / 2)
        window *= 2;
    const int64_t most = request->context_tokens;
    return most > 0 && window > most ? most : window;
}

// Some models take a level, the others yes or no.
static void add_think(struct json *body, const char *effort) {
    static const struct {
        const char *word;
        bool is_thinking;
    } switches[] = {
        { "true", true }, { "on", true }, { "false", false }, { "off", false }, { "none", false },
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        if (strcmp(switches[i].word, effort) == 0) {
            json_add_bool(body, "think", switches[i].is_thinking);
            return;
        }
    }
    json_add_string(body, "think", effort);
}

static struct json *encode_body(struct arena *arena, const struct llm_request *request) {
    struct json *body = json_object();
    json_add_string(body, "model", request->model_id);
    struct json *messages = json_add_array(body, "messages");
    const struct slice system = wire_system(arena, request);
    if (system.length > 0) {
        struct json *message = json_push(messages, json_object());
        json_add_string(message, "role", "system");
        json_add_slice(message, "content", system);
    }
    wire_add_messages(messages, request);
    json_add_bool(body, "stream", true);
    if (wire_has_native_schema(request))
        json_add(body, "format", json_raw_value(request->schema));
    if (request->effort)
        add_think(body, request->effort);
    struct json *options = json_add_object(body, "options");
    json_add_integer(options, "num_ctx", choose_window(system, request));
    json_add_integer(options, "num_predict", request->output_tokens_max);
    if (request->has_temperature)
        json_add_number(options, "temperature", request->temperature);
    return body;
}

static struct host_http_request encode(struct arena *arena, const struct llm_endpoint *endpoint,
                                       const struct llm_request *request) {
    const bool has_key = endpoint->key && endpoint->key[0];
    const struct host_header own[] = {
        { "content-type", "application/json" },
        { "accept", "application/x-ndjson" },
        { "authorization", has_key ? arena_format(arena, "Bearer %s", endpoint->key) : NULL },
    };
    const struct slice base = slice_from(endpoint->base_url);
    const bool has_api =
        slice_ends_with(base, SLICE("/api")) || slice_ends_with(base, SLICE("/api/"));
    return wire_post(arena, wire_url(arena, endpoint->base_url, has_api ? "/chat" : "/api/chat"),
                     wire_headers(arena, endpoint, own, sizeof own / sizeof *own),
                     encode_body(arena, request));
}

// --- Errors --------------------------------------------------------------------------------------

// The name in "model 'x' not found", which older ones put into double quotes and go on behind.
// Empty where it says something else, or where the name is none that a shell takes as it is.
static struct slice missing_model(const char *message) {
    static const char before[] = "model ";
    const char *start =
        strncmp(message, before, sizeof before - 1) == 0 ? message + sizeof before - 1 : "";
    if (*start != '\'' && *start != '"')
        return SLICE("");
    const char *end = strchr(start + 1, *start);
    if (!end || strncmp(end + 1, " not found", strlen(" not found")) != 0)
        return SLICE("");
    for (const char *at = start + 1; at < end; at++) {
        if (!isalnum((unsigned char)*at) && !strchr("-._:/", *at))
            return SLICE("");
    }
    return (struct slice){ start + 1, (size_t)(end - start - 1) };
}

static void say_what_to_do(struct llm_error *error) {
    const struct slice model = missing_model(error->message);
    char message[sizeof error->message];
    if (model.length == 0)
        return;
    snprintf(message, sizeof message,
             "Ollama does not have the model " SLICE_FORMAT ". Run: ollama pull " SLICE_FORMAT,
             SLICE_ARGUMENT(model), SLICE_ARGUMENT(model));
    memcpy(error->message, message, sizeof message);
}

static void classify_error(int status, const struct host_header *headers, size_t header_count,
                           struct slice body, struct llm_error *error) {
    fault_of_status(status, headers, header_count, body, error);
    say_what_to_do(error);
}

// --- Response ------------------------------------------------------------------------------------

// Counts stand in the last line. What the cache had of the prompt is counted with it, and costs
// nothing here.
static void take_usage(const struct json *root, const struct emit *emit) {
    const int64_t input = json_integer_or(json_find(root, "prompt_eval_count"), 0);
    const int64_t output = json_integer_or(json_find(root, "eval_count"), 0);
    if (input > 0 || output > 0)
        emit_usage(emit, &(struct llm_usage){ .uncached = input > 0 ? input : 0,
                                              .output = output > 0 ? output : 0 });
}

// "load" and "unload" end what was no question. The reason is missing where the runner went away.
static enum llm_stop read_stop(const char *reason) {
    if (strcmp(reason, "stop") == 0)
        return LLM_STOP_COMPLETE;
    return strcmp(reason, "length") == 0 ? LLM_STOP_LENGTH : LLM_STOP_ERROR;
}

static bool take_error(const struct json *root, const struct emit *emit) {
    const struct json *error = json_find(root, "error");
    if (!json_is_string(error) && !json_is_object(error))
        return false;
    struct llm_error result;
    fault_of_object(root, &result);
    say_what_to_do(&result);
    emit_error(emit, &result);
    return true;
}

static void take_line(const struct json *root, const struct emit *emit) {
    const struct json *message = json_find(root, "message");
    emit_text(emit, LLM_THINKING, json_string(json_find(message, "thinking")));
    emit_text(emit, LLM_TEXT, json_string(json_find(message, "content")));
    if (!json_bool_or(json_find(root, "done"), false))
        return;
    take_usage(root, emit);
    emit_stop(emit, read_stop(json_string_or(json_find(root, "done_reason"), "")), NULL);
    emit_done(emit);
}

static void decode(void *data, const char *event_name, struct slice text, llm_on_event *on_event,
                   void *event_data) {
    (void)data;
    (void)event_name;
    const struct emit emit = { .on_event = on_event, .data = event_data };
    struct json *root = json_parse(text, NULL);
    if (!json_is_object(root))
        emit_malformed(&emit);
    else if (!take_error(root, &emit))
        take_line(root, &emit);
    json_destroy(root);
}

static void finish(void *data, llm_on_event *on_event, void *event_data) {
    (void)data;
    emit_cut(&(struct emit){ .on_event = on_event, .data = event_data });
}

const struct dialect dialect_ollama = {
    .name = "ollama",
    .framing = DIALECT_NDJSON,
    .encode = encode,
    .decode = decode,
    .finish = finish,
    .classify_error = classify_error,
};
