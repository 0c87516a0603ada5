// Which configuration holds for which folder: the layers, where they come from, and the keys.
// Reads files through the host and never blocks; whoever needs a folder's configuration waits.
#pragma once

#include "base/host.h"
#include "engine/profile.h"
#include "engine/shared.h"

struct settings;

// Every problem once, as one sentence with its place.
typedef void settings_on_problem(const struct config_problem *problem, void *data);
// The user's file, or another layer, has changed and was taken over.
typedef void settings_on_change(void *data);
typedef void settings_on_profile(struct profile *profile, void *data);

struct settings_options {
    struct host *host;
    const char *user_file;    // NULL: $XDG_CONFIG_HOME/wye/config.json
    const char *state_folder; // NULL: $XDG_STATE_HOME/wye
    bool is_watching;         // files are watched: an editor session
    settings_on_problem *on_problem;
    settings_on_change *on_change; // NULL is allowed
    void *data;
};

struct settings *settings_create(const struct settings_options *options);
// Reads and watches nothing more, and calls who waits with NULL; frees, and wipes keys, when the
// last job that retained it has gone. NULL is allowed.
void settings_destroy(struct settings *settings);
struct settings *settings_retain(struct settings *settings);
void settings_release(struct settings *settings);
const char *settings_user_file(const struct settings *settings);
const char *settings_state_folder(const struct settings *settings);

// JSON of a source that arrives by message: CONFIG_CLIENT or CONFIG_WORKSPACE. An empty slice
// takes the layer away.
void settings_set_layer(struct settings *settings, enum config_source source, struct slice json);
// While a layer is awaited by message, settings_get waits too: it may hold privacy lists.
void settings_await(struct settings *settings, bool is_awaited);
// The roots of the workspace: how far upward a .wye.json is looked for.
void settings_set_folders(struct settings *settings, const char *const *paths, size_t count);
// A .wye.json or the user's file has come, gone or changed.
void settings_reload(struct settings *settings);

// The profile for a file (NULL: for none in particular), when its layers have been read: always
// later than the call, exactly once; NULL when the settings end first. Borrowed; retain it to keep
// it.
void settings_get(struct settings *settings, const char *path, settings_on_profile *on_profile,
                  void *data);
// The same when it is known already, else one without the project's layer: for menus.
struct profile *settings_peek(struct settings *settings, const char *path);

// Begins to read what that takes, so that a menu finds it there.
void settings_prepare(struct settings *settings, const char *path);

// For router_decide.
enum router_key settings_key_state(const struct config_provider *provider, void *settings);
// What all jobs share; lives with the settings.
const struct settings_shared *settings_shared(const struct settings *settings);
