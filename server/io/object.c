// Looks beside the executable, or where `make install` puts them. Keeps nothing: who loads an
// object keeps what it found.
#include "io/object.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const places[] = { "", "../lib/wye/" };

static void find_own_folder(char folder[PATH_MAX]) {
    ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    folder[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash) {
        slash[1] = '\0';
    }
}

static void *open_object(const char *name, const char *library, char message[400]) {
    char folder[PATH_MAX];
    find_own_folder(folder);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char path[PATH_MAX + 64];
        snprintf(path, sizeof path, "%s%swye-%s.so", folder, places[i], name);
        if (access(path, R_OK) == 0) {
            void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
            if (!object) {
                snprintf(message, 400, "wye-%s.so cannot be loaded (%s); install %s", name,
                         dlerror(), library);
            }
            return object;
        }
    }
    snprintf(message, 400, "wye-%s.so is not beside wye; reinstall wye", name);
    return NULL;
}

const void *object_load(const char *name, const char *symbol, const char *library,
                        char message[400]) {
    void *object = open_object(name, library, message);
    if (!object) {
        return NULL;
    }
    const char *const *functions = dlsym(object, symbol);
    if (!functions || strcmp(*functions, WYE_VERSION) != 0) {
        snprintf(message, 400, "wye-%s.so beside wye is of another version; reinstall wye", name);
        return NULL;
    }
    return functions;
}
