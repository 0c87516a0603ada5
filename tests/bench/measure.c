// Clocks and quantiles. Prints nothing and decides nothing: bench.mjs makes the page.
#include "bench/measure.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/vec.h"
#include "runner/check.h"

#include <stdlib.h>
#include <time.h>

static double clock_us(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

double measure_now_us(void) {
    return clock_us(CLOCK_MONOTONIC);
}

double measure_thread_us(void) {
    return clock_us(CLOCK_THREAD_CPUTIME_ID);
}

void samples_add(struct samples *samples, double value) {
    vec_push(samples, value);
}

void samples_release(struct samples *samples) {
    vec_release(samples);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double samples_quantile(struct samples *samples, double share) {
    if (!samples->count)
        return 0;
    qsort(samples->items, samples->count, sizeof *samples->items, compare);
    size_t at = (size_t)(share * (double)(samples->count - 1) + 0.5);
    return samples->items[at];
}

char *measure_program(const char *path, size_t lines) {
    size_t length = 0, count = 0;
    struct buffer out = { 0 };
    char *bytes = check_read_file(path, &length);
    while (bytes && count < lines) {
        struct slice rest = { bytes, length }, line;
        while (count < lines && slice_next_line(&rest, &line)) {
            buffer_append(&out, line);
            buffer_append_byte(&out, '\n');
            count++;
        }
        buffer_append_byte(&out, '\n');
    }
    memory_free(bytes);
    return out.data;
}
