// Layers in, profiles out. The user's file is read when the settings are created; a project's
// .wye.json when a file of its folder is first asked about, nearest first, up to the workspace's
// folder. Every change of a layer voids the merged profiles; jobs keep the one they began with.

#include "engine/settings.h"

#include "base/limits.h"
#include "base/vec.h"
#include "engine/discover.h"
#include "engine/folders.h"
#include "engine/vocabulary.h"

#define PROJECT_FILE ".wye.json"

struct waiter {
    settings_on_profile *on_profile;
    void *data;
};

// A place where a project's file is looked for from; "" for files of no workspace folder.
struct place {
    struct settings *settings; // NULL once they are gone
    char *directory;
    char *folder; // how far upward
    char *trying; // the directory whose file is being read
    char *file;   // the file that was found
    struct config_layer *layer;
    bool is_known;
    bool is_reading;
    bool is_stale; // something changed while it was read
    uint64_t watch;
    struct profile *profile;
    struct {
        struct waiter *items;
        size_t count, capacity;
    } waiters;
};

struct settings {
    unsigned references;
    struct settings_options options;
    char *user_file, *state_folder;
    struct config_layer *layers[CONFIG_SOURCES];
    struct vocabulary vocabulary;
    struct folders folders;
    struct settings_shared shared;
    struct discover *discover; // servers on this machine are being asked; NULL: not
    bool is_user_known, is_user_stale;
    bool is_awaited;             // a layer is on its way by message: no job begins without it
    struct user_read *user_read; // in flight
    uint64_t user_watch, timer;
    struct {
        struct place **items;
        size_t count, capacity;
    } places;
    struct {
        char **items;
        size_t count, capacity;
    } told; // problems that were reported
};

// --- Profiles ------------------------------------------------------------------------------------

static void tell(struct settings *settings, const struct config_problem *problem) {
    struct arena arena = { 0 };
    char *key = arena_format(&arena, "%s:%zu:%zu:%s", problem->file, problem->line, problem->column,
                             problem->message);
    bool is_new = true;
    for (size_t i = 0; i < settings->told.count && is_new; i++)
        is_new = strcmp(settings->told.items[i], key) != 0;
    if (is_new) {
        vec_push(&settings->told, memory_string(key));
        settings->options.on_problem(problem, settings->options.data);
    }
    arena_release(&arena);
}

// Problems are told when all of the person's own layers are there: before, a name that one of them
// brings would be called unknown.
static struct profile *make_profile(struct settings *settings, struct config_layer *project) {
    struct config_layer *layers[CONFIG_SOURCES];
    memcpy(layers, settings->layers, sizeof layers);
    layers[CONFIG_PROJECT] = project;
    struct profile *profile = profile_create(layers, CONFIG_SOURCES, &settings->vocabulary.names);
    keys_announce(settings->shared.keys, profile->config);
    for (size_t i = 0; settings->is_user_known && i < profile->config->problem_count; i++)
        tell(settings, &profile->config->problems[i]);
    return profile;
}

static struct profile *place_profile(struct place *place) {
    if (!place->profile)
        place->profile = make_profile(place->settings, place->layer);
    return place->profile;
}

static void void_profiles(struct settings *settings) {
    for (size_t i = 0; i < settings->places.count; i++) {
        profile_release(settings->places.items[i]->profile);
        settings->places.items[i]->profile = NULL;
    }
}

static void set_layer(struct settings *settings, enum config_source source,
                      struct config_layer *layer) {
    config_layer_release(settings->layers[source]);
    settings->layers[source] = layer;
    void_profiles(settings);
}

// --- Waiters -------------------------------------------------------------------------------------

static void call_waiters(struct place *place, struct profile *profile) {
    size_t count = place->waiters.count;
    struct waiter *waiters = place->waiters.items;
    place->waiters.items = NULL;
    place->waiters.count = place->waiters.capacity = 0;
    for (size_t i = 0; i < count; i++)
        waiters[i].on_profile(profile, waiters[i].data);
    memory_free(waiters);
}

