// Batches: what ends within five seconds goes together, one batch is on its way at a time, and what
// does not fit into the next one is dropped. A collector's answer counts only as having come: there
// is no second try, as the metrics hold all that was before, and a lost span is no harm.
#include "engine/otlp.h"

#include "base/log.h"
#include "base/memory.h"
#include "config/url.h"
#include "engine/otlp_parts.h"

#include <inttypes.h>

enum {
    BATCH_MS = 5000, // delay, size and time limit are those of OpenTelemetry's own exporters
    SPANS_MAX = 512,
    EXPORT_MS = 10000,
    CONNECT_MS = 2000,
    FLUSH_MS = 1000,
};

enum { POST_TRACES, POST_METRICS, POSTS };

struct post {
    struct otlp *otlp;
    uint64_t http; // 0: it has ended
    int status;
};

struct otlp {
    struct host *host;
    char *endpoint; // of the latest outcome; NULL before
    char *instance; // this server among all; like the next two NULL before the first outcome
    struct json *spans;
    struct otlp_metrics *metrics;
    size_t span_count;
    struct post posts[POSTS];
    uint64_t batch, deadline, patience; // timers
    otlp_on_flushed *on_flushed;        // NULL: nobody waits
    void *data;
    bool is_failing; // the batch on its way
    bool has_told;   // that the latest ones failed
    bool is_closed;
};

static bool is_sending(const struct otlp *otlp) {
    return otlp->posts[POST_TRACES].http || otlp->posts[POST_METRICS].http;
}

static void stop_timer(struct otlp *otlp, uint64_t *timer) {
    if (*timer)
        otlp->host->timer_cancel(otlp->host, *timer);
    *timer = 0;
}

// Once, until it works again.
static void tell(struct otlp *otlp, const char *problem) {
    if (!otlp->has_told)
        log_line(LOG_WARN, "otlp: %s. What the collector should get is dropped until it answers.",
                 problem);
    otlp->is_failing = otlp->has_told = true;
}

// --- Sending -------------------------------------------------------------------------------------

static void send_batch(struct otlp *otlp);

static void end_flush(struct otlp *otlp) {
    otlp_on_flushed *on_flushed = otlp->on_flushed;
    stop_timer(otlp, &otlp->patience);
    otlp->on_flushed = NULL;
    if (on_flushed)
        on_flushed(otlp->data);
}

static void end_batch(struct otlp *otlp) {
    stop_timer(otlp, &otlp->deadline);
    otlp->has_told = otlp->is_failing;
    otlp->is_failing = false;
    if (otlp->on_flushed && otlp->span_count)
        send_batch(otlp);
    else
        end_flush(otlp);
}

static void end_post(struct post *post, const char *problem) {
    struct otlp *otlp = post->otlp;
    post->http = 0;
    if (problem)
        tell(otlp, problem);
    if (!is_sending(otlp))
        end_batch(otlp);
}

static void on_http(const struct host_http_event *event, void *data) {
    struct post *post = data;
    struct arena arena = { 0 };
    switch (event->kind) {
    case HOST_HTTP_HEAD:
        post->status = event->status;
        break;
    case HOST_HTTP_DATA:
        break;
    case HOST_HTTP_END:
        end_post(post, post->status / 100 == 2 ? NULL
                                               : arena_format(&arena, "%s answered %d",
                                                              post->otlp->endpoint, post->status));
        break;
    case HOST_HTTP_FAIL:
        end_post(post, event->message);
        break;
    }
    arena_release(&arena);
}

static void on_deadline(void *data) {
    struct otlp *otlp = data;
    struct arena arena = { 0 };
    otlp->deadline = 0;
    for (size_t i = 0; i < POSTS; i++) {
        if (otlp->posts[i].http)
            otlp->host->http_cancel(otlp->host, otlp->posts[i].http);
        otlp->posts[i].http = 0;
    }
    tell(otlp,
         arena_format(&arena, "%s did not answer within %d s", otlp->endpoint, EXPORT_MS / 1000));
    arena_release(&arena);
    end_batch(otlp);
}

static void start_post(struct otlp *otlp, size_t index, const char *path, struct json *body) {
    static const struct host_header headers[] = { { "Content-Type", "application/json" } };
    struct arena arena = { 0 };
    struct buffer text = { 0 };
    json_print(body, &text);
    json_destroy(body);
    const struct host_http_request request = {
        .method = "POST",
        .url = arena_format(&arena, "%s%s", otlp->endpoint, path),
        .headers = headers,
        .header_count = 1,
        .body = buffer_slice(&text),
        .connect_timeout_ms = CONNECT_MS,
        .local = url_is_loopback(otlp->endpoint),
    };
    otlp->posts[index] = (struct post){ .otlp = otlp };
    otlp->posts[index].http =
        otlp->host->http_start(otlp->host, &request, on_http, &otlp->posts[index]);
    buffer_release(&text);
    arena_release(&arena);
}

