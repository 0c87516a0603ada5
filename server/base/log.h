// Lines for us, never for the person: to stderr, and to whoever else listens (window/logMessage).
// Never a key, never code.
#pragma once

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

typedef void log_sink(enum log_level level, const char *line, void *data);

void log_set_level(enum log_level level); // LOG_WARN at start
// One more reader besides stderr; NULL takes it away. It may not log itself.
void log_set_sink(log_sink *sink, void *data);
// One line without a line feed. Safe from the loop's thread only.
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
