// The only user of curl, in a shared object of its own; http_sockets.c puts it on libuv.
//
// Invariant: curl's callbacks only keep what they are given (http_call_head, _data); transfers end
// in libuv's callbacks, after curl returned. The machine is called from neither. A transfer lives
// from `start` until curl has finished it or it is cancelled, whichever is first.
#include "io/http.h"

#include "base/limits.h"
#include "base/memory.h"
#include "config/url.h"
#include "io/http_sockets.h"
#include "io/operation.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WARM_STEPS = 50 }; // of a millisecond at most

struct http {
    CURLM *multi;
    struct http_sockets sockets;
};

struct transfer {
    CURL *easy;
    struct http *http;
    struct http_call *call;
    struct curl_slist *headers; // an array; its strings belong to the call
    struct buffer head;
    size_t received;
    char detail[CURL_ERROR_SIZE];
};

// --- Messages for the person ---------------------------------------------------------------------

static const struct {
    CURLcode code;
    enum host_http_failure failure;
} failures[] = {
    { CURLE_COULDNT_RESOLVE_PROXY, HOST_HTTP_CONNECT },
    { CURLE_COULDNT_RESOLVE_HOST, HOST_HTTP_CONNECT },
    { CURLE_COULDNT_CONNECT, HOST_HTTP_CONNECT },
    { CURLE_OPERATION_TIMEDOUT, HOST_HTTP_CONNECT }, // the connect timeout is the only one set
    { CURLE_INTERFACE_FAILED, HOST_HTTP_CONNECT },
    { CURLE_PROXY, HOST_HTTP_CONNECT },
    { CURLE_SSL_CONNECT_ERROR, HOST_HTTP_TLS },
    { CURLE_PEER_FAILED_VERIFICATION, HOST_HTTP_TLS },
    { CURLE_SSL_ENGINE_INITFAILED, HOST_HTTP_TLS },
    { CURLE_SSL_CERTPROBLEM, HOST_HTTP_TLS },
    { CURLE_SSL_CIPHER, HOST_HTTP_TLS },
    { CURLE_SSL_CACERT_BADFILE, HOST_HTTP_TLS },
    { CURLE_SSL_ISSUER_ERROR, HOST_HTTP_TLS },
    { CURLE_SSL_INVALIDCERTSTATUS, HOST_HTTP_TLS },
    { CURLE_GOT_NOTHING, HOST_HTTP_CUT },
    { CURLE_PARTIAL_FILE, HOST_HTTP_CUT },
    { CURLE_SEND_ERROR, HOST_HTTP_CUT },
    { CURLE_RECV_ERROR, HOST_HTTP_CUT },
    { CURLE_SEND_FAIL_REWIND, HOST_HTTP_CUT },
};

// False where it failed on the way: at a proxy that refuses, say.
static bool has_begun(CURL *easy) {
    curl_off_t ready_us = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready_us);
    return ready_us > 0;
}

static enum host_http_failure classify(CURL *easy, CURLcode code, const char *detail) {
    // A handshake that the network broke says nothing against the certificate.
    if (code == CURLE_SSL_CONNECT_ERROR &&
        (strstr(detail, "SSL_ERROR_SYSCALL") || strstr(detail, "reset by peer"))) {
        return HOST_HTTP_CONNECT;
    }
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        if (failures[i].code == code) {
            const bool is_cut = failures[i].failure == HOST_HTTP_CUT;
            return is_cut && !has_begun(easy) ? HOST_HTTP_CONNECT : failures[i].failure;
        }
    }
    return HOST_HTTP_OTHER;
}

static void fail_transfer(struct transfer *transfer, CURLcode code) {
    static const struct {
        const char *before, *after;
    } sentences[] = {
        [HOST_HTTP_CONNECT] = { "Cannot reach", "check the address and the network" },
        [HOST_HTTP_TLS] = { "No secure connection to", "nothing was sent" },
        [HOST_HTTP_CUT] = { "Lost the connection to", "the answer is incomplete, try again" },
        [HOST_HTTP_OTHER] = { "The request failed at", "check the provider's base_url" },
    };
    const char *detail = transfer->detail[0] ? transfer->detail : curl_easy_strerror(code);
    const enum host_http_failure failure = classify(transfer->easy, code, detail);
    char origin[HTTP_ORIGIN_BYTES];
    http_call_origin(transfer->call, origin);
    // Does nothing where the call has failed already: a redirect, a cap.
    http_call_fail(transfer->call, failure, "%s %s (%s); %s", sentences[failure].before, origin,
                   detail, sentences[failure].after);
}