static void serve_place(struct place *place) {
    if (!place->waiters.count)
        return;
    struct profile *profile = profile_retain(place_profile(place));
    call_waiters(place, profile);
    profile_release(profile);
}

static void serve(void *data) {
    struct settings *settings = data;
    settings->timer = 0;
    // Only a call from the terminal waits for what may be found: it has but one chance.
    bool is_ready = settings->is_user_known && !settings->is_awaited &&
                    (settings->options.is_watching || !settings->discover);
    for (size_t i = 0; is_ready && i < settings->places.count; i++)
        if (settings->places.items[i]->is_known)
            serve_place(settings->places.items[i]);
}

static void serve_later(struct settings *settings) {
    struct host *host = settings->options.host;
    if (!settings->timer)
        settings->timer = host->timer_start(host, 0, serve, settings);
}

// --- Models on this machine ----------------------------------------------------------------------

static void on_found(struct slice json, void *data) {
    struct settings *settings = data;
    struct config_layer *layer =
        config_layer_parse(CONFIG_DISCOVERED, "this machine", json, &settings->vocabulary.names);
    settings->discover = NULL;
    set_layer(settings, CONFIG_DISCOVERED, layer);
    serve_later(settings);
}

// Anew with every change: a server may have been started meanwhile.
static void look_around(struct settings *settings) {
    struct host *host = settings->options.host;
    struct profile *profile = make_profile(settings, NULL);
    discover_stop(settings->discover);
    settings->discover = NULL;
    if (profile->config->discover)
        settings->discover = discover_start(host, profile->config, on_found, settings);
    else
        set_layer(settings, CONFIG_DISCOVERED, NULL);
    profile_release(profile);
}

// What is wrong in a layer is told when it comes, not when somebody first asks for a profile.
static void take_over(struct settings *settings, bool is_change) {
    struct config_layer **layers = settings->layers;
    const bool has_own = layers[CONFIG_USER] || layers[CONFIG_CLIENT] || layers[CONFIG_WORKSPACE];
    if (has_own && settings->is_user_known)
        look_around(settings);
    for (size_t i = 0; settings->is_user_known && i < settings->places.count; i++)
        if (settings->places.items[i]->layer)
            place_profile(settings->places.items[i]);
    if (is_change && settings->options.on_change)
        settings->options.on_change(settings->options.data);
}

// --- The user's file -----------------------------------------------------------------------------

struct user_read {
    struct settings *settings; // NULL once they are gone
};

static void read_user_file(struct settings *settings);

static void take_user_file(bool found, struct slice bytes, const char *message, void *data) {
    struct user_read *read = data;
    struct settings *settings = read->settings;
    memory_free(read);
    if (!settings)
        return;
    settings->user_read = NULL;
    if (settings->is_user_stale) {
        read_user_file(settings);
        return;
    }
    struct config_layer *layer = NULL;
    if (found)
        layer = config_layer_parse(CONFIG_USER, settings->user_file, bytes,
                                   &settings->vocabulary.names);
    else if (settings->options.user_file || message)
        layer = config_layer_unreadable(CONFIG_USER, settings->user_file,
                                        message ? message : "there is no such file");
    bool was_known = settings->is_user_known;
    settings->is_user_known = true;
    set_layer(settings, CONFIG_USER, layer);
    serve_later(settings);
    take_over(settings, was_known);
}

static void read_user_file(struct settings *settings) {
    struct host *host = settings->options.host;
    settings->is_user_stale = settings->user_read != NULL;
    if (settings->user_read)
        return;
    settings->user_read = MEMORY_NEW(struct user_read);
    settings->user_read->settings = settings;
    host->read_file(host, settings->user_file, CONFIG_FILE_BYTES_MAX, take_user_file,
                    settings->user_read);
}

// --- Project files -------------------------------------------------------------------------------

static void free_place(struct place *place) {
    config_layer_release(place->layer);
    profile_release(place->profile);
    memory_free(place->directory);
    memory_free(place->folder);
    memory_free(place->trying);
    memory_free(place->file);
    vec_release(&place->waiters);
    memory_free(place);
}

