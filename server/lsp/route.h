// The command wye.route: who would serve an action, and why.
#pragma once

#include "lsp/methods.h"

method_handler route_execute;
