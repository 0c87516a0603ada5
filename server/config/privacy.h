// Who may see a file: the lists `never` and `local_only`, matched against the path from the root
// and against the real path, so that a symbolic link opens nothing.
#pragma once

#include "config/config.h"

enum privacy {
    PRIVACY_OPEN,
    PRIVACY_LOCAL_ONLY, // only providers marked local
    PRIVACY_NEVER,      // builtin alone; nothing is kept either
};

// `relative` is the path from the workspace's root, `path` the whole one, `real` the resolved one
// ("" or NULL where unknown). `pattern` (NULL is allowed) gets the pattern that decided.
enum privacy privacy_of(const struct config *config, const char *relative, const char *path,
                        const char *real, const char **pattern);
