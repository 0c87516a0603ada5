// textDocument/codeAction: what can be done here, and with whom. Asks no model and keeps nothing:
// each action carries all that its command needs.
#include "lsp/core.h"
#include "lsp/problem.h"
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

static bool is_any_wanted(const struct profile *profile, const struct json *only) {
    const struct action *action;
    for (size_t i = 0; (action = profile_action_at(profile, i)); i++)
        if (is_wanted(only, action->kind))
            return true;
    return false;
}

// What is offered about one examination.
struct offering {
    const struct question *question;
    struct examination *examination;
    struct arena arena;
    struct buffer unserved_verbs; // of what would be there with a model,
    const char *unserved_kind, *why_unserved;
};

// What an offer is for, besides the action.
struct terms {
    const struct json *range;
    const struct json *diagnostics;            // NULL: for none
    const char *model, *instruction, *refines; // as `wye.run` takes them; NULL: left out
};

static void add_text(struct json *json, const char *key, const char *text) {
    if (text && *text)
        json_add_string(json, key, text);
}

static struct json *command_json(const struct offering *offering, const struct action *action,
                                 const char *title, const struct terms *terms) {
    struct json *command = json_object();
    json_add_string(command, "title", title);
    json_add_string(command, "command", "wye.run");
    struct json *argument = json_push(json_add_array(command, "arguments"), json_object());
    json_add_string(argument, "action", action->id);
    struct json *document = json_add_object(argument, "textDocument");
    json_add_string(document, "uri", offering->examination->uri);
    json_add_integer(document, "version", offering->question->version);
    json_add(argument, "range", json_copy(terms->range));
    if (terms->diagnostics)
        json_add(argument, "diagnostics", json_copy(terms->diagnostics));
    add_text(argument, "model", terms->model);
    add_text(argument, "instruction", terms->instruction);
    add_text(argument, "refines", terms->refines);
    return command;
}

static struct json *offer_json(struct offering *offering, const struct action *action,
                               const char *title, bool is_model, const struct terms *terms) {
    const struct client *client = &offering->question->session->client;
    struct json *command = command_json(offering, action, title, terms);
    if (!client->has_code_action_literals)
        return command;
    struct json *offer = json_object();
    json_add_string(offer, "title", title);
    json_add_string(offer, "kind", action->kind);
    if (terms->diagnostics)
        json_add(offer, "diagnostics", json_copy(terms->diagnostics));
    if (is_model && client->has_llm_tag)
        json_push(json_add_array(offer, "tags"), json_integer_value(llm_generated));
    json_add(offer, "command", command);
    return offer;
}

static void add_unserved(struct offering *offering, const struct action *action, const char *why) {
    buffer_format(&offering->unserved_verbs, "%s%s", offering->unserved_verbs.length ? ", " : "",
                  action->verb);
    if (!offering->why_unserved) {
        offering->unserved_kind = action->kind;
        offering->why_unserved = why;
    }
}

// Clients that would show a disabled action as any other do not announce that they know it.
static void offer_unserved(struct offering *offering) {
    const struct client *client = &offering->question->session->client;
    if (!offering->why_unserved || !client->has_disabled || !client->has_code_action_literals)
        return;
    struct json *offer = json_push(offering->question->offers, json_object());
    json_add_string(
        offer, "title",
        arena_format(&offering->arena, "With a model: %s", offering->unserved_verbs.data));
    json_add_string(offer, "kind", offering->unserved_kind);
    json_add_string(
        json_add_object(offer, "disabled"), "reason",
        arena_format(&offering->arena, "No model can be asked (%s).", offering->why_unserved));
}

static void offer(struct offering *offering, const struct action *action,
                  const struct terms *terms) {
    const struct subject *subject = &offering->examination->subject;
    if (action_objection(action, subject))
        return;
    struct job_guess guess = job_guess(&offering->arena, offering->question->session->settings,
                                       action, offering->examination);
    if (guess.unserved) {
        add_unserved(offering, action, guess.unserved);
        return;
    }
    const char *title = arena_format(&offering->arena, "%s (%s)",
                                     action_title(&offering->arena, action, subject), guess.name);
    json_push(offering->question->offers,
              offer_json(offering, action, title, guess.is_model, terms));
}

