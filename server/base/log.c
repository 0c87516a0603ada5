// One line to stderr and to at most one more reader. It keeps no history and filters nothing but
// the level; that no key and no code is ever logged is up to the callers.
#include "base/log.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { LINE_BYTES_MAX = 2048 };

static const char *const level_names[] = {
    [LOG_ERROR] = "error",
    [LOG_WARN] = "warning",
    [LOG_INFO] = "info",
    [LOG_DEBUG] = "debug",
};

static enum log_level level_shown = LOG_WARN;
static log_sink *sink_called;
static void *sink_data;

void log_set_level(enum log_level level) {
    level_shown = level;
}

void log_set_sink(log_sink *sink, void *data) {
    sink_called = sink;
    sink_data = data;
}

void log_line(enum log_level level, const char *format, ...) {
    if (level > level_shown)
        return;
    char line[LINE_BYTES_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (length >= LINE_BYTES_MAX) // a code point that was cut in two goes whole
        line[utf8_floor((struct slice){ line, LINE_BYTES_MAX - 1 }, LINE_BYTES_MAX - 4)] = '\0';
    for (char *byte = line; *byte; byte++) {
        if (*byte == '\n' || *byte == '\r')
            *byte = ' ';
    }
    fprintf(stderr, "wye: %s: %s\n", level_names[level], line);
    if (sink_called)
        sink_called(level, line, sink_data);
}
