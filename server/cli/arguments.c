// One table of options. A word after `--` is never an option.
// Knows what each option is called and takes; what it means is for the call to know.

#include "cli/arguments.h"

#include <string.h>

struct option {
    const char *name;
    bool has_value;
    enum argument_set set;
    void (*take)(struct arguments *arguments, const char *value);
};

static void take_config(struct arguments *arguments, const char *value) {
    arguments->config_file = value;
}

static void take_state(struct arguments *arguments, const char *value) {
    arguments->state_folder = value;
}

static void take_instruction(struct arguments *arguments, const char *value) {
    arguments->instruction = value;
}

static void take_model(struct arguments *arguments, const char *value) {
    arguments->model = value;
}

static void take_days(struct arguments *arguments, const char *value) {
    arguments->days = value;
}

static void take_html(struct arguments *arguments, const char *value) {
    arguments->html = value;
}

static void take_policy(struct arguments *arguments, const char *value) {
    arguments->policy = value;
}

static void take_seeds(struct arguments *arguments, const char *value) {
    arguments->seeds = value;
}

static void take_tasks(struct arguments *arguments, const char *value) {
    arguments->tasks = value;
}

static void take_json(struct arguments *arguments, const char *value) {
    (void)value;
    arguments->json = true;
}

static void take_apply(struct arguments *arguments, const char *value) {
    (void)value;
    arguments->apply = true;
}

static void take_diff(struct arguments *arguments, const char *value) {
    (void)value;
    arguments->diff = true;
}

static void take_stdio(struct arguments *arguments, const char *value) {
    (void)value;
    arguments->stdio = true;
}

static void take_help(struct arguments *arguments, const char *value) {
    (void)value;
    arguments->help = true;
}

static const char *const levels[] = {
    [LOG_ERROR] = "error",
    [LOG_WARN] = "warn",
    [LOG_INFO] = "info",
    [LOG_DEBUG] = "debug",
};

static void take_log(struct arguments *arguments, const char *value) {
    (void)arguments;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (strcmp(levels[i], value) == 0)
            log_set_level((enum log_level)i);
}

static const struct option options[] = {
    { "--config", true, ARGUMENTS_COMMON, take_config },
    { "--state", true, ARGUMENTS_COMMON, take_state },
    { "--log", true, ARGUMENTS_COMMON, take_log },
    { "--json", false, ARGUMENTS_COMMON, take_json },
    { "--help", false, ARGUMENTS_COMMON, take_help },
    { "--stdio", false, ARGUMENTS_SERVE, take_stdio },
    { "--instruction", true, ARGUMENTS_RUN, take_instruction },
    { "--model", true, ARGUMENTS_RUN, take_model },
    { "--days", true, ARGUMENTS_REPORT, take_days },
    { "--html", true, ARGUMENTS_REPORT, take_html },
    { "--policy", true, ARGUMENTS_SIMULATE, take_policy },
    { "--seeds", true, ARGUMENTS_SIMULATE, take_seeds },
    { "--tasks", true, ARGUMENTS_SIMULATE, take_tasks },
    { "--apply", false, ARGUMENTS_RUN, take_apply },
    { "--diff", false, ARGUMENTS_RUN, take_diff },
};

static const struct option *find_option(const char *word, size_t length, enum argument_set set) {
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const struct option *option = &options[i];
        bool is_allowed = option->set == ARGUMENTS_COMMON || option->set == set;
        if (is_allowed && strlen(option->name) == length &&
            strncmp(option->name, word, length) == 0)
            return option;
    }
    return NULL;
}

static bool is_level(const char *value) {
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (strcmp(levels[i], value) == 0)
            return true;
    return false;
}

bool arguments_parse(struct arguments *arguments, enum argument_set set, int argc, char **argv,
                     struct error *error) {
    *arguments = (struct arguments){ 0 };
    bool has_ended = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (has_ended || word[0] != '-' || !word[1]) {
            if (arguments->word_count == ARGUMENT_WORDS_MAX)
                return error_set(error, ERROR_INVALID, "there is a word too many: %s", word);
            arguments->words[arguments->word_count++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            has_ended = true;
            continue;
        }
        const char *equals = strchr(word, '=');
        size_t length = equals ? (size_t)(equals - word) : strlen(word);
        const struct option *option = find_option(word, length, set);
        if (!option)
            return error_set(error, ERROR_INVALID, "unknown option %s", word);
        if (equals && !option->has_value)
            return error_set(error, ERROR_INVALID, "%s takes no value", option->name);
        const char *value = equals ? equals + 1 : NULL;
        if (option->has_value && !value)
            value = i + 1 < argc ? argv[++i] : NULL;
        if (option->has_value && !value)
            return error_set(error, ERROR_INVALID, "%s wants a value", word);
        if (option->take == take_log && !is_level(value))
            return error_set(error, ERROR_INVALID, "--log takes error, warn, info or debug");
        option->take(arguments, value);
    }
    return true;
}
