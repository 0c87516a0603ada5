// Answers with the router's decision; calls no model.
// A request is answered once, also when its document is closed or it is cancelled meanwhile.
#include "lsp/route.h"

#include "lsp/core.h"

struct query {
    struct session *session;
    struct rpc_request *request;
    struct arena arena;
    const struct action *action;
    struct profile *profile; // whose the action may be
    const char *model;       // NULL: none was named
};

static void end(struct query *query) {
    profile_release(query->profile);
    arena_release(&query->arena);
    memory_free(query);
}

static void on_route(struct json *decision, void *data) {
    struct query *query = data;
    rpc_reply(query->request, decision ? decision : json_null());
    end(query);
}

static void on_examination(struct examination *examination, void *data) {
    struct query *query = data;
    struct session *session = query->session;
    if (examination && rpc_is_wanted(query->request)) {
        job_route(&(struct job_options){ .host = session->host,
                                         .settings = session->settings,
                                         .workspace = session->workspace,
                                         .id = "route",
                                         .action = query->action,
                                         .examination = examination,
                                         .model = query->model,
                                         .data = query },
                  on_route);
        return;
    }
    examination_destroy(examination);
    rpc_fail(query->request, RPC_REQUEST_FAILED, "The document was closed.");
    end(query);
}

void route_execute(struct session *session, struct rpc_request *request,
                   const struct json *params) {
    struct target target;
    if (!target_read(session, request, params, &target))
        return;
    struct query *query = MEMORY_NEW(struct query);
    query->session = session;
    query->request = request;
    query->action = target.action;
    query->profile = profile_retain(target.profile);
    if (target.model)
        query->model = arena_string(&query->arena, slice_from(target.model));
    rpc_defer(request, NULL, NULL);
    workspace_examine(target.document, target.selection, PARSE_EXACT, on_examination, query);
}
