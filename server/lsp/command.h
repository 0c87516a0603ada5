// The commands of workspace/executeCommand.
#pragma once

#include "base/json.h"

// Their names, for the capabilities.
struct json *command_names_json(void);
