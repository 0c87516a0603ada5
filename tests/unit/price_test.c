// Money: known bills, the exactness of prices, and random ones against a second calculation that
// sums in 128 bits and rounds by comparing, not by dividing.
#include "runner/check.h"

#include "llm/usage.h"

__extension__ typedef __int128 wide;

static const struct llm_prices sonnet = {
    .base = { .input = 3000000, .output = 15000000, .cache_read = 300000, .cache_write = 3750000 },
};
static const struct llm_prices tiered = {
    .base = { .input = 2000000, .output = 12000000, .cache_read = 200000, .cache_write = 2000000 },
    .tiers = { { .input_tokens = 200000,
                 .price = { .input = 4000000,
                            .output = 18000000,
                            .cache_read = 400000,
                            .cache_write = 4000000 } } },
    .tier_count = 1,
};
static const struct llm_prices deepseek = { .base = { .cache_read = 2800 } };

static void known_bills(void) {
    static const struct {
        const char *name;
        const struct llm_prices *prices;
        struct llm_usage usage;
        int64_t micro_usd;
    } bills[] = {
        { "nothing", &sonnet, { 0 }, 0 },
        { "12K in, 3K out", &sonnet, { .uncached = 12000, .output = 3000 }, 81000 },
        { "all four", &sonnet, { 1000, 2000, 400, 50, .reasoning = 20 }, 5850 },
        { "reasoning is in the output", &sonnet, { .output = 10, .reasoning = 10 }, 150 },
        { "0.56 rounds up", &deepseek, { .cache_read = 200 }, 1 },
        { "0.4984 rounds down", &deepseek, { .cache_read = 178 }, 0 },
        { "a million reads are exact", &deepseek, { .cache_read = 1000000 }, 2800 },
        { "at the tier's size", &tiered, { .uncached = 200000, .output = 1000 }, 412000 },
        { "one past it", &tiered, { .uncached = 200001, .output = 1000 }, 818004 },
        { "cached input counts for it", &tiered, { 100000, 100000, 1, 0, 0, false }, 440004 },
        { "output does not", &tiered, { .uncached = 1, .output = 300000 }, 3600002 },
        { "negative counts are none", &sonnet, { -5, -5, -5, -5, -5, false }, 0 },
    };
    for (size_t i = 0; i < sizeof bills / sizeof *bills; i++) {
        check_case("bill: %s", bills[i].name);
        check_number(llm_cost_micro_usd(bills[i].prices, &bills[i].usage), bills[i].micro_usd);
    }
}

static void half_rounds_up(void) {
    check_case("exactly half a micro-dollar rounds up, a hair less does not");
    const struct llm_prices half = { .base = { .input = 500000, .output = 499999 } };
    check_number(llm_cost_micro_usd(&half, &(struct llm_usage){ .uncached = 1 }), 1);
    check_number(llm_cost_micro_usd(&half, &(struct llm_usage){ .output = 1 }), 0);
    check_number(llm_cost_micro_usd(&half, &(struct llm_usage){ .uncached = 3 }), 2);
    check_case("summands are rounded together");
    check_number(llm_cost_micro_usd(&half, &(struct llm_usage){ .uncached = 1, .output = 1 }), 1);
}

static void absurd_counts(void) {
    check_case("counts past all bounds stay positive");
    const struct llm_usage usage = { INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, 0, false };
    check_number(llm_cost_micro_usd(&sonnet, &usage), INT64_MAX / 1000000 + 1);
    check_number(llm_usage_add(usage, usage).uncached, INT64_MAX);
    check_number(llm_tokens_estimate(INT64_MAX), INT64_MAX / 16 + 1);
}

// Every price with six decimals under 4 dollars would take long: a prime's multiples stand in.
static void prices_are_exact(void) {
    check_case("prices from dollars");
    check_number(llm_price_from_usd(0.0028), 2800);
    check_number(llm_price_from_usd(0.003625), 3625);
    check_number(llm_price_from_usd(0.000001), 1);
    check_number(llm_price_from_usd(0), 0);
    check_number(llm_price_from_usd(-1), 0);
    check_number(llm_price_from_usd(1e300), 1000000000000);
    check_case("prices from dollars: six decimals");
    for (int64_t pico = 1; pico < 600000000; pico += 10007) {
        if (!check_number(llm_price_from_usd((double)pico / 1e6), pico))
            break;
    }
}

