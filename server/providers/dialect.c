// The table of dialects, from dialects.def. A dialect's own file is all that there is to it.
// Speaks no protocol itself.

#include "providers/dialect.h"

#define DIALECT(file, text) extern const struct dialect dialect_##file;
#include "providers/dialects.def"
#undef DIALECT

static const struct dialect *const dialects[] = {
#define DIALECT(file, text) &dialect_##file,
#include "providers/dialects.def"
#undef DIALECT
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
#include "providers/dialects.def"
#undef DIALECT
        NULL,
    };
    return names;
}
