// One timer serves all limits: it is set to the nearest deadline, looks when it fires whether
// anything has come meanwhile, and is set again. Keep-alive comments decode to no event and
// therefore never count as progress.

#include "engine/call.h"

#include "base/limits.h"
#include "base/memory.h"

#include <strings.h>

enum stage {
    WAITING_FOR_HEAD,
    WAITING_FOR_TOKEN,
    STREAMING,
    ENDING,   // why it stopped was told: only usage and the dialect's end may still come
    DRAINING, // the dialect's end was seen: the connection may end cleanly, and be used again
    READING_ERROR,
    ENDED,
};

// Usage comes within milliseconds of the stop reason; some servers never send the end after it.
enum { END_MS = 2000, DRAIN_MS = 250, SILENT_THINKING_FACTOR = 4 };

struct call {
    struct call_options options;
    struct arena arena;         // of the request, key included: wiped
    const char *key;            // in the arena; NULL: none
    struct llm_header *headers; // the configured ones, in the arena
    size_t header_count;
    struct decoder *decoder;
    enum stage stage;
    uint64_t http, timer;
    uint64_t started_ms, progress_ms;
    int64_t first_token_ms;
    struct buffer answer, error_body;
    size_t thought_bytes, prompt_bytes;
    struct llm_usage usage;
    bool has_usage;
    enum llm_stop stop;
    char stop_reason[200]; // the provider's words on a refusal, where it has any
    struct llm_error error;
    struct host_header *head; // of an error response, in the arena
    size_t head_count;
};

static void on_timer(void *data);
static void on_llm_event(const struct llm_event *event, void *data);
static void classify(struct call *call);

// --- How it ends ---------------------------------------------------------------------------------

static void fail(struct call *call, enum attempt_outcome outcome, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void fail(struct call *call, enum attempt_outcome outcome, const char *format, ...) {
    if (call->error.outcome != ATTEMPT_ok)
        return;
    call->error = (struct llm_error){ .outcome = outcome, .retry_after_ms = -1 };
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(call->error.message, sizeof call->error.message, format, arguments);
    va_end(arguments);
}

static void judge_stop(struct call *call) {
    switch (call->stop) {
    case LLM_STOP_COMPLETE:
        if (!slice_trim(buffer_slice(&call->answer)).length)
            fail(call, ATTEMPT_empty, "it answered with nothing");
        break;
    case LLM_STOP_LENGTH:
        fail(call, ATTEMPT_truncated, "its answer was cut off at the limit of %lld tokens",
             (long long)call->options.request.output_tokens_max);
        break;
    case LLM_STOP_REFUSAL:
        fail(call, ATTEMPT_refused, "it refused to answer%s%s", *call->stop_reason ? ": " : "",
             call->stop_reason);
        break;
    case LLM_STOP_FILTER:
        fail(call, ATTEMPT_filtered, "the provider's content filter stopped the answer%s%s",
             *call->stop_reason ? ": " : "", call->stop_reason);
        break;
    case LLM_STOP_CONTEXT:
        fail(call, ATTEMPT_context_length, "its context window is too small for this");
        break;
    case LLM_STOP_ERROR:
        fail(call, ATTEMPT_error, "the provider ended the answer with an error%s%s",
             *call->stop_reason ? ": " : "", call->stop_reason);
        break;
    }
}

// What no provider counted is guessed from the bytes, so that cost is never silently nothing.
static struct llm_usage usage_of(const struct call *call) {
    if (call->has_usage)
        return call->usage;
    bool has_begun = call->stage != WAITING_FOR_HEAD && call->error.outcome != ATTEMPT_http;
    if (!has_begun || call->stage == READING_ERROR)
        return (struct llm_usage){ .estimated = true };
    size_t output = call->answer.length + call->thought_bytes;
    return (struct llm_usage){
        .uncached = llm_tokens_estimate((int64_t)call->prompt_bytes),
        .output = llm_tokens_estimate((int64_t)output),
        .reasoning = llm_tokens_estimate((int64_t)call->thought_bytes),
        .estimated = true,
    };
}

struct call_result call_result_now(const struct call *call) {
    struct host *host = call->options.host;
    return (struct call_result){
        .error = call->error,
        .usage = usage_of(call),
        .answer = buffer_slice(&call->answer),
        .first_token_ms = call->first_token_ms,
        .ms = (int64_t)(host->now_ms(host) - call->started_ms),
    };
}

static void hide(char *message, const char *secret) {
    const size_t length = strlen(secret);
    for (char *at = message; length && (at = strstr(at, secret));)
        memset(at, '*', length);
}

static bool is_secret_header(const char *name) {
    static const char *const words[] = { "auth", "key", "token", "secret", "cookie" };
    for (; *name; name++) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (strncasecmp(name, words[i], strlen(words[i])) == 0)
                return true;
        }
    }
    return false;
}

