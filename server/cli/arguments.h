// The words of a command line, read once. Borrowed from argv.
#pragma once

#include "base/error.h"
#include "base/log.h"

enum { ARGUMENT_WORDS_MAX = 4 };

struct arguments {
    const char *words[ARGUMENT_WORDS_MAX]; // what is no option, the call's own name left out
    size_t word_count;
    const char *config_file, *state_folder; // NULL: the default places
    const char *instruction, *model;
    const char *days, *html;
    const char *policy, *seeds, *tasks; // as they were written; NULL: the default
    bool json, apply, diff, stdio;
    bool help;
};

// The options that a call may have besides the common ones.
enum argument_set {
    ARGUMENTS_COMMON,
    ARGUMENTS_SERVE,
    ARGUMENTS_RUN,
    ARGUMENTS_REPORT,
    ARGUMENTS_SIMULATE
};

// False with an error that names the word that is wrong.
bool arguments_parse(struct arguments *arguments, enum argument_set set, int argc, char **argv,
                     struct error *error);
