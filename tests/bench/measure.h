// What the benchmarks measure with: clocks, samples and their quantiles, programs of any length.
#pragma once

#include "base/slice.h"

#include <stdint.h>

// Microseconds: of the wall, and of work by the calling thread alone.
double measure_now_us(void);
double measure_thread_us(void);

struct samples {
    double *items;
    size_t count, capacity;
};

void samples_add(struct samples *samples, double value);
void samples_release(struct samples *samples);
// 0 to 1; sorts. 0 where there are none.
double samples_quantile(struct samples *samples, double share);

// The file at `path` again and again, until there are so many lines. Freed with memory_free.
char *measure_program(const char *path, size_t lines);
