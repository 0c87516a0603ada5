// initialize, initialized, shutdown, exit. Before `initialized` nothing but replies leaves: rpc
// holds it back.
#include "lsp/lifecycle.h"

#include "lsp/command.h"
#include "lsp/core.h"
#include "lsp/quickfix.h"

enum { SYNC_INCREMENTAL = 2 }; // TextDocumentSyncKind

// --- Capabilities --------------------------------------------------------------------------------

// What findings are offered, and each kind of the actions once.
static struct json *kinds_json(void) {
    struct json *kinds = json_array();
    json_push(kinds, json_string_value(slice_from(QUICKFIX_KIND)));
    for (size_t i = 0; action_at(i); i++) {
        bool is_new = strcmp(action_at(i)->kind, QUICKFIX_KIND) != 0;
        for (size_t j = 0; j < i; j++)
            is_new &= strcmp(action_at(i)->kind, action_at(j)->kind) != 0;
        if (is_new)
            json_push(kinds, json_string_value(slice_from(action_at(i)->kind)));
    }
    return kinds;
}

static void add_sync(struct json *able) {
    struct json *sync = json_add_object(able, "textDocumentSync");
    json_add_bool(sync, "openClose", true);
    json_add_integer(sync, "change", SYNC_INCREMENTAL);
    json_add_bool(sync, "save", true);
}

// Where the client does not ask, findings are sent.
static void add_diagnostics(const struct session *session, struct json *able) {
    if (!session->client.has_pull_diagnostics)
        return;
    struct json *provider = json_add_object(able, "diagnosticProvider");
    json_add_string(provider, "identifier", "wye");
    json_add_bool(provider, "interFileDependencies", false);
    json_add_bool(provider, "workspaceDiagnostics", false);
}

static void add_workspace(struct json *able) {
    struct json *workspace = json_add_object(able, "workspace");
    struct json *folders = json_add_object(workspace, "workspaceFolders");
    json_add_bool(folders, "supported", true);
    json_add_bool(folders, "changeNotifications", true);
}

static struct json *initialize_result(const struct session *session) {
    struct json *result = json_object();
    struct json *able = json_add_object(result, "capabilities");
    json_add_string(able, "positionEncoding", client_encoding_name(&session->client));
    add_sync(able);
    json_add(json_add_object(able, "codeActionProvider"), "codeActionKinds", kinds_json());
    if (session->client.has_code_lens)
        json_add_object(able, "codeLensProvider");
    json_add(json_add_object(able, "executeCommandProvider"), "commands", command_names_json());
    add_diagnostics(session, able);
    add_workspace(able);
    struct json *info = json_add_object(result, "serverInfo");
    json_add_string(info, "name", "wye");
    json_add_string(info, "version", session->version);
    return result;
}

// --- Methods -------------------------------------------------------------------------------------

static void create_engine(struct session *session) {
    session->workspace = workspace_create(session->host);
    session->settings = settings_create(&(struct settings_options){
        .host = session->host,
        .user_file = session->user_file,
        .state_folder = session->state_folder,
        .is_watching = true,
        .on_problem = configuration_on_problem,
        .data = session,
    });
}

void lifecycle_initialize(struct session *session, struct rpc_request *request,
                          const struct json *params) {
    session->rpc.phase = RPC_RUNNING;
    client_read(&session->client, params);
    create_engine(session);
    roots_read(session, params);
    configuration_read_options(session, params);
    rpc_reply(request, initialize_result(session));
    if (session->options.on_parent)
        session->options.on_parent(json_integer_or(json_find(params, "processId"), 0),
                                   session->options.data);
}

void lifecycle_start(struct session *session) {
    if (session->rpc.is_open)
        return;
    rpc_open(&session->rpc);
    message_attach_log(session);
    configuration_start(session);
}

void lifecycle_initialized(struct session *session, struct rpc_request *request,
                           const struct json *params) {
    (void)request, (void)params;
    lifecycle_start(session);
}

void lifecycle_set_trace(struct session *session, struct rpc_request *request,
                         const struct json *params) {
    (void)session, (void)request, (void)params; // nothing is traced
}

void lifecycle_shutdown(struct session *session, struct rpc_request *request,
                        const struct json *params) {
    (void)params;
    runs_cancel_all(session);
    session->rpc.phase = RPC_SHUT;
    otlp_flush(settings_shared(session->settings)->otlp, NULL, NULL);
    rpc_reply(request, json_null());
}

void lifecycle_exit(struct session *session, struct rpc_request *request,
                    const struct json *params) {
    (void)request, (void)params;
    session_end(session, session->rpc.phase == RPC_SHUT ? 0 : 1);
}
