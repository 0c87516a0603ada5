// JSON-RPC over frames: who may be called when, exactly one reply to every request, and our own
// requests with their responses. Knows the method table, and nothing of what the methods do.
#pragma once

#include "base/host.h"
#include "base/json.h"
#include "lsp/frame.h"

struct session;

enum rpc_code {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_INTERNAL_ERROR = -32603,
    RPC_NOT_INITIALIZED = -32002,
    RPC_REQUEST_FAILED = -32803,
    RPC_SERVER_CANCELLED = -32802,
    RPC_REQUEST_CANCELLED = -32800,
};

enum rpc_phase {
    RPC_NEW, // before initialize
    RPC_RUNNING,
    RPC_SHUT, // after shutdown
    RPC_OVER, // after exit: nothing is read or written
};

// A request of the client, held by whoever is to reply, and gone with the reply.
struct rpc_request;
// The client has sent $/cancelRequest: reply now or later, once, as always.
typedef void rpc_on_cancel(struct rpc_request *request, void *data);
// `result` is NULL when the client answered with an error, which `problem` tells then.
typedef void rpc_on_response(const struct json *result, const char *problem, void *data);

struct rpc_call {
    uint64_t id;
    rpc_on_response *on_response;
    void *data;
};

struct rpc {
    struct host *host;
    struct session *session; // what handlers are given
    struct frame frame;
    enum rpc_phase phase;
    bool is_open; // notifications and requests may leave; until then they are held
    struct buffer held;
    struct rpc_request *requests; // that somebody holds, newest first
    struct rpc_request *handled;  // the one whose handler runs, until it is answered or deferred
    struct rpc_calls {
        struct rpc_call *items;
        size_t count, capacity;
    } calls; // of ours that wait for a response
    uint64_t calls_made;
};

void rpc_init(struct rpc *rpc, struct host *host, struct session *session);
// Requests that are still held lose their client: their holder's reply frees them. Nothing is
// called back.
void rpc_release(struct rpc *rpc);
// Bytes of the client, cut anywhere.
void rpc_input(struct rpc *rpc, struct slice bytes);
// From now on the client may be sent notifications and requests.
void rpc_open(struct rpc *rpc);
// Answers what is still open with an error, and is silent from then on.
void rpc_end(struct rpc *rpc);

// --- Replies -------------------------------------------------------------------------------------

// `result` is taken over. Where the client has had an error already (cancelled), nothing is sent.
void rpc_reply(struct rpc_request *request, struct json *result);
void rpc_fail(struct rpc_request *request, enum rpc_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// The reply comes later than the handler returns. Without `on_cancel`, a cancelled request is
// answered with an error at once.
void rpc_defer(struct rpc_request *request, rpc_on_cancel *on_cancel, void *data);
// False once the client has had its reply: no use working on another.
bool rpc_is_wanted(const struct rpc_request *request);

// --- To the client -------------------------------------------------------------------------------

// `params` is taken over; NULL: none.
void rpc_notify(struct rpc *rpc, const char *method, struct json *params);
// Returns an id for rpc_forget, never 0. Calls back once, from a later message.
uint64_t rpc_call(struct rpc *rpc, const char *method, struct json *params,
                  rpc_on_response *on_response, void *data);
// The response will not be waited for. An id that has had one, or 0, does nothing.
void rpc_forget(struct rpc *rpc, uint64_t id);
