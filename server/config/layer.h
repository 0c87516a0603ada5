// What one source says, before it is merged: the parsed values, what is wrong with them, and the
// text, so that a problem found later still gets its line. Private to config/.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "config/config.h"

struct layer_headers {
    struct config_header *items;
    size_t count;
};

struct layer_entries {
    void *items;
    size_t count;
};

// A provider as one source gives it; `value` holds what has the same shape in the end. Items of
// maps begin with their name.
struct layer_provider {
    struct config_provider value;
    struct layer_headers headers;
    int local; // 1, 0; -1: not given
};

struct layer_budget {
    double usd_per_day, usd_per_action;
};

struct layer_privacy {
    struct config_strings local_only, never;
};

struct layer_otlp {
    const char *endpoint;
};

struct layer_values {
    struct layer_entries providers; // struct layer_provider
    struct layer_entries models;    // struct config_model
    struct layer_entries routes;    // struct config_route
    struct layer_entries actions;   // struct config_action
    const char *prefer;
    double explore;
    int discover;
    int code_lens;
    struct layer_budget budget;
    struct layer_privacy privacy;
    struct config_timeouts timeouts;
    struct layer_otlp otlp;
};

struct layer_problems {
    struct config_problem *items;
    size_t count, capacity;
};

struct config_layer {
    unsigned references;
    enum config_source source;
    const char *file;
    struct slice text; // a copy
    struct arena arena;
    struct layer_values values;
    bool is_closed; // it could not be read, and may have held privacy lists: nothing leaves
    struct layer_problems problems; // messages are in the arena
};

// Whether the source can come with a repository.
bool layer_is_weak(enum config_source source);
// Whether it has lines that a person could open, and no null for what is not set.
bool layer_is_file(const struct config_layer *layer);

// Adds a problem with the place of `path` ("routes[2].use") in the layer's text, where it is a
// file. What is past CONFIG_PROBLEMS_MAX is left out, and one problem says so. The message goes
// into `arena`.
void layer_report(const struct config_layer *layer, struct layer_problems *problems,
                  struct arena *arena, const char *path, bool is_error, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

// Text from a file as a message may hold it: in the arena, short, on one line.
const char *layer_quote(struct arena *arena, const char *text);
