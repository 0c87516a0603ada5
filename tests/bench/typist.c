// Speaks LSP by calling session_input, and counts replies in what the session writes. Measures
// nothing itself.
#include "bench/typist.h"

#include "base/buffer.h"
#include "base/json.h"
#include "io/loop.h"
#include "lsp/session.h"

static struct typist *typing;

// Replies come framed, one a write or several; the word stands in nothing else that is sent here.
static void on_write(struct host *host, struct slice bytes) {
    (void)host;
    const struct slice mark = SLICE("\"result\"");
    for (size_t at = 0; (at = slice_find(bytes, mark, at)) != SLICE_NOT_FOUND; at += mark.length)
        if (typing->replies_wanted && --typing->replies_wanted == 0)
            loop_stop(typing->loop);
}

static void on_exit_asked(int status, void *data) {
    (void)status, (void)data;
}

static void send_message(struct typist *typist, const char *method, bool is_request,
                         struct json *params) {
    struct json *message = json_object();
    json_add_string(message, "jsonrpc", "2.0");
    if (is_request)
        json_add_integer(message, "id", ++typist->request);
    json_add_string(message, "method", method);
    json_add(message, "params", params);
    struct buffer body = { 0 }, frame = { 0 };
    json_print(message, &body);
    buffer_format(&frame, "Content-Length: %zu\r\n\r\n", body.length);
    buffer_append(&frame, buffer_slice(&body));
    typist->replies_wanted += is_request;
    session_input(typist->session, buffer_slice(&frame));
    buffer_release(&frame);
    buffer_release(&body);
    json_destroy(message);
}

static void add_position(const struct typist *typist, struct json *object, const char *key,
                         size_t offset) {
    struct position position = text_position_at(typist->text, offset, POSITION_UTF8);
    struct json *json = json_add_object(object, key);
    json_add_integer(json, "line", position.line);
    json_add_integer(json, "character", position.character);
}

void typist_wait(struct typist *typist) {
    while (typist->replies_wanted)
        loop_run(typist->loop);
}

void typist_start(struct typist *typist, const char *uri) {
    *typist = (struct typist){ .loop = loop_create(), .uri = uri };
    typing = typist;
    loop_host(typist->loop)->write = on_write;
    typist->session = session_create(&(struct session_options){
        .host = loop_host(typist->loop), .version = "0", .on_exit = on_exit_asked });
    send_message(typist, "initialize", true,
                 json_parse(SLICE("{\"capabilities\":{\"general\":{\"positionEncodings\":"
                                  "[\"utf-8\"]}}}"),
                            NULL));
    send_message(typist, "initialized", false, json_object());
    typist_wait(typist);
}

void typist_open(struct typist *typist, const char *language, struct slice text) {
    struct json *params = json_object(), *document = json_add_object(params, "textDocument");
    typist->text = text_create(text);
    json_add_string(document, "uri", typist->uri);
    json_add_string(document, "languageId", language);
    json_add_integer(document, "version", ++typist->version);
    json_add_slice(document, "text", text);
    send_message(typist, "textDocument/didOpen", false, params);
}

void typist_close(struct typist *typist) {
    struct json *params = json_object();
    json_add_string(json_add_object(params, "textDocument"), "uri", typist->uri);
    send_message(typist, "textDocument/didClose", false, params);
    text_release(typist->text);
    typist->text = NULL;
}

void typist_change(struct typist *typist, struct span span, struct slice inserted) {
    struct json *params = json_object(), *document = json_add_object(params, "textDocument");
    json_add_string(document, "uri", typist->uri);
    json_add_integer(document, "version", ++typist->version);
    struct json *change = json_push(json_add_array(params, "contentChanges"), json_object());
    struct json *range = json_add_object(change, "range");
    add_position(typist, range, "start", span.start);
    add_position(typist, range, "end", span.end);
    json_add_slice(change, "text", inserted);
    send_message(typist, "textDocument/didChange", false, params);
}

void typist_apply(struct typist *typist, struct span span, struct slice inserted) {
    text_replace(&typist->text, span, inserted);
}

void typist_ask(struct typist *typist, size_t offset) {
    struct json *params = json_object(), *range = json_add_object(params, "range");
    json_add_string(json_add_object(params, "textDocument"), "uri", typist->uri);
    add_position(typist, range, "start", offset);
    add_position(typist, range, "end", offset);
    json_add_array(json_add_object(params, "context"), "diagnostics");
    send_message(typist, "textDocument/codeAction", true, params);
}

static void on_rest(void *data) {
    loop_stop(((struct typist *)data)->loop);
}

void typist_rest(struct typist *typist) {
    enum { REST_MS = 200 };
    struct host *host = loop_host(typist->loop);
    host->timer_start(host, REST_MS, on_rest, typist);
    loop_run(typist->loop);
}

void typist_end(struct typist *typist) {
    session_destroy(typist->session);
    loop_destroy(typist->loop);
    text_release(typist->text);
    typist->text = NULL;
}
