// Pages of an explanation for what holds other definitions.
#pragma once

#include "builtin/describe.h"

// A class, a struct, a type: members with their signatures, or the declaration itself.
void overview_structure(const struct explanation *about, const struct definition *definition);
// A file: imports, definitions, where the complexity is.
void overview_file(const struct explanation *about);