// --- What curl receives --------------------------------------------------------------------------

// The head is complete: an interim one (100, 103) makes room for the next. False ends the transfer.
static bool end_head(struct transfer *transfer) {
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 300 && status < 400) {
        http_call_refuse_redirect(transfer->call, (int)status);
        return false;
    }
    if (status >= 200) {
        http_call_head(transfer->call, (int)status, buffer_slice(&transfer->head));
    }
    buffer_clear(&transfer->head);
    return true;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *data) {
    struct transfer *transfer = data;
    const struct slice line = { .data = bytes, .length = size * count };
    if (transfer->call->has_head) {
        return line.length; // a trailer
    }
    if (slice_trim(line).length == 0) {
        return end_head(transfer) ? line.length : 0;
    }
    if (!buffer_append(&transfer->head, line)) {
        http_call_refuse_size(transfer->call, "The head of the answer", RESPONSE_HEAD_BYTES_MAX);
        return 0;
    }
    return line.length;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *data) {
    struct transfer *transfer = data;
    const struct slice part = { .data = bytes, .length = size * count };
    transfer->received += part.length;
    transfer->http->sockets.received += part.length;
    if (transfer->received > RESPONSE_BYTES_MAX) {
        http_call_refuse_size(transfer->call, "The answer", RESPONSE_BYTES_MAX);
        return 0;
    }
    http_call_data(transfer->call, part);
    return part.length;
}

// Children (git, key commands) must not hold our connections open.
static int on_socket_made(void *data, curl_socket_t socket, curlsocktype purpose) {
    (void)data;
    (void)purpose;
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    return CURL_SOCKOPT_OK;
}

// --- A transfer's life ---------------------------------------------------------------------------

static void end_transfer(struct transfer *transfer) {
    transfer->call->transfer = NULL;
    // Removed in mid-transfer, a connection is closed, not kept.
    curl_multi_remove_handle(transfer->http->multi, transfer->easy);
    curl_easy_cleanup(transfer->easy);
    buffer_release(&transfer->head);
    memory_free(transfer->headers);
    memory_free(transfer);
}

static void collect_ended(void *data) {
    struct http *http = data;
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(http->multi, &left))) {
        struct transfer *transfer;
        const CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        if (code == CURLE_OK && transfer->call->has_head) {
            http_call_finish(transfer->call);
        } else {
            fail_transfer(transfer, code);
        }
        end_transfer(transfer);
    }
}

static void set_security(CURL *easy) {
    // With a folder of certificates, as Debian's curl has it, none of them are cached.
    const char *file = getenv("SSL_CERT_FILE");
    if (!file || access(file, R_OK) != 0) {
        file = "/etc/ssl/certs/ca-certificates.crt";
    }
    if (access(file, R_OK) == 0) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, file);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
}

// The call's lines, and ours where it has none of that name.
static void set_headers(struct transfer *transfer) {
    static char no_expect[] = "Expect:"; // curl would wait a second for a "100 Continue"
    static char no_type[] = "Content-Type:";
    static char agent[] = "User-Agent: wye/" WYE_VERSION;
    static const struct slice type = { .data = "content-type:", .length = 13 };
    const struct http_call *call = transfer->call;
    size_t count = 0;
    bool has_type = false;
    transfer->headers = memory_alloc((call->line_count + 3) * sizeof *transfer->headers);
    transfer->headers[count++].data = no_expect;
    transfer->headers[count++].data = agent;
    for (size_t i = 0; i < call->line_count; i++) {
        transfer->headers[count++].data = call->lines[i];
        has_type = has_type || curl_strnequal(call->lines[i], type.data, type.length);
    }
    if (!has_type) {
        transfer->headers[count++].data = no_type;
    }
    for (size_t i = 0; i + 1 < count; i++) {
        transfer->headers[i].next = &transfer->headers[i + 1];
    }
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static void set_request(struct transfer *transfer) {
    CURL *easy = transfer->easy;
    const struct http_call *call = transfer->call;
    curl_easy_setopt(easy, CURLOPT_URL, call->url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (call->body.length > 0 || strcmp(call->method, "POST") == 0) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call->body.data);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.length);
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, call->method);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)call->connect_timeout_ms);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); // a proxy's are not the answer's
    // A proxy would get what goes to this machine in clear text, the key with it.
    if (call->local || url_is_loopback(call->url)) {
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    }
}

