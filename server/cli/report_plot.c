// Owns how figures become marks. A percentage in SVG is of the picture's own width, so that a plot
// fits a telephone and a wide screen without a script. Nothing here knows what the page looks like.
#include "cli/report_plot.h"

#include <math.h>
#include <stdlib.h>

void plot_escape(struct buffer *out, const char *text) {
    for (const char *c = text; *c; c++) {
        switch (*c) {
        case '&':
            buffer_append_string(out, "&amp;");
            break;
        case '<':
            buffer_append_string(out, "&lt;");
            break;
        case '>':
            buffer_append_string(out, "&gt;");
            break;
        case '"':
            buffer_append_string(out, "&quot;");
            break;
        case '\'':
            buffer_append_string(out, "&#39;");
            break;
        default:
            buffer_append_byte(out, *c);
        }
    }
}

void plot_count(struct buffer *out, int64_t count) {
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%lld", (long long)count);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            buffer_append_string(out, ",");
        buffer_append_byte(out, digits[i]);
    }
}

void plot_usd(struct buffer *out, double usd) {
    if (isnan(usd)) {
        buffer_append_string(out, "–");
    } else if (usd == 0) {
        buffer_append_string(out, "$0");
    } else if (usd < 0.00005) {
        buffer_append_string(out, "&lt;$0.0001");
    } else if (usd < 0.99995) {
        buffer_format(out, "$%.4f", usd);
    } else {
        const int64_t cents = llround(usd * 100);
        buffer_append_string(out, "$");
        plot_count(out, cents / 100);
        if (cents < 1000000)
            buffer_format(out, ".%02d", (int)(cents % 100));
    }
}

// --- Spending ------------------------------------------------------------------------------------

enum { HEIGHT_PX = 200, STEPS_MAX = 5, DATES_MAX = 5, BAR_PERCENT_MAX = 8 };

struct spending {
    const struct report *report;
    const struct plot_model *models;
    unsigned bin_days, bin_count;
    double slot;          // of a bin, percent of the width
    double top_micro_usd; // of the scale
    double step_micro_usd;
};

unsigned plot_bin_days(const struct report *report) {
    return report->days <= 62 ? 1 : report->days <= 400 ? 7 : 30;
}

// The bins end today, so that the first may have fewer days.
static unsigned first_day(const struct spending *spending, unsigned bin) {
    const unsigned back = (spending->bin_count - bin) * spending->bin_days;
    return back > spending->report->days ? 0 : spending->report->days - back;
}

static int64_t spent_in(const struct spending *spending, unsigned bin, size_t model) {
    const struct report *report = spending->report;
    const unsigned end = report->days - (spending->bin_count - bin - 1) * spending->bin_days;
    int64_t sum = 0;
    for (unsigned day = first_day(spending, bin); day < end; day++)
        sum += report->spent_micro_usd[day * report->model_count + model];
    return sum;
}

static int64_t spent_by_all(const struct spending *spending, unsigned bin) {
    int64_t sum = 0;
    for (size_t i = 0; i < spending->report->model_count; i++)
        sum += spent_in(spending, bin, i);
    return sum;
}

// The smallest of 1, 2 and 5 times a power of ten that takes at most STEPS_MAX steps.
static void choose_scale(struct spending *spending) {
    double most = 1;
    for (unsigned bin = 0; bin < spending->bin_count; bin++)
        most = fmax(most, (double)spent_by_all(spending, bin));
    const double power = pow(10, floor(log10(most / STEPS_MAX)));
    const double times = most / STEPS_MAX / power;
    spending->step_micro_usd = power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    spending->top_micro_usd =
        spending->step_micro_usd * ceil(most / spending->step_micro_usd - 1e-9);
}

static void append_date(struct buffer *out, const char *date) {
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    const long month = strtol(date + 5, NULL, 10), day = strtol(date + 8, NULL, 10);
    buffer_format(out, "%ld %s", day, months[month - 1]);
}

static void print_scale(struct buffer *out, const struct spending *spending) {
    const double step = spending->step_micro_usd, top = spending->top_micro_usd;
    const int places = step >= 1e6 ? 0 : step >= 1e4 ? 2 : step >= 1e2 ? 4 : 6;
    buffer_append_string(out, "<div class=\"scale\">");
    for (int i = 0; i * step <= top * 1.001; i++)
        buffer_format(out, "<span style=\"bottom:%.2f%%\">$%.*f</span>", 100 * i * step / top,
                      i ? places : 0, i * step / 1e6);
    buffer_format(out, "</div>\n<svg height=\"%d\" role=\"img\" aria-label=\"Spent by day\">\n",
                  HEIGHT_PX);
    for (int i = 0; i * step <= top * 1.001; i++)
        buffer_format(out,
                      "<line class=\"grid\" x1=\"0\" x2=\"100%%\" y1=\"%.2f%%\" "
                      "y2=\"%.2f%%\"/>",
                      100 - 100 * i * step / top, 100 - 100 * i * step / top);
}

