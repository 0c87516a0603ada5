// wye route ACTION FILE[:RANGE]: who would serve it, in order, and why. Calls no one.
// Prints the router's own decision and adds nothing to it: an editor gets the same JSON.

#include "cli/command.h"
#include "cli/shell.h"

struct route {
    struct shell *shell;
    struct json *decision;
};

static void on_route(struct json *decision, void *data) {
    struct route *route = data;
    route->decision = decision;
    loop_stop(route->shell->loop);
}

// "84 % kept (yours: 31 of 34), 5.0 s, $0.0200: utility 0.81": what its place is weighed by.
static void print_figures(const struct json *figures, const char *prefer) {
    const char *basis = json_string_or(json_find(figures, "basis"), "none");
    const int64_t judged = json_integer_or(json_find(figures, "ownJudged"), 0);
    const bool is_known = strcmp(basis, "none") != 0;
    if (!is_known && !judged)
        return;
    shell_format("    %.0f %% kept", 100 * json_number_or(json_find(figures, "kept"), 0));
    if (judged)
        shell_format(" (yours: %lld of %lld)",
                     (long long)json_integer_or(json_find(figures, "ownKept"), 0),
                     (long long)judged);
    if (is_known)
        shell_format(", %.1f s, $%.4f (%s)", json_number_or(json_find(figures, "seconds"), 0),
                     json_number_or(json_find(figures, "usd"), 0), basis);
    shell_format(": utility %.3f, prefer %s\n", json_number_or(json_find(figures, "utility"), 0),
                 prefer);
}

static void print_candidate(const struct json *candidate, unsigned place, const char *prefer) {
    const char *provider = json_string_or(json_find(candidate, "provider"), "");
    shell_format("%2u. %s", place, json_string_or(json_find(candidate, "model"), ""));
    if (*provider && strcmp(provider, MODEL_BUILTIN) != 0)
        shell_format(" (%s)", provider);
    if (json_bool_or(json_find(candidate, "usable"), false)) {
        const char *effort = json_string(json_find(candidate, "effort"));
        int64_t cost = json_integer_or(json_find(candidate, "costMicroUsd"), 0);
        if (effort)
            shell_format(", effort %s", effort);
        if (cost)
            shell_format(", up to $%.4f", (double)cost / 1e6);
        shell_format("\n    %s\n", json_string_or(json_find(candidate, "reason"), ""));
        print_figures(json_find(candidate, "figures"), prefer);
    } else {
        shell_format(": left out\n    %s\n", json_string_or(json_find(candidate, "dropped"), ""));
    }
}

static void print_route(const struct json *decision, const char *target) {
    shell_format("%s %s: %s, about %lld tokens", json_string_or(json_find(decision, "action"), ""),
                 target, json_string_or(json_find(decision, "language"), ""),
                 (long long)json_integer_or(json_find(decision, "tokens"), 0));
    const struct json *found = json_find(decision, "traits");
    for (const struct json *trait = json_first(found); trait; trait = json_next(trait))
        shell_format("%s%s", trait == json_first(found) ? ", traits " : " ",
                     json_string_or(trait, ""));
    shell_format("\nabout: %s, %lld lines; task %s; at most %lld tokens of answer\n",
                 json_string_or(json_find(decision, "scope"), ""),
                 (long long)json_integer_or(json_find(decision, "lines"), 0),
                 json_string_or(json_find(decision, "task"), ""),
                 (long long)json_integer_or(json_find(decision, "outputTokensMax"), 0));
    int64_t parts = json_integer_or(json_find(decision, "parts"), 1);
    if (parts > 1)
        shell_format("in %lld parts, of which the figures here are for the first\n",
                     (long long)parts);
    int64_t secrets = json_integer_or(json_find(decision, "secretsKept"), 0);
    shell_format("to a model goes: %s", json_string_or(json_find(decision, "leaves"), ""));
    if (secrets)
        shell_format("; %lld secret%s as a stand-in", (long long)secrets, secrets == 1 ? "" : "s");
    shell_format("\nroute: %s\n", json_string_or(json_find(decision, "row"), "none"));
    const char *prefer = json_string_or(json_find(decision, "prefer"), "");
    unsigned place = 1;
    const struct json *candidates = json_find(decision, "candidates");
    for (const struct json *item = json_first(candidates); item; item = json_next(item))
        print_candidate(item, place++, prefer);
}

static void decide(struct route *route, const struct action *action,
                   const struct arguments *arguments, const struct target *target) {
    struct job_options options = {
        .host = route->shell->host,
        .settings = route->shell->settings,
        .workspace = route->shell->workspace,
        .id = "1",
        .action = action,
        .examination = shell_examine(route->shell, target),
        .instruction = arguments->instruction,
        .model = arguments->model,
        .data = route,
    };
    job_route(&options, on_route);
    loop_run(route->shell->loop);
}

int cli_route(const struct arguments *arguments) {
    if (arguments->word_count != 2)
        return cli_wrong_call("route wants an action and a file: wye route review main.c");
    struct arena arena = { 0 };
    struct error error;
    struct target target;
    int status = EXIT_DONE;
    if (target_parse(&arena, arguments->words[1], &target, &error)) {
        struct shell shell;
        shell_open(&shell, arguments);
        struct route route = { .shell = &shell };
        const struct action *action = shell_action(&shell, &target, arguments->words[0]);
        if (action)
            decide(&route, action, arguments, &target);
        if (!action) {
            status = EXIT_WRONG_CALL;
        } else if (arguments->json) {
            shell_print_json(route.decision);
        } else {
            print_route(route.decision, arguments->words[1]);
            json_destroy(route.decision);
        }
        shell_close(&shell);
    } else {
        status = cli_wrong_call("%s", error.message);
    }
    text_release(target.text);
    arena_release(&arena);
    return status;
}
