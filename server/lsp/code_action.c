// textDocument/codeAction: what can be done here, and with whom. Asks no model and keeps nothing:
// each action carries all that its command needs.
#include "lsp/core.h"
#include "lsp/quickfix.h"

// A question that waits for the examination.
struct question {
    struct session *session;
    struct rpc_request *request;
    struct json *params;
    int64_t version;     // what the range in params is of
    struct json *offers; // so far
};

static const int llm_generated = 1; // CodeActionTag

static bool is_kind_within(const char *kind, const char *wanted) {
    const size_t length = strlen(wanted);
    return length == 0 ||
           (strncmp(kind, wanted, length) == 0 && (kind[length] == '\0' || kind[length] == '.'));
}

// `only` is the client's list; without one, or with an empty one, all kinds are wanted.
static bool is_wanted(const struct json *only, const char *kind) {
    if (json_count(only) == 0)
        return true;
    for (const struct json *item = json_first(only); item; item = json_next(item)) {
        const char *wanted = json_string(item);
        if (wanted && is_kind_within(kind, wanted))
            return true;
    }
    return false;
}

static bool is_any_wanted(const struct json *only) {
    for (size_t i = 0; action_at(i); i++) {
        if (is_wanted(only, action_at(i)->kind))
            return true;
    }
    return false;
}

static struct json *command_json(const struct question *question,
                                 const struct examination *examination, const struct action *action,
                                 const char *title) {
    struct json *command = json_object();
    json_add_string(command, "title", title);
    json_add_string(command, "command", "wye.run");
    struct json *argument = json_push(json_add_array(command, "arguments"), json_object());
    json_add_string(argument, "action", action->id);
    struct json *document = json_add_object(argument, "textDocument");
    json_add_string(document, "uri", examination->uri);
    json_add_integer(document, "version", question->version);
    json_add(argument, "range", json_copy(json_find(question->params, "range")));
    return command;
}

static struct json *offer_json(const struct question *question,
                               const struct examination *examination, const struct action *action) {
    struct session *session = question->session;
    struct arena arena = { 0 };
    bool is_model = false;
    const char *model = job_title_model(&arena, session->settings, action, examination, &is_model);
    const char *title =
        arena_format(&arena, "%s (%s)", action_title(&arena, action, &examination->subject), model);
    struct json *offer = command_json(question, examination, action, title);
    if (session->client.has_code_action_literals) {
        struct json *command = offer;
        offer = json_object();
        json_add_string(offer, "title", title);
        json_add_string(offer, "kind", action->kind);
        if (is_model && session->client.has_llm_tag)
            json_push(json_add_array(offer, "tags"), json_integer_value(llm_generated));
        json_add(offer, "command", command);
    }
    arena_release(&arena);
    return offer;
}

static void answer(const struct question *question, const struct examination *examination) {
    const struct json *only = json_find_path(question->params, "context", "only", NULL);
    struct json *offers = question->offers;
    for (size_t i = 0; examination && action_at(i); i++) {
        const struct action *action = action_at(i);
        if (is_wanted(only, action->kind) && !action_objection(action, &examination->subject))
            json_push(offers, offer_json(question, examination, action));
    }
    rpc_reply(question->request, offers);
}

static void on_examination(struct examination *examination, void *data) {
    struct question *question = data;
    if (rpc_is_wanted(question->request))
        answer(question, examination);
    else
        rpc_reply(question->request, question->offers);
    examination_destroy(examination);
    json_destroy(question->params);
    memory_free(question);
}

void code_action_list(struct session *session, struct rpc_request *request,
                      const struct json *params) {
    const char *uri = json_string(json_find_path(params, "textDocument", "uri", NULL));
    struct range range;
    if (!uri || !convert_range(json_find(params, "range"), &range)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "Code actions need a textDocument and a range.");
        return;
    }
    struct workspace_document *open = workspace_find(session->workspace, uri);
    const struct json *only = json_find_path(params, "context", "only", NULL);
    struct json *offers = json_array();
    if (open && is_wanted(only, QUICKFIX_KIND))
        quickfix_list(session, workspace_document_get(open), range, offers);
    if (!open || !is_any_wanted(only)) {
        rpc_reply(request, offers);
        return;
    }
    struct question *question = MEMORY_NEW(struct question);
    *question = (struct question){ session, request, json_copy(params),
                                   workspace_document_get(open)->version, offers };
    rpc_defer(request, NULL, NULL);
    const struct text *text = workspace_document_get(open)->text;
    workspace_examine(open, text_span_of(text, range, session->client.encoding), PARSE_SOON,
                      on_examination, question);
}
