// Frames to and from the server: sends in chunks, writes down what comes, answers the server's
// requests as an editor would, or as the steps have planned.

#include "runner/client_parts.h"

#include "runner/check.h"

#include <stdio.h>
#include <stdlib.h>

// --- Sending -------------------------------------------------------------------------------------

void client_send_bytes(struct client *client, struct slice bytes) {
    size_t at = 0;
    while (at < bytes.length && client->session && !client->has_exited) {
        size_t size = client_next_chunk(client, bytes.length - at);
        session_input(client->session, slice_between(bytes, at, at + size));
        at += size;
    }
}

static void send_message(struct client *client, struct json *message) {
    struct buffer body = { 0 }, frame = { 0 };
    json_print(message, &body);
    buffer_format(&frame, "Content-Length: %zu\r\n\r\n", body.length);
    buffer_append(&frame, buffer_slice(&body));
    client_send_bytes(client, buffer_slice(&frame));
    json_destroy(message);
    buffer_release(&body);
    buffer_release(&frame);
}

static struct json *new_message(void) {
    struct json *message = json_object();
    json_add_string(message, "jsonrpc", "2.0");
    return message;
}

void client_notify(struct client *client, const char *method, struct json *params) {
    struct json *message = new_message();
    json_add_string(message, "method", method);
    if (params)
        json_add(message, "params", params);
    send_message(client, message);
}

void client_request(struct client *client, const char *method, struct json *params) {
    struct json *message = new_message();
    vec_push(&client->requests, memory_string(method));
    vec_push(&client->replies, 0u);
    json_add_integer(message, "id", (int64_t)client->requests.count);
    json_add_string(message, "method", method);
    if (params)
        json_add(message, "params", params);
    send_message(client, message);
}

void client_respond(struct client *client, const char *id, struct json *result) {
    struct json *message = new_message();
    json_add_string(message, "id", id);
    json_add(message, "result", result);
    send_message(client, message);
}

void client_respond_error(struct client *client, const char *id, const char *text) {
    struct json *message = new_message();
    json_add_string(message, "id", id);
    struct json *error = json_add_object(message, "error");
    json_add_integer(error, "code", -32603);
    json_add_string(error, "message", text);
    send_message(client, message);
}

// --- Answering -----------------------------------------------------------------------------------

static const char *add_plan(struct client *client, struct plan plan) {
    vec_push(&client->plans, plan);
    return NULL;
}

// answer METHOD {json}: the next request of that method gets this result.
const char *client_step_answer(struct client *client, struct slice rest) {
    struct slice method = client_next_word(&rest);
    return add_plan(client,
                    (struct plan){ memory_string_of(method), memory_string_of(rest), false });
}

// fail METHOD TEXT: it gets an error.
const char *client_step_fail(struct client *client, struct slice rest) {
    struct slice method = client_next_word(&rest);
    return add_plan(client,
                    (struct plan){ memory_string_of(method), memory_string_of(rest), true });
}

// hold METHOD: it gets nothing, until `let METHOD` or for ever.
const char *client_step_hold(struct client *client, struct slice rest) {
    return add_plan(client, (struct plan){ memory_string_of(rest), NULL, false });
}

static struct json *default_answer(struct client *client, const char *method,
                                   const struct json *params) {
    if (strcmp(method, "workspace/applyEdit") == 0)
        return client_apply(client, params);
    if (strcmp(method, "window/showDocument") == 0) {
        struct json *result = json_object();
        json_add_bool(result, "success", true);
        return result;
    }
    if (strcmp(method, "workspace/configuration") == 0) {
        struct json *result = json_array();
        json_push(result, client->workspace ? json_copy(client->workspace) : json_null());
        return result;
    }
    return json_null();
}

static void free_held(struct held *held) {
    memory_free(held->id);
    memory_free(held->method);
    json_destroy(held->params);
}

// let METHOD: the oldest one that is held gets its usual answer.
const char *client_step_let(struct client *client, struct slice rest) {
    for (size_t i = 0; i < client->held.count; i++) {
        struct held held = client->held.items[i];
        if (!slice_is(rest, held.method))
            continue;
        vec_remove(&client->held, i);
        client_respond(client, held.id, default_answer(client, held.method, held.params));
        free_held(&held);
        return NULL;
    }
    return "no request of that method is held";
}

static void answer_as_planned(struct client *client, const struct plan *plan, const char *id,
                              const struct json *params) {
    if (!plan->answer) {
        struct held held = { memory_string(id), memory_string(plan->method), json_copy(params) };
        vec_push(&client->held, held);
    } else if (plan->is_error) {
        client_respond_error(client, id, plan->answer);
    } else {
        client_respond(client, id, json_parse(slice_from(plan->answer), NULL));
    }
}

static void answer_request(struct client *client, const char *id, const char *method,
                           const struct json *params) {
    for (size_t i = 0; i < client->plans.count; i++) {
        struct plan plan = client->plans.items[i];
        if (strcmp(plan.method, method) != 0)
            continue;
        vec_remove(&client->plans, i);
        answer_as_planned(client, &plan, id, params);
        memory_free(plan.method);
        memory_free(plan.answer);
        return;
    }
    client_respond(client, id, default_answer(client, method, params));
}

