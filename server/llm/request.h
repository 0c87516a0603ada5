// What is asked of a model, before any wire dialect.
#pragma once

#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

enum llm_role { LLM_USER, LLM_ASSISTANT };

struct llm_message {
    enum llm_role role;
    struct slice text;
};

struct llm_request {
    const char *model_id; // the provider's name of it
    struct slice system;
    const struct llm_message *messages;
    size_t message_count;
    int64_t output_tokens_max;
    int64_t context_tokens; // the model's window, 0: unknown; for services that have to be told
    // A JSON Schema for the answer, or empty. Used natively where `has_native_schema`; else the
    // dialect puts it into the prompt.
    struct slice schema;
    const char *schema_name;
    bool has_native_schema;
    bool has_temperature; // else the model's own, or the model takes none
    double temperature;
    const char *effort; // how hard to think: one of the model's own words for it; NULL: not said
    // Alike where the beginning is alike, so that the provider finds what it has of it; NULL: none.
    const char *cache_key;
    size_t kept_turn_count; // the first so many messages are likely to be sent again
};

struct llm_header {
    const char *name, *value;
};

// Where it goes.
struct llm_endpoint {
    const char *base_url;
    const char *key;                  // NULL: none needed
    const struct llm_header *headers; // configured extras
    size_t header_count;
    bool is_vendor; // the vendor's own service and not just one that speaks its dialect
};
