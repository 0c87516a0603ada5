// The steps of a session file that are no documents' and no answers': requests, notifications, raw
// bytes, begin and end. Requests are numbered from 1. Documents are in client_files.c, the wire in
// client_wire.c.

#include "runner/client.h"

#include "runner/check.h"
#include "runner/client_parts.h"

#include <stdio.h>
#include <stdlib.h>

// --- Life ----------------------------------------------------------------------------------------

static const char default_initialize[] =
    "{\"processId\":null,\"clientInfo\":{\"name\":\"script\"},\"rootUri\":\"file:///project\","
    "\"capabilities\":{\"general\":{\"positionEncodings\":[\"utf-16\"]},"
    "\"window\":{\"workDoneProgress\":true,\"showDocument\":{\"support\":true}},"
    "\"workspace\":{\"applyEdit\":true,\"workspaceEdit\":{\"documentChanges\":true}},"
    "\"textDocument\":{\"codeAction\":{\"codeActionLiteralSupport\":{\"codeActionKind\":"
    "{\"valueSet\":[\"\",\"refactor\"]}}},\"publishDiagnostics\":{\"versionSupport\":true}},"
    "\"experimental\":{\"wye\":{\"stream\":true,\"outcome\":true}}}}";

struct client *client_create(struct script_host *host, const struct script_options *options) {
    struct client *client = MEMORY_NEW(struct client);
    client->host = host;
    client->options = *options;
    client->random = options->chunk_seed;
    client->encoding = POSITION_UTF16;
    client->initialize = json_parse(slice_from(default_initialize), NULL);
    return client;
}

bool client_set_initialize(struct client *client, struct slice json) {
    struct json *given = json_parse(json, NULL);
    const bool is_good = json_is_object(given);
    for (const struct json *member = json_first(given); member; member = json_next(member)) {
        json_remove(client->initialize, json_key(member));
        json_add(client->initialize, json_key(member), json_copy(member));
    }
    json_destroy(given);
    return is_good;
}

bool client_set_workspace(struct client *client, struct slice json) {
    json_destroy(client->workspace);
    client->workspace = json_parse(json, NULL);
    return client->workspace != NULL;
}

static void on_exit_asked(int status, void *data) {
    struct client *client = data;
    client->has_exited = true;
    client->exit_status = status;
}

void client_start(struct client *client) {
    struct session_options options = {
        .host = script_host_get(client->host),
        .version = "0.0.0",
        .on_exit = on_exit_asked,
        .data = client,
    };
    client->session = session_create(&options);
}

void client_stop(struct client *client) {
    if (client->session)
        session_destroy(client->session);
    client->session = NULL;
}

void client_destroy(struct client *client) {
    client_release_files(client);
    client_release_plans(client);
    for (size_t i = 0; i < client->requests.count; i++)
        memory_free(client->requests.items[i]);
    vec_release(&client->requests);
    vec_release(&client->replies);
    json_destroy(client->initialize);
    json_destroy(client->workspace);
    buffer_release(&client->incoming);
    buffer_release(&client->notes);
    arena_release(&client->arena);
    memory_free(client->last_token);
    memory_free(client);
}

// Requests that a reply is due to: all of them, once the session has ended in order.
size_t client_unanswered(const struct client *client) {
    size_t wrong = 0;
    for (size_t i = 0; i < client->replies.count; i++)
        wrong += client->replies.items[i] != 1;
    return wrong;
}

size_t client_next_chunk(struct client *client, size_t left) {
    if (client->options.is_bytewise)
        return 1;
    if (!client->random)
        return left;
    size_t size = 1 + check_random(&client->random) % 64;
    return size < left ? size : left;
}

void client_cancel_all(struct client *client) {
    if (!client->has_exited)
        client_request(client, "workspace/executeCommand",
                       json_parse(SLICE("{\"command\":\"wye.cancel\"}"), NULL));
}

// --- Steps ---------------------------------------------------------------------------------------

static const char *step_initialize(struct client *client, struct slice rest) {
    (void)rest;
    client_request(client, "initialize", json_copy(client->initialize));
    script_host_drain(client->host);
    client_notify(client, "initialized", json_object());
    return NULL;
}

static const char *step_code_action(struct client *client, struct slice rest) {
    struct file *file = client_find_file(client, client_next_word(&rest));
    if (!file)
        return "there is no such file";
    struct json *params = json_object();
    json_add(params, "textDocument", client_document_json(file, false));
    json_add(params, "range", client_range_json(client, file, file->marked));
    struct json *context = json_add_object(params, "context");
    json_add_array(context, "diagnostics");
    if (rest.length) {
        struct json *only = json_add_array(context, "only");
        while (rest.length)
            json_push(only, json_string_value(client_next_word(&rest)));
    }
    client_request(client, "textDocument/codeAction", params);
    return NULL;
}