// Some gateways repeat the key in their complaint, which goes to the screen and into logs. It may
// stand in a header of the person's, too.
static void hide_keys(struct call *call) {
    if (call->key)
        hide(call->error.message, call->key);
    for (size_t i = 0; i < call->header_count; i++) {
        const char *value = call->headers[i].value, *blank = strrchr(value, ' ');
        if (is_secret_header(call->headers[i].name))
            hide(call->error.message, blank ? blank + 1 : value); // "Bearer KEY"
    }
}

static void end(struct call *call) {
    struct host *host = call->options.host;
    hide_keys(call);
    struct call_result result = call_result_now(call);
    call->stage = ENDED;
    if (call->http)
        host->http_cancel(host, call->http);
    if (call->timer)
        host->timer_cancel(host, call->timer);
    call->http = call->timer = 0;
    call->options.on_end(&result, call->options.data);
}

// --- Limits --------------------------------------------------------------------------------------

struct deadline {
    uint64_t at_ms;
    enum attempt_outcome outcome;
    unsigned limit_ms;
};

static struct deadline stage_deadline(const struct call *call) {
    const struct config_timeouts *limits = &call->options.timeouts;
    unsigned token_ms =
        limits->first_token_ms * (call->options.may_think ? SILENT_THINKING_FACTOR : 1);
    switch (call->stage) {
    case WAITING_FOR_HEAD:
        return (struct deadline){ call->started_ms + limits->first_byte_ms,
                                  ATTEMPT_first_byte_timeout, limits->first_byte_ms };
    case WAITING_FOR_TOKEN:
        return (struct deadline){ call->started_ms + token_ms, ATTEMPT_first_token_timeout,
                                  token_ms };
    case ENDING:
        return (struct deadline){ call->progress_ms + END_MS, ATTEMPT_ok, END_MS };
    case DRAINING:
        return (struct deadline){ call->progress_ms + DRAIN_MS, ATTEMPT_ok, DRAIN_MS };
    default:
        return (struct deadline){ call->progress_ms + limits->idle_ms, ATTEMPT_idle_timeout,
                                  limits->idle_ms };
    }
}

static struct deadline nearest_deadline(const struct call *call) {
    unsigned total_ms = call->options.timeouts.total_ms;
    struct deadline total = { call->started_ms + total_ms, ATTEMPT_total_timeout, total_ms };
    struct deadline stage = stage_deadline(call);
    return stage.at_ms <= total.at_ms ? stage : total;
}

static void set_timer(struct call *call) {
    struct host *host = call->options.host;
    uint64_t now = host->now_ms(host), at = nearest_deadline(call).at_ms;
    if (call->timer)
        host->timer_cancel(host, call->timer);
    call->timer = host->timer_start(host, at > now ? (unsigned)(at - now) : 0, on_timer, call);
}

static void enter(struct call *call, enum stage stage) {
    call->stage = stage;
    set_timer(call);
}