static void unwatch(struct settings *settings, uint64_t *watch) {
    if (*watch)
        settings->options.host->unwatch(settings->options.host, *watch);
    *watch = 0;
}

static void try_directory(struct place *place);
static void search_place(struct place *place);

static void on_file_change(void *data) {
    settings_reload(data);
}

static void settle_place(struct place *place, struct config_layer *layer) {
    struct settings *settings = place->settings;
    struct host *host = settings->options.host;
    bool was_known = place->is_known;
    config_layer_release(place->layer);
    profile_release(place->profile);
    place->layer = layer;
    place->profile = NULL;
    place->is_known = true;
    place->is_reading = false;
    unwatch(settings, &place->watch);
    if (settings->options.is_watching && place->file)
        place->watch = host->watch(host, place->file, on_file_change, settings);
    serve_later(settings);
    take_over(settings, was_known);
}

static char *file_in(const char *directory) {
    struct arena arena = { 0 };
    char *path = memory_string(arena_format(&arena, "%s/" PROJECT_FILE, directory));
    arena_release(&arena);
    return path;
}

static void take_project_file(bool found, struct slice bytes, const char *message, void *data) {
    struct place *place = data;
    if (!place->settings) {
        free_place(place);
        return;
    }
    if (place->is_stale) {
        place->is_stale = false;
        place->is_reading = false;
        search_place(place);
        return;
    }
    if (found || message) {
        const struct config_vocabulary *names = &place->settings->vocabulary.names;
        memory_free(place->file);
        place->file = file_in(place->trying);
        settle_place(place, found ? config_layer_parse(CONFIG_PROJECT, place->file, bytes, names)
                                  : config_layer_unreadable(CONFIG_PROJECT, place->file, message));
        return;
    }
    char *slash = strrchr(place->trying, '/');
    if (strcmp(place->trying, place->folder) == 0 || !slash) {
        settle_place(place, NULL);
        return;
    }
    *slash = '\0';
    try_directory(place);
}

static void try_directory(struct place *place) {
    struct host *host = place->settings->options.host;
    char *file = file_in(place->trying);
    host->read_file(host, file, CONFIG_FILE_BYTES_MAX, take_project_file, place);
    memory_free(file);
}

static void search_place(struct place *place) {
    if (place->is_reading) {
        place->is_stale = true;
        return;
    }
    if (!*place->folder) {
        settle_place(place, NULL);
        return;
    }
    place->is_reading = true;
    memory_free(place->trying);
    place->trying = memory_string(place->directory);
    try_directory(place);
}

static struct place *find_place(struct settings *settings, const char *directory) {
    for (size_t i = 0; i < settings->places.count; i++)
        if (strcmp(settings->places.items[i]->directory, directory) == 0)
            return settings->places.items[i];
    return NULL;
}

// The directory of a file that lies in a workspace folder, else "".
static char *directory_of(const struct settings *settings, const char *path) {
    if (!folders_find(&settings->folders, path))
        return memory_string("");
    return memory_string_of((struct slice){ path, (size_t)(strrchr(path, '/') - path) });
}

// The workspace folder around a directory, without a final slash; "" where there is none.
static char *folder_of(const struct settings *settings, const char *directory) {
    struct arena arena = { 0 };
    const char *inside = arena_format(&arena, "%s/", directory);
    const char *folder = *directory ? folders_find(&settings->folders, inside) : NULL;
    size_t length = folder ? strlen(folder) : 0;
    while (length > 0 && folder[length - 1] == '/')
        length--;
    char *copy = memory_string_of((struct slice){ folder, length });
    arena_release(&arena);
    return copy;
}

static struct place *get_place(struct settings *settings, const char *path) {
    char *directory = directory_of(settings, path);
    struct place *place = find_place(settings, directory);
    if (place) {
        memory_free(directory);
        return place;
    }
    place = MEMORY_NEW(struct place);
    place->settings = settings;
    place->directory = directory;
    place->folder = folder_of(settings, directory);
    vec_push(&settings->places, place);
    search_place(place);
    return place;
}

// --- Public --------------------------------------------------------------------------------------

