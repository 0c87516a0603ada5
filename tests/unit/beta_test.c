// The Beta distribution against figures that others have published, and against what can be said
// of it without computing it.
#include "runner/check.h"

#include "llm/beta.h"

#include <math.h>

static bool is_near(double one, double other, double tolerance) {
    return fabs(one - other) <= tolerance;
}

// Brown, Cai and DasGupta, "Interval Estimation for a Binomial Proportion" (2001), table 5: the
// Jeffreys intervals, which are the quantiles of Beta(x + 1/2, n - x + 1/2).
static void published_quantiles(void) {
    check_case("the published limits of the Jeffreys intervals");
    static const struct {
        int kept, of;
        double low, high;
    } rows[] = {
        { 1, 7, .016, .501 }, { 1, 8, .014, .454 },  { 1, 9, .012, .414 },  { 1, 10, .011, .381 },
        { 2, 7, .065, .648 }, { 2, 8, .056, .592 },  { 2, 9, .049, .544 },  { 2, 10, .044, .503 },
        { 3, 7, .139, .765 }, { 3, 8, .119, .705 },  { 3, 9, .104, .652 },  { 3, 10, .093, .606 },
        { 4, 9, .173, .746 }, { 4, 10, .153, .696 }, { 5, 10, .224, .776 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct beta beta =
            beta_after((struct beta){ .5, .5 }, rows[i].kept, rows[i].of - rows[i].kept);
        check(is_near(beta_quantile(beta, .025), rows[i].low, .0005));
        check(is_near(beta_quantile(beta, .975), rows[i].high, .0005));
    }
}

// Of whole parameters it is a sum of binomial terms: these were added up in exact fractions.
static void exact_shares(void) {
    check_case("sums of binomial terms");
    check(is_near(beta_cdf((struct beta){ 2, 3 }, .5), .6875, 1e-14));
    check(is_near(beta_cdf((struct beta){ 18, 4 }, .8), .3703760333549496, 1e-13));
    check(is_near(beta_cdf((struct beta){ 32, 4 }, .9), .5309848659700341, 1e-13));
    check(is_near(beta_cdf((struct beta){ 200, 300 }, .4), .5024286163199316, 1e-12));
    check(is_near(beta_cdf((struct beta){ 5, 1 }, .1), 1e-5, 1e-18));
    check(beta_cdf((struct beta){ 5, 1 }, 0) == 0);
    check(beta_cdf((struct beta){ 5, 1 }, 1) == 1);
}

static void quantiles_turn_shares_back(void) {
    check_case("a quantile of a share has that share below it");
    static const double sizes[] = { 1, 1.5, 3, 20.5, 600, 40000 };
    static const double shares[] = { 1e-6, .025, .3, .5, .9, .9999 };
    enum { SIZES = sizeof sizes / sizeof *sizes, SHARES = sizeof shares / sizeof *shares };
    for (int a = 0; a < SIZES; a++) {
        for (int b = 0; b < SIZES; b++) {
            const struct beta beta = { sizes[a], sizes[b] };
            for (int i = 0; i < SHARES; i++)
                check(is_near(beta_cdf(beta, beta_quantile(beta, shares[i])), shares[i], 1e-8));
        }
    }
}

static void one_exceeds_another(void) {
    check_case("how likely one is the larger");
    const struct beta even = { 1, 1 }, good = { 3, 1 }, known = { 89, 11 };
    check(is_near(beta_exceeds(even, even, 0), .5, .001));
    check(is_near(beta_exceeds(known, known, 0), .5, .001));
    // Against an even one it is the mean; with a margin of .5, P(X > Y + .5) of two even ones is
    // the area of a triangle.
    check(is_near(beta_exceeds(good, even, 0), .75, .001));
    check(is_near(beta_exceeds(even, even, .5), .125, .001));
    check(is_near(beta_exceeds(even, even, -.5), .875, .001));
    check(beta_exceeds(even, even, 1) < .001);
    check(beta_exceeds(known, even, -1) > .999);
}

void suite_beta(void) {
    published_quantiles();
    exact_shares();
    quantiles_turn_shares_back();
    one_exceeds_another();
}