// COMMAND FILE ID [wait] [version=N] [model=NAME] [token=TEXT]
static const char *execute(struct client *client, const char *command, struct slice rest) {
    struct file *file = client_find_file(client, client_next_word(&rest));
    if (!file)
        return "there is no such file";
    struct json *params = json_object(), *argument = json_object();
    json_add_string(params, "command", command);
    json_push(json_add_array(params, "arguments"), argument);
    json_add_slice(argument, "action", client_next_word(&rest));
    struct json *document = json_add(argument, "textDocument", client_document_json(file, true));
    json_add(argument, "range", client_range_json(client, file, file->marked));
    while (rest.length) {
        struct slice word = client_next_word(&rest);
        if (slice_is(word, "wait")) {
            json_add_bool(argument, "wait", true);
        } else if (slice_starts_with(word, SLICE("version="))) {
            json_remove(document, "version");
            json_add(document, "version", json_raw_value(slice_between(word, 8, word.length)));
        } else if (slice_starts_with(word, SLICE("model="))) {
            json_add_slice(argument, "model", slice_between(word, 6, word.length));
        } else if (slice_starts_with(word, SLICE("token="))) {
            json_add_slice(params, "workDoneToken", slice_between(word, 6, word.length));
        } else {
            json_destroy(params);
            return "unknown word after the action";
        }
    }
    client_request(client, "workspace/executeCommand", params);
    return NULL;
}

static const char *step_action(struct client *client, struct slice rest) {
    return execute(client, "wye.run", rest);
}

static const char *step_route(struct client *client, struct slice rest) {
    return execute(client, "wye.route", rest);
}

static const char *step_cancel(struct client *client, struct slice rest) {
    struct json *params = json_object();
    long id = atol(arena_string(&client->arena, rest));
    json_add_integer(params, "id", id ? id : (long)client->requests.count);
    client_notify(client, "$/cancelRequest", params);
    return NULL;
}

static const char *step_cancel_progress(struct client *client, struct slice rest) {
    (void)rest;
    if (!client->last_token)
        return "there is no progress to cancel";
    struct json *params = json_object();
    json_add(params, "token", json_raw_value(slice_from(client->last_token)));
    client_notify(client, "window/workDoneProgress/cancel", params);
    return NULL;
}

static const char *step_request(struct client *client, struct slice rest) {
    const char *method = arena_string(&client->arena, client_next_word(&rest));
    client_request(client, method, rest.length ? json_parse(rest, NULL) : NULL);
    return NULL;
}

static const char *step_notify(struct client *client, struct slice rest) {
    const char *method = arena_string(&client->arena, client_next_word(&rest));
    client_notify(client, method, rest.length ? json_parse(rest, NULL) : NULL);
    return NULL;
}

static const char *step_workspace(struct client *client, struct slice rest) {
    return client_set_workspace(client, rest) ? NULL : "workspace wants JSON";
}

static const char *step_raw(struct client *client, struct slice rest) {
    struct json *text = json_parse(rest, NULL);
    if (!json_string(text)) {
        json_destroy(text);
        return "raw wants a text in quotes";
    }
    client_send_bytes(client, slice_from(json_string(text)));
    json_destroy(text);
    return NULL;
}

// Framed, otherwise as it is; its reply is not counted.
static const char *step_message(struct client *client, struct slice rest) {
    struct buffer frame = { 0 };
    buffer_format(&frame, "Content-Length: %zu\r\n\r\n" SLICE_FORMAT, rest.length,
                  SLICE_ARGUMENT(rest));
    client_send_bytes(client, buffer_slice(&frame));
    buffer_release(&frame);
    return NULL;
}

static const char *step_shutdown(struct client *client, struct slice rest) {
    (void)rest;
    client_request(client, "shutdown", NULL);
    return NULL;
}

static const char *step_exit(struct client *client, struct slice rest) {
    (void)rest;
    client_notify(client, "exit", NULL);
    return NULL;
}

static const char *step_end(struct client *client, struct slice rest) {
    (void)rest;
    session_input_end(client->session);
    return NULL;
}

static const struct {
    const char *name;
    client_step *run;
} steps[] = {
    { "initialize", step_initialize },
    { "open", client_step_open },
    { "close", client_step_close },
    { "change", client_step_change },
    { "edit", client_step_edit },
    { "replace", client_step_replace },
    { "select", client_step_select },
    { "cursor", client_step_cursor },
    { "text", client_step_text },
    { "codeAction", step_code_action },
    { "action", step_action },
    { "route", step_route },
    { "cancel", step_cancel },
    { "cancelProgress", step_cancel_progress },
    { "request", step_request },
    { "notify", step_notify },
    { "workspace", step_workspace },
    { "answer", client_step_answer },
    { "fail", client_step_fail },
    { "hold", client_step_hold },
    { "let", client_step_let },
    { "raw", step_raw },
    { "message", step_message },
    { "shutdown", step_shutdown },
    { "exit", step_exit },
    { "end", step_end },
};

const char *client_play(struct client *client, struct slice step) {
    struct slice rest = step, word = client_next_word(&rest);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (slice_is(word, steps[i].name))
            return steps[i].run(client, rest);
    return "unknown step after >";
}
