// The method table (methods.def): which function handles what a client sends, and when it may.
#pragma once

#include "lsp/rpc.h"

enum method_when {
    METHOD_FIRST,   // before all others, once
    METHOD_RUNNING, // between initialize and shutdown
    METHOD_ALWAYS,
};

// `params` is NULL or whatever the client sent. `request` is NULL for a notification; it must be
// answered or deferred when the handler returns.
typedef void method_handler(struct session *session, struct rpc_request *request,
                            const struct json *params);

struct method {
    const char *name;
    bool is_request;
    enum method_when when;
    method_handler *handle;
};

// NULL where there is none.
const struct method *method_find(const char *name);

#define REQUEST(name, handler, when) method_handler handler;
#define NOTIFICATION(name, handler, when) method_handler handler;
#include "lsp/methods.def"
#undef REQUEST
#undef NOTIFICATION
