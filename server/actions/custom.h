// Actions of the person's own, from the configuration.
#pragma once

#include "actions/action.h"
#include "config/config.h"

// Borrows from `custom`, which outlives it.
struct action custom_action(const struct config_action *custom);
