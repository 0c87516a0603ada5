// The host's HTTP functions, and the loading of wye-http.so behind them.
//
// Loading (libcurl, its dozen libraries, for secure addresses the certificates: 10 to 80 ms, more
// from a cold disk) runs in the pool; calls that start meanwhile wait for it. When it fails they
// fail, and the next call tries again. Plain and secure addresses have a curl each, so that who
// only asks a server of his own waits for no certificates. The object stays loaded: its threads
// may still look up a name.
#include "io/http_loader.h"

#include "base/memory.h"
#include "io/http.h"
#include "io/object.h"

#include <stdio.h>
#include <string.h>

enum stage { STAGE_NONE, STAGE_LOADING, STAGE_READY };

struct client {
    enum stage stage;
    const struct http_functions *functions;
    struct http *http;
};

struct http_loader {
    struct client clients[2]; // plain, secure
};

// Its own operation, so that the loop waits for the thread.
struct load {
    struct operation operation;
    uv_work_t uv;
    bool is_secure;
    struct client client; // what came of it
    char message[400];
};

// --- In the pool ---------------------------------------------------------------------------------

static void load_work(uv_work_t *uv) {
    struct load *load = uv->data;
    const struct http_functions *functions =
        object_load("http", "http_functions", "libcurl 4", load->message);
    if (!functions) {
        return;
    }
    load->client.functions = functions;
    load->client.http = functions->create(load->is_secure);
    if (!load->client.http) {
        snprintf(load->message, sizeof load->message, "libcurl cannot start; reinstall libcurl 4");
    }
}

// --- On the loop ---------------------------------------------------------------------------------

static bool is_secure(const struct http_call *call) {
    return strncmp(call->url, "https:", 6) == 0;
}

// A call of this kind that has not begun and has not failed.
static bool is_waiting(const struct operation *operation, bool secure) {
    const struct http_call *call = (const struct http_call *)operation;
    return operation->kind == &http_call_kind && !operation->is_ended && !call->transfer &&
           !call->is_finished && is_secure(call) == secure;
}

static void on_loaded(uv_work_t *uv, int status) {
    struct load *load = uv->data;
    struct loop *loop = load->operation.loop;
    struct client *client = &loop->http->clients[load->is_secure];
    (void)status; // is never cancelled
    *client = load->client;
    client->stage = client->http ? STAGE_READY : STAGE_NONE;
    if (client->http) {
        client->functions->attach(client->http, loop);
    }
    for (struct operation *each = loop->operations; each; each = each->next) {
        if (!is_waiting(each, load->is_secure)) {
            continue;
        }
        if (client->http) {
            client->functions->start(client->http, (struct http_call *)each);
        } else {
            http_call_fail((struct http_call *)each, HOST_HTTP_OTHER, "%s", load->message);
        }
    }
    operation_drop(&load->operation);
    operation_end(&load->operation);
}

static void release_load(struct operation *operation) {
    memory_free(operation);
}

static const struct operation_kind load_kind = { .release = release_load, .is_awaited = true };

static void start_load(struct loop *loop, const struct http_call *call) {
    struct load *load = MEMORY_NEW(struct load);
    operation_start(&load->operation, loop, &load_kind);
    load->is_secure = is_secure(call);
    load->uv.data = load;
    operation_hold(&load->operation);
    loop->http->clients[load->is_secure].stage = STAGE_LOADING;
    uv_queue_work(&loop->uv, &load->uv, load_work, on_loaded);
}

static uint64_t start_http(struct host *host, const struct host_http_request *request,
                           host_on_http *on_http, void *data) {
    struct loop *loop = loop_of(host);
    struct http_call *call = http_call_create(loop, request, on_http, data);
    if (!loop->http) {
        loop->http = MEMORY_NEW(struct http_loader);
    }
    if (call->is_finished) {
        return call->operation.id;
    }
    const struct client *client = &loop->http->clients[is_secure(call)];
    if (client->stage == STAGE_READY) {
        client->functions->start(client->http, call);
    } else if (client->stage == STAGE_NONE) {
        start_load(loop, call);
    }
    return call->operation.id;
}

static void cancel_http(struct host *host, uint64_t id) {
    operation_end_id(loop_of(host), &http_call_kind, id);
}

void http_loader_cancel(struct http_call *call) {
    if (call->transfer) {
        call->operation.loop->http->clients[is_secure(call)].functions->cancel(call);
    }
}

void http_loader_release(struct loop *loop) {
    if (!loop->http) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        const struct client *client = &loop->http->clients[i];
        if (client->stage == STAGE_READY) {
            client->functions->destroy(client->http);
        }
    }
    memory_free(loop->http);
    loop->http = NULL;
}

void http_loader_install(struct loop *loop) {
    loop->host.http_start = start_http;
    loop->host.http_cancel = cancel_http;
}
