// The test runner's own small vocabulary. A suite is a function `suite_NAME` in tests/unit or
// tests/runner and a row in suites.def; it calls check_* and never stops at the first failure.
#pragma once

#include "base/slice.h"

#include <stdbool.h>

// Declares every suite, so that its file has a prototype for it.
#define SUITE(name) void suite_##name(void);
#include "runner/suites.def"
#undef SUITE

// Names the case that the following checks belong to; printed when one fails, counted once.
void check_case(const char *format, ...) __attribute__((format(printf, 1, 2)));
// Whether a filter given on the command line (T=name) leaves this case out.
bool check_is_skipped(const char *name);

#define check(condition) check_true((condition), #condition, __FILE__, __LINE__)
#define check_text(actual, expected) check_texts((actual), (expected), __FILE__, __LINE__)
#define check_number(actual, expected)                                                             \
    check_numbers((long long)(actual), (long long)(expected), #actual, __FILE__, __LINE__)

bool check_true(bool condition, const char *what, const char *file, int line);
bool check_texts(struct slice actual, struct slice expected, const char *file, int line);
bool check_numbers(long long actual, long long expected, const char *what, const char *file,
                   int line);

// Compares with the file at `path` (seen from the project's root); with WYE_BLESS=1 writes it
// instead. A missing file is a failure unless blessing.
bool check_golden(struct slice actual, const char *path);

// Whole file, freed with memory_free; NULL where it cannot be read.
char *check_read_file(const char *path, size_t *length);
// The files of a folder whose names end so, sorted, without the folder; NULL-terminated. One
// memory_free frees all.
char **check_list_files(const char *folder, const char *ending);
// A seed that is printed when a check fails, and can be given as WYE_SEED.
unsigned long long check_seed(void);
// xorshift64*, so that a printed seed repeats a run anywhere.
unsigned long long check_random(unsigned long long *state);