static void set_manner(struct transfer *transfer) {
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->detail);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_socket_made);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // or a cancel waits for a name look-up
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, ""); // all that it can decompress
    // HTTP/2 of curl 7.88 hangs when the server says that it goes away.
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
}

static void start(struct http *http, struct http_call *call) {
    struct transfer *transfer = MEMORY_NEW(struct transfer);
    transfer->http = http;
    transfer->call = call;
    transfer->easy = curl_easy_init();
    buffer_init(&transfer->head, RESPONSE_HEAD_BYTES_MAX);
    call->transfer = transfer;
    set_manner(transfer);
    set_request(transfer);
    set_headers(transfer);
    set_security(transfer->easy);
    curl_multi_add_handle(http->multi, transfer->easy);
}

static void cancel(struct http_call *call) {
    end_transfer(call->transfer);
}

// --- Create, attach, destroy ---------------------------------------------------------------------

// A port of ours on this machine, where the kernel accepts and nobody answers; -1 without one.
static int listen_locally(unsigned *port) {
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t size = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener == -1 || bind(listener, (struct sockaddr *)&address, size) != 0 ||
        listen(listener, 1) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
        close(listener);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return listener;
}

// Begins a secure connection with ourselves: curl reads the certificates before it says hello, and
// they stay in the multi handle's cache.
static void load_certificates(CURLM *multi) {
    unsigned port;
    int listener = listen_locally(&port);
    if (listener == -1) {
        return;
    }
    char url[64];
    int running = 1;
    CURL *easy = curl_easy_init();
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", port);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_socket_made);
    set_security(easy);
    curl_multi_add_handle(multi, easy);
    int peer = -1;
    char byte;
    for (int i = 0; i < WARM_STEPS && running > 0; i++) {
        curl_multi_perform(multi, &running);
        peer = peer == -1 ? accept(listener, NULL, NULL) : peer;
        if (peer != -1 && recv(peer, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
            break;
        }
        curl_multi_poll(multi, NULL, 0, 1, NULL);
    }
    curl_multi_remove_handle(multi, easy);
    curl_easy_cleanup(easy);
    close(peer);
    close(listener);
}

// libcurl's own libcrypto may be another library; then it is not there.
extern void OPENSSL_thread_stop(void) __attribute__((weak));

static struct http *create(bool is_secure) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return NULL;
    }
    struct http *http = MEMORY_NEW(struct http);
    http->multi = curl_multi_init();
    if (is_secure) {
        load_certificates(http->multi);
    }
    if (OPENSSL_thread_stop) {
        OPENSSL_thread_stop(); // frees what it has made for this thread of the pool
    }
    return http;
}

static void on_closed(void *data) {
    memory_free(data);
    curl_global_cleanup();
}

static void attach(struct http *http, struct loop *loop) {
    http->sockets = (struct http_sockets){
        .multi = http->multi,
        .on_acted = collect_ended,
        .on_closed = on_closed,
        .data = http,
    };
    http_sockets_attach(&http->sockets, &loop->uv);
}

static void destroy(struct http *http) {
    http->sockets.is_closing = true;
    curl_multi_cleanup(http->multi);
    http_sockets_close(&http->sockets);
}

const struct http_functions http_functions = {
    .version = WYE_VERSION,
    .create = create,
    .attach = attach,
    .start = start,
    .cancel = cancel,
    .destroy = destroy,
};
