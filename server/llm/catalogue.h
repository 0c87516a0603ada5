// The models that can be named: the shipped catalogue (llm/models.json) and the configured ones.
#pragma once

#include "config/config.h"
#include "llm/effort.h"
#include "llm/usage.h"

struct model {
    const char *name;         // what routes call it: the catalogue's id, or the configured name
    const char *id;           // what the provider calls it
    const char *display_name; // "Claude Opus 4.7"
    const char *provider;     // a name in config.providers
    const char *family;       // "" for configured ones
    const char *release_date; // "2026-04-16", "" where unknown
    int64_t context_tokens;   // 0: unknown
    int64_t input_tokens;     // own limit of the input, 0: the window's
    int64_t output_tokens;    // 0: unknown
    bool has_structured_output;
    bool has_reasoning;     // may think before its first token
    bool thinks_unasked;    // also where the request does not say how hard
    bool takes_temperature; // and does not refuse the request for it
    efforts efforts;        // the words for how hard to think that it takes
    bool has_price;
    struct llm_prices prices;
    bool is_configured;
    bool is_discovered; // on this machine, and named by nobody
};

struct catalogue;

// Builtin's name in `use`, in outcomes and in the ledger.
#define MODEL_BUILTIN "builtin"

// The shipped models and those of `config` (which is retained). Never NULL.
struct catalogue *catalogue_create(struct config *config);
void catalogue_destroy(struct catalogue *catalogue); // NULL is allowed
// Configured models first, in their order, then the shipped ones.
size_t catalogue_count(const struct catalogue *catalogue);
const struct model *catalogue_at(const struct catalogue *catalogue, size_t index);
// By configured name or catalogue id; aliases are the router's. NULL where there is none.
const struct model *catalogue_find(const struct catalogue *catalogue, const char *name);
// Whether routes may say this name: a shipped id, an alias, or builtin. For config's vocabulary.
bool catalogue_is_shipped_name(const char *name, void *unused);

// What it is told about how hard to think about a task; NULL: nothing.
const char *model_effort(const struct model *model, const char *task);
// The most that an answer of this model can have, where an action allows `tokens`.
int64_t model_output_cap(const struct model *model, int64_t tokens);
// How many tokens of thoughts to allow for besides, at an effort that it is told, or NULL.
int64_t model_thought_tokens(const struct model *model, const char *effort);
// The most tokens that a prompt can have where an answer may have `output_tokens`; 0: none fits.
// INT64_MAX where nothing is known.
int64_t model_input_cap(const struct model *model, int64_t output_tokens);

// The aliases of DOOR.md: family of "claude" is "claude-opus"; NULL for a name that is none.
// "local" has the family "".
const char *catalogue_alias_family(const char *alias);
