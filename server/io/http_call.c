// Keeps one request and its response between curl and the machine. Knows nothing of curl.
//
// Invariant: the machine sees HEAD once, then DATA, then one END or FAIL, and nothing after that or
// after a cancel.
#include "io/http_call.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/memory.h"
#include "io/http_loader.h"

#include <stdarg.h>
#include <stdio.h>

// --- The request ---------------------------------------------------------------------------------

static bool is_clean(const char *text) {
    for (; *text; text++) {
        const unsigned char byte = (unsigned char)*text;
        if ((byte < ' ' && byte != '\t') || byte == 0x7f) {
            return false;
        }
    }
    return true;
}

static char *join_header(const struct host_header *header) {
    const size_t name = strlen(header->name);
    const size_t value = strlen(header->value);
    char *line = memory_alloc(name + value + 3);
    memcpy(line, header->name, name);
    memcpy(line + name, value > 0 ? ": " : ";", value > 0 ? 2 : 1);
    memcpy(line + name + (value > 0 ? 2 : 1), header->value, value);
    return line;
}

struct http_call *http_call_create(struct loop *loop, const struct host_http_request *request,
                                   host_on_http *on_http, void *data) {
    struct http_call *call = MEMORY_NEW(struct http_call);
    operation_start(&call->operation, loop, &http_call_kind);
    call->method = memory_string(request->method);
    call->url = memory_string(request->url);
    call->body =
        (struct slice){ .data = memory_string_of(request->body), .length = request->body.length };
    call->connect_timeout_ms = request->connect_timeout_ms;
    call->local = request->local;
    call->on_http = on_http;
    call->data = data;
    call->lines = memory_alloc((request->header_count + 1) * sizeof *call->lines);
    for (size_t i = 0; i < request->header_count; i++) {
        const struct host_header *header = &request->headers[i];
        call->lines[call->line_count++] = join_header(header);
        // A line break would make one more header of the rest.
        if (!is_clean(header->name) || !is_clean(header->value)) {
            http_call_fail(call, HOST_HTTP_OTHER,
                           "The header %s holds a control character or a line break and was not "
                           "sent; check the key or setting that it comes from",
                           is_clean(header->name) ? header->name : "of the request");
        }
    }
    return call;
}

// --- What curl's side reports --------------------------------------------------------------------

void http_call_head(struct http_call *call, int status, struct slice head) {
    ASSERT(!call->has_head);
    call->has_head = true;
    call->status = status;
    buffer_append(&call->head, head);
    operation_post(&call->operation);
}

void http_call_data(struct http_call *call, struct slice bytes) {
    buffer_append(&call->bytes, bytes);
    operation_post(&call->operation);
}

void http_call_finish(struct http_call *call) {
    call->is_finished = true;
    operation_post(&call->operation);
}

void http_call_fail(struct http_call *call, enum host_http_failure failure, const char *format,
                    ...) {
    if (call->is_finished) {
        return;
    }
    call->has_failed = true;
    call->failure = failure;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(call->message, sizeof call->message, format, arguments);
    va_end(arguments);
    http_call_finish(call);
}

void http_call_refuse_redirect(struct http_call *call, int status) {
    char origin[HTTP_ORIGIN_BYTES];
    http_call_origin(call, origin);
    http_call_fail(call, HOST_HTTP_REDIRECT,
                   "%s answered with a redirect (%d), which is not followed so that no key leaves "
                   "for another address; set base_url to the final address",
                   origin, status);
}

void http_call_refuse_size(struct http_call *call, const char *what, int limit) {
    char origin[HTTP_ORIGIN_BYTES];
    http_call_origin(call, origin);
    http_call_fail(call, HOST_HTTP_OVERSIZE,
                   "%s from %s is larger than %d KB and was dropped; ask for less or take another "
                   "model",
                   what, origin, limit >> 10);
}