// The dearest model, whose place is the first, stands at the bottom.
static void print_bin(struct buffer *out, const struct spending *spending, unsigned bin) {
    const struct report *report = spending->report;
    const double left = bin * spending->slot;
    const double gap = fmax(spending->slot * 0.14, (spending->slot - BAR_PERCENT_MAX) / 2);
    const int64_t sum = spent_by_all(spending, bin);
    buffer_append_string(out, "\n<g class=\"bin\"><title>");
    if (spending->bin_days > 1)
        buffer_format(out, "%u days from ", spending->bin_days);
    append_date(out, report->dates[first_day(spending, bin)]);
    buffer_append_string(out, ": ");
    plot_usd(out, (double)sum / 1e6);
    for (size_t i = 0; i < report->model_count; i++) {
        const int64_t spent = spent_in(spending, bin, i);
        if (!spent)
            continue;
        buffer_append_string(out, "\n");
        plot_escape(out, spending->models[i].name);
        buffer_append_string(out, " ");
        plot_usd(out, (double)spent / 1e6);
    }
    buffer_format(out,
                  "</title><rect class=\"hit\" x=\"%.3f%%\" width=\"%.3f%%\" y=\"0\" "
                  "height=\"100%%\"/>",
                  left, spending->slot);
    double floor_share = 0;
    for (size_t i = 0; i < report->model_count; i++) {
        const double share = 100 * (double)spent_in(spending, bin, i) / spending->top_micro_usd;
        if (share <= 0)
            continue;
        floor_share += share;
        buffer_format(out,
                      "<rect class=\"fill %s\" x=\"%.3f%%\" width=\"%.3f%%\" y=\"%.3f%%\" "
                      "height=\"%.3f%%\" rx=\"1.5\"/>",
                      spending->models[i].colour, left + gap, spending->slot - 2 * gap,
                      100 - floor_share, share);
    }
    buffer_append_string(out, "</g>");
}

static void print_dates(struct buffer *out, const struct spending *spending) {
    const unsigned count = spending->bin_count;
    const unsigned step = (count + DATES_MAX - 1) / DATES_MAX;
    buffer_append_string(out, "\n</svg>\n<div class=\"dates\">");
    for (unsigned bin = (count - 1) % step; bin < count; bin += step) {
        buffer_format(out, "<span style=\"left:%.2f%%\">", (bin + 0.5) * spending->slot);
        append_date(out, spending->report->dates[first_day(spending, bin)]);
        buffer_append_string(out, "</span>");
    }
    buffer_append_string(out, "</div>\n");
}

void plot_spending(struct buffer *out, const struct report *report,
                   const struct plot_model *models) {
    struct spending spending = { .report = report, .models = models };
    spending.bin_days = plot_bin_days(report);
    spending.bin_count = (report->days + spending.bin_days - 1) / spending.bin_days;
    spending.slot = 100.0 / spending.bin_count;
    choose_scale(&spending);
    buffer_append_string(out, "<div class=\"spend\">\n");
    print_scale(out, &spending);
    for (unsigned bin = 0; bin < spending.bin_count; bin++)
        print_bin(out, &spending, bin);
    print_dates(out, &spending);
    buffer_append_string(out, "</div>\n");
}

// --- In a row ------------------------------------------------------------------------------------

// Round ends reach out of a line, by half of its thickness.
static void begin_line(struct buffer *out) {
    buffer_append_string(out, "<svg height=\"14\" aria-hidden=\"true\">"
                              "<line class=\"track\" x1=\"0\" x2=\"100%\" y1=\"7\" y2=\"7\"/>");
}

void plot_share(struct buffer *out, const struct report_share *share, const char *colour) {
    begin_line(out);
    if (share->is_known)
        buffer_format(out,
                      "<line class=\"reach stroke %s\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"7\" "
                      "y2=\"7\"/><circle class=\"dot fill %s\" cx=\"%.1f%%\" cy=\"7\" r=\"6\"/>",
                      colour, 100 * share->low, 100 * share->high, colour, 100 * share->share);
    buffer_append_string(out, "</svg>");
}

void plot_time(struct buffer *out, const struct report_row *row, int64_t most_ms,
               const char *colour) {
    const double all = most_ms > 0 ? (double)most_ms : 1;
    begin_line(out);
    if (row->median_ms >= 0) {
        const double half = 100 * (double)row->median_ms / all;
        const double most = 100 * (double)row->p95_ms / all;
        buffer_format(
            out,
            "<line class=\"far stroke %s\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"7\" y2=\"7\"/>"
            "<line class=\"far stroke %s\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"3\" "
            "y2=\"11\"/>"
            "<line class=\"bar stroke %s\" x1=\"0\" x2=\"%.1f%%\" y1=\"7\" y2=\"7\"/>",
            colour, half, most, colour, most, most, colour, half);
    }
    buffer_append_string(out, "</svg>");
}

void plot_bar(struct buffer *out, double share, const char *colour) {
    buffer_format(out,
                  "<svg class=\"plot\" height=\"14\" aria-hidden=\"true\"><line class=\"bar stroke "
                  "%s\" x1=\"0\" x2=\"%.2f%%\" y1=\"7\" y2=\"7\"/></svg>",
                  colour, 100 * share);
}
