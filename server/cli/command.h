// The calls of the command line. Each is one file: cli/NAME.c with `cli_NAME`, and a row in
// main.c. They return the process's exit status.
#pragma once

#include "cli/arguments.h"

enum exit_status {
    EXIT_DONE = 0,
    EXIT_NO_RESULT = 1,  // the action came to no result; the reason is on stderr
    EXIT_WRONG_CALL = 2, // or a wrong configuration
    EXIT_INTERRUPTED = 130,
};

int cli_serve(const struct arguments *arguments);
int cli_run(const struct arguments *arguments);
int cli_route(const struct arguments *arguments);
int cli_report(const struct arguments *arguments);
int cli_simulate(const struct arguments *arguments);
int cli_models(const struct arguments *arguments);
int cli_doctor(const struct arguments *arguments);
int cli_config(const struct arguments *arguments);

// Prints `wye: message` and how to get help to stderr; returns EXIT_WRONG_CALL.
int cli_wrong_call(const char *format, ...) __attribute__((format(printf, 1, 2)));