static void send_batch(struct otlp *otlp) {
    struct host *host = otlp->host;
    struct json *spans = otlp->spans;
    struct json *metrics = otlp_metrics_json(otlp->metrics, host->unix_time_ms(host));
    otlp->spans = json_array();
    otlp->span_count = 0;
    stop_timer(otlp, &otlp->batch);
    start_post(otlp, POST_TRACES, "/v1/traces",
               otlp_request(otlp->instance, "resourceSpans", "scopeSpans", "spans", spans));
    if (json_count(metrics))
        start_post(
            otlp, POST_METRICS, "/v1/metrics",
            otlp_request(otlp->instance, "resourceMetrics", "scopeMetrics", "metrics", metrics));
    else
        json_destroy(metrics);
    otlp->deadline = host->timer_start(host, EXPORT_MS, on_deadline, otlp);
}

static void on_batch(void *data) {
    struct otlp *otlp = data;
    otlp->batch = 0;
    if (is_sending(otlp))
        otlp->batch = otlp->host->timer_start(otlp->host, BATCH_MS, on_batch, otlp);
    else
        send_batch(otlp);
}

// --- Public --------------------------------------------------------------------------------------

static void begin(struct otlp *otlp, const struct outcome *first) {
    struct host *host = otlp->host;
    struct arena arena = { 0 };
    otlp->instance = memory_string(arena_format(&arena, "%016" PRIx64, host->random(host)));
    otlp->metrics = otlp_metrics_create(host->unix_time_ms(host) - first->total_ms);
    otlp->spans = json_array();
    arena_release(&arena);
}

static void set_endpoint(struct otlp *otlp, const char *endpoint) {
    if (otlp->endpoint && strcmp(otlp->endpoint, endpoint) == 0)
        return;
    memory_free(otlp->endpoint);
    otlp->endpoint = memory_string(endpoint);
    otlp->has_told = false;
}

void otlp_add(struct otlp *otlp, const char *endpoint, const struct outcome *outcome) {
    if (otlp->is_closed)
        return;
    if (!otlp->metrics)
        begin(otlp, outcome);
    set_endpoint(otlp, endpoint);
    otlp_metrics_add(otlp->metrics, outcome);
    if (otlp->span_count < SPANS_MAX)
        otlp->span_count += otlp_add_spans(otlp->spans, otlp->host, outcome);
    if (otlp->span_count >= SPANS_MAX && !is_sending(otlp))
        send_batch(otlp);
    else if (!otlp->batch)
        otlp->batch = otlp->host->timer_start(otlp->host, BATCH_MS, on_batch, otlp);
}

static void on_patience(void *data) {
    struct otlp *otlp = data;
    otlp->patience = 0;
    end_flush(otlp);
}

void otlp_flush(struct otlp *otlp, otlp_on_flushed *on_flushed, void *data) {
    struct host *host = otlp->host;
    const bool is_idle = !otlp->span_count && !is_sending(otlp);
    if (otlp->span_count && !is_sending(otlp))
        send_batch(otlp);
    if (!on_flushed)
        return;
    otlp->on_flushed = on_flushed;
    otlp->data = data;
    otlp->patience = host->timer_start(host, is_idle ? 0 : FLUSH_MS, on_patience, otlp);
}

struct otlp *otlp_create(struct host *host) {
    struct otlp *otlp = MEMORY_NEW(struct otlp);
    otlp->host = host;
    return otlp;
}

void otlp_close(struct otlp *otlp) {
    otlp->is_closed = true;
    stop_timer(otlp, &otlp->batch);
    stop_timer(otlp, &otlp->deadline);
    for (size_t i = 0; i < POSTS; i++)
        if (otlp->posts[i].http)
            otlp->host->http_cancel(otlp->host, otlp->posts[i].http);
    end_flush(otlp);
}

void otlp_destroy(struct otlp *otlp) {
    if (!otlp)
        return;
    if (otlp->metrics) {
        json_destroy(otlp->spans);
        otlp_metrics_destroy(otlp->metrics);
    }
    memory_free(otlp->endpoint);
    memory_free(otlp->instance);
    memory_free(otlp);
}
