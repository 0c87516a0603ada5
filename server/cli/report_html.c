// stub
#include "cli/report_print.h"
void report_print_html(const struct report *report, const struct profile *profile,
                       struct buffer *out) {
    (void)report;
    (void)profile;
    buffer_append_string(out, "x");
}
