// Hands the client's settings to the engine as layers and tells the person what is wrong with any
// layer. Judges nothing itself: rights and meaning are the configuration's.
#include "lsp/configuration.h"

#include "base/log.h"
#include "lsp/core.h"

enum { AWAITED_MS = 5000 };

static const char section[] = "wye";
static const char project_file[] = "/.wye.json";

static void set_layer(struct session *session, enum config_source source,
                      const struct json *value) {
    struct buffer text = { 0 };
    struct json *own = json_copy(value);
    if (json_is_object(own)) {
        json_remove(own, "trace"); // the client library's own, in every server's section
        json_print(own, &text);
    }
    settings_set_layer(session->settings, source, buffer_slice(&text));
    json_destroy(own);
    buffer_release(&text);
}

void configuration_read_options(struct session *session, const struct json *params) {
    set_layer(session, CONFIG_CLIENT, json_find(params, "initializationOptions"));
}

void configuration_on_problem(const struct config_problem *problem, void *data) {
    const enum message_type type = problem->is_error ? MESSAGE_ERROR : MESSAGE_WARNING;
    if (problem->line > 0)
        message_show(data, type, "%s:%zu: %s", problem->file, problem->line, problem->message);
    else
        message_show(data, type, "%s: %s", problem->file, problem->message);
}

// --- Asking --------------------------------------------------------------------------------------

static void await(struct session *session, bool is_awaited);

// A client that asks to be asked and then never answers must not hold jobs for ever.
static void on_late(void *data) {
    struct session *session = data;
    session->configuration.timer = 0;
    log_line(LOG_WARN, "the client has not answered workspace/configuration; going on without");
    await(session, false);
}

static void await(struct session *session, bool is_awaited) {
    struct configuration *configuration = &session->configuration;
    configuration_release(session);
    if (is_awaited)
        configuration->timer =
            session->host->timer_start(session->host, AWAITED_MS, on_late, session);
    settings_await(session->settings, is_awaited);
}

static void on_section(const struct json *result, const char *problem, void *data) {
    struct session *session = data;
    session->configuration.pull = 0;
    if (!problem)
        set_layer(session, CONFIG_WORKSPACE, json_first(result));
    await(session, false);
}

// The latest question counts; an older one that is still open is forgotten.
static void pull(struct session *session) {
    rpc_forget(&session->rpc, session->configuration.pull);
    struct json *params = json_object();
    struct json *item = json_push(json_add_array(params, "items"), json_object());
    json_add_string(item, "section", section);
    session->configuration.pull =
        rpc_call(&session->rpc, "workspace/configuration", params, on_section, session);
    await(session, true);
}

void configuration_release(struct session *session) {
    if (session->configuration.timer)
        session->host->timer_cancel(session->host, session->configuration.timer);
    session->configuration.timer = 0;
}

// --- Registering ---------------------------------------------------------------------------------

static struct json *add_registration(struct json *registrations, const char *id,
                                     const char *method) {
    struct json *registration = json_push(registrations, json_object());
    json_add_string(registration, "id", id);
    json_add_string(registration, "method", method);
    return json_add_object(registration, "registerOptions");
}

static void on_registered(const struct json *result, const char *problem, void *data) {
    (void)result, (void)problem, (void)data; // a refusal is in the log
}

static void register_interest(struct session *session) {
    const struct client *client = &session->client;
    if (!client->has_dynamic_configuration && !client->has_dynamic_files)
        return;
    struct json *params = json_object();
    struct json *list = json_add_array(params, "registrations");
    if (client->has_dynamic_configuration) {
        struct json *options =
            add_registration(list, "wye-configuration", "workspace/didChangeConfiguration");
        json_add_string(options, "section", section);
    }
    if (client->has_dynamic_files) {
        struct json *options =
            add_registration(list, "wye-files", "workspace/didChangeWatchedFiles");
        struct json *watcher = json_push(json_add_array(options, "watchers"), json_object());
        json_add_string(watcher, "globPattern", "**/.wye.json");
    }
    rpc_call(&session->rpc, "client/registerCapability", params, on_registered, NULL);
}

void configuration_start(struct session *session) {
    register_interest(session);
    if (session->client.has_configuration)
        pull(session);
}

// --- Changes -------------------------------------------------------------------------------------

void configuration_did_change(struct session *session, struct rpc_request *request,
                              const struct json *params) {
    (void)request;
    const struct json *settings = json_find(params, "settings");
    const struct json *own = json_find(settings, section);
    if (session->client.has_configuration)
        pull(session);
    else if (json_is_object(settings))
        set_layer(session, CONFIG_WORKSPACE, own ? own : settings);
}

bool configuration_is_project_file(const char *uri) {
    return slice_ends_with(slice_from(uri), slice_from(project_file));
}

void configuration_did_change_files(struct session *session, struct rpc_request *request,
                                    const struct json *params) {
    (void)request;
    const struct json *changes = json_find(params, "changes");
    for (const struct json *change = json_first(changes); change; change = json_next(change)) {
        if (configuration_is_project_file(json_string_or(json_find(change, "uri"), ""))) {
            settings_reload(session->settings);
            return;
        }
    }
}
