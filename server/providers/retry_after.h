// How long a provider asks to be left alone, from its headers or the details of its error.
#pragma once

#include "base/host.h"

// Milliseconds, from `retry-after-ms`, else `retry-after` as seconds or as an HTTP date seen from
// the response's own `date`; at most a day. -1 where the headers do not say.
int64_t retry_after_ms(const struct host_header *headers, size_t header_count);
// From a duration as Google's APIs write it in JSON: "46s", "1.5s"; at most a day. -1 where it is
// none; NULL is allowed.
int64_t retry_after_of_duration(const char *text);
// Value of the header `name` (given in lower case); NULL where there is none.
const char *retry_after_header(const struct host_header *headers, size_t header_count,
                               const char *name);
