// A table of subcommands. Without one, wye is a language server.
// Each call's work is in cli/; here are only their names, their help, and which one is meant.

#include "cli/command.h"
#include "io/core.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static const struct command {
    const char *name;
    enum argument_set set;
    int (*run)(const struct arguments *arguments);
    const char *call, *summary, *detail;
} commands[] = {
    { "serve", ARGUMENTS_SERVE, cli_serve, "serve [--stdio]", "LSP over stdio (also: wye alone)",
      "Editors start this. It speaks the Language Server Protocol on stdin and stdout." },
    { "run", ARGUMENTS_RUN, cli_run, "run ACTION FILE[:RANGE]",
      "one action through the same path as in an editor",
      "ACTION is explain, review, review.security, review.changes, refactor.simplify,\n"
      "refactor.extract, refactor.modernize, refactor.instruct, optimize, document, test,\n"
      "fix, or one of your own. RANGE is\n"
      "LINE[:COL][-LINE[:COL]], from 1; the end is included; LINE or LINE:COL alone is a cursor,\n"
      "and without a range the whole file is meant.\n\n"
      "  --apply             write the file; without it edits are printed as a diff\n"
      "  --model NAME        ask this model instead of the router's choice\n"
      "  --instruction TEXT  what refactor.instruct is to do, or what fix puts right" },
    { "route", ARGUMENTS_RUN, cli_route, "route ACTION FILE[:RANGE]",
      "who would serve it, in order, and why; calls no one",
      "Prints the candidates with their estimated cost, and why others are left out." },
    { "report", ARGUMENTS_REPORT, cli_report, "report [--days N] [--html FILE]",
      "what was asked, kept and spent",
      "Per model, language and task: actions, the share kept at once with the interval that\n"
      "holds 95 %, repairs, retries, times, and the cost of an action and of one that is kept;\n"
      "what the same answers would have cost on each single model; today and the budget.\n"
      "From the ledger in the state folder. Calls no one.\n\n"
      "  --days N     the last N days, today included, instead of 30\n"
      "  --html FILE  write it there as one page with plots, which fetches nothing" },
    { "simulate", ARGUMENTS_SIMULATE, cli_simulate, "simulate [--policy P]",
      "replays the published tasks under a policy",
      "What your routes would have come to over 200 tasks of which results were published\n"
      "(80 Python, 80 JavaScript, 40 SQL), beside each measured model alone, a learner\n"
      "that knows nothing at first, and an oracle that knows all. Calls no one.\n\n"
      "  --policy NAME  routes, claude, gpt, learner or oracle; without it all of them\n"
      "  --tasks N      so many tasks instead of 200\n"
      "  --seeds N      so many runs with other luck instead of 100" },
    { "models", ARGUMENTS_COMMON, cli_models, "models",
      "the catalogue: price, window, usable now or why not", "" },
    { "doctor", ARGUMENTS_COMMON, cli_doctor, "doctor",
      "configuration, keys, reachability, grammars, and what to do next", "" },
    { "config", ARGUMENTS_COMMON, cli_config, "config show|check|schema",
      "the effective configuration; its errors; its JSON Schema",
      "show prints each value with its origin. check names file, line and column of every problem\n"
      "and ends with status 2 where there is an error. schema is for editors." },
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

int cli_wrong_call(const char *format, ...) {
    fputs("wye: ", stderr);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputs("\nTry: wye help\n", stderr);
    return EXIT_WRONG_CALL;
}

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int help(const char *name) {
    const struct command *command = name ? find_command(name) : NULL;
    if (name && !command)
        return cli_wrong_call("there is no call %s", name);
    if (command) {
        printf("wye %s\n\n%s.\n%s%s\n", command->call, command->summary,
               *command->detail ? "\n" : "", command->detail);
        return EXIT_DONE;
    }
    puts("wye puts the right model behind every code action.\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  wye %-28s %s\n", commands[i].call, commands[i].summary);
    puts("  wye --version\n"
         "  wye help [CALL]\n\n"
         "Common options: --config FILE (instead of the user's), --state DIR, --json,\n"
         "--log error|warn|info|debug (on stderr).\n"
         "Exit status: 0 done, 1 no result, 2 wrong call or configuration, 130 interrupted.");
    return EXIT_DONE;
}

static int run_command(const struct command *command, int argc, char **argv) {
    struct arguments arguments;
    struct error error;
    if (!arguments_parse(&arguments, command->set, argc, argv, &error))
        return cli_wrong_call("%s", error.message);
    if (arguments.config_file && access(arguments.config_file, R_OK) != 0)
        return cli_wrong_call("cannot read %s: %s", arguments.config_file, strerror(errno));
    int status = arguments.help ? help(command->name) : command->run(&arguments);
    if (fflush(stdout) != 0 && status == EXIT_DONE)
        status = EXIT_NO_RESULT;
    return status;
}

int main(int argc, char **argv) {
    core_forbid(); // the keys are in the environment already
    const char *word = argc > 1 ? argv[1] : NULL;
    if (word && strcmp(word, "--version") == 0) {
        puts("wye " WYE_VERSION);
        return EXIT_DONE;
    }
    if (word && (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0))
        return help(argc > 2 ? argv[2] : NULL);
    // Options without a call are serve's: editors say `wye --stdio`.
    if (!word || word[0] == '-')
        return run_command(&commands[0], argc - 1, argv + 1);
    const struct command *command = find_command(word);
    if (!command)
        return cli_wrong_call("there is no call %s", word);
    return run_command(command, argc - 2, argv + 2);
}
