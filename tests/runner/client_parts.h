// What the files of the session client share: its state, sending, and its documents.
#pragma once

#include "runner/client.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/vec.h"
#include "lsp/session.h"
#include "text/text.h"

struct file {
    char *path, *uri;
    struct text *text;
    struct span marked;
    int64_t version; // 0: it was never opened
    bool is_closed;
    bool has_first, has_last; // an empty line, by a fault
};

// What the next request of a method is to get.
struct plan {
    char *method;
    char *answer; // JSON, or with `is_error` a message; NULL: nothing until `> let`
    bool is_error;
};

// A request of the server's that waits for `> let`.
struct held {
    char *id, *method;
    struct json *params;
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
        struct plan *items;
        size_t count, capacity;
    } plans;
    struct {
        struct held *items;
        size_t count, capacity;
    } held;
    struct {
        char **items; // method by id - 1
        size_t count, capacity;
    } requests;
    struct {
        unsigned *items; // replies by id - 1
        size_t count, capacity;
    } replies;
    struct buffer incoming;
    struct buffer notes; // of the client itself, for the transcript
    struct arena arena;
    unsigned long long random;
    char *last_token; // of progress
    size_t astray;
    int exit_status;
    bool has_exited, has_told_exit;
};

// NULL, or what is wrong with the step.
typedef const char *client_step(struct client *client, struct slice rest);

// --- Sending (client_wire.c) ---------------------------------------------------------------------

void client_send_bytes(struct client *client, struct slice bytes);
void client_notify(struct client *client, const char *method, struct json *params);
void client_request(struct client *client, const char *method, struct json *params);
// A response to the server's request `id`; `result` is taken over.
void client_respond(struct client *client, const char *id, struct json *result);
void client_respond_error(struct client *client, const char *id, const char *message);

// --- Answers to the server (client_wire.c) -------------------------------------------------------

client_step client_step_answer, client_step_fail, client_step_hold, client_step_let;
void client_release_plans(struct client *client);

// --- Documents (client_files.c) ------------------------------------------------------------------

struct slice client_next_word(struct slice *rest);
// Of the project, by its name there; NULL where there is none.
struct file *client_find_file(struct client *client, struct slice name);
struct json *client_document_json(const struct file *file, bool has_version);
struct json *client_range_json(const struct client *client, const struct file *file,
                               struct span span);
// Does what workspace/applyEdit asks for, as an editor that checks versions; its result.
struct json *client_apply(struct client *client, const struct json *params);
void client_release_files(struct client *client);
client_step client_step_open, client_step_close, client_step_change, client_step_edit,
    client_step_replace, client_step_select, client_step_cursor, client_step_text;
