// Bodies that a model has left out: `pass`, "not implemented", nothing.
#pragma once

#include "syntax/tree.h"

// Whether the body at `body` does nothing, or says only that it is still to be written.
bool stub_is_body(const struct tree *tree, struct slice text, struct span body);
