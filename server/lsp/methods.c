// The rows of methods.def as a table. Whether a method may be called now is rpc's to know.
// What a method does stands in the file that its handler is named after.
#include "lsp/methods.h"

#define ROW(method, is_one, handler, time)                                                         \
    { .name = (method), .is_request = (is_one), .when = METHOD_##time, .handle = (handler) },

static const struct method methods[] = {
#define REQUEST(name, handler, when) ROW(name, true, handler, when)
#define NOTIFICATION(name, handler, when) ROW(name, false, handler, when)
#include "lsp/methods.def"
#undef REQUEST
#undef NOTIFICATION
};

const struct method *method_find(const char *name) {
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    }
    return NULL;
}
