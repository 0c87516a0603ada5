// The three forms of a report. Nothing here decides what its figures are.
#pragma once

#include "base/buffer.h"
#include "cli/report_figures.h"

// For people, in 80 columns.
void report_print_text(const struct report *report, struct buffer *out);
// For programs: the members are told in report_json.c. The caller destroys it.
struct json *report_json(const struct report *report);
// One page that holds all it needs: no script, and nothing that is fetched.
void report_print_html(const struct report *report, const struct profile *profile,
                       struct buffer *out);
