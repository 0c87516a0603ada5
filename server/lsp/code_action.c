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
                               const struct examination *examination, const struct action *action,
                               const struct job_guess *guess) {
    const struct client *client = &question->session->client;
    struct arena arena = { 0 };
    const char *title = arena_format(
        &arena, "%s (%s)", action_title(&arena, action, &examination->subject), guess->name);
    struct json *offer = command_json(question, examination, action, title);
    if (client->has_code_action_literals) {
        struct json *command = offer;
        offer = json_object();
        json_add_string(offer, "title", title);
        json_add_string(offer, "kind", action->kind);
        if (guess->is_model && client->has_llm_tag)
            json_push(json_add_array(offer, "tags"), json_integer_value(llm_generated));
        json_add(offer, "command", command);
    }
    arena_release(&arena);
    return offer;
}

// What would be there with a model, in one row that says why it is not.
struct unserved {
    struct buffer verbs;
    const char *kind, *why;
};

static void add_unserved(struct unserved *unserved, const struct action *action, const char *why) {
    buffer_format(&unserved->verbs, "%s%s", unserved->verbs.length ? ", " : "", action->verb);
    if (!unserved->why) {
        unserved->kind = action->kind;
        unserved->why = why;
    }
}

static struct json *unserved_json(const struct unserved *unserved) {
    struct arena arena = { 0 };
    struct json *offer = json_object();
    json_add_string(offer, "title", arena_format(&arena, "With a model: %s", unserved->verbs.data));
    json_add_string(offer, "kind", unserved->kind);
    json_add_string(json_add_object(offer, "disabled"), "reason",
                    arena_format(&arena, "No model can be asked (%s).", unserved->why));
    arena_release(&arena);
    return offer;
}

// Clients that would show a disabled action as any other do not announce that they know it.
static void answer(const struct question *question, const struct examination *examination) {
    struct session *session = question->session;
    const struct json *only = json_find_path(question->params, "context", "only", NULL);
    struct arena arena = { 0 };
    struct unserved unserved = { 0 };
    for (size_t i = 0; examination && action_at(i); i++) {
        const struct action *action = action_at(i);
        if (!is_wanted(only, action->kind) || action_objection(action, &examination->subject))
            continue;
        struct job_guess guess = job_guess(&arena, session->settings, action, examination);
        if (guess.unserved)
            add_unserved(&unserved, action, guess.unserved);
        else
            json_push(question->offers, offer_json(question, examination, action, &guess));
    }
    if (unserved.why && session->client.has_disabled && session->client.has_code_action_literals)
        json_push(question->offers, unserved_json(&unserved));
    buffer_release(&unserved.verbs);
    arena_release(&arena);
    rpc_reply(question->request, question->offers);
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
