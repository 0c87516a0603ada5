// Tells the client how far a job is. Some clients show nothing without a percentage, and one that
// falls is ignored by others, so it is always sent and never falls. A client that does not answer
// `create`, or answers with an error, sees no progress and misses nothing else.
#include "lsp/progress.h"

#include "lsp/core.h"

#include <inttypes.h>

static void send(struct progress *progress, struct json *value) {
    struct json *params = json_object();
    json_add(params, "token", json_copy(progress->token));
    json_add(params, "value", value);
    rpc_notify(&progress->session->rpc, "$/progress", params);
}

static struct json *create_value(const char *kind) {
    struct json *value = json_object();
    json_add_string(value, "kind", kind);
    return value;
}

// "Claude Opus 4.7 · 312 tokens · 4 s"
static void add_state(struct progress *progress, struct json *value,
                      const struct job_progress *state) {
    if (state->percentage > progress->percentage)
        progress->percentage = state->percentage;
    json_add_integer(value, "percentage", progress->percentage);
    if (!*state->model)
        return;
    struct buffer message = { 0 };
    buffer_append_string(&message, state->model);
    if (state->beside)
        buffer_format(&message, " · also asking %s", state->beside);
    if (state->part_count > 1)
        buffer_format(&message, " · part %zu of %zu", state->part, state->part_count);
    if (state->tokens > 0)
        buffer_format(&message, " · %" PRId64 " token%s", state->tokens,
                      state->tokens == 1 ? "" : "s");
    if (state->waiting)
        buffer_format(&message, " · waiting %s", state->waiting);
    buffer_format(&message, " · %" PRId64 " s", state->seconds);
    json_add_slice(value, "message", buffer_slice(&message));
    buffer_release(&message);
}

static void begin(struct progress *progress) {
    const struct job_progress state = job_progress(progress->job);
    struct json *value = create_value("begin");
    json_add_string(value, "title", state.title);
    json_add_bool(value, "cancellable", true);
    add_state(progress, value, &state);
    progress->state = PROGRESS_BEGUN;
    send(progress, value);
}

static void on_created(const struct json *result, const char *problem, void *data) {
    struct progress *progress = data;
    (void)result;
    progress->call = 0;
    progress->state = PROGRESS_NONE;
    if (!problem)
        begin(progress);
}

void progress_start(struct progress *progress, struct session *session, const struct job *job,
                    struct json *token) {
    *progress = (struct progress){ .session = session, .job = job, .token = token };
    if (token) {
        begin(progress);
    } else if (session->client.has_progress) {
        struct arena arena = { 0 };
        const char *name = arena_format(&arena, "wye-job-%s", job_id(job));
        progress->token = json_string_value(slice_from(name));
        arena_release(&arena);
        struct json *params = json_object();
        json_add(params, "token", json_copy(progress->token));
        progress->state = PROGRESS_ASKED;
        progress->call =
            rpc_call(&session->rpc, "window/workDoneProgress/create", params, on_created, progress);
    }
}

void progress_report(struct progress *progress) {
    if (progress->state != PROGRESS_BEGUN)
        return;
    const struct job_progress state = job_progress(progress->job);
    struct json *value = create_value("report");
    add_state(progress, value, &state);
    send(progress, value);
}

void progress_end(struct progress *progress, const char *message) {
    if (progress->state == PROGRESS_BEGUN) {
        struct json *value = create_value("end");
        json_add_string(value, "message", message);
        send(progress, value);
    }
    progress_release(progress);
}

void progress_release(struct progress *progress) {
    if (progress->session)
        rpc_forget(&progress->session->rpc, progress->call);
    json_destroy(progress->token);
    *progress = (struct progress){ 0 };
}

static bool is_same_token(const struct json *own, const struct json *named) {
    const char *text = json_string(own), *named_text = json_string(named);
    if (text && named_text)
        return strcmp(text, named_text) == 0;
    return json_is_integer(own) && json_is_integer(named) &&
           json_integer_or(own, 0) == json_integer_or(named, 0);
}

void progress_did_cancel(struct session *session, struct rpc_request *request,
                         const struct json *params) {
    (void)request;
    const struct json *token = json_find(params, "token");
    for (size_t i = session->runs.count; i-- > 0;) {
        struct run *run = session->runs.items[i];
        if (is_same_token(run->progress.token, token) || is_same_token(run->token, token)) {
            run_cancel(run);
            return;
        }
    }
}
