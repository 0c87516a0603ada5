// One layer being parsed: where the reader is, and what it reports. Private to config/.
#pragma once

#include "config/layer.h"

struct reading {
    struct config_layer *layer;
    const struct config_vocabulary *vocabulary;
    const struct json *root; // of the layer
    struct buffer path;      // "routes[2].when.task"
    const char *consequence; // ends every error, "" at most times
    size_t error_count;
    bool is_item_useless; // a vital part of the route at hand is wrong
};

// Adds one step to the path; gives what reading_leave needs to take it off again.
size_t reading_enter_key(struct reading *reading, const char *key);
size_t reading_enter_item(struct reading *reading, size_t number); // from 0
void reading_leave(struct reading *reading, size_t mark);

// An error with the path in front of it: "routes[2].use: must be …".
void reading_fault(struct reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// A problem as it is worded, at the path.
void reading_note(struct reading *reading, bool is_error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// For messages: see layer_quote.
const char *reading_quote(struct reading *reading, const char *text);
