// The client's messages to handlers, and ours to the client. Holds every request until it has been
// answered, so that each gets one reply, whatever a handler does and whenever it ends.
//
// Invariant: a request is in `requests` from its dispatch until its holder replies; it is sent one
// reply at most, by its holder or, when it was cancelled or the session ends, by us.
#include "lsp/rpc.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/vec.h"
#include "lsp/methods.h"

#include <inttypes.h>

enum { PROBLEM_BYTES = 600 };

static const char call_prefix[] = "wye-";

struct rpc_request {
    struct rpc *rpc; // NULL once the session is gone
    struct rpc_request *next;
    char *id; // as the client spelt it
    rpc_on_cancel *on_cancel;
    void *data;
    bool is_answered;
};

void rpc_init(struct rpc *rpc, struct host *host, struct session *session) {
    *rpc = (struct rpc){ .host = host, .session = session };
    frame_init(&rpc->frame);
}

void rpc_release(struct rpc *rpc) {
    for (struct rpc_request *request = rpc->requests; request; request = request->next) {
        request->rpc = NULL;
        request->is_answered = true;
    }
    vec_release(&rpc->calls);
    buffer_release(&rpc->held);
    frame_release(&rpc->frame);
}

// --- Sending -------------------------------------------------------------------------------------

static struct json *create_message(void) {
    struct json *message = json_object();
    json_add_string(message, "jsonrpc", "2.0");
    return message;
}

// Frees the message. `is_reply`: it need not wait until the session is open.
static bool send(struct rpc *rpc, struct json *message, bool is_reply) {
    struct buffer body = { 0 }, framed = { 0 };
    const bool is_fit = json_print(message, &body) && frame_encode(buffer_slice(&body), &framed);
    if (is_fit && rpc->phase != RPC_OVER) {
        if (is_reply || rpc->is_open)
            rpc->host->write(rpc->host, buffer_slice(&framed));
        else
            buffer_append(&rpc->held, buffer_slice(&framed));
    }
    buffer_release(&body);
    buffer_release(&framed);
    json_destroy(message);
    return is_fit;
}

// `id` is raw JSON.
static void send_error(struct rpc *rpc, const char *id, enum rpc_code code, const char *problem) {
    struct json *message = create_message();
    json_add(message, "id", json_raw_value(slice_from(id)));
    struct json *error = json_add_object(message, "error");
    json_add_integer(error, "code", code);
    json_add_string(error, "message", problem);
    send(rpc, message, true);
}

void rpc_open(struct rpc *rpc) {
    if (rpc->is_open)
        return;
    rpc->is_open = true;
    if (rpc->held.length > 0)
        rpc->host->write(rpc->host, buffer_slice(&rpc->held));
    buffer_release(&rpc->held);
}

void rpc_notify(struct rpc *rpc, const char *method, struct json *params) {
    struct json *message = create_message();
    json_add_string(message, "method", method);
    if (params)
        json_add(message, "params", params);
    send(rpc, message, false);
}

uint64_t rpc_call(struct rpc *rpc, const char *method, struct json *params,
                  rpc_on_response *on_response, void *data) {
    const uint64_t id = ++rpc->calls_made;
    vec_push(&rpc->calls,
             ((struct rpc_call){ .id = id, .on_response = on_response, .data = data }));
    char name[40];
    snprintf(name, sizeof name, "%s%" PRIu64, call_prefix, id);
    struct json *message = create_message();
    json_add_string(message, "id", name);
    json_add_string(message, "method", method);
    if (params)
        json_add(message, "params", params);
    send(rpc, message, false);
    return id;
}

// --- Replies -------------------------------------------------------------------------------------

static void finish_request(struct rpc_request *request) {
    struct rpc *rpc = request->rpc;
    if (rpc) {
        struct rpc_request **link = &rpc->requests;
        while (*link != request)
            link = &(*link)->next;
        *link = request->next;
        if (rpc->handled == request)
            rpc->handled = NULL;
    }
    memory_free(request->id);
    memory_free(request);
}