struct settings *settings_create(const struct settings_options *options) {
    struct settings *settings = MEMORY_NEW(struct settings);
    struct host *host = options->host;
    *settings = (struct settings){ .references = 1, .options = *options };
    vocabulary_init(&settings->vocabulary);
    settings->user_file = options->user_file
                              ? memory_string(options->user_file)
                              : folders_default(host, "XDG_CONFIG_HOME", ".config", "/config.json");
    settings->state_folder = options->state_folder
                                 ? memory_string(options->state_folder)
                                 : folders_default(host, "XDG_STATE_HOME", ".local/state", "");
    settings->layers[CONFIG_SHIPPED] = config_layer_shipped(&settings->vocabulary.names);
    settings->shared = shared_create(host, settings->state_folder);
    if (options->is_watching)
        settings->user_watch = host->watch(host, settings->user_file, on_file_change, settings);
    read_user_file(settings);
    return settings;
}

struct settings *settings_retain(struct settings *settings) {
    settings->references++;
    return settings;
}

void settings_release(struct settings *settings) {
    if (--settings->references)
        return;
    for (int i = 0; i < CONFIG_SOURCES; i++)
        config_layer_release(settings->layers[i]);
    for (size_t i = 0; i < settings->told.count; i++)
        memory_free(settings->told.items[i]);
    folders_release(&settings->folders);
    shared_release(&settings->shared);
    vec_release(&settings->told);
    memory_free(settings->user_file);
    memory_free(settings->state_folder);
    memory_free(settings);
}

static void close_place(struct settings *settings, struct place *place) {
    unwatch(settings, &place->watch);
    place->settings = NULL;
    call_waiters(place, NULL);
    if (!place->is_reading)
        free_place(place);
}

void settings_destroy(struct settings *settings) {
    if (!settings)
        return;
    struct host *host = settings->options.host;
    if (settings->timer)
        host->timer_cancel(host, settings->timer);
    if (settings->user_read)
        settings->user_read->settings = NULL;
    unwatch(settings, &settings->user_watch);
    discover_stop(settings->discover);
    shared_close(&settings->shared);
    while (settings->places.count)
        close_place(settings, settings->places.items[--settings->places.count]);
    vec_release(&settings->places);
    settings_release(settings);
}

const char *settings_user_file(const struct settings *settings) {
    return settings->user_file;
}

const char *settings_state_folder(const struct settings *settings) {
    return settings->state_folder;
}

void settings_set_layer(struct settings *settings, enum config_source source, struct slice json) {
    struct config_layer *layer = NULL;
    if (slice_trim(json).length)
        layer = config_layer_parse(source, config_source_name(source), json,
                                   &settings->vocabulary.names);
    set_layer(settings, source, layer);
    take_over(settings, true);
}

void settings_await(struct settings *settings, bool is_awaited) {
    settings->is_awaited = is_awaited;
    if (!is_awaited)
        serve_later(settings);
}

void settings_set_folders(struct settings *settings, const char *const *paths, size_t count) {
    folders_set(&settings->folders, paths, count);
    for (size_t i = 0; i < settings->places.count; i++) {
        struct place *place = settings->places.items[i];
        memory_free(place->folder);
        place->folder = folder_of(settings, place->directory);
        search_place(place);
    }
}

void settings_reload(struct settings *settings) {
    read_user_file(settings);
    for (size_t i = 0; i < settings->places.count; i++)
        search_place(settings->places.items[i]);
}

void settings_prepare(struct settings *settings, const char *path) {
    get_place(settings, path);
    past_refresh(settings->shared.past);
}

void settings_get(struct settings *settings, const char *path, settings_on_profile *on_profile,
                  void *data) {
    struct place *place = get_place(settings, path);
    vec_push(&place->waiters, ((struct waiter){ on_profile, data }));
    serve_later(settings);
}

struct profile *settings_peek(struct settings *settings, const char *path) {
    return place_profile(get_place(settings, path));
}

enum router_key settings_key_state(const struct config_provider *provider, void *settings) {
    return keys_state(((struct settings *)settings)->shared.keys, provider);
}

const struct settings_shared *settings_shared(const struct settings *settings) {
    return &settings->shared;
}