void http_call_origin(const struct http_call *call, char origin[HTTP_ORIGIN_BYTES]) {
    const char *host = strstr(call->url, "://");
    const char *user = host ? strrchr(host, '@') : NULL;
    const size_t scheme = host ? (size_t)(host - call->url) + 3 : 0;
    host = call->url + scheme;
    const size_t before_user = strcspn(host, "/?#\\");
    if (scheme == 0 || (user && user > host + before_user)) {
        snprintf(origin, HTTP_ORIGIN_BYTES, "the address"); // odd: show nothing of it
        return;
    }
    host = user ? user + 1 : host;
    snprintf(origin, HTTP_ORIGIN_BYTES, "%.*s%.*s", (int)scheme, call->url,
             (int)strcspn(host, "/?#\\"), host);
}

// --- What the machine is told --------------------------------------------------------------------

static void lower(char *text) {
    for (; *text; text++) {
        if (*text >= 'A' && *text <= 'Z') {
            *text = (char)(*text - 'A' + 'a');
        }
    }
}

static size_t parse_headers(struct arena *arena, struct slice head, struct host_header **headers) {
    size_t lines = 0;
    size_t count = 0;
    struct slice line;
    for (struct slice rest = head; slice_next_line(&rest, &line);) {
        lines++;
    }
    *headers = ARENA_ARRAY(arena, lines + 1, struct host_header);
    for (struct slice rest = head; slice_next_line(&rest, &line);) {
        const size_t colon = slice_find(line, SLICE(":"), 0);
        if (colon == SLICE_NOT_FOUND || colon == 0) {
            continue; // the status line
        }
        char *name = arena_string(arena, slice_trim(slice_between(line, 0, colon)));
        lower(name);
        (*headers)[count++] = (struct host_header){
            .name = name,
            .value = arena_string(arena, slice_trim(slice_between(line, colon + 1, line.length))),
        };
    }
    return count;
}

static void tell_head(struct http_call *call) {
    struct arena arena = { 0 };
    struct host_header *headers;
    const size_t count = parse_headers(&arena, buffer_slice(&call->head), &headers);
    call->has_told_head = true;
    call->on_http(&(struct host_http_event){ .kind = HOST_HTTP_HEAD,
                                             .status = call->status,
                                             .headers = headers,
                                             .header_count = count },
                  call->data);
    arena_release(&arena);
    buffer_release(&call->head);
}

static void tell_last(struct http_call *call) {
    operation_end(&call->operation);
    const struct host_http_event end = { .kind = HOST_HTTP_END };
    const struct host_http_event fail = { .kind = HOST_HTTP_FAIL,
                                          .failure = call->failure,
                                          .message = call->message };
    call->on_http(call->has_failed ? &fail : &end, call->data);
}

// The machine may cancel the call from each of these.
static void deliver_call(struct operation *operation) {
    struct http_call *call = (struct http_call *)operation;
    if (call->has_head && !call->has_told_head) {
        tell_head(call);
    }
    if (!operation->is_ended && call->bytes.length > 0) {
        call->on_http(
            &(struct host_http_event){ .kind = HOST_HTTP_DATA, .data = buffer_slice(&call->bytes) },
            call->data);
        buffer_clear(&call->bytes);
    }
    if (!operation->is_ended && call->is_finished) {
        tell_last(call);
    }
}

static void close_call(struct operation *operation) {
    http_loader_cancel((struct http_call *)operation);
}

static void release_call(struct operation *operation) {
    struct http_call *call = (struct http_call *)operation;
    for (size_t i = 0; i < call->line_count; i++) {
        memory_wipe(call->lines[i], strlen(call->lines[i]));
        memory_free(call->lines[i]);
    }
    memory_free(call->lines);
    memory_free(call->method);
    memory_free(call->url);
    memory_free((char *)call->body.data);
    buffer_release(&call->head);
    buffer_release(&call->bytes);
    memory_free(call);
}

const struct operation_kind http_call_kind = {
    .deliver = deliver_call,
    .close = close_call,
    .release = release_call,
};
