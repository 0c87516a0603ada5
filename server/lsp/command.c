// workspace/executeCommand: one row a command. Nothing here waits: some clients block until the
// reply, and give up after ten seconds.
#include "lsp/command.h"

#include "engine/record.h"
#include "lsp/core.h"
#include "lsp/quickfix.h"
#include "lsp/route.h"

static void execute_run(struct session *session, struct rpc_request *request,
                        const struct json *params) {
    struct target target;
    if (!target_read(session, request, params, &target))
        return;
    if (!run_may_start(session, request))
        return;
    struct run *run = run_start(session, &target, json_find(params, "workDoneToken"));
    if (target.wait)
        run_await(run, request);
    else
        rpc_reply(request, json_null());
}

// The job of {"job": "7"}, or all where no argument is given. One that has ended is no error.
static void execute_cancel(struct session *session, struct rpc_request *request,
                           const struct json *params) {
    const struct json *argument = json_first(json_find(params, "arguments"));
    const char *id = json_string(json_find(argument, "job"));
    if (argument && !json_is_null(argument) && !id) {
        rpc_fail(request, RPC_INVALID_PARAMS, "The argument's job is no text, such as \"7\".");
        return;
    }
    struct run *run = id ? runs_find(session, id) : NULL;
    rpc_reply(request, json_null());
    if (run)
        run_cancel(run);
    else if (!id)
        runs_cancel_all(session);
}

// {"job": "7", "verdict": "good"} on a job that has ended.
static void execute_feedback(struct session *session, struct rpc_request *request,
                             const struct json *params) {
    const struct json *argument = json_first(json_find(params, "arguments"));
    const char *id = json_string_or(json_find(argument, "job"), "");
    const char *verdict = json_string_or(json_find(argument, "verdict"), "");
    const char *key = runs_key(session, id);
    if (strcmp(verdict, "good") != 0 && strcmp(verdict, "bad") != 0) {
        rpc_fail(request, RPC_INVALID_PARAMS, "The argument's verdict is neither good nor bad.");
    } else if (!key) {
        rpc_fail(request, RPC_REQUEST_FAILED,
                 "There is no record of a job \"%.100s\": it has not ended, is too long ago, or "
                 "was about a file of which nothing is kept.",
                 id);
    } else {
        record_feedback(session->host, settings_state_folder(session->settings), key, verdict);
        rpc_reply(request, json_null());
    }
}

struct spending {
    struct session *session;
    struct rpc_request *request;
};

static struct json *spending_json(struct settings *settings) {
    const double limit = settings_peek(settings, NULL)->config->usd_per_day;
    struct json *json = json_object();
    json_add_integer(json, "spentTodayMicroUsd",
                     past_spent_micro_usd(settings_shared(settings)->past));
    if (limit >= 0)
        json_add_number(json, "usdPerDay", limit);
    else
        json_add_null(json, "usdPerDay");
    return json;
}

static void on_spent(void *data) {
    struct spending *spending = data;
    rpc_reply(spending->request, rpc_is_wanted(spending->request)
                                     ? spending_json(spending->session->settings)
                                     : json_null());
    memory_free(spending);
}

// What all servers of the user have spent today.
static void execute_spending(struct session *session, struct rpc_request *request,
                             const struct json *params) {
    (void)params;
    struct spending *spending = MEMORY_NEW(struct spending);
    *spending = (struct spending){ session, request };
    rpc_defer(request, NULL, NULL);
    past_look(settings_shared(session->settings)->past, on_spent, spending);
}

static const struct command {
    const char *name;
    method_handler *execute;
} commands[] = {
    { "wye.run", execute_run },
    { "wye.cancel", execute_cancel },
    { "wye.applySuggestion", quickfix_apply },
    { "wye.dismiss", quickfix_dismiss },
    { "wye.feedback", execute_feedback },
    { "wye.route", route_execute },
    { "wye.spending", execute_spending },
};

enum { COMMANDS = sizeof commands / sizeof *commands };

struct json *command_names_json(void) {
    struct json *names = json_array();
    for (size_t i = 0; i < COMMANDS; i++)
        json_push(names, json_string_value(slice_from(commands[i].name)));
    return names;
}

void command_execute(struct session *session, struct rpc_request *request,
                     const struct json *params) {
    const char *name = json_string_or(json_find(params, "command"), "");
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            commands[i].execute(session, request, params);
            return;
        }
    }
    rpc_fail(request, RPC_INVALID_PARAMS, "wye has no command \"%.200s\".", name);
}
