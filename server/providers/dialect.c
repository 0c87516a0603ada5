// The table of dialects, from dialects.def. A dialect's own file is all that there is to it.
// Speaks no protocol itself; a name that is not built yet is known, so that it can be said.

#include "providers/dialect.h"

#define DIALECT(file, text) extern const struct dialect dialect_##file;
#define DIALECT_LATER(text)
#include "providers/dialects.def"
#undef DIALECT
#undef DIALECT_LATER

static const struct dialect *const dialects[] = {
#define DIALECT(file, text) &dialect_##file,
#define DIALECT_LATER(text)
#include "providers/dialects.def"
#undef DIALECT
#undef DIALECT_LATER
};

const struct dialect *dialect_find(const char *name) {
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (strcmp(dialects[i]->name, name) == 0)
            return dialects[i];
    }
    return NULL;
}

const char *const *dialect_names(void) {
    static const char *const names[] = {
#define DIALECT(file, text) text,
#define DIALECT_LATER(text)
#include "providers/dialects.def"
#undef DIALECT
#undef DIALECT_LATER
        NULL,
    };
    return names;
}

const char *const *dialect_names_later(void) {
    static const char *const names[] = {
#define DIALECT(file, text)
#define DIALECT_LATER(text) text,
#include "providers/dialects.def"
#undef DIALECT
#undef DIALECT_LATER
        NULL,
    };
    return names;
}