static int64_t below(unsigned long long *state, unsigned long long limit) {
    return (int64_t)(check_random(state) % limit);
}

static struct llm_price random_price(unsigned long long *state) {
    return (struct llm_price){ below(state, 300000000), below(state, 300000000),
                               below(state, 300000000), below(state, 300000000) };
}

// Finds the micro-dollars by doubling: the largest n whose lower edge (n - ½) is not above.
static int64_t expected_cost(const struct llm_prices *prices, const struct llm_usage *usage) {
    wide input = (wide)usage->uncached + usage->cache_read + usage->cache_write;
    struct llm_price price = prices->base;
    for (unsigned i = prices->tier_count; i > 0; i--) {
        if (input > prices->tiers[i - 1].input_tokens) {
            price = prices->tiers[i - 1].price;
            break;
        }
    }
    wide pico = (wide)price.cache_write * usage->cache_write;
    pico += (wide)price.cache_read * usage->cache_read;
    pico += (wide)price.output * usage->output + (wide)price.input * usage->uncached;
    int64_t micro = 0;
    for (int64_t step = (int64_t)1 << 50; step > 0; step /= 2) {
        if (((wide)(micro + step) * 2 - 1) * 500000 <= pico)
            micro += step;
    }
    return micro;
}

static void random_bills(void) {
    check_case("random bills");
    unsigned long long state = check_seed() | 1;
    for (int round = 0; round < 20000; round++) {
        struct llm_prices prices = { .base = random_price(&state) };
        prices.tier_count = (unsigned)below(&state, LLM_PRICE_TIERS_MAX + 1);
        for (unsigned i = 0; i < prices.tier_count; i++) {
            int64_t before = i ? prices.tiers[i - 1].input_tokens : 0;
            prices.tiers[i].input_tokens = before + 1 + below(&state, 300000);
            prices.tiers[i].price = random_price(&state);
        }
        // Half of the rounds stand on a tier's edge, where a mistake would be.
        struct llm_usage usage = { .uncached = below(&state, 500000),
                                   .cache_read = below(&state, 500000),
                                   .cache_write = below(&state, 500000),
                                   .output = below(&state, 200000) };
        if (prices.tier_count && round % 2) {
            int64_t edge = prices.tiers[below(&state, prices.tier_count)].input_tokens;
            usage.cache_read = below(&state, (unsigned long long)edge + 1);
            usage.cache_write = below(&state, (unsigned long long)(edge - usage.cache_read) + 1);
            usage.uncached = edge - usage.cache_read - usage.cache_write + below(&state, 2);
        }
        if (!check_number(llm_cost_micro_usd(&prices, &usage), expected_cost(&prices, &usage)))
            break;
    }
}

static void sums_and_guesses(void) {
    check_case("usage adds up, and an estimate taints the sum");
    struct llm_usage sum = llm_usage_add((struct llm_usage){ 1, 2, 3, 4, 5, false },
                                         (struct llm_usage){ 10, 20, 30, 40, 50, true });
    check_number(sum.uncached, 11);
    check_number(sum.cache_read, 22);
    check_number(sum.cache_write, 33);
    check_number(sum.output, 44);
    check_number(sum.reasoning, 55);
    check(sum.estimated);
    sum = llm_usage_add((struct llm_usage){ 0 }, (struct llm_usage){ 0 });
    check(!sum.estimated);
    check_case("tokens are guessed from bytes, rounded up");
    check_number(llm_tokens_estimate(0), 0);
    check_number(llm_tokens_estimate(1), 1);
    check_number(llm_tokens_estimate(16), 5);
    check_number(llm_tokens_estimate(17), 6);
    check_number(llm_tokens_estimate(3200000), 1000000);
}

void suite_price(void) {
    known_bills();
    half_rounds_up();
    absurd_counts();
    prices_are_exact();
    random_bills();
    sums_and_guesses();
}
