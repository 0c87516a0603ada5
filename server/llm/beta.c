// The incomplete beta integral by its continued fraction (DLMF 8.17.22, evaluated as Lentz did),
// the quantile by Newton's steps inside a bracket. Published quantiles are held against it in
// beta_test.c.
#include "llm/beta.h"

#include <float.h>
#include <math.h>

enum {
    TERMS_MAX = 500, // some 10 do; many are needed only for parameters in the thousands
    STEPS_MAX = 100, // a bracket that is halved so often is below any double
    CELLS = 200,
};

// Beyond so many standard deviations from the mean a cell adds nothing that counts.
static const double REACH = 8;

struct beta beta_after(struct beta before, double kept, double lost) {
    return (struct beta){ .a = before.a + kept, .b = before.b + lost };
}

double beta_mean(struct beta beta) {
    return beta.a / (beta.a + beta.b);
}

static double deviation(struct beta beta) {
    const double sum = beta.a + beta.b;
    return sqrt(beta.a * beta.b / (sum * sum * (sum + 1)));
}

// The C library's lgamma also writes a global, which other threads may do meanwhile.
static double log_gamma(double x) {
    int sign;
    return lgamma_r(x, &sign);
}

// ln(x^a (1 - x)^b / B(a, b))
static double log_kernel(struct beta beta, double x) {
    return beta.a * log(x) + beta.b * log1p(-x) + log_gamma(beta.a + beta.b) - log_gamma(beta.a) -
           log_gamma(beta.b);
}

static double away_from_zero(double value) {
    return fabs(value) < DBL_MIN ? DBL_MIN : value;
}

static double continued_fraction(struct beta beta, double x) {
    const double a = beta.a, b = beta.b;
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;
    for (int m = 1; m <= TERMS_MAX; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        value *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        value *= d * c;
        if (fabs(d * c - 1) < 1e-15)
            break;
    }
    return value;
}

double beta_cdf(struct beta beta, double x) {
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    const double kernel = exp(log_kernel(beta, x));
    // The fraction converges fast below the mean; above it the other tail is taken.
    if (x < (beta.a + 1) / (beta.a + beta.b + 2))
        return kernel * continued_fraction(beta, x) / beta.a;
    const struct beta mirrored = { .a = beta.b, .b = beta.a };
    return 1 - kernel * continued_fraction(mirrored, 1 - x) / beta.b;
}

double beta_quantile(struct beta beta, double share) {
    double low = 0, high = 1, x = beta_mean(beta);
    if (share <= 0)
        return 0;
    if (share >= 1)
        return 1;
    for (int i = 0; i < STEPS_MAX && high - low > DBL_EPSILON * high; i++) {
        const double beyond = beta_cdf(beta, x) - share;
        if (beyond == 0)
            break;
        *(beyond > 0 ? &high : &low) = x;
        const double density = exp(log_kernel(beta, x)) / (x * (1 - x));
        const double next = x - beyond / density;
        if (fabs(next - x) < DBL_EPSILON * x)
            break;
        x = next > low && next < high ? next : (low + high) / 2;
    }
    return x;
}

double beta_exceeds(struct beta one, struct beta other, double margin) {
    const double low = fmax(0, beta_mean(one) - REACH * deviation(one));
    const double high = fmin(1, beta_mean(one) + REACH * deviation(one));
    const double width = (high - low) / CELLS;
    double below = beta_cdf(one, low), sum = 0;
    for (int i = 0; i < CELLS; i++) {
        const double upto = beta_cdf(one, low + (i + 1) * width);
        sum += (upto - below) * beta_cdf(other, low + (i + 0.5) * width - margin);
        below = upto;
    }
    return sum;
}
