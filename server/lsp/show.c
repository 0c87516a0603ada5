// Shows Markdown. What the client cannot do falls back to what it can: stream, document, message.
// A private file's explanation is never written: it is streamed, or told in a message.
#include "lsp/show.h"

#include "base/log.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "lsp/core.h"

enum {
    BEGINNING_BYTES_MAX = 300,
    NAME_BYTES_MAX = 60,
};

// --- Stream --------------------------------------------------------------------------------------

static struct json *stream_params(struct run *run, struct slice delta) {
    run->is_streaming = true;
    struct json *params = json_object();
    json_add_string(params, "job", run->id);
    json_add_string(params, "title", job_progress(run->job).title);
    json_add_string(params, "uri", run->uri);
    json_add_slice(params, "delta", delta);
    return params;
}

void show_delta(struct run *run, struct slice delta, bool is_reset) {
    if (!run->session->client.has_stream)
        return;
    struct json *params = stream_params(run, delta);
    if (is_reset)
        json_add_bool(params, "reset", true);
    rpc_notify(&run->session->rpc, "wye/stream", params);
}

void show_done(struct run *run) {
    if (!run->is_streaming)
        return;
    struct json *params = stream_params(run, slice_from(""));
    json_add_bool(params, "done", true);
    rpc_notify(&run->session->rpc, "wye/stream", params);
    run->is_streaming = false;
}

// --- Message -------------------------------------------------------------------------------------

// The first words, on one line, cut between two of them.
static const char *beginning(struct arena *arena, struct slice markdown) {
    const bool is_cut = markdown.length > BEGINNING_BYTES_MAX;
    size_t end = is_cut ? utf8_floor(markdown, BEGINNING_BYTES_MAX) : markdown.length;
    for (size_t at = end; is_cut && at > end / 2; at--) {
        if (markdown.data[at] == ' ' || markdown.data[at] == '\n') {
            end = at;
            break;
        }
    }
    char *text = arena_string(arena, slice_trim(slice_between(markdown, 0, end)));
    size_t length = 0;
    for (const char *byte = text; *byte; byte++) {
        const bool is_space = *byte == ' ' || *byte == '\n' || *byte == '\r' || *byte == '\t';
        if (!is_space || text[length - 1] != ' ') // it does not begin with one
            text[length++] = is_space ? ' ' : *byte;
    }
    text[length] = '\0';
    return is_cut ? arena_format(arena, "%s …", text) : text;
}

static void tell(struct run *run) {
    const char *title = job_progress(run->job).title;
    const char *text = beginning(&run->arena, job_outcome(run->job)->markdown);
    if (run->path)
        message_show(run->session, MESSAGE_INFO, "%s: %s (All of it is in %s.)", title, text,
                     run->path);
    else
        message_show(run->session, MESSAGE_INFO, "%s: %s", title, text);
    run_land(run, OUTCOME_SHOWN, NULL);
}

// --- Document ------------------------------------------------------------------------------------

static bool is_plain(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '.';
}

// "explain-parse_header.md" under the state folder. The next explanation of the same thing takes
// its place. Nothing in the name means anything to a file system.
static const char *shown_path(struct run *run) {
    struct arena *arena = &run->arena;
    struct slice title = slice_from(subject_title(arena, &job_examination(run->job)->subject));
    if (title.length > NAME_BYTES_MAX)
        title = slice_between(title, title.length - NAME_BYTES_MAX, title.length);
    char *name = arena_string(arena, title);
    for (char *byte = name; *byte; byte++)
        *byte = is_plain(*byte) ? *byte : '-';
    return arena_format(arena, "%s/shown/%s-%s.md", settings_state_folder(run->session->settings),
                        run->action->id, name);
}

static void on_shown(const struct json *result, const char *problem, void *data) {
    struct run *run = data;
    (void)problem; // logged; then there is no result
    run->call = 0;
    if (json_bool_or(json_find(result, "success"), false))
        run_land(run, OUTCOME_SHOWN, NULL);
    else
        tell(run);
    run_drop(run);
}

static struct json *open_params(const char *uri) {
    struct json *params = json_object();
    json_add_string(params, "uri", uri);
    json_add_bool(params, "external", false);
    json_add_bool(params, "takeFocus", false);
    return params;
}

static void open_document(struct run *run) {
    run_hold(run);
    run->call = rpc_call(&run->session->rpc, "window/showDocument",
                         open_params(uri_of_path(&run->arena, run->path)), on_shown, run);
}

static void on_shown_besides(const struct json *result, const char *problem, void *data) {
    (void)result; // it is where it is, shown or not
    (void)problem;
    (void)data;
}

void show_edited(struct run *run) {
    const char *uri = run_edits_uri(run);
    if (strcmp(uri, run->uri) != 0 && run->session->client.has_show_document)
        rpc_call(&run->session->rpc, "window/showDocument", open_params(uri), on_shown_besides,
                 NULL);
}

void show_kept(struct run *run) {
    const char *path = job_outcome(run->job)->kept;
    const bool is_open = workspace_find(run->session->workspace, run->uri) && !run->is_detached;
    if (path && is_open && job_edits(run->job)->count && run->session->client.has_show_document)
        rpc_call(&run->session->rpc, "window/showDocument",
                 open_params(uri_of_path(&run->arena, path)), on_shown_besides, NULL);
}

static void on_written(const char *problem, void *data) {
    struct run *run = data;
    if (problem) {
        log_line(LOG_WARN, "%s could not be written: %s", run->path, problem);
        run->path = NULL;
    }
    if (!run->session || run->is_cancelled)
        run_land(run, OUTCOME_CANCELLED, NULL);
    else if (run->path && run->session->client.has_show_document)
        open_document(run);
    else
        tell(run);
    run_drop(run);
}

void show_result(struct run *run) {
    struct host *host = run->session->host;
    const struct slice markdown = job_outcome(run->job)->markdown;
    if (run->session->client.has_stream) {
        if (!run->is_streaming)
            show_delta(run, markdown, false);
        run_land(run, OUTCOME_SHOWN, NULL);
    } else if (job_is_private(run->job)) {
        tell(run);
    } else {
        run->path = shown_path(run);
        run_hold(run);
        host->write_file(host, run->path, markdown, on_written, run);
    }
}
