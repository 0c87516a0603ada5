// Writes what went wrong into the caller's struct. A message that is too long is cut where a code
// point begins, because it may go to the client as JSON.
#include "base/error.h"

#include "base/utf8.h"

#include <stdarg.h>

bool error_set(struct error *error, enum error_kind kind, const char *format, ...) {
    if (!error)
        return false;
    error->kind = kind;
    char text[2 * sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct slice whole = slice_from(text);
    size_t end = utf8_floor(whole, sizeof error->message - 1);
    memcpy(error->message, text, end);
    error->message[end] = '\0';
    return false;
}