void rpc_reply(struct rpc_request *request, struct json *result) {
    struct json *message = create_message();
    json_add(message, "id", json_raw_value(slice_from(request->id)));
    json_add(message, "result", result);
    if (request->is_answered)
        json_destroy(message);
    else if (!send(request->rpc, message, true))
        send_error(request->rpc, request->id, RPC_INTERNAL_ERROR,
                   "The answer is too large to be sent.");
    finish_request(request);
}

void rpc_fail(struct rpc_request *request, enum rpc_code code, const char *format, ...) {
    char problem[PROBLEM_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem, sizeof problem, format, arguments);
    va_end(arguments);
    if (!request->is_answered)
        send_error(request->rpc, request->id, code, problem);
    finish_request(request);
}

void rpc_defer(struct rpc_request *request, rpc_on_cancel *on_cancel, void *data) {
    ASSERT(request->rpc->handled == request);
    request->on_cancel = on_cancel;
    request->data = data;
    request->rpc->handled = NULL;
}

bool rpc_is_wanted(const struct rpc_request *request) {
    return !request->is_answered;
}

static void cancel_request(struct rpc *rpc, struct slice id) {
    struct rpc_request *request = rpc->requests;
    while (request && !slice_is(id, request->id))
        request = request->next;
    if (!request || request->is_answered)
        return;
    if (request->on_cancel) {
        request->on_cancel(request, request->data);
    } else {
        request->is_answered = true;
        send_error(rpc, request->id, RPC_REQUEST_CANCELLED, "The request was cancelled.");
    }
}

void rpc_end(struct rpc *rpc) {
    for (struct rpc_request *request = rpc->requests; request; request = request->next) {
        if (!request->is_answered)
            send_error(rpc, request->id, RPC_SERVER_CANCELLED, "The server is ending.");
        request->is_answered = true;
    }
    rpc->phase = RPC_OVER;
}

// --- Requests and notifications ------------------------------------------------------------------

static struct rpc_request *create_request(struct rpc *rpc, struct slice id) {
    struct rpc_request *request = MEMORY_NEW(struct rpc_request);
    *request = (struct rpc_request){
        .rpc = rpc,
        .next = rpc->requests,
        .id = memory_string_of(id),
    };
    rpc->requests = rpc->handled = request;
    return request;
}

// False, with a reply, where a request comes at the wrong time.
static bool admit(struct rpc_request *request, const char *name, const struct method *method) {
    const bool is_first = method && method->when == METHOD_FIRST;
    const enum rpc_phase phase = request->rpc->phase;
    if (phase == RPC_NEW && !is_first)
        rpc_fail(request, RPC_NOT_INITIALIZED, "The first request must be initialize.");
    else if (phase == RPC_SHUT)
        rpc_fail(request, RPC_INVALID_REQUEST, "The server was shut down; only exit may follow.");
    else if (is_first && phase != RPC_NEW)
        rpc_fail(request, RPC_INVALID_REQUEST, "The session has been initialized already.");
    else if (!method || !method->is_request)
        rpc_fail(request, RPC_METHOD_NOT_FOUND, "wye has no request named %.200s.", name);
    else
        return true;
    return false;
}

static void handle_request(struct rpc *rpc, struct slice id, const char *name,
                           const struct json *params) {
    const struct method *method = method_find(name);
    struct rpc_request *request = create_request(rpc, id);
    if (!admit(request, name, method))
        return;
    if (params && !json_is_object(params) && !json_is_array(params) && !json_is_null(params)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "The params of %s are no object.", name);
        return;
    }
    method->handle(rpc->session, request, params);
    if (rpc->handled) {
        log_line(LOG_ERROR, "%s was not answered", name);
        rpc_fail(rpc->handled, RPC_INTERNAL_ERROR, "wye has no answer to %s.", name);
    }
}

static void handle_notification(struct rpc *rpc, struct slice text, const char *name,
                                const struct json *params) {
    if (strcmp(name, "$/cancelRequest") == 0) {
        cancel_request(rpc, json_raw_member(json_raw_member(text, "params"), "id"));
        return;
    }
    const struct method *method = method_find(name);
    const bool is_known = method && !method->is_request;
    if (is_known && (method->when == METHOD_ALWAYS || rpc->phase == RPC_RUNNING))
        method->handle(rpc->session, NULL, params);
    else
        log_line(LOG_DEBUG, "ignored notification %.200s", name);
}

// --- Responses -----------------------------------------------------------------------------------

