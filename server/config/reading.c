// Keeps the place of the reader in step with what it reads, and turns what is wrong there into
// problems of the layer. Judges nothing.
#include "config/reading.h"

size_t reading_enter_key(struct reading *reading, const char *key) {
    size_t mark = reading->path.length;
    buffer_format(&reading->path, "%s%s", mark ? "." : "", key);
    return mark;
}

size_t reading_enter_item(struct reading *reading, size_t number) {
    size_t mark = reading->path.length;
    buffer_format(&reading->path, "[%zu]", number);
    return mark;
}

void reading_leave(struct reading *reading, size_t mark) {
    buffer_truncate(&reading->path, mark);
}

static const char *path_of(const struct reading *reading) {
    return reading->path.length ? reading->path.data : "";
}

static void report(struct reading *reading, bool is_error, const char *message) {
    struct config_layer *layer = reading->layer;
    reading->error_count += is_error;
    layer_report(layer, &layer->problems, &layer->arena, path_of(reading), is_error, "%s%s",
                 message, is_error ? reading->consequence : "");
}

void reading_fault(struct reading *reading, const char *format, ...) {
    struct arena *arena = &reading->layer->arena;
    va_list arguments;
    va_start(arguments, format);
    const char *fault = arena_format_list(arena, format, arguments);
    va_end(arguments);
    const char *path = reading_quote(reading, path_of(reading));
    report(reading, true, *path ? arena_format(arena, "%s: %s", path, fault) : fault);
}

void reading_note(struct reading *reading, bool is_error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *note = arena_format_list(&reading->layer->arena, format, arguments);
    va_end(arguments);
    report(reading, is_error, note);
}

const char *reading_quote(struct reading *reading, const char *text) {
    return layer_quote(&reading->layer->arena, text);
}
