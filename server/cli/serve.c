// wye serve: LSP over stdio. Joins the loop and the session, and nothing else.
// Ends with the session's status, with the pipe, or with the process that started it.

#include "cli/command.h"
#include "io/stdio.h"
#include "lsp/session.h"

enum { FLUSH_MS = 2000 };

struct serve {
    struct loop *loop;
    struct session *session;
    int status;
};

static void on_exit_asked(int status, void *data) {
    struct serve *serve = data;
    serve->status = status;
    loop_stop(serve->loop);
}

static void on_input(struct slice bytes, void *data) {
    session_input(((struct serve *)data)->session, bytes);
}

static void on_input_end(void *data) {
    session_input_end(((struct serve *)data)->session);
}

static void on_gone(void *data) {
    on_exit_asked(EXIT_NO_RESULT, data);
}

static void on_parent(int64_t process_id, void *data) {
    struct serve *serve = data;
    loop_watch_process(serve->loop, process_id, on_gone, serve);
}

int cli_serve(const struct arguments *arguments) {
    if (arguments->word_count)
        return cli_wrong_call("serve takes no words");
    static const struct stdio_listener listener = {
        .on_input = on_input,
        .on_end = on_input_end,
        .on_broken = on_gone,
    };
    struct serve serve = { .loop = loop_create() };
    struct session_options options = {
        .host = loop_host(serve.loop),
        .user_file = arguments->config_file,
        .state_folder = arguments->state_folder,
        .version = WYE_VERSION,
        .on_exit = on_exit_asked,
        .on_parent = on_parent,
        .data = &serve,
    };
    struct stdio *stdio = stdio_create(serve.loop, &listener, &serve);
    serve.session = session_create(&options);
    loop_run(serve.loop);
    session_destroy(serve.session);
    stdio_flush(stdio, FLUSH_MS);
    loop_destroy(serve.loop);
    return serve.status;
}
