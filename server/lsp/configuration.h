// The client's settings: initializationOptions, and section "wye" of its configuration.
#pragma once

#include "base/json.h"
#include "engine/settings.h"

struct session;

struct configuration {
    uint64_t pull;  // the workspace/configuration that waits for its response, 0: none
    uint64_t timer; // until jobs begin without the answer, 0: none
};

// Ends what is still to come by itself.
void configuration_release(struct session *session);
// initializationOptions, of `params` of initialize.
void configuration_read_options(struct session *session, const struct json *params);
// Asks for the section and registers for changes, as far as the client can.
void configuration_start(struct session *session);
settings_on_problem configuration_on_problem; // `data` is the session
// Whether a URI names a project's .wye.json.
bool configuration_is_project_file(const char *uri);
