// wye config show|check|schema.
// Prints what config/ found; exit status 2 where the configuration is in error.

#include "cli/command.h"
#include "cli/shell.h"

#include <unistd.h>

// The profile of the folder one stands in, as a file of it would have it.
static struct profile *profile_here(struct shell *shell) {
    char folder[4096];
    if (!getcwd(folder, sizeof folder))
        return shell_profile(shell, NULL);
    const char *path = arena_format(&shell->arena, "%s/.", folder);
    const char *root = target_folder(&shell->arena, path);
    settings_set_folders(shell->settings, &root, 1);
    return shell_profile(shell, path);
}

static int show(const struct arguments *arguments) {
    struct shell shell;
    shell_open(&shell, arguments);
    struct profile *profile = profile_here(&shell);
    if (arguments->json) {
        shell_print_json(config_show(profile->config));
    } else {
        struct buffer text = { 0 };
        config_show_text(profile->config, &text);
        shell_print(buffer_slice(&text));
        buffer_release(&text);
    }
    int status = shell.error_count ? EXIT_WRONG_CALL : EXIT_DONE;
    profile_release(profile);
    shell_close(&shell);
    return status;
}

static struct json *problems_json(const struct config *config) {
    struct json *list = json_array();
    for (size_t i = 0; i < config->problem_count; i++) {
        const struct config_problem *problem = &config->problems[i];
        struct json *item = json_push(list, json_object());
        json_add_string(item, "file", problem->file);
        json_add_integer(item, "line", (int64_t)problem->line);
        json_add_integer(item, "column", (int64_t)problem->column);
        json_add_string(item, "severity", problem->is_error ? "error" : "warning");
        json_add_string(item, "message", problem->message);
    }
    return list;
}

static int check(const struct arguments *arguments) {
    struct shell shell;
    shell_open(&shell, arguments);
    shell.is_quiet = arguments->json;
    struct profile *profile = profile_here(&shell);
    if (arguments->json)
        shell_print_json(problems_json(profile->config));
    else if (!shell.problem_count)
        shell_format("%s: no problems found\n", settings_user_file(shell.settings));
    int status = shell.error_count ? EXIT_WRONG_CALL : EXIT_DONE;
    profile_release(profile);
    shell_close(&shell);
    return status;
}

static int schema(const struct arguments *arguments) {
    (void)arguments;
    shell_print(config_schema());
    return EXIT_DONE;
}

static const struct part {
    const char *name;
    int (*run)(const struct arguments *arguments);
} parts[] = {
    { "show", show },
    { "check", check },
    { "schema", schema },
};

int cli_config(const struct arguments *arguments) {
    for (size_t i = 0; arguments->word_count == 1 && i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].name, arguments->words[0]) == 0)
            return parts[i].run(arguments);
    return cli_wrong_call("config wants one of show, check and schema");
}
