// Checks everything in the argument before anything is started. Each reader answers the request
// with what is wrong, or fills its part of the target.
#include "lsp/target.h"

#include "lsp/core.h"

// Actions may be the document's folder's own.
static bool read_action(struct session *session, struct rpc_request *request,
                        const struct json *argument, struct target *target) {
    const char *id = json_string_or(json_find(argument, "action"), "");
    const char *path = workspace_document_get(target->document)->path;
    target->profile = settings_peek(session->settings, path);
    target->action = profile_action_find(target->profile, id);
    if (target->action)
        return true;
    struct arena arena = { 0 };
    rpc_fail(request, RPC_INVALID_PARAMS, "There is no action \"%.100s\"; there are %s.", id,
             profile_action_list(target->profile, &arena));
    arena_release(&arena);
    return false;
}

static bool read_document(struct session *session, struct rpc_request *request,
                          const struct json *argument, struct target *target) {
    const struct json *id = json_find(argument, "textDocument");
    const char *uri = json_string_or(json_find(id, "uri"), "");
    target->document = workspace_find(session->workspace, uri);
    if (!target->document) {
        rpc_fail(request, RPC_INVALID_PARAMS, "The document \"%.300s\" is not open.", uri);
        return false;
    }
    return true;
}

// Of a version that is not the present one: what was typed since moves it.
static bool follow_changes(struct rpc_request *request, const struct json *argument,
                           const struct document *document, uint64_t *moment, struct range *range) {
    const struct json *version = json_find_path(argument, "textDocument", "version", NULL);
    *moment = document->history.now;
    if (!version || json_is_null(version))
        return true;
    if (json_is_integer(version) &&
        history_find(&document->history, json_integer_or(version, 0), document->version, moment) &&
        history_shift_range(&document->history, *moment, range))
        return true;
    rpc_fail(request, RPC_REQUEST_FAILED,
             "The document has changed since this was offered; ask again.");
    return false;
}

// What is marked is seldom more than a word of what is wrong.
static struct span whole_lines(const struct text *text, struct span span) {
    size_t last = text_line_at(text, span.end);
    bool is_last = last + 1 == text_line_count(text);
    span.start = text_line_start(text, text_line_at(text, span.start));
    span.end = is_last ? text_length(text) : text_line_start(text, last + 1);
    return span;
}

static bool read_selection(struct session *session, struct rpc_request *request,
                           const struct json *argument, struct target *target) {
    struct range range;
    if (!convert_range(json_find(argument, "range"), &range)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "The argument's range is no range of positions.");
        return false;
    }
    const struct document *document = workspace_document_get(target->document);
    if (!follow_changes(request, argument, document, &target->moment, &range))
        return false;
    target->selection = text_span_of(document->text, range, session->client.encoding);
    target->diagnostics = json_find(argument, "diagnostics");
    if (target->action->is_of_diagnostics && json_count(target->diagnostics))
        target->selection = whole_lines(document->text, target->selection);
    return true;
}

// A member that may be left out, or null.
static bool read_text(struct rpc_request *request, const struct json *argument, const char *key,
                      const char **text) {
    const struct json *value = json_find(argument, key);
    *text = json_string(value);
    if (*text || !value || json_is_null(value))
        return true;
    rpc_fail(request, RPC_INVALID_PARAMS, "The argument's %s is no text.", key);
    return false;
}

bool target_read(struct session *session, struct rpc_request *request, const struct json *params,
                 struct target *target) {
    const struct json *argument = json_first(json_find(params, "arguments"));
    if (!json_is_object(argument)) {
        rpc_fail(request, RPC_INVALID_PARAMS,
                 "The command needs one argument: an object with action, textDocument and range.");
        return false;
    }
    *target = (struct target){ .wait = json_bool_or(json_find(argument, "wait"), false) };
    return read_document(session, request, argument, target) &&
           read_action(session, request, argument, target) &&
           read_selection(session, request, argument, target) &&
           read_text(request, argument, "instruction", &target->instruction) &&
           read_text(request, argument, "refines", &target->refines) &&
           read_text(request, argument, "model", &target->model);
}
