// Tokens and money, normalised over all dialects.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct llm_usage {
    int64_t uncached; // input that was not read from a cache
    int64_t cache_read;
    int64_t cache_write;
    int64_t output; // reasoning included
    int64_t reasoning;
    bool estimated; // the provider told none: counted from the bytes
};

struct llm_price { // pico-dollars per token; a tier holds when the input passes its size
    int64_t input, output, cache_read, cache_write;
};

struct llm_price_tier {
    int64_t input_tokens; // holds when the whole input is larger than this
    struct llm_price price;
};

enum { LLM_PRICE_TIERS_MAX = 4 };

struct llm_prices {
    struct llm_price base;
    struct llm_price_tier tiers[LLM_PRICE_TIERS_MAX]; // by size, ascending
    unsigned tier_count;
};

// What holds for a call of that much input: a tier's price is for all its tokens, the first ones
// included. Borrowed from `prices`.
const struct llm_price *llm_price_at(const struct llm_prices *prices, int64_t input_tokens);
// Micro-dollars, rounded half up once from exact pico-dollars (WIRE.md: 200 tokens at $0.0028 a
// million are 0.56 µ$). A cache price that the catalogue lacks is the input's.
int64_t llm_cost_micro_usd(const struct llm_prices *prices, const struct llm_usage *usage);
// Pico-dollars a token from USD per million tokens, exact for up to six decimals.
int64_t llm_price_from_usd(double usd_per_million);
struct llm_usage llm_usage_add(struct llm_usage a, struct llm_usage b);
// A guess from UTF-8 bytes: code takes 3 to 4 bytes a token in the vendors' tokenizers; 3.2 is
// used, on the safe side of window and budget.
int64_t llm_tokens_estimate(int64_t bytes);
int64_t llm_bytes_estimate(int64_t tokens); // the other way, rounded down; 0 below 0
