// The events that a provider would send around a text, as its dialect has them. What is special
// about an answer is written out in a session file, event by event; this is the plain case.

#include "runner/script_stream.h"

#include "base/json.h"

static void add_data(struct buffer *stream, const char *event, struct json *data) {
    if (event)
        buffer_format(stream, "event: %s\n", event);
    buffer_append_string(stream, "data: ");
    json_print(data, stream);
    buffer_append_string(stream, "\n\n");
    json_destroy(data);
}

static struct json *parsed(const char *text) {
    return json_parse(slice_from(text), NULL);
}

void script_stream_anthropic(struct slice text, struct buffer *stream) {
    add_data(stream, "message_start",
             parsed("{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":10,"
                    "\"output_tokens\":1}}}"));
    add_data(stream, "content_block_start",
             parsed("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":"
                    "\"text\",\"text\":\"\"}}"));
    struct json *delta = parsed("{\"type\":\"content_block_delta\",\"index\":0}");
    struct json *inner = json_add_object(delta, "delta");
    json_add_string(inner, "type", "text_delta");
    json_add_slice(inner, "text", text);
    add_data(stream, "content_block_delta", delta);
    add_data(stream, "content_block_stop", parsed("{\"type\":\"content_block_stop\",\"index\":0}"));
    add_data(stream, "message_delta",
             parsed("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                    "\"usage\":{\"output_tokens\":20}}"));
    add_data(stream, "message_stop", parsed("{\"type\":\"message_stop\"}"));
}

void script_stream_openai(struct slice text, struct buffer *stream) {
    struct json *chunk = json_object();
    struct json *choice = json_push(json_add_array(chunk, "choices"), json_object());
    json_add_integer(choice, "index", 0);
    json_add_slice(json_add_object(choice, "delta"), "content", text);
    add_data(stream, NULL, chunk);
    add_data(stream, NULL,
             parsed("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"));
    add_data(stream, NULL,
             parsed("{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20}}"));
    buffer_append_string(stream, "data: [DONE]\n\n");
}

void script_stream_responses(struct slice text, struct buffer *stream) {
    struct json *delta = parsed("{\"type\":\"response.output_text.delta\",\"output_index\":0,"
                                "\"content_index\":0}");
    json_add_slice(delta, "delta", text);
    add_data(stream, "response.output_text.delta", delta);
    struct json *closing = parsed("{\"type\":\"response.completed\"}");
    struct json *response = json_add_object(closing, "response");
    json_add_string(response, "status", "completed");
    struct json *item = json_push(json_add_array(response, "output"), json_object());
    json_add_string(item, "type", "message");
    struct json *part = json_push(json_add_array(item, "content"), json_object());
    json_add_string(part, "type", "output_text");
    json_add_slice(part, "text", text);
    json_add(response, "usage", parsed("{\"input_tokens\":10,\"output_tokens\":20}"));
    add_data(stream, "response.completed", closing);
}
