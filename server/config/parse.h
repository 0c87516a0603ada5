// JSON of one source to the values of its layer, driven by the table of field.h.
#pragma once

#include "config/reading.h"

// Fills the layer's values and problems from its text.
void parse_layer(struct config_layer *layer, const struct config_vocabulary *vocabulary);
// Makes `layer` one that lets nothing leave, for a file that cannot be read.
void parse_unreadable(struct config_layer *layer, const char *message);
