// The forms of Retry-After that providers send. There is no clock here: a date is measured against
// the `date` header of the same response, which also spares us a wrong clock on either side. What
// makes no sense counts as not said. It does not decide whether to retry.

#include "providers/retry_after.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { DAY_SECONDS = 24 * 60 * 60 };

const char *retry_after_header(const struct host_header *headers, size_t header_count,
                               const char *name) {
    for (size_t i = 0; i < header_count; i++) {
        if (strcasecmp(headers[i].name, name) == 0)
            return headers[i].value;
    }
    return NULL;
}

// A plain decimal number times `unit_ms` with nothing but `unit` behind it, or -1. What else strtod
// takes (inf, nan, hex, signs) does not start with a digit or does not end at the end.
static int64_t parse_number(const char *text, double unit_ms, const char *unit) {
    if (!text || text[0] < '0' || text[0] > '9' || strpbrk(text, "xX"))
        return -1;
    char *end = NULL;
    const double value = strtod(text, &end) * unit_ms;
    if (!slice_is(slice_trim(slice_from(end)), unit))
        return -1;
    const double longest_ms = DAY_SECONDS * 1000.0;
    return (int64_t)(value < longest_ms ? value : longest_ms);
}

int64_t retry_after_of_duration(const char *text) {
    return parse_number(text, 1000, "s");
}

// Days since 1970-01-01 of a date in the Gregorian calendar, after Howard Hinnant's
// "chrono-Compatible Low-Level Date Algorithms" (days_from_civil). Years start in March.
static int64_t days_since_epoch(int year, int month, int day) {
    const int64_t shifted = month <= 2 ? year - 1 : year;
    const int64_t era = shifted / 400;
    const int64_t year_of_era = shifted - era * 400;
    const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

// Seconds since 1970 of "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110's one current form), or -1.
static int64_t parse_date(const char *text) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int day = 0, year = 0, hour = 0, minute = 0, second = 0;
    char name[4] = "";
    if (!text || sscanf(text, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT", &day, name, &year,
                        &hour, &minute, &second) != 6)
        return -1;
    const char *month = strstr(months, name);
    if (!month || strlen(name) != 3 || (month - months) % 3 != 0 || year < 1970 || day < 1)
        return -1;
    return days_since_epoch(year, (int)(month - months) / 3 + 1, day) * DAY_SECONDS + hour * 3600 +
           minute * 60 + second;
}

static int64_t measure_dates(const char *until, const char *now) {
    const int64_t end = parse_date(until), start = parse_date(now);
    if (end < 0 || start < 0)
        return -1;
    const int64_t seconds = end - start;
    return (seconds < 0 ? 0 : seconds < DAY_SECONDS ? seconds : DAY_SECONDS) * 1000;
}

int64_t retry_after_ms(const struct host_header *headers, size_t header_count) {
    const int64_t exact =
        parse_number(retry_after_header(headers, header_count, "retry-after-ms"), 1, "");
    if (exact >= 0)
        return exact;
    const char *value = retry_after_header(headers, header_count, "retry-after");
    const int64_t delay = parse_number(value, 1000, "");
    if (delay >= 0)
        return delay;
    return measure_dates(value, retry_after_header(headers, header_count, "date"));
}