void client_release_plans(struct client *client) {
    for (size_t i = 0; i < client->plans.count; i++) {
        memory_free(client->plans.items[i].method);
        memory_free(client->plans.items[i].answer);
    }
    for (size_t i = 0; i < client->held.count; i++)
        free_held(&client->held.items[i]);
    vec_release(&client->plans);
    vec_release(&client->held);
}

// --- What the server says ------------------------------------------------------------------------

static void note_encoding(struct client *client, const struct json *message) {
    const char *name = json_string_or(
        json_find_path(message, "result", "capabilities", "positionEncoding", NULL), "");
    if (strcmp(name, "utf-8") == 0)
        client->encoding = POSITION_UTF8;
    else if (strcmp(name, "utf-32") == 0)
        client->encoding = POSITION_UTF32;
}

// For the types: what kind of message it was, with a method for replies too.
static void export_message(struct client *client, const char *kind, const char *method,
                           const struct json *message) {
    if (!client->options.messages)
        return;
    FILE *file = fopen(client->options.messages, "a");
    if (!file)
        return;
    struct json *line = json_object();
    struct buffer text = { 0 };
    json_add_string(line, "kind", kind);
    json_add_string(line, "method", method);
    json_add(line, "message", json_copy(message));
    json_print(line, &text);
    fprintf(file, "%s\n", text.data);
    fclose(file);
    json_destroy(line);
    buffer_release(&text);
}

static void print_value(const struct json *value, struct buffer *transcript) {
    if (value)
        json_print(value, transcript);
    buffer_append_byte(transcript, '\n');
}

static void take_reply(struct client *client, struct slice body, const struct json *message,
                       struct buffer *transcript) {
    int64_t id = json_integer_or(json_find(message, "id"), 0);
    bool is_ours = id >= 1 && (size_t)id <= client->requests.count;
    const char *method = is_ours ? client->requests.items[id - 1] : "";
    if (is_ours)
        client->replies.items[id - 1]++;
    const struct json *error = json_find(message, "error");
    note_encoding(client, message);
    export_message(client, error ? "error" : "reply", method, message);
    struct slice raw = json_raw_member(body, "id");
    buffer_format(transcript, "< %s " SLICE_FORMAT " ", error ? "error" : "reply",
                  SLICE_ARGUMENT(raw));
    print_value(error ? error : json_find(message, "result"), transcript);
}

static void note_token(struct client *client, const struct json *token) {
    if (!token)
        return;
    struct buffer text = { 0 };
    json_print(token, &text);
    memory_free(client->last_token);
    client->last_token = memory_string(text.data);
    buffer_release(&text);
}

static void take_call(struct client *client, const struct json *message, const char *method,
                      struct buffer *transcript) {
    const char *id = json_string(json_find(message, "id"));
    const struct json *params = json_find(message, "params");
    export_message(client, id ? "request" : "notification", method, message);
    buffer_format(transcript, "< %s%s%s ", id ? id : "", id ? " " : "", method);
    print_value(params, transcript);
    note_token(client, json_find(params, "token"));
    if (id)
        answer_request(client, id, method, params);
}

static void take_message(struct client *client, struct slice body, struct buffer *transcript) {
    struct json *message = json_parse(body, NULL);
    check(message != NULL);
    const char *method = json_string(json_find(message, "method"));
    if (method)
        take_call(client, message, method, transcript);
    else
        take_reply(client, body, message, transcript);
    json_destroy(message);
}

// Takes one frame off what has come; false where there is no whole one.
static bool take_frame(struct client *client, struct buffer *transcript) {
    struct slice bytes = buffer_slice(&client->incoming);
    static const char name[] = "Content-Length: ";
    size_t end = slice_find(bytes, SLICE("\r\n\r\n"), 0);
    if (end == SLICE_NOT_FOUND)
        return false;
    check(slice_starts_with(bytes, slice_from(name)));
    size_t length = strtoul(bytes.data + strlen(name), NULL, 10);
    if (bytes.length < end + 4 + length)
        return false;
    char *body = memory_string_of(slice_between(bytes, end + 4, end + 4 + length));
    buffer_consume(&client->incoming, end + 4 + length);
    take_message(client, slice_from(body), transcript);
    memory_free(body);
    return true;
}

static bool take_notes(struct client *client, struct buffer *transcript) {
    struct buffer notes = { 0 };
    script_host_take_notes(client->host, &notes);
    buffer_append(&notes, buffer_slice(&client->notes));
    buffer_clear(&client->notes);
    buffer_append(transcript, buffer_slice(&notes));
    const bool has_come = notes.length > 0;
    buffer_release(&notes);
    return has_come;
}

bool client_take(struct client *client, struct buffer *transcript) {
    script_host_take_output(client->host, &client->incoming);
    bool has_come = take_notes(client, transcript);
    while (take_frame(client, transcript))
        has_come = true;
    if (client->has_exited && !client->has_told_exit) {
        buffer_format(transcript, "= exit %d\n", client->exit_status);
        client->has_told_exit = true;
    }
    return has_come;
}
