// What the person is told, and what we tell ourselves in the client's log.
// Words are the caller's. The log's sink is one for the process, and taken back at the end.
#include "lsp/message.h"

#include "base/log.h"
#include "lsp/core.h"

static void notify(struct session *session, const char *method, int type, const char *text) {
    struct json *params = json_object();
    json_add_integer(params, "type", type);
    json_add_string(params, "message", text);
    rpc_notify(&session->rpc, method, params);
}

void message_show(struct session *session, enum message_type type, const char *format, ...) {
    struct arena arena = { 0 };
    va_list arguments;
    va_start(arguments, format);
    notify(session, "window/showMessage", type, arena_format_list(&arena, format, arguments));
    va_end(arguments);
    arena_release(&arena);
}

static void log_to_client(enum log_level level, const char *line, void *data) {
    static const int types[] = { [LOG_ERROR] = MESSAGE_ERROR, [LOG_WARN] = MESSAGE_WARNING };
    if (level <= LOG_WARN)
        notify(data, "window/logMessage", types[level], line);
}

void message_attach_log(struct session *session) {
    log_set_sink(log_to_client, session);
}

void message_detach_log(void) {
    log_set_sink(NULL, NULL);
}