static struct json *group_json(const struct problem_group *group) {
    struct json *diagnostics = json_array();
    for (size_t i = 0; i < group->count; i++)
        json_push(diagnostics, json_copy(group->items[i]));
    return diagnostics;
}

// Each group of the request's diagnostics by itself.
static void offer_groups(struct offering *offering, const struct action *action) {
    const struct json *all =
        json_find_path(offering->question->params, "context", "diagnostics", NULL);
    struct subject *subject = &offering->examination->subject;
    const struct subject plain = *subject;
    struct problem_group *groups;
    size_t count = problem_groups(&offering->arena, all, &groups);
    for (size_t i = 0; i < count; i++) {
        struct json *diagnostics = group_json(&groups[i]);
        struct json *range = range_json(groups[i].range);
        subject->problem = problem_title(&offering->arena, diagnostics);
        subject->diagnostics = subject->problem;
        offer(offering, action, &(struct terms){ .range = range, .diagnostics = diagnostics });
        json_destroy(range);
        json_destroy(diagnostics);
    }
    *subject = plain;
}

// --- What was asked here before ------------------------------------------------------------------

// The document as it is now, which the examination may be older than.
static const struct document *document_now(const struct offering *offering) {
    const char *uri = offering->examination->uri;
    struct workspace_document *open = workspace_find(offering->question->session->workspace, uri);
    return open ? workspace_document_get(open) : NULL;
}

// The edit that a note here is about, if there was one; its job.
static const char *find_refined(const struct offering *offering) {
    const struct subject *subject = &offering->examination->subject;
    const struct document *document = document_now(offering);
    const struct earlier *earlier;
    struct span span;
    for (size_t i = 0; document && subject->note.end &&
                       (earlier = earlier_at(offering->question->session, document,
                                             subject->scope.span, i, &span));
         i++)
        if (earlier->answer)
            return earlier->job;
    return NULL;
}

// The last thing that was asked here, of the next model that would be asked.
static void offer_again(struct offering *offering, const struct json *only) {
    const struct question *question = offering->question;
    struct session *session = question->session;
    const struct document *document = document_now(offering);
    struct range range;
    struct span span;
    convert_range(json_find(question->params, "range"), &range);
    const struct earlier *earlier =
        document && document->version == question->version
            ? earlier_at(session, document,
                         text_span_of(document->text, range, session->client.encoding), 0, &span)
            : NULL;
    if (!earlier || !is_wanted(only, earlier->action->kind))
        return;
    const struct model *model =
        job_other_model(&offering->arena, session->settings, earlier->action, offering->examination,
                        earlier->model);
    if (!model)
        return;
    const char *title = arena_format(&offering->arena, "Ask again with %s: %s", model->display_name,
                                     earlier->action->verb);
    struct json *place = range_json(text_range_of(document->text, span, session->client.encoding));
    const struct terms terms = { .range = place,
                                 .model = model->name,
                                 .instruction = earlier->instruction };
    json_push(question->offers, offer_json(offering, earlier->action, title, true, &terms));
    json_destroy(place);
}

static void answer(const struct question *question, struct examination *examination) {
    const struct json *only = json_find_path(question->params, "context", "only", NULL);
    struct offering offering = { .question = question, .examination = examination };
    struct terms terms = { .range = json_find(question->params, "range") };
    const struct profile *profile =
        examination ? settings_peek(question->session->settings, examination->path) : NULL;
    const struct action *action;
    for (size_t i = 0; profile && (action = profile_action_at(profile, i)); i++) {
        if (!is_wanted(only, action->kind))
            continue;
        if (action->is_of_diagnostics)
            offer_groups(&offering, action);
        terms.refines = action->refines ? find_refined(&offering) : NULL;
        examination->subject.is_refinement = terms.refines != NULL;
        offer(&offering, action, &terms);
    }
    if (examination)
        offer_again(&offering, only);
    offer_unserved(&offering);
    buffer_release(&offering.unserved_verbs);
    arena_release(&offering.arena);
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
    const struct profile *profile =
        open ? settings_peek(session->settings, workspace_document_get(open)->path) : NULL;
    if (!open || !is_any_wanted(profile, only)) {
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
