// API keys: the one struct that holds them. From a variable or a command, run once; wiped when
// destroyed; never logged, never part of a message.
#pragma once

#include "base/error.h"
#include "base/host.h"
#include "config/config.h"
#include "llm/router.h"

struct keys;

struct keys *keys_create(struct host *host);
// Who waits is called with an error; no one is called any more.
void keys_close(struct keys *keys);
void keys_destroy(struct keys *keys);
// Lets the host know of every variable of a configuration that may hold a key, also of providers
// that are never asked: no child gets one.
void keys_announce(struct keys *keys, const struct config *config);
// Runs no command: one that has not been run yet counts as a key that is there.
enum router_key keys_state(struct keys *keys, const struct config_provider *provider);
typedef void keys_on_key(const char *key, const struct error *error, void *data);
// Later, exactly once. `key` is NULL without an error where none is needed. Borrowed for the call.
void keys_get(struct keys *keys, const struct config_provider *provider, keys_on_key *on_key,
              void *data);
// True the first time.
bool keys_mark_dead(struct keys *keys, const char *provider);