static void fail_by_limit(struct call *call, struct deadline deadline) {
    double seconds = deadline.limit_ms / 1000.0;
    switch (deadline.outcome) {
    case ATTEMPT_first_byte_timeout:
        fail(call, deadline.outcome, "it did not respond within %g s", seconds);
        break;
    case ATTEMPT_first_token_timeout:
        fail(call, deadline.outcome, "it sent no token within %g s", seconds);
        break;
    case ATTEMPT_idle_timeout:
        fail(call, deadline.outcome, "it went silent for %g s in the middle of its answer",
             seconds);
        break;
    case ATTEMPT_total_timeout:
        fail(call, deadline.outcome, "it was not done within %g s", seconds);
        break;
    default:
        break;
    }
}

static void on_timer(void *data) {
    struct call *call = data;
    struct host *host = call->options.host;
    struct deadline deadline = nearest_deadline(call);
    call->timer = 0;
    if (host->now_ms(host) < deadline.at_ms) {
        set_timer(call);
        return;
    }
    if (call->stage == READING_ERROR)
        classify(call);
    else if (deadline.outcome == ATTEMPT_ok && call->stage == ENDING)
        decoder_finish(call->decoder, on_llm_event, call); // all was said but the end sentinel
    else
        fail_by_limit(call, deadline);
    end(call);
}

// --- What comes ----------------------------------------------------------------------------------

static void on_token(struct call *call) {
    struct host *host = call->options.host;
    call->progress_ms = host->now_ms(host);
    if (call->stage != WAITING_FOR_TOKEN)
        return;
    call->first_token_ms = (int64_t)(call->progress_ms - call->started_ms);
    enter(call, STREAMING);
}

static void on_llm_event(const struct llm_event *event, void *data) {
    struct call *call = data;
    switch (event->kind) {
    case LLM_TEXT:
        on_token(call);
        if (buffer_append(&call->answer, event->text))
            call->options.on_text(event->text, call->options.data);
        else
            fail(call, ATTEMPT_malformed, "its answer is larger than %d MB",
                 ANSWER_BYTES_MAX >> 20);
        break;
    case LLM_THINKING:
        on_token(call);
        call->thought_bytes += event->text.length;
        break;
    case LLM_USAGE:
        call->usage = event->usage;
        call->has_usage = true;
        break;
    case LLM_STOP:
        call->stop = event->stop;
        snprintf(call->stop_reason, sizeof call->stop_reason, SLICE_FORMAT,
                 SLICE_ARGUMENT(event->text));
        call->progress_ms = call->options.host->now_ms(call->options.host);
        enter(call, ENDING);
        break;
    case LLM_DONE:
        judge_stop(call);
        call->progress_ms = call->options.host->now_ms(call->options.host);
        enter(call, DRAINING);
        break;
    case LLM_ERROR:
        if (call->error.outcome == ATTEMPT_ok)
            call->error = event->error;
        break;
    }
}

static void keep_head(struct call *call, const struct host_http_event *event) {
    call->error.http_status = event->status;
    call->head = ARENA_ARRAY(&call->arena, event->header_count, struct host_header);
    call->head_count = event->header_count;
    for (size_t i = 0; i < event->header_count; i++) {
        call->head[i].name = arena_string(&call->arena, slice_from(event->headers[i].name));
        call->head[i].value = arena_string(&call->arena, slice_from(event->headers[i].value));
    }
}

static void on_head(struct call *call, const struct host_http_event *event) {
    call->progress_ms = call->options.host->now_ms(call->options.host);
    bool is_good = event->status >= 200 && event->status < 300;
    if (!is_good)
        keep_head(call, event);
    enter(call, is_good ? WAITING_FOR_TOKEN : READING_ERROR);
}

static void classify(struct call *call) {
    int status = call->error.http_status;
    call->error = (struct llm_error){ .retry_after_ms = -1 };
    call->options.dialect->classify_error(status, call->head, call->head_count,
                                          buffer_slice(&call->error_body), &call->error);
}

