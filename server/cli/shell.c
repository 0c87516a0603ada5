// The command line runs the machine that editors run, with itself as the only client.
// Turns the loop until what a call waits for is there; keeps nothing between two calls.

#include "cli/shell.h"

#include "base/log.h"
#include "base/uri.h"
#include "cli/command.h"

#include <stdarg.h>
#include <stdio.h>

static void print_problem(const struct config_problem *problem, void *data) {
    struct shell *shell = data;
    shell->problem_count++;
    shell->error_count += problem->is_error;
    if (shell->is_quiet)
        return;
    const char *severity = problem->is_error ? "error" : "warning";
    if (problem->line)
        fprintf(stderr, "%s:%zu:%zu: %s: %s\n", problem->file, problem->line, problem->column,
                severity, problem->message);
    else
        fprintf(stderr, "%s: %s: %s\n", problem->file, severity, problem->message);
}

void shell_open(struct shell *shell, const struct arguments *arguments) {
    *shell = (struct shell){ 0 };
    shell->loop = loop_create();
    shell->host = loop_host(shell->loop);
    shell->workspace = workspace_create(shell->host);
    struct settings_options options = {
        .host = shell->host,
        .user_file = arguments->config_file,
        .state_folder = arguments->state_folder,
        .on_problem = print_problem,
        .data = shell,
    };
    shell->settings = settings_create(&options);
}

void shell_close(struct shell *shell) {
    profile_release(shell->profile);
    workspace_destroy(shell->workspace);
    settings_destroy(shell->settings);
    loop_destroy(shell->loop);
    arena_release(&shell->arena);
}

struct profile_wait {
    struct shell *shell;
    struct profile *profile;
};

static void take_profile(struct profile *profile, void *data) {
    struct profile_wait *wait = data;
    wait->profile = profile_retain(profile);
    loop_stop(wait->shell->loop);
}

struct profile *shell_profile(struct shell *shell, const char *path) {
    struct profile_wait wait = { .shell = shell };
    settings_get(shell->settings, path, take_profile, &wait);
    loop_run(shell->loop);
    ASSERT(wait.profile);
    return wait.profile;
}

const struct action *shell_action(struct shell *shell, const struct target *target,
                                  const char *id) {
    settings_set_folders(shell->settings, &target->folder, 1);
    shell->profile = shell_profile(shell, target->path);
    const struct action *action = profile_action_find(shell->profile, id);
    if (!action)
        cli_wrong_call("there is no action %s; there are %s", id,
                       profile_action_list(shell->profile, &shell->arena));
    return action;
}

struct examination_wait {
    struct shell *shell;
    struct examination *examination;
};

static void take_examination(struct examination *examination, void *data) {
    struct examination_wait *wait = data;
    wait->examination = examination;
    loop_stop(wait->shell->loop);
}

struct examination *shell_examine(struct shell *shell, const struct target *target) {
    workspace_set_folders(shell->workspace, &target->folder, 1);
    struct error error;
    struct workspace_document *document =
        workspace_open(shell->workspace, uri_of_path(&shell->arena, target->path), target->path, "",
                       -1, text_slice(target->text), &error);
    ASSERT(document); // the file passed DOCUMENT_BYTES_MAX when it was read
    struct examination_wait wait = { .shell = shell };
    workspace_examine(document, target->selection, PARSE_EXACT, take_examination, &wait);
    loop_run(shell->loop);
    ASSERT(wait.examination);
    wait.examination->subject.has_selection = target->has_range;
    return wait.examination;
}

bool shell_knows_model(struct shell *shell, const struct examination *examination,
                       const char *name) {
    struct profile *profile = shell_profile(shell, examination->path);
    const bool is_known = strcmp(name, MODEL_BUILTIN) == 0 || catalogue_alias_family(name) ||
                          catalogue_find(profile->catalogue, name);
    profile_release(profile);
    return is_known;
}

void shell_print(struct slice bytes) {
    fwrite(bytes.data, 1, bytes.length, stdout);
}

void shell_format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stdout, format, arguments);
    va_end(arguments);
}

void shell_print_json(struct json *value) {
    struct buffer text = { 0 };
    json_print_pretty(value, &text);
    json_destroy(value);
    shell_print(buffer_slice(&text));
    shell_print(SLICE("\n"));
    buffer_release(&text);
}
