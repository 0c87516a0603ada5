// What can go wrong at run time, told to a person in one plain sentence that says what to do.
// Bugs are ASSERTs instead; bad data (broken code, bad answers) is a result, not an error.
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum error_kind {
    ERROR_NONE,
    ERROR_INVALID,     // the caller's parameters make no sense
    ERROR_MALFORMED,   // text that does not parse: JSON, a frame, a configuration
    ERROR_NOT_FOUND,   // no such file, document, model, action
    ERROR_LIMIT,       // over a cap of limits.h or of the configuration
    ERROR_IO,          // the system said no
    ERROR_UNAVAILABLE, // nothing can serve this now
    ERROR_STATE,       // not now: before initialize, after shutdown
    ERROR_CANCELLED,
};

struct error {
    enum error_kind kind;
    char message[512]; // UTF-8, one sentence, cut at a code point where too long
};

// Fills `error` (NULL is allowed) and returns false, so that a function can end with
// `return error_set(error, ERROR_IO, "…");`.
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Bugs end the process, in release builds too: a crash restarts the server, a corrupted file does
// not come back.
#define ASSERT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "wye: bug at %s:%d: %s\n", __FILE__, __LINE__, #condition);            \
            abort();                                                                               \
        }                                                                                          \
    } while (0)
