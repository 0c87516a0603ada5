// The runner: plays the suites of suites.def, prints failures as they come and one count at the
// end. `runner SUITE` plays that suite alone, `runner FILTER` the cases whose name holds FILTER.

#include "runner/check.h"

#include "base/arena.h"
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct suite {
    const char *name;
    void (*run)(void);
} suites[] = {
#define SUITE(name) { #name, suite_##name },
#include "runner/suites.def"
#undef SUITE
};

enum { SUITES = sizeof suites / sizeof *suites };

static const char *filter;
static const char *suite_name;
static char case_name[256];
static bool case_failed;
static unsigned passed, failed;
static unsigned long long seed;

static void finish_case(void) {
    if (!case_name[0])
        return;
    if (case_failed)
        failed++;
    else
        passed++;
    case_name[0] = '\0';
    case_failed = false;
}

static bool is_suite(const char *name) {
    for (size_t i = 0; name && i < SUITES; i++)
        if (strcmp(suites[i].name, name) == 0)
            return true;
    return false;
}

int main(int argc, char **argv) {
    filter = argc > 1 ? argv[1] : NULL;
    const char *given = getenv("WYE_SEED");
    seed = given ? strtoull(given, NULL, 10) : (unsigned long long)time(NULL);
    const bool is_one = is_suite(filter);
    for (size_t i = 0; i < SUITES; i++) {
        if (is_one && strcmp(suites[i].name, filter) != 0)
            continue;
        suite_name = suites[i].name;
        suites[i].run();
        finish_case();
    }
    printf("%u passed, %u failed\n", passed, failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

void check_case(const char *format, ...) {
    finish_case();
    int length = snprintf(case_name, sizeof case_name, "%s: ", suite_name);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(case_name + length, sizeof case_name - (size_t)length, format, arguments);
    va_end(arguments);
}

bool check_is_skipped(const char *name) {
    return filter && !strstr(name, filter) && !strstr(suite_name, filter);
}

static void report(const char *file, int line) {
    if (!case_failed)
        printf("FAIL %s (seed %llu)\n", case_name[0] ? case_name : suite_name, seed);
    case_failed = true;
    printf("  %s:%d: ", file, line);
}

bool check_true(bool condition, const char *what, const char *file, int line) {
    if (!condition) {
        report(file, line);
        printf("%s\n", what);
    }
    return condition;
}

bool check_texts(struct slice actual, struct slice expected, const char *file, int line) {
    if (slice_is_equal(actual, expected))
        return true;
    report(file, line);
    printf("texts differ\n    expected: " SLICE_FORMAT "\n    actual:   " SLICE_FORMAT "\n",
           SLICE_ARGUMENT(expected), SLICE_ARGUMENT(actual));
    return false;
}

bool check_numbers(long long actual, long long expected, const char *what, const char *file,
                   int line) {
    if (actual == expected)
        return true;
    report(file, line);
    printf("%s is %lld, expected %lld\n", what, actual, expected);
    return false;
}

static bool write_file(const char *path, struct slice bytes) {
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool done = fwrite(bytes.data, 1, bytes.length, file) == bytes.length;
    return fclose(file) == 0 && done;
}

bool check_golden(struct slice actual, const char *path) {
    if (getenv("WYE_BLESS"))
        return check_true(write_file(path, actual), path, __FILE__, __LINE__);
    size_t length = 0;
    char *expected = check_read_file(path, &length);
    bool same = check_true(expected != NULL, path, __FILE__, __LINE__);
    if (same && !slice_is_equal(actual, (struct slice){ expected, length })) {
        report(path, 0);
        size_t line = 1, at = 0;
        while (at < length && at < actual.length && expected[at] == actual.data[at])
            line += expected[at++] == '\n';
        struct slice rest = slice_between(actual, at, actual.length);
        struct slice wanted = slice_between((struct slice){ expected, length }, at, length);
        if (rest.length > 400)
            rest.length = 400;
        if (wanted.length > 400)
            wanted.length = 400;
        printf("differs at line %zu\n    expected from there: " SLICE_FORMAT
               "\n    actual from there:   " SLICE_FORMAT "\n",
               line, SLICE_ARGUMENT(wanted), SLICE_ARGUMENT(rest));
        same = false;
    }
    memory_free(expected);
    return same;
}

unsigned long long check_seed(void) {
    return seed;
}