static void remove_call(struct rpc *rpc, size_t at) {
    vec_remove(&rpc->calls, at);
}

void rpc_forget(struct rpc *rpc, uint64_t id) {
    for (size_t i = 0; i < rpc->calls.count; i++) {
        if (rpc->calls.items[i].id == id) {
            remove_call(rpc, i);
            return;
        }
    }
}

// The call that a response's id names; false where nobody waits for it.
static bool take_call(struct rpc *rpc, const struct json *id, struct rpc_call *call) {
    const char *name = json_string_or(id, "");
    const size_t prefix_length = sizeof call_prefix - 1;
    if (strncmp(name, call_prefix, prefix_length) != 0)
        return false;
    const uint64_t number = strtoull(name + prefix_length, NULL, 10);
    for (size_t i = 0; i < rpc->calls.count; i++) {
        if (rpc->calls.items[i].id == number) {
            *call = rpc->calls.items[i];
            remove_call(rpc, i);
            return true;
        }
    }
    return false;
}

static void handle_response(struct rpc *rpc, const struct json *message) {
    const struct json *error = json_find(message, "error");
    const char *problem = NULL;
    if (error && !json_is_null(error)) {
        problem = json_string_or(json_find(error, "message"), "no reason given");
        log_line(LOG_WARN, "the client answered %s with an error: %s",
                 json_string_or(json_find(message, "id"), "a message"), problem);
    }
    struct rpc_call call;
    if (!take_call(rpc, json_find(message, "id"), &call))
        return;
    struct json *nothing = json_null();
    const struct json *result = json_find(message, "result");
    call.on_response(problem ? NULL : result ? result : nothing, problem, call.data);
    json_destroy(nothing);
}

// --- Messages ------------------------------------------------------------------------------------

static bool is_id(const struct json *id) {
    return json_is_string(id) || json_is_number(id);
}

static void handle_message(struct rpc *rpc, struct slice text, const struct json *message) {
    const struct json *id = json_find(message, "id");
    const char *name = json_string(json_find(message, "method"));
    const bool is_response = json_find(message, "result") || json_find(message, "error");
    if (name && is_id(id)) {
        handle_request(rpc, json_raw_member(text, "id"), name, json_find(message, "params"));
    } else if (name && !id) {
        handle_notification(rpc, text, name, json_find(message, "params"));
    } else if (!json_find(message, "method") && is_response) {
        handle_response(rpc, message);
    } else {
        char *raw = memory_string_of(is_id(id) ? json_raw_member(text, "id") : SLICE("null"));
        send_error(rpc, raw, RPC_INVALID_REQUEST,
                   json_is_array(message) ? "Batches are not taken; send one message at a time."
                                          : "The message is no request, notification or response.");
        memory_free(raw);
    }
}

static void handle_body(struct rpc *rpc, struct slice body) {
    struct error error;
    struct json *message = json_parse(body, &error);
    if (message) {
        handle_message(rpc, body, message);
    } else {
        char problem[PROBLEM_BYTES];
        snprintf(problem, sizeof problem, "The message is no valid JSON: %s", error.message);
        send_error(rpc, "null", RPC_PARSE_ERROR, problem);
    }
    json_destroy(message);
}

static void handle_oversize(struct rpc *rpc, uint64_t bytes) {
    char problem[PROBLEM_BYTES];
    snprintf(problem, sizeof problem,
             "A message of %" PRIu64 " bytes is larger than the %d that wye takes; it was skipped.",
             bytes, MESSAGE_BYTES_MAX);
    log_line(LOG_WARN, "%s", problem);
    send_error(rpc, "null", RPC_INVALID_REQUEST, problem);
}

void rpc_input(struct rpc *rpc, struct slice bytes) {
    struct frame_message message;
    while (rpc->phase != RPC_OVER && frame_next(&rpc->frame, &bytes, &message)) {
        switch (message.kind) {
        case FRAME_BODY:
            handle_body(rpc, message.body);
            break;
        case FRAME_BROKEN:
            send_error(rpc, "null", RPC_PARSE_ERROR, message.problem);
            break;
        case FRAME_OVERSIZE:
            handle_oversize(rpc, message.bytes);
            break;
        }
    }
}
