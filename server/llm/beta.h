// The Beta distribution: what is known of a share, such as of answers kept, after some were seen.
#pragma once

struct beta { // of `a - 1` kept and `b - 1` not, if nothing was known before; both above 0
    double a, b;
};

// What is known after `kept` more were kept and `lost` more were not.
struct beta beta_after(struct beta before, double kept, double lost);
double beta_mean(struct beta beta);
// P(X <= x), 0 to 1; about 14 digits.
double beta_cdf(struct beta beta, double x);
// The x of which P(X <= x) is `share`, 0 to 1. Of a share drawn evenly it is a sample of X.
double beta_quantile(struct beta beta, double share);
// P(one > other + margin) of two that are independent; to about 0.001.
double beta_exceeds(struct beta one, struct beta other, double margin);