static void on_data(struct call *call, struct slice bytes) {
    if (call->stage != READING_ERROR) {
        decoder_feed(call->decoder, bytes, on_llm_event, call);
        if (call->error.outcome != ATTEMPT_ok && call->stage != DRAINING)
            end(call);
        return;
    }
    size_t room = ERROR_BODY_BYTES_MAX - call->error_body.length;
    buffer_append(&call->error_body,
                  slice_between(bytes, 0, bytes.length < room ? bytes.length : room));
    if (call->error_body.length == ERROR_BODY_BYTES_MAX) {
        classify(call);
        end(call);
    }
}

static void on_failure(struct call *call, const struct host_http_event *event) {
    static const enum attempt_outcome outcomes[] = {
        [HOST_HTTP_CONNECT] = ATTEMPT_connect,
        [HOST_HTTP_TLS] = ATTEMPT_tls,
        [HOST_HTTP_CUT] = ATTEMPT_cut,
        [HOST_HTTP_REDIRECT] = ATTEMPT_error,
        [HOST_HTTP_OVERSIZE] = ATTEMPT_malformed,
        [HOST_HTTP_OTHER] = ATTEMPT_error,
    };
    if (call->stage == READING_ERROR)
        classify(call);
    else if (call->stage != DRAINING)
        fail(call, outcomes[event->failure], "%s", event->message);
}

static void on_http(const struct host_http_event *event, void *data) {
    struct call *call = data;
    switch (event->kind) {
    case HOST_HTTP_HEAD:
        on_head(call, event);
        return;
    case HOST_HTTP_DATA:
        on_data(call, event->data);
        return;
    case HOST_HTTP_END:
        if (call->stage == READING_ERROR)
            classify(call);
        else if (call->stage != DRAINING)
            decoder_finish(call->decoder, on_llm_event, call);
        break;
    case HOST_HTTP_FAIL:
        on_failure(call, event);
        break;
    }
    call->http = 0;
    end(call);
}

// --- Begin and end of life -----------------------------------------------------------------------

struct call *call_start(const struct call_options *options) {
    struct call *call = MEMORY_NEW(struct call);
    struct host *host = options->host;
    call->options = *options;
    call->first_token_ms = -1;
    call->started_ms = call->progress_ms = host->now_ms(host);
    buffer_init(&call->answer, ANSWER_BYTES_MAX);
    buffer_init(&call->error_body, ERROR_BODY_BYTES_MAX);
    call->decoder = decoder_create(options->dialect);
    struct host_http_request request =
        options->dialect->encode(&call->arena, &options->endpoint, &options->request);
    request.connect_timeout_ms = options->timeouts.connect_ms;
    request.local = options->is_local;
    call->prompt_bytes = request.body.length;
    call->http = host->http_start(host, &request, on_http, call);
    if (options->endpoint.key)
        call->key = arena_string(&call->arena, slice_from(options->endpoint.key));
    call->headers = ARENA_ARRAY(&call->arena, options->endpoint.header_count, struct llm_header);
    call->header_count = options->endpoint.header_count;
    for (size_t i = 0; i < call->header_count; i++)
        call->headers[i] = (struct llm_header){
            arena_string(&call->arena, slice_from(options->endpoint.headers[i].name)),
            arena_string(&call->arena, slice_from(options->endpoint.headers[i].value)),
        };
    call->options.endpoint = (struct llm_endpoint){ 0 }; // the key was borrowed for the encoding
    set_timer(call);
    return call;
}

void call_cancel(struct call *call) {
    if (!call)
        return;
    struct host *host = call->options.host;
    if (call->http)
        host->http_cancel(host, call->http);
    if (call->timer)
        host->timer_cancel(host, call->timer);
    decoder_destroy(call->decoder);
    buffer_release(&call->answer);
    buffer_release(&call->error_body);
    arena_wipe(&call->arena);
    memory_free(call);
}

size_t call_bytes(const struct call *call) {
    return call->answer.length + call->thought_bytes;
}
