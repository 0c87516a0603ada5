// Requests are numbered from 1; `last` names the latest. Documents are kept by the same text room
// that the server has, in the encoding that the server chose, so that positions can be checked
// against offsets.

#include "runner/client.h"

#include "runner/check.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/vec.h"
#include "lsp/session.h"
#include "text/edit.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

struct file {
    char *path, *uri;
    struct text *text;
    struct span marked;
    int64_t version;
    bool is_open;
};

struct hold {
    char *method;
    char *answer; // NULL: not answered at all
};

struct client {
    struct script_host *host;
    struct script_options options;
    struct session *session;
    struct json *initialize, *workspace;
    enum position_encoding encoding;
    struct {
        struct file *items;
        size_t count, capacity;
    } files;
    struct {
        struct hold *items;
        size_t count, capacity;
    } holds;
    struct {
        char **items; // method by id - 1
        size_t count, capacity;
    } requests;
    struct {
        unsigned *items; // replies by id - 1
        size_t count, capacity;
    } replies;
    struct buffer incoming;
    struct arena arena;
    unsigned long long random;
    char *last_token; // of progress
    bool has_exited;
};

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

void client_set_initialize(struct client *client, struct slice json) {
    struct json *given = json_parse(json, NULL);
    for (const struct json *member = json_first(given); member; member = json_next(member)) {
        json_remove(client->initialize, json_key(member));
        json_add(client->initialize, json_key(member), json_copy(member));
    }
    json_destroy(given);
}

void client_set_workspace(struct client *client, struct slice json) {
    json_destroy(client->workspace);
    client->workspace = json_parse(json, NULL);
}

static size_t cut_mark(struct buffer *text, const char *mark) {
    size_t at = slice_find(buffer_slice(text), slice_from(mark), 0);
    if (at == SLICE_NOT_FOUND)
        return at;
    memmove(text->data + at, text->data + at + strlen(mark), text->length - at - strlen(mark));
    buffer_truncate(text, text->length - strlen(mark));
    return at;
}

void client_set_document(struct client *client, const char *path, struct slice text) {
    struct buffer plain = { 0 };
    buffer_append(&plain, text);
    struct file file = { .path = memory_string(path) };
    size_t cursor = cut_mark(&plain, "$0"), start = cut_mark(&plain, "$["),
           end = cut_mark(&plain, "$]");
    if (cursor != SLICE_NOT_FOUND)
        file.marked = (struct span){ cursor, cursor };
    else if (start != SLICE_NOT_FOUND && end != SLICE_NOT_FOUND)
        file.marked = (struct span){ start, end };
    file.uri = memory_string(arena_format(&client->arena, "file://%s", path));
    file.text = text_create(buffer_slice(&plain));
    script_host_set_file(client->host, path, buffer_slice(&plain));
    vec_push(&client->files, file);
    buffer_release(&plain);
}

