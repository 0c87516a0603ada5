// Text synchronisation: the client's documents become the workspace's, change by change, and all
// that is bound to a place in them follows. A document whose changes cannot be followed is let go:
// it would be wrong from then on.
#include "base/log.h"
#include "lsp/core.h"
#include "lsp/lifecycle.h"

static const char *uri_of(const struct json *params) {
    return json_string_or(json_find_path(params, "textDocument", "uri", NULL), "");
}

static void let_go(struct session *session, struct workspace_document *open) {
    struct arena arena = { 0 };
    // The URI is the document's own, and goes with it.
    const char *uri = arena_string(&arena, slice_from(workspace_document_get(open)->uri));
    runs_detach(session, uri);
    earlier_forget(session, uri);
    landed_settle(session, workspace_document_get(open), true);
    workspace_close(session->workspace, open);
    diagnostics_clear(session, uri);
    arena_release(&arena);
}

void sync_did_open(struct session *session, struct rpc_request *request,
                   const struct json *params) {
    (void)request;
    const struct json *document = json_find(params, "textDocument");
    const char *uri = uri_of(params);
    const char *text = json_string(json_find(document, "text"));
    lifecycle_start(session); // for clients that leave `initialized` out
    if (!*uri || !text) {
        log_line(LOG_WARN, "didOpen without uri or text was ignored");
        return;
    }
    struct workspace_document *known = workspace_find(session->workspace, uri);
    if (known)
        let_go(session, known);
    struct arena arena = { 0 };
    struct error error;
    const char *path = convert_path(&arena, uri);
    if (workspace_open(
            session->workspace, uri, path, json_string_or(json_find(document, "languageId"), ""),
            json_integer_or(json_find(document, "version"), 0), slice_from(text), &error))
        settings_prepare(session->settings, path);
    else
        message_show(session, MESSAGE_WARNING, "%s", error.message);
    arena_release(&arena);
}

static bool apply_change(struct session *session, struct workspace_document *open,
                         const struct json *value, struct error *error) {
    const struct json *range_value = json_find(value, "range");
    const char *text = json_string(json_find(value, "text"));
    const bool is_whole = !range_value || json_is_null(range_value);
    struct document_change change;
    struct range range;
    if (!text || (!is_whole && !convert_range(range_value, &range)))
        return error_set(error, ERROR_INVALID, "A change of it has no text or no range.");
    const bool is_done = is_whole ? workspace_change_all(open, session->client.encoding,
                                                         slice_from(text), &change, error)
                                  : workspace_change(open, range, session->client.encoding,
                                                     slice_from(text), &change, error);
    if (is_done) {
        diagnostics_follow(session, workspace_document_get(open)->uri, &change);
        landed_follow(session, workspace_document_get(open));
    }
    return is_done;
}

void sync_did_change(struct session *session, struct rpc_request *request,
                     const struct json *params) {
    (void)request;
    struct workspace_document *open = workspace_find(session->workspace, uri_of(params));
    if (!open) {
        log_line(LOG_WARN, "a change to %.300s was ignored: it is not open", uri_of(params));
        return;
    }
    const int64_t next = workspace_document_get(open)->version + 1;
    const int64_t version =
        json_integer_or(json_find_path(params, "textDocument", "version", NULL), next);
    struct error error;
    const struct json *change = json_first(json_find(params, "contentChanges"));
    for (; change; change = json_next(change)) {
        if (!apply_change(session, open, change, &error)) {
            message_show(session, MESSAGE_WARNING,
                         "wye lost track of %.300s; close and open it to go on. %s",
                         workspace_document_get(open)->uri, error.message);
            let_go(session, open);
            return;
        }
    }
    workspace_set_version(open, version);
}

void sync_did_close(struct session *session, struct rpc_request *request,
                    const struct json *params) {
    (void)request;
    struct workspace_document *open = workspace_find(session->workspace, uri_of(params));
    if (open)
        let_go(session, open);
    else
        log_line(LOG_WARN, "%.300s was closed, but was not open", uri_of(params));
}

void sync_did_save(struct session *session, struct rpc_request *request,
                   const struct json *params) {
    (void)request;
    struct workspace_document *open = workspace_find(session->workspace, uri_of(params));
    if (open)
        landed_settle(session, workspace_document_get(open), false);
    // For clients that do not watch files.
    if (configuration_is_project_file(uri_of(params)))
        settings_reload(session->settings);
}
