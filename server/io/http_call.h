// One HTTP request of the machine and what has come of it so far: the meeting point of the host's
// side (http_loader.c) and curl's side (http.c, a shared object). Private to io/.
//
// What curl's callbacks report is only kept here and told to the machine in the loop's next turn.
#pragma once

#include "base/buffer.h"
#include "io/operation.h"

struct transfer; // curl's side of a call

enum { HTTP_ORIGIN_BYTES = 300 };

struct http_call {
    struct operation operation;

    // The request; never changed. Header lines are "Name: value", or "Name;" without a value.
    char *method, *url;
    char **lines; // may hold a key: wiped
    size_t line_count;
    struct slice body; // owned
    unsigned connect_timeout_ms;
    bool local;
    host_on_http *on_http;
    void *data;

    struct transfer *transfer; // NULL before its start and after its end

    // The response, as far as it has not been delivered.
    struct buffer head; // as received, from the status line to the last header
    struct buffer bytes;
    int status;
    bool has_head, has_told_head;
    bool is_finished;
    bool has_failed;
    enum host_http_failure failure;
    char message[512];
};

extern const struct operation_kind http_call_kind;

// Copies the request. One that cannot be sent (a line break in a header) has failed already.
struct http_call *http_call_create(struct loop *loop, const struct host_http_request *request,
                                   host_on_http *on_http, void *data);

// For curl's side, from its callbacks. `head` is what was received, up to the empty line.
void http_call_head(struct http_call *call, int status, struct slice head);
void http_call_data(struct http_call *call, struct slice bytes);
// The last of a call, either one. Only the first of them counts.
void http_call_finish(struct http_call *call);
void http_call_fail(struct http_call *call, enum host_http_failure failure, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void http_call_refuse_redirect(struct http_call *call, int status);
// `what` ("The answer") is larger than `limit` bytes.
void http_call_refuse_size(struct http_call *call, const char *what, int limit);

// Scheme, host and port of the call's address for a message: without the path, and without a name
// or password that it may hold.
void http_call_origin(const struct http_call *call, char origin[HTTP_ORIGIN_BYTES]);
