// Owns the arithmetic of tokens and money. All sums are whole pico-dollars, so that no attempt
// gains or loses by the order of additions; the one rounding is at the end. Counts come from
// providers and are not trusted: negative ones count as none and sums stop at the largest number.
// Knows no model and no currency but the dollar.
#include "llm/usage.h"

#include <math.h>

enum { PICO_IN_MICRO = 1000000 };

static int64_t add(int64_t a, int64_t b) {
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

static int64_t multiply(int64_t tokens, int64_t price) {
    int64_t product;
    return __builtin_mul_overflow(tokens, price, &product) ? INT64_MAX : product;
}

static int64_t count(int64_t tokens) {
    return tokens > 0 ? tokens : 0;
}

const struct llm_price *llm_price_at(const struct llm_prices *prices, int64_t input_tokens) {
    const struct llm_price *price = &prices->base;
    for (unsigned i = 0; i < prices->tier_count; i++) {
        if (input_tokens > prices->tiers[i].input_tokens)
            price = &prices->tiers[i].price;
    }
    return price;
}

int64_t llm_cost_micro_usd(const struct llm_prices *prices, const struct llm_usage *usage) {
    int64_t uncached = count(usage->uncached);
    int64_t cache_read = count(usage->cache_read);
    int64_t cache_write = count(usage->cache_write);
    int64_t input = add(uncached, add(cache_read, cache_write));
    const struct llm_price *price = llm_price_at(prices, input);
    int64_t pico =
        add(multiply(uncached, price->input), multiply(count(usage->output), price->output));
    pico = add(pico, multiply(cache_read, price->cache_read));
    pico = add(pico, multiply(cache_write, price->cache_write));
    return pico / PICO_IN_MICRO + (pico % PICO_IN_MICRO >= PICO_IN_MICRO / 2);
}

// A dollar per million tokens is a million pico-dollars a token.
int64_t llm_price_from_usd(double usd_per_million) {
    const double largest = 1e12; // far past any price, and exact in both types
    double pico = usd_per_million * 1e6;
    if (!(pico > 0))
        return 0;
    return pico < largest ? llround(pico) : (int64_t)largest;
}

struct llm_usage llm_usage_add(struct llm_usage a, struct llm_usage b) {
    return (struct llm_usage){
        .uncached = add(count(a.uncached), count(b.uncached)),
        .cache_read = add(count(a.cache_read), count(b.cache_read)),
        .cache_write = add(count(a.cache_write), count(b.cache_write)),
        .output = add(count(a.output), count(b.output)),
        .reasoning = add(count(a.reasoning), count(b.reasoning)),
        .estimated = a.estimated || b.estimated,
    };
}

int64_t llm_tokens_estimate(int64_t bytes) {
    int64_t fives = multiply(count(bytes), 5); // bytes / 3.2, rounded up
    return fives / 16 + (fives % 16 != 0);
}

int64_t llm_bytes_estimate(int64_t tokens) {
    return multiply(count(tokens), 16) / 5;
}
