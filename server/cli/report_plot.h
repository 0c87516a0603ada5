// The plots of the page, as SVG whose positions are percentages. What they show stands beside them
// in words too, or in a title.
#pragma once

#include "base/buffer.h"
#include "cli/report_figures.h"

// Names and colours of the report's models, by their place in `models`.
struct plot_model {
    const char *name;   // for people
    const char *colour; // a class of report.css
};

// What is text becomes text, whatever stands in it.
void plot_escape(struct buffer *out, const char *text);
// "1,204".
void plot_count(struct buffer *out, int64_t count);
// "$12.34", "$0.0406", "<$0.0001", "–" for NAN; fits for any sum.
void plot_usd(struct buffer *out, double usd);

// How many days a bar of plot_spending is about: more than two months are shown by week, more than
// a year by 30 days.
unsigned plot_bin_days(const struct report *report);
// What was spent, by time and model.
void plot_spending(struct buffer *out, const struct report *report,
                   const struct plot_model *models);
// A share from 0 to 1 with its interval.
void plot_share(struct buffer *out, const struct report_share *share, const char *colour);
// From nothing to the median, and on to what 95 % do not pass; of a scale that ends at `most_ms`.
void plot_time(struct buffer *out, const struct report_row *row, int64_t most_ms,
               const char *colour);
// A bar of so much of the whole width, 0 to 1.
void plot_bar(struct buffer *out, double share, const char *colour);
