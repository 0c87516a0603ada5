// What every call of the command line stands on: a loop, the settings, and the one file that it is
// about. Problems of the configuration go to stderr as they are found.
#pragma once

#include "cli/arguments.h"
#include "cli/target.h"
#include "engine/job.h"
#include "io/loop.h"

struct shell {
    struct loop *loop;
    struct host *host;
    struct settings *settings;
    struct workspace *workspace;
    struct profile *profile; // whose the action may be; NULL: none was asked for
    struct arena arena;
    size_t error_count; // of the configuration
    size_t problem_count;
    bool is_quiet; // problems are counted, and not printed
};

// The shell must not move afterwards.
void shell_open(struct shell *shell, const struct arguments *arguments);
void shell_close(struct shell *shell);

// Runs the loop until the configuration for `path` (NULL: for none in particular) is there.
// Retained; the caller releases it.
struct profile *shell_profile(struct shell *shell, const char *path);
// wye's own or the person's for that file; until shell_close. NULL, having said so, where there is
// none.
const struct action *shell_action(struct shell *shell, const struct target *target, const char *id);
// Makes the folder of a target the workspace's, opens its file and examines the selection: runs
// the loop until that is done. Owned by the caller, as job_start takes it over.
struct examination *shell_examine(struct shell *shell, const struct target *target);

// Whether --model NAME means anything where the examined file is: a model, an alias, or builtin.
bool shell_knows_model(struct shell *shell, const struct examination *examination,
                       const char *name);

// Plain bytes to stdout, unbuffered by us; the one place where the command line writes it.
void shell_print(struct slice bytes);
void shell_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
// JSON for programs, on several lines; destroys the value.
void shell_print_json(struct json *value);
