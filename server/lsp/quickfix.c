// Code actions on findings. They name the finding by its id: it moves with the text, and is gone
// when its text was touched, so that nothing has to be compared here.
#include "lsp/quickfix.h"

#include "lsp/core.h"
#include "lsp/diagnostics.h"

#include <inttypes.h>

// --- Offers --------------------------------------------------------------------------------------

static struct json *command_json(const struct document *document, const struct remark *remark,
                                 const char *title, const char *name) {
    struct arena arena = { 0 };
    struct json *command = json_object();
    json_add_string(command, "title", title);
    json_add_string(command, "command", name);
    struct json *argument = json_push(json_add_array(command, "arguments"), json_object());
    json_add_string(argument, "uri", document->uri);
    json_add_string(argument, "finding", arena_format(&arena, "%" PRIu64, remark->id));
    arena_release(&arena);
    return command;
}

static void offer(const struct session *session, const struct document *document,
                  const struct remark *remark, const char *verb, const char *name,
                  struct json *offers) {
    const struct client *client = &session->client;
    struct arena arena = { 0 };
    const char *title = arena_format(&arena, "%s: %s", verb, remark->finding.title);
    struct json *command = command_json(document, remark, title, name);
    if (client->has_code_action_literals) {
        struct json *action = json_push(offers, json_object());
        json_add_string(action, "title", title);
        json_add_string(action, "kind", QUICKFIX_KIND);
        json_push(json_add_array(action, "diagnostics"),
                  diagnostics_json(remark, document->text, client->encoding));
        json_add(action, "command", command);
    } else {
        json_push(offers, command);
    }
    arena_release(&arena);
}

void quickfix_list(const struct session *session, const struct document *document,
                   struct range range, struct json *offers) {
    const struct span wanted = text_span_of(document->text, range, session->client.encoding);
    const struct remark *remark;
    for (size_t i = 0; (remark = diagnostics_at(session, document->uri, i)); i++) {
        const struct span span = remark->finding.span;
        if (span.start > wanted.end || span.end < wanted.start)
            continue;
        if (remark->finding.suggestion.data)
            offer(session, document, remark, "Apply suggestion", "wye.applySuggestion", offers);
        offer(session, document, remark, "Dismiss", "wye.dismiss", offers);
    }
}

// --- Commands ------------------------------------------------------------------------------------

// The finding of {"uri", "finding"}; NULL, having answered the request, where there is none.
static const struct remark *read_remark(struct session *session, struct rpc_request *request,
                                        const struct json *params) {
    const struct json *argument = json_first(json_find(params, "arguments"));
    const char *uri = json_string(json_find(argument, "uri"));
    const char *id = json_string(json_find(argument, "finding"));
    if (!uri || !id) {
        rpc_fail(request, RPC_INVALID_PARAMS,
                 "The command needs one argument: an object with uri and finding.");
        return NULL;
    }
    const struct remark *remark = diagnostics_find(session, uri, strtoull(id, NULL, 10));
    if (!remark)
        rpc_fail(request, RPC_REQUEST_FAILED,
                 "This finding is not there any more: its text was changed, it was dismissed, or "
                 "another review took its place.");
    return remark;
}

void quickfix_apply(struct session *session, struct rpc_request *request,
                    const struct json *params) {
    const struct remark *remark = read_remark(session, request, params);
    if (!remark)
        return;
    if (!remark->finding.suggestion.data) {
        rpc_fail(request, RPC_REQUEST_FAILED, "This finding suggests no change.");
        return;
    }
    const char *uri = json_string(json_find(json_first(json_find(params, "arguments")), "uri"));
    struct target target = {
        .action = &action_suggestion,
        .document = workspace_find(session->workspace, uri),
        .selection = remark->finding.span,
    };
    if (run_may_start(session, request)) {
        run_start_suggestion(session, &target, remark);
        rpc_reply(request, json_null());
    }
}

void quickfix_dismiss(struct session *session, struct rpc_request *request,
                      const struct json *params) {
    const struct remark *remark = read_remark(session, request, params);
    if (!remark)
        return;
    const char *uri = json_string(json_find(json_first(json_find(params, "arguments")), "uri"));
    diagnostics_dismiss(session, uri, remark->id);
    rpc_reply(request, json_null());
}
