// One entry per provider that was asked for. Variables are read anew each time, so that nothing
// is held that need not be; a command's answer is held, because running it may ask the person.

#include "engine/keys.h"

#include "base/limits.h"
#include "base/vec.h"

struct waiter {
    keys_on_key *on_key;
    void *data;
};

struct entry {
    struct keys *keys; // NULL once the keys are gone while a command runs
    char *provider;
    char *key; // of a command
    bool is_dead;
    bool is_running;
    struct error error; // of the command
    uint64_t timer;
    struct {
        struct waiter *items;
        size_t count, capacity;
    } waiters;
};

struct keys {
    struct host *host;
    struct {
        struct entry **items;
        size_t count, capacity;
    } entries;
};

struct keys *keys_create(struct host *host) {
    struct keys *keys = MEMORY_NEW(struct keys);
    keys->host = host;
    return keys;
}

static void wipe(char *key) {
    if (key)
        memory_wipe(key, strlen(key));
    memory_free(key);
}

static void free_entry(struct entry *entry) {
    wipe(entry->key);
    memory_free(entry->provider);
    vec_release(&entry->waiters);
    memory_free(entry);
}

void keys_destroy(struct keys *keys) {
    for (size_t i = 0; i < keys->entries.count; i++) {
        struct entry *entry = keys->entries.items[i];
        entry->keys = NULL;
        if (!entry->is_running)
            free_entry(entry);
    }
    vec_release(&keys->entries);
    memory_free(keys);
}

static struct entry *get_entry(struct keys *keys, const char *provider) {
    for (size_t i = 0; i < keys->entries.count; i++)
        if (strcmp(keys->entries.items[i]->provider, provider) == 0)
            return keys->entries.items[i];
    struct entry *entry = MEMORY_NEW(struct entry);
    entry->keys = keys;
    entry->provider = memory_string(provider);
    vec_push(&keys->entries, entry);
    return entry;
}

static const char *find_variable(struct keys *keys, const struct config_provider *provider) {
    for (size_t i = 0; i < provider->api_key_env.count; i++) {
        const char *value = keys->host->environment(keys->host, provider->api_key_env.items[i]);
        if (value && *value)
            return value;
    }
    return NULL;
}

void keys_announce(struct keys *keys, const struct config *config) {
    for (size_t i = 0; i < config->provider_count; i++) {
        const struct config_strings *names = &config->providers[i].api_key_env;
        for (size_t j = 0; j < names->count; j++)
            keys->host->environment(keys->host, names->items[j]);
    }
}

enum router_key keys_state(struct keys *keys, const struct config_provider *provider) {
    struct entry *entry = get_entry(keys, provider->name);
    if (entry->is_dead)
        return ROUTER_KEY_DEAD;
    if (!provider->api_key_env.count && !provider->api_key_command.count)
        return ROUTER_KEY_NONE_NEEDED;
    bool has_key = provider->api_key_command.count || find_variable(keys, provider);
    return has_key ? ROUTER_KEY_PRESENT : ROUTER_KEY_MISSING;
}

bool keys_mark_dead(struct keys *keys, const char *provider) {
    struct entry *entry = get_entry(keys, provider);
    bool is_first = !entry->is_dead;
    entry->is_dead = true;
    return is_first;
}

// --- Fetching ------------------------------------------------------------------------------------

static void call_waiters(struct entry *entry, const char *key, const struct error *error) {
    size_t count = entry->waiters.count;
    struct waiter *waiters = entry->waiters.items;
    entry->waiters.items = NULL;
    entry->waiters.count = entry->waiters.capacity = 0;
    for (size_t i = 0; i < count; i++)
        waiters[i].on_key(key, error, waiters[i].data);
    memory_free(waiters);
}

void keys_close(struct keys *keys) {
    static const struct error error = { .kind = ERROR_CANCELLED, .message = "wye is ending" };
    for (size_t i = 0; i < keys->entries.count; i++) {
        struct entry *entry = keys->entries.items[i];
        if (entry->timer)
            keys->host->timer_cancel(keys->host, entry->timer);
        entry->timer = 0;
        call_waiters(entry, NULL, &error);
    }
}

// Header values take no control characters, and a key with one is a mistake in any case.
static bool is_key(struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] <= ' ' || text.data[i] == 0x7f)
            return false;
    return text.length > 0;
}

static void take_output(int status, struct slice output, const char *message, void *data) {
    struct entry *entry = data;
    entry->is_running = false;
    if (!entry->keys) {
        free_entry(entry);
        return;
    }
    struct slice key = slice_trim(output);
    if (status == 0 && is_key(key))
        entry->key = memory_string_of(key);
    else
        error_set(&entry->error, ERROR_UNAVAILABLE,
                  "The key command of %s gave no key (%s). Run it in a terminal to see why.",
                  entry->provider,
                  message  ? message
                  : status ? "it failed"
                           : "its output is not one word");
    call_waiters(entry, entry->key, entry->key ? NULL : &entry->error);
}

static void deliver(void *data) {
    struct entry *entry = data;
    entry->timer = 0;
    call_waiters(entry, entry->key, entry->error.kind ? &entry->error : NULL);
}

static void run_command(struct keys *keys, const struct config_provider *provider,
                        struct entry *entry) {
    struct arena arena = { 0 };
    const struct config_strings *command = &provider->api_key_command;
    const char **argv = ARENA_ARRAY(&arena, command->count + 1, const char *);
    for (size_t i = 0; i < command->count; i++)
        argv[i] = command->items[i];
    entry->is_running = true;
    keys->host->spawn(keys->host, argv, KEY_COMMAND_MS_MAX, KEY_BYTES_MAX, take_output, entry);
    arena_release(&arena);
}

void keys_get(struct keys *keys, const struct config_provider *provider, keys_on_key *on_key,
              void *data) {
    struct entry *entry = get_entry(keys, provider->name);
    vec_push(&entry->waiters, ((struct waiter){ on_key, data }));
    const char *variable = find_variable(keys, provider);
    if (entry->is_running || entry->timer)
        return;
    entry->error = (struct error){ 0 }; // of an earlier time
    if (variable && !is_key(slice_from(variable))) {
        error_set(&entry->error, ERROR_UNAVAILABLE,
                  "The key of %s in its variable has blanks or control characters; set it anew.",
                  provider->name);
    } else if (variable) {
        wipe(entry->key);
        entry->key = memory_string(variable);
    } else if (provider->api_key_command.count && !entry->key) {
        run_command(keys, provider, entry);
        return;
    }
    entry->timer = keys->host->timer_start(keys->host, 0, deliver, entry);
}