static void on_exit_asked(int status, void *data) {
    struct client *client = data;
    client->has_exited = true;
    // Told through the transcript as a note of the world.
    char line[64];
    snprintf(line, sizeof line, "exit %d", status);
    script_host_set_variable(client->host, "exit", line);
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
    for (size_t i = 0; i < client->files.count; i++) {
        memory_free(client->files.items[i].path);
        memory_free(client->files.items[i].uri);
        text_release(client->files.items[i].text);
    }
    for (size_t i = 0; i < client->requests.count; i++)
        memory_free(client->requests.items[i]);
    for (size_t i = 0; i < client->holds.count; i++) {
        memory_free(client->holds.items[i].method);
        memory_free(client->holds.items[i].answer);
    }
    vec_release(&client->files);
    vec_release(&client->requests);
    vec_release(&client->replies);
    vec_release(&client->holds);
    json_destroy(client->initialize);
    json_destroy(client->workspace);
    buffer_release(&client->incoming);
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

// --- Sending -------------------------------------------------------------------------------------

static void send_bytes(struct client *client, struct slice bytes) {
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
    send_bytes(client, buffer_slice(&frame));
    json_destroy(message);
    buffer_release(&body);
    buffer_release(&frame);
}

static struct json *new_message(void) {
    struct json *message = json_object();
    json_add_string(message, "jsonrpc", "2.0");
    return message;
}

static void notify(struct client *client, const char *method, struct json *params) {
    struct json *message = new_message();
    json_add_string(message, "method", method);
    if (params)
        json_add(message, "params", params);
    send_message(client, message);
}

static void request(struct client *client, const char *method, struct json *params) {
    struct json *message = new_message();
    vec_push(&client->requests, memory_string(method));
    vec_push(&client->replies, 0u);
    json_add_integer(message, "id", (int64_t)client->requests.count);
    json_add_string(message, "method", method);
    if (params)
        json_add(message, "params", params);
    send_message(client, message);
}

static void respond(struct client *client, const char *id, struct json *result) {
    struct json *message = new_message();
    json_add_string(message, "id", id);
    json_add(message, "result", result);
    send_message(client, message);
}

// --- Pieces --------------------------------------------------------------------------------------

static struct slice next_word(struct slice *rest) {
    *rest = slice_trim(*rest);
    size_t end = slice_find(*rest, SLICE(" "), 0);
    if (end == SLICE_NOT_FOUND)
        end = rest->length;
    struct slice word = slice_between(*rest, 0, end);
    *rest = slice_trim(slice_between(*rest, end, rest->length));
    return word;
}

static struct file *find_file(struct client *client, struct slice name) {
    const char *path = arena_format(&client->arena, "/project/" SLICE_FORMAT,
                                    SLICE_ARGUMENT(name));
    for (size_t i = 0; i < client->files.count; i++)
        if (strcmp(client->files.items[i].path, path) == 0)
            return &client->files.items[i];
    return NULL;
}

static struct json *position_json(struct position position) {
    struct json *json = json_object();
    json_add_integer(json, "line", position.line);
    json_add_integer(json, "character", position.character);
    return json;
}

static struct json *range_json(const struct client *client, const struct file *file,
                               struct span span) {
    struct range range = text_range_of(file->text, span, client->encoding);
    struct json *json = json_object();
    json_add(json, "start", position_json(range.start));
    json_add(json, "end", position_json(range.end));
    return json;
}

static const char *language_id(const char *path) {
    static const char *const ids[][2] = {
        { ".py", "python" },      { ".c", "c" },          { ".h", "c" },
        { ".js", "javascript" },  { ".jsx", "javascriptreact" },
        { ".ts", "typescript" },  { ".tsx", "typescriptreact" },
        { ".go", "go" },          { ".rs", "rust" },
    };
    const char *extension = strrchr(path, '.');
    for (size_t i = 0; extension && i < sizeof ids / sizeof *ids; i++)
        if (strcmp(ids[i][0], extension) == 0)
            return ids[i][1];
    return "plaintext";
}

static struct json *document_json(const struct file *file, bool has_version) {
    struct json *json = json_object();
    json_add_string(json, "uri", file->uri);
    if (has_version)
        json_add_integer(json, "version", file->version);
    return json;
}

// --- Steps ---------------------------------------------------------------------------------------

static const char *step_initialize(struct client *client, struct slice rest) {
    (void)rest;
    request(client, "initialize", json_copy(client->initialize));
    script_host_drain(client->host);
    notify(client, "initialized", json_object());
    return NULL;
}

static const char *step_open(struct client *client, struct slice rest) {
    struct file *file = find_file(client, next_word(&rest));
    if (!file)
        return "there is no such file to open";
    file->version = 1;
    file->is_open = true;
    struct json *params = json_object(), *item = json_add_object(params, "textDocument");
    json_add_string(item, "uri", file->uri);
    struct slice id = next_word(&rest);
    json_add_string(item, "languageId",
                    id.length ? arena_string(&client->arena, id) : language_id(file->path));
    json_add_integer(item, "version", file->version);
    json_add_slice(item, "text", text_slice(file->text));
    notify(client, "textDocument/didOpen", params);
    return NULL;
}

static const char *step_close(struct client *client, struct slice rest) {
    struct file *file = find_file(client, rest);
    if (!file)
        return "there is no such file to close";
    file->is_open = false;
    struct json *params = json_object();
    json_add(params, "textDocument", document_json(file, false));
    notify(client, "textDocument/didClose", params);
    return NULL;
}

static void send_change(struct client *client, struct file *file, struct span span,
                        struct slice text) {
    struct json *params = json_object(), *change;
    file->version++;
    json_add(params, "textDocument", document_json(file, true));
    change = json_push(json_add_array(params, "contentChanges"), json_object());
    json_add(change, "range", range_json(client, file, span));
    json_add_slice(change, "text", text);
    text_replace(&file->text, span, text);
    file->marked.start = file->marked.start < span.start ? file->marked.start
                                                         : file->marked.start + text.length -
                                                               (span.end - span.start);
    file->marked.end = file->marked.end < span.start ? file->marked.end
                                                     : file->marked.end + text.length -
                                                           (span.end - span.start);
    notify(client, "textDocument/didChange", params);
}

// change FILE "old" "new": replaces the first place where the old text stands.
static const char *step_change(struct client *client, struct slice rest) {
    struct file *file = find_file(client, next_word(&rest));
    struct buffer list = { 0 };
    buffer_format(&list, "[" SLICE_FORMAT "]", SLICE_ARGUMENT(rest));
    size_t middle = slice_find(buffer_slice(&list), SLICE("\" \""), 0);
    if (!file || middle == SLICE_NOT_FOUND) {
        buffer_release(&list);
        return "change wants an open file and two texts in quotes";
    }
    list.data[middle + 1] = ',';
    struct json *texts = json_parse(buffer_slice(&list), NULL);
    const struct json *old = json_first(texts);
    struct slice wanted = slice_from(json_string_or(old, ""));
    size_t at = slice_find(text_slice(file->text), wanted, 0);
    const char *problem = NULL;
    if (old && at != SLICE_NOT_FOUND)
        send_change(client, file, (struct span){ at, at + wanted.length },
                    slice_from(json_string_or(json_next(old), "")));
    else
        problem = "the text to change is not there";
    json_destroy(texts);
    buffer_release(&list);
    return problem;
}

static const char *step_code_action(struct client *client, struct slice rest) {
    struct file *file = find_file(client, next_word(&rest));
    if (!file)
        return "there is no such file";
    struct json *params = json_object();
    json_add(params, "textDocument", document_json(file, false));
    json_add(params, "range", range_json(client, file, file->marked));
    struct json *context = json_add_object(params, "context");
    json_add_array(context, "diagnostics");
    if (rest.length) {
        struct json *only = json_add_array(context, "only");
        while (rest.length)
            json_push(only, json_string_value(next_word(&rest)));
    }
    request(client, "textDocument/codeAction", params);
    return NULL;
}

// action FILE ID [wait] [stale] [model=NAME] [token=TEXT]
static const char *step_action(struct client *client, struct slice rest) {
    struct file *file = find_file(client, next_word(&rest));
    if (!file)
        return "there is no such file";
    struct json *params = json_object(), *argument = json_object();
    json_add_string(params, "command", "wye.run");
    json_push(json_add_array(params, "arguments"), argument);
    json_add_slice(argument, "action", next_word(&rest));
    json_add(argument, "textDocument", document_json(file, true));
    json_add(argument, "range", range_json(client, file, file->marked));
    while (rest.length) {
        struct slice word = next_word(&rest);
        if (slice_is(word, "wait"))
            json_add_bool(argument, "wait", true);
        else if (slice_starts_with(word, SLICE("model=")))
            json_add_slice(argument, "model", slice_between(word, 6, word.length));
        else if (slice_starts_with(word, SLICE("token=")))
            json_add_slice(params, "workDoneToken", slice_between(word, 6, word.length));
    }
    request(client, "workspace/executeCommand", params);
    return NULL;
}

static const char *step_cancel(struct client *client, struct slice rest) {
    struct json *params = json_object();
    long id = atol(arena_string(&client->arena, rest));
    json_add_integer(params, "id", id ? id : (long)client->requests.count);
    notify(client, "$/cancelRequest", params);
    return NULL;
}

static const char *step_cancel_progress(struct client *client, struct slice rest) {
    (void)rest;
    if (!client->last_token)
        return "there is no progress to cancel";
    struct json *params = json_object();
    json_add(params, "token", json_raw_value(slice_from(client->last_token)));
    notify(client, "window/workDoneProgress/cancel", params);
    return NULL;
}

static struct json *optional_json(struct slice text) {
    return text.length ? json_parse(text, NULL) : NULL;
}

static const char *step_request(struct client *client, struct slice rest) {
    const char *method = arena_string(&client->arena, next_word(&rest));
    request(client, method, optional_json(rest));
    return NULL;
}

static const char *step_notify(struct client *client, struct slice rest) {
    const char *method = arena_string(&client->arena, next_word(&rest));
    notify(client, method, optional_json(rest));
    return NULL;
}

// answer METHOD {json}: the next request of that method gets this; hold METHOD: none at all.
static const char *step_answer(struct client *client, struct slice rest) {
    struct slice method = next_word(&rest);
    struct hold hold = { memory_string_of(method), memory_string_of(rest) };
    vec_push(&client->holds, hold);
    return NULL;
}

static const char *step_hold(struct client *client, struct slice rest) {
    struct hold hold = { memory_string_of(rest), NULL };
    vec_push(&client->holds, hold);
    return NULL;
}

static const char *step_raw(struct client *client, struct slice rest) {
    struct json *text = json_parse(rest, NULL);
    if (!json_string(text)) {
        json_destroy(text);
        return "raw wants a text in quotes";
    }
    send_bytes(client, slice_from(json_string(text)));
    json_destroy(text);
    return NULL;
}

// message {json}: framed, otherwise as it is; its reply is not counted.
static const char *step_message(struct client *client, struct slice rest) {
    struct buffer frame = { 0 };
    buffer_format(&frame, "Content-Length: %zu\r\n\r\n" SLICE_FORMAT, rest.length,
                  SLICE_ARGUMENT(rest));
    send_bytes(client, buffer_slice(&frame));
    buffer_release(&frame);
    return NULL;
}

static const char *step_shutdown(struct client *client, struct slice rest) {
    (void)rest;
    request(client, "shutdown", NULL);
    return NULL;
}

static const char *step_exit(struct client *client, struct slice rest) {
    (void)rest;
    notify(client, "exit", NULL);
    return NULL;
}

static const char *step_end(struct client *client, struct slice rest) {
    (void)rest;
    session_input_end(client->session);
    return NULL;
}

static const struct client_step {
    const char *name;
    const char *(*run)(struct client *client, struct slice rest);
} steps[] = {
    { "initialize", step_initialize }, { "open", step_open },
    { "close", step_close },           { "change", step_change },
    { "codeAction", step_code_action }, { "action", step_action },
    { "cancel", step_cancel },         { "cancelProgress", step_cancel_progress },
    { "request", step_request },       { "notify", step_notify },
    { "answer", step_answer },         { "hold", step_hold },
    { "raw", step_raw },               { "message", step_message },
    { "shutdown", step_shutdown },     { "exit", step_exit },
    { "end", step_end },
};

const char *client_play(struct client *client, struct slice step) {
    struct slice rest = step, word = next_word(&rest);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (slice_is(word, steps[i].name))
            return steps[i].run(client, rest);
    return "unknown step after >";
}

// --- What the server says ------------------------------------------------------------------------

static void apply_edits(struct client *client, const struct json *change) {
    const char *uri = json_string_or(json_find_path(change, "textDocument", "uri", NULL), "");
    struct slice name = slice_from(uri);
    struct file *file = name.length > 16 ? find_file(client, slice_between(name, 16, name.length))
                                         : NULL;
    const struct json *list = json_find(change, "edits");
    // Last first, so that the ranges before stay right.
    for (size_t i = json_count(list); file && i > 0; i--) {
        const struct json *edit = json_first(list);
        for (size_t j = 1; j < i; j++)
            edit = json_next(edit);
        const struct json *range = json_find(edit, "range");
        struct range place = {
            { (uint32_t)json_integer_or(json_find_path(range, "start", "line", NULL), 0),
              (uint32_t)json_integer_or(json_find_path(range, "start", "character", NULL), 0) },
            { (uint32_t)json_integer_or(json_find_path(range, "end", "line", NULL), 0),
              (uint32_t)json_integer_or(json_find_path(range, "end", "character", NULL), 0) },
        };
        send_change(client, file, text_span_of(file->text, place, client->encoding),
                    slice_from(json_string_or(json_find(edit, "newText"), "")));
    }
}

static struct json *apply_workspace_edit(struct client *client, const struct json *params) {
    const struct json *changes = json_find_path(params, "edit", "documentChanges", NULL);
    for (const struct json *change = json_first(changes); change; change = json_next(change))
        apply_edits(client, change);
    struct json *result = json_object();
    json_add_bool(result, "applied", true);
    return result;
}

static struct json *default_answer(struct client *client, const char *method,
                                   const struct json *params) {
    if (strcmp(method, "workspace/applyEdit") == 0)
        return apply_workspace_edit(client, params);
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

static void answer_request(struct client *client, const char *id, const char *method,
                           const struct json *params) {
    for (size_t i = 0; i < client->holds.count; i++) {
        struct hold hold = client->holds.items[i];
        if (strcmp(hold.method, method) != 0)
            continue;
        vec_remove(&client->holds, i);
        if (hold.answer)
            respond(client, id, json_parse(slice_from(hold.answer), NULL));
        memory_free(hold.method);
        memory_free(hold.answer);
        return;
    }
    respond(client, id, default_answer(client, method, params));
}

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

static void take_reply(struct client *client, const struct json *message,
                       struct buffer *transcript) {
    int64_t id = json_integer_or(json_find(message, "id"), 0);
    bool is_ours = id >= 1 && (size_t)id <= client->requests.count;
    const char *method = is_ours ? client->requests.items[id - 1] : "";
    if (is_ours)
        client->replies.items[id - 1]++;
    const struct json *error = json_find(message, "error");
    note_encoding(client, message);
    export_message(client, error ? "error" : "reply", method, message);
    buffer_append_string(transcript, error ? "< error " : "< reply ");
    json_print(json_find(message, "id"), transcript);
    buffer_append_byte(transcript, ' ');
    print_value(error ? error : json_find(message, "result"), transcript);
}

static void take_call(struct client *client, const struct json *message, const char *method,
                      struct buffer *transcript) {
    const char *id = json_string(json_find(message, "id"));
    const struct json *params = json_find(message, "params");
    export_message(client, id ? "request" : "notification", method, message);
    buffer_format(transcript, "< %s%s%s ", id ? id : "", id ? " " : "", method);
    print_value(params, transcript);
    const struct json *token = json_find(params, "token");
    if (token) {
        struct buffer text = { 0 };
        json_print(token, &text);
        memory_free(client->last_token);
        client->last_token = memory_string(text.data);
        buffer_release(&text);
    }
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
        take_reply(client, message, transcript);
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

bool client_take(struct client *client, struct buffer *transcript) {
    struct buffer notes = { 0 };
    script_host_take_notes(client->host, &notes);
    script_host_take_output(client->host, &client->incoming);
    buffer_append(transcript, buffer_slice(&notes));
    bool has_come = notes.length > 0;
    buffer_release(&notes);
    while (take_frame(client, transcript))
        has_come = true;
    struct host *host = script_host_get(client->host);
    const char *left = host->environment(host, "exit");
    if (left && *left) {
        buffer_format(transcript, "= %s\n", left);
        script_host_set_variable(client->host, "exit", "");
    }
    return has_come;
}
