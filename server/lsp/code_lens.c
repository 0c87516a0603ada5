// textDocument/codeLens: Explain, Review and Refactor over each function, where "code_lens" says
// so. Asks no model and keeps nothing; the definitions are looked for on a worker.
#include "lsp/core.h"

enum { LENSES_MAX = 2000 };

struct question {
    struct session *session;
    struct rpc_request *request;
    struct examination *examination; // NULL until it is there
    enum position_encoding encoding;
    struct json *lenses;
};

static const struct {
    const char *title, *action;
} offers[] = {
    { "Explain", "explain" },
    { "Review", "review" },
    { "Refactor", "refactor.simplify" },
};

// The command is about a cursor on the definition, so that its comment and decorators belong to it.
static struct json *lens_json(const struct question *question, struct span name, size_t offer) {
    const struct examination *examination = question->examination;
    struct json *range = outcome_range_json(examination->text, name, question->encoding);
    struct json *lens = json_object();
    struct json *command = json_add_object(lens, "command");
    json_add_string(command, "title", offers[offer].title);
    json_add_string(command, "command", "wye.run");
    struct json *argument = json_push(json_add_array(command, "arguments"), json_object());
    json_add_string(argument, "action", offers[offer].action);
    struct json *document = json_add_object(argument, "textDocument");
    json_add_string(document, "uri", examination->uri);
    json_add_integer(document, "version", examination->version);
    json_add(argument, "range", json_copy(range));
    json_add(lens, "range", range);
    return lens;
}

static void find(void *data) {
    struct question *question = data;
    const struct subject *subject = &question->examination->subject;
    struct arena arena = { 0 };
    struct outline outline = outline_definitions(&arena, subject->tree, subject->text,
                                                 (struct span){ 0, subject->text.length });
    for (size_t i = 0; i < outline.definition_count; i++) {
        const struct definition *definition = &outline.definitions[i];
        const struct span start = { definition->core.start, definition->core.start };
        if (!definition_is_function(definition) || json_count(question->lenses) >= LENSES_MAX)
            continue;
        for (size_t k = 0; k < sizeof offers / sizeof *offers; k++)
            json_push(question->lenses, lens_json(question, start, k));
    }
    arena_release(&arena);
}

static void finish(void *data) {
    struct question *question = data;
    rpc_reply(question->request, question->lenses);
    examination_destroy(question->examination);
    memory_free(question);
}

static void on_examination(struct examination *examination, void *data) {
    struct question *question = data;
    question->examination = examination;
    if (examination && examination->subject.tree && rpc_is_wanted(question->request))
        question->session->host->offload(question->session->host, find, finish, question);
    else
        finish(question);
}

void code_lens_list(struct session *session, struct rpc_request *request,
                    const struct json *params) {
    const char *uri = json_string(json_find_path(params, "textDocument", "uri", NULL));
    if (!uri) {
        rpc_fail(request, RPC_INVALID_PARAMS, "Code lenses need a textDocument.");
        return;
    }
    struct workspace_document *open = workspace_find(session->workspace, uri);
    const struct profile *profile =
        open ? settings_peek(session->settings, workspace_document_get(open)->path) : NULL;
    if (!profile || !profile->config->code_lens) {
        rpc_reply(request, json_array());
        return;
    }
    struct question *question = MEMORY_NEW(struct question);
    *question = (struct question){
        .session = session,
        .request = request,
        .encoding = session->client.encoding,
        .lenses = json_array(),
    };
    rpc_defer(request, NULL, NULL);
    workspace_examine(open, (struct span){ 0, 0 }, PARSE_SOON, on_examination, question);
}
