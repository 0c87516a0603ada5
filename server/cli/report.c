// wye report: what was asked, kept and spent, from the ledger. Calls no one and writes nothing but
// the page that is asked for. The figures are report_figures.c's.
#include "cli/command.h"
#include "cli/report_print.h"
#include "cli/shell.h"
#include "io/ledger_reader.h"

#include <time.h>

enum { DAYS = 30, DAYS_MAX = 3660 };

static bool read_days(const char *text, unsigned *days) {
    unsigned value = 0;
    bool is_good = text[0] != '\0';
    for (const char *c = text; *c && is_good; c++) {
        is_good = *c >= '0' && *c <= '9' && value <= DAYS_MAX;
        value = is_good ? value * 10 + (unsigned)(*c - '0') : value;
    }
    if (!is_good || value == 0 || value > DAYS_MAX) {
        cli_wrong_call("--days takes a number from 1 to %d, not %s", DAYS_MAX, text);
        return false;
    }
    *days = value;
    return true;
}

// The days up to today, as this machine's clock has them: some have 23 hours, some 25. Gives when
// the first one begins.
static int64_t find_days(struct shell *shell, unsigned days, const char **dates) {
    const time_t now = (time_t)(shell->host->unix_time_ms(shell->host) / 1000);
    time_t first = 0;
    for (unsigned i = 0; i < days; i++) {
        struct tm day;
        localtime_r(&now, &day);
        day.tm_mday -= (int)(days - 1 - i);
        day.tm_hour = day.tm_min = day.tm_sec = 0;
        day.tm_isdst = -1;
        const time_t start = mktime(&day);
        first = i == 0 ? start : first;
        dates[i] = arena_format(&shell->arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1,
                                day.tm_mday);
    }
    return (int64_t)first * 1000;
}

struct usable {
    struct shell *shell;
    const struct profile *profile;
};

static bool is_usable(const struct model *model, void *data) {
    const struct usable *usable = data;
    const struct config_provider *provider =
        config_provider_find(usable->profile->config, model->provider);
    if (!provider)
        return false;
    const enum router_key key = settings_key_state(provider, usable->shell->settings);
    return key == ROUTER_KEY_PRESENT || key == ROUTER_KEY_NONE_NEEDED;
}

// False, having said why, where there is a ledger and it cannot be read.
static bool ask(struct shell *shell, int64_t since_ms, struct json **answer) {
    char message[400];
    struct buffer json = { 0 };
    const char *path =
        arena_format(&shell->arena, "%s/ledger.sqlite3", settings_state_folder(shell->settings));
    const bool is_read = ledger_reader_ask(path, LEDGER_REPORT, since_ms, &json, message);
    if (*message)
        fprintf(stderr, "wye: %s\n", message);
    *answer = is_read && json.length ? json_parse(buffer_slice(&json), NULL) : NULL;
    buffer_release(&json);
    return is_read && !*message;
}

struct writing {
    struct shell *shell;
    const char *file;
    bool is_written;
};

static void on_written(const char *message, void *data) {
    struct writing *writing = data;
    writing->is_written = !message;
    if (message)
        fprintf(stderr, "wye: The report is not written: %s\n", message);
    else
        fprintf(stderr, "wye: the report is in %s\n", writing->file);
    loop_stop(writing->shell->loop);
}

static bool write_page(struct shell *shell, const struct report *report,
                       const struct profile *profile, const char *file) {
    struct writing writing = { .shell = shell, .file = file };
    struct buffer page = { 0 };
    report_print_html(report, profile, &page);
    shell->host->write_file(shell->host, file, buffer_slice(&page), on_written, &writing);
    buffer_release(&page);
    loop_run(shell->loop);
    return writing.is_written;
}

static bool print(struct shell *shell, const struct report *report, const struct profile *profile,
                  const struct arguments *arguments) {
    if (arguments->json) {
        shell_print_json(report_json(report));
    } else if (!arguments->html) {
        struct buffer text = { 0 };
        report_print_text(report, &text);
        shell_print(buffer_slice(&text));
        buffer_release(&text);
    }
    return !arguments->html || write_page(shell, report, profile, arguments->html);
}

int cli_report(const struct arguments *arguments) {
    unsigned days = DAYS;
    if (arguments->word_count)
        return cli_wrong_call("report takes no words: wye report --days 7");
    if (arguments->days && !read_days(arguments->days, &days))
        return EXIT_WRONG_CALL;
    struct shell shell;
    shell_open(&shell, arguments);
    struct profile *profile = shell_profile(&shell, NULL);
    struct usable usable = { &shell, profile };
    const char **dates = ARENA_ARRAY(&shell.arena, days, const char *);
    struct json *answer = NULL;
    bool is_done = ask(&shell, find_days(&shell, days, dates), &answer);
    if (is_done)
        is_done = print(
            &shell, report_create(&shell.arena, answer, days, dates, profile, is_usable, &usable),
            profile, arguments);
    json_destroy(answer);
    profile_release(profile);
    shell_close(&shell);
    return is_done ? EXIT_DONE : EXIT_NO_RESULT;
}
