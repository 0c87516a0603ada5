// The workspace's folders, as the client adds and removes them.
#pragma once

#include "base/json.h"

struct session;

struct roots {
    char **items; // absolute paths
    size_t count, capacity;
};

// From `params` of initialize: workspaceFolders, else rootUri, else rootPath.
void roots_read(struct session *session, const struct json *params);
void roots_release(struct roots *roots);
