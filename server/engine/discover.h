// Which models local servers have: an Ollama and a llama-server, on this machine, where the
// configuration has them. They are asked with no key, no code and no proxy.
#pragma once

#include "base/host.h"
#include "config/config.h"

struct discover;

// A configuration layer of the models that were found; {} where none was. Called once, later.
typedef void discover_on_found(struct slice json, void *data);

// Waits for nobody longer than a second and a half.
struct discover *discover_start(struct host *host, const struct config *config,
                                discover_on_found *on_found, void *data);
// It calls nobody any more. NULL is allowed.
void discover_stop(struct discover *discover);
