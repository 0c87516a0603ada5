// Puts the parts of a session together, and takes them apart in an order in which none calls into
// one that is gone. All that happens in between is in the other files.
#include "lsp/session.h"

#include "lsp/core.h"

struct session *session_create(const struct session_options *options) {
    struct session *session = MEMORY_NEW(struct session);
    session->host = options->host;
    session->options = *options;
    session->user_file = memory_string(options->user_file);
    session->state_folder = memory_string(options->state_folder);
    session->version = memory_string(options->version);
    rpc_init(&session->rpc, options->host, session);
    return session;
}

void session_input(struct session *session, struct slice bytes) {
    rpc_input(&session->rpc, bytes);
}

void session_end(struct session *session, int status) {
    if (session->rpc.phase == RPC_OVER)
        return;
    runs_cancel_all(session);
    landed_release(session);
    message_detach_log();
    rpc_end(&session->rpc);
    session->options.on_exit(status, session->options.data);
}

void session_input_end(struct session *session) {
    session_end(session, session->rpc.phase == RPC_SHUT ? 0 : 1);
}

// The workspace goes first: it answers those who wait for an examination.
void session_destroy(struct session *session) {
    if (!session)
        return;
    runs_cancel_all(session);
    message_detach_log();
    rpc_end(&session->rpc);
    configuration_release(session);
    diagnostics_release(session);
    landed_release(session);
    workspace_destroy(session->workspace);
    runs_release(session);
    earlier_release(session);
    settings_destroy(session->settings);
    roots_release(&session->roots);
    rpc_release(&session->rpc);
    memory_free(session->user_file);
    memory_free(session->state_folder);
    memory_free(session->version);
    memory_free(session);
}
