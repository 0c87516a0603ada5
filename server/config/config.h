// The configuration: layers of JSON with different rights, merged into one plain struct.
// Knows no model, language or action by itself: the names to check against are passed in.
//
// A layer and a config are refcounted and never change once made, so that a job keeps the one it
// began with. Counts are for the loop's thread.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"

#include <stdint.h>

// Weakest first. The last two can come with a repository and have fewer rights.
enum config_source {
    CONFIG_SHIPPED,
    CONFIG_DISCOVERED, // models that servers on this machine were found to have
    CONFIG_USER,       // $XDG_CONFIG_HOME/wye/config.json, or --config
    CONFIG_CLIENT,     // initializationOptions
    CONFIG_WORKSPACE,  // workspace/configuration, section "wye"
    CONFIG_PROJECT,    // .wye.json
    CONFIG_SOURCES
};

struct config_strings {
    const char **items;
    size_t count;
};

struct config_timeouts { // 0: not set here
    unsigned connect_ms, first_byte_ms, first_token_ms, idle_ms, total_ms;
};

struct config_header {
    const char *name, *value;
};

struct config_provider {
    const char *name;
    const char *dialect;
    const char *base_url;              // without a final slash
    struct config_strings api_key_env; // the first that is set counts; a string or a list
    struct config_strings api_key_command;
    const struct config_header *headers;
    size_t header_count;
    unsigned max_concurrent; // 0: no limit
    bool local;
    struct config_timeouts timeouts; // own ones; 0 falls back to the common ones
    enum config_source source;
};

struct config_price { // USD per million tokens; negative: not given
    double input, output, cache_read, cache_write;
};

struct config_model {
    const char *name; // what routes call it
    const char *provider;
    const char *id;                        // what the provider calls it
    int64_t context_tokens, output_tokens; // 0: not given
    int structured_output;                 // 1, 0; -1: not given
    int temperature;                       // whether it takes one: the same
    struct config_strings efforts;         // the words it takes; items NULL: not given
    struct config_price price;
    enum config_source source;
};

struct config_bounds { // both included; -1: open
    int64_t min, max;
};

struct config_when { // an empty list matches everything
    struct config_strings tasks, actions, languages, traits, paths;
    struct config_bounds lines, tokens;
};

struct config_route {
    struct config_when when;
    struct config_strings use;
    const char *why; // "" where none is given
    enum config_source source;
    size_t number; // place in its own source, from 1
};

struct config_action { // an action of the person's own; all members are set
    const char *id, *title, *task, *kind;
    struct config_strings languages; // empty: all
    const char *scope;               // "selection", "definition", "file"
    const char *output;              // "edits", "markdown", "findings"
    const char *prompt;              // with the placeholders of config_placeholders
    enum config_source source;
    size_t number; // place in its own source, from 1
};

struct config_problem {
    const char *file;    // or "initializationOptions", "workspace/configuration"
    size_t line, column; // from 1; 0 where there is no text
    bool is_error;       // else a warning: something was ignored for lack of rights
    const char *message;
};

struct config {
    const struct config_provider *providers;
    size_t provider_count;
    const struct config_model *models;
    size_t model_count;
    const struct config_route *routes; // user, client, workspace and project, shipped
    size_t route_count;
    const struct config_action *actions; // user, client, workspace and project; ids are unique
    size_t action_count;
    const char *prefer; // "quality", "speed", "cost", "balanced"
    double explore;
    bool discover;
    bool code_lens;                     // lenses over definitions, where the client shows any
    double usd_per_day, usd_per_action; // negative: no budget
    struct config_strings local_only, never;
    const char *closed; // NULL, or why nothing may leave: "everything, until FILE can be read"
    struct config_timeouts timeouts;       // all set
    const char *otlp_endpoint;             // the collector's base URL; NULL: none
    const struct config_problem *problems; // of all layers
    size_t problem_count;
};

// What names are good. The lists end with NULL.
struct config_vocabulary {
    const char *const *tasks;
    const char *const *actions;
    const char *const *languages; // unknown languages are a warning: clients have others
    const char *const *traits;
    const char *const *efforts;
    const char *const *dialects;
    bool (*is_model_name)(const char *name, void *data); // catalogue ids and aliases
    void *data;
};

struct config_layer;

// Never NULL: what is wrong becomes problems with file and line and, where a name is close to a
// known one, a suggestion; the rest counts. Text that is no JSON at all may have held privacy
// lists, so its layer lets nothing leave (`closed`). `file` names it for people.
struct config_layer *config_layer_parse(enum config_source source, const char *file,
                                        struct slice text,
                                        const struct config_vocabulary *vocabulary);
// A file that is there and cannot be read: one problem, and nothing leaves.
struct config_layer *config_layer_unreadable(enum config_source source, const char *file,
                                             const char *message);
// The shipped defaults: providers, routes, timeouts (config/defaults.json).
struct config_layer *config_layer_shipped(const struct config_vocabulary *vocabulary);
struct config_layer *config_layer_retain(struct config_layer *layer);
void config_layer_release(struct config_layer *layer); // NULL is allowed

// Layers in any order; NULLs are skipped. Names in `use` are checked here, when all models are
// known. Never NULL; retains the layers.
struct config *config_merge(struct config_layer *const *layers, size_t count,
                            const struct config_vocabulary *vocabulary);
struct config *config_retain(struct config *config);
void config_release(struct config *config); // NULL is allowed

const struct config_provider *config_provider_find(const struct config *config, const char *name);
// The provider's own limits where it has them, else the common ones.
struct config_timeouts config_timeouts_of(const struct config *config,
                                          const struct config_provider *provider);
// What may stand in {{…}} in an action's prompt; ends with NULL.
const char *const *config_placeholders(void);
// "shipped", "user", "initializationOptions", "workspace/configuration", ".wye.json".
const char *config_source_name(enum config_source source);

// The effective configuration, each value with its origin: for `wye config show`.
struct json *config_show(const struct config *config); // {"value": …, "origin": "user"} leaves
void config_show_text(const struct config *config, struct buffer *out); // aligned, for people
// The JSON Schema (draft 07) that editors can use; static.
struct slice config_schema(void);
