// The report for a terminal: no line is wider than 80 columns, whatever the ledger holds, and
// every figure stands under its heading.
#include "cli/report_print.h"

#include <math.h>

#define COLUMNS "%-10.10s %-8.8s %7s %3s %6s %3s %3s %6s %5s %6s %6s %6s\n"

struct cell {
    char text[24];
};

static struct cell whole(int64_t value) {
    struct cell cell;
    snprintf(cell.text, sizeof cell.text, "%lld", (long long)value);
    return cell;
}

static struct cell percent(int64_t part, int64_t all) {
    struct cell cell = { "-" };
    if (all > 0)
        snprintf(cell.text, sizeof cell.text, "%.0f", 100 * (double)part / (double)all);
    return cell;
}

static struct cell interval(const struct report_share *share) {
    struct cell cell = { "-" };
    if (share->is_known)
        snprintf(cell.text, sizeof cell.text, "%.0f-%.0f", 100 * share->low, 100 * share->high);
    return cell;
}

static struct cell seconds(int64_t ms) {
    struct cell cell = { "-" };
    if (ms >= 0)
        snprintf(cell.text, sizeof cell.text,
                 ms < 99950      ? "%.1f"
                 : ms < 99999000 ? "%.0f"
                                 : "%.0e",
                 (double)ms / 1e3);
    return cell;
}

// In six columns, as exact as there is room for.
static struct cell dollars(double usd) {
    struct cell cell = { "-" };
    if (usd == 0)
        return (struct cell){ "0" };
    if (usd < 0.00005)
        return (struct cell){ "<.0001" };
    const int places = usd < 9.99995 ? 4 : usd < 99.9995 ? 3 : usd < 999.995 ? 2 : 0;
    if (usd >= 999999.5)
        snprintf(cell.text, sizeof cell.text, "%.0e", usd);
    else if (!isnan(usd))
        snprintf(cell.text, sizeof cell.text, "%.*f", places, usd);
    return cell;
}

static void print_row(const struct report_row *row, const char *language, const char *task,
                      struct buffer *out) {
    const struct report_share share = report_acceptance(row);
    buffer_format(out, COLUMNS, language, task, whole(row->actions).text,
                  percent(row->kept, row->judged).text, interval(&share).text,
                  percent(row->repaired, row->actions).text,
                  percent(row->retried, row->actions).text, seconds(row->median_ms).text,
                  seconds(row->p95_ms).text, dollars(report_usd_per_action(row)).text,
                  dollars(report_usd_per_kept(row)).text,
                  dollars(report_usd_per_kept_estimate(row)).text);
}

static void print_heading(struct buffer *out) {
    buffer_append_string(out, "                            % KEPT AT  % AGAIN SECONDS      "
                              "DOLLARS FOR ONE\n");
    buffer_append_string(out, "LANGUAGE   TASK     ACTIONS ONCE  95 % REP RET MEDIAN  95 % "
                              "ACTION   KEPT (EST.)\n");
}

static void print_model(const struct report *report, size_t place, struct buffer *out) {
    const struct report_row *model = &report->models[place];
    size_t count;
    const struct report_row *rows = report_model_rows(report, place, &count);
    buffer_format(out, "\n%.36s: %lld call%s, $%.4f\n", model->model, (long long)model->calls,
                  model->calls == 1 ? "" : "s", (double)model->cost_micro_usd / 1e6);
    for (size_t i = 0; i < count; i++)
        print_row(&rows[i], *rows[i].language ? rows[i].language : "-", rows[i].task, out);
    if (count > 1)
        print_row(model, "all", "", out);
}

static void print_legend(struct buffer *out) {
    buffer_append_string(
        out, "\nKEPT AT ONCE: called good or left as it came, of what was judged, without\n"
             "asking twice; 95 %: where the true share lies. REP, RET: repaired, asked again\n"
             "as the answer was no use; retried, called again as a call failed. SECONDS of\n"
             "the whole action: the median, and what 95 % do not pass. KEPT: what judged\n"
             "actions cost, for each accepted; EST.: ACTION x (1 + (1 - share kept)).\n");
}

static void print_singles(const struct report *report, struct buffer *out) {
    if (!report->answers || !report->single_count)
        return;
    const double own = (double)report->answers_cost_micro_usd;
    buffer_format(out,
                  "\nThe same %lld answer%s from one model alone; an estimate, since models count"
                  "\ntokens in their own ways, and may need other repairs:\n"
                  "  %-36s $%11.4f\n",
                  (long long)report->answers, report->answers == 1 ? "" : "s", "as they came",
                  own / 1e6);
    for (size_t i = 0; i < report->single_count; i++) {
        const struct report_single *single = &report->singles[i];
        const double cost = (double)single->cost_micro_usd;
        buffer_format(out, "  %-36.36s $%11.4f", single->model->name, cost / 1e6);
        if (own > 0)
            buffer_format(out, "  %+5.0f %%", 100 * (cost / own - 1));
        buffer_append_string(out, "\n");
    }
}

static void print_today(const struct report *report, struct buffer *out) {
    const double spent = (double)report->spent_today_micro_usd / 1e6;
    buffer_format(out, "\nToday: $%.4f", spent);
    if (report->usd_per_day > 0)
        buffer_format(out, " of usd_per_day $%.4f (%.0f %%)", report->usd_per_day,
                      100 * spent / report->usd_per_day);
    else if (report->usd_per_day == 0)
        buffer_append_string(out, " of usd_per_day $0");
    else
        buffer_append_string(out, "; the budget has no usd_per_day");
    buffer_append_string(out, ".\n");
}

static void print_nothing(const struct report *report, struct buffer *out) {
    buffer_format(out,
                  "Nothing is recorded %s yet. Run an action in your editor, or\n"
                  "    wye run explain FILE\n"
                  "and ask again.\n",
                  report->days == 1 ? "today" : "in these days");
}

void report_print_text(const struct report *report, struct buffer *out) {
    const struct report_row *total = &report->total;
    if (!report->actions && !report->row_count) {
        print_nothing(report, out);
        return;
    }
    const int64_t in_vain = report->actions - total->actions;
    buffer_format(out, "%s to %s: %lld action%s", report->dates[0], report->dates[report->days - 1],
                  (long long)report->actions, report->actions == 1 ? "" : "s");
    if (in_vain > 0)
        buffer_format(out, ", %lld without a result", (long long)in_vain);
    buffer_format(out, "; $%.4f\n\n", (double)total->cost_micro_usd / 1e6);
    print_heading(out);
    for (size_t i = 0; i < report->model_count; i++)
        print_model(report, i, out);
    if (report->model_count > 1) {
        buffer_append_string(out, "\n");
        print_row(total, "all models", "", out);
    }
    print_legend(out);
    if (total->estimated)
        buffer_format(out, "Of %lld calls no tokens were told; they are counted from the bytes.\n",
                      (long long)total->estimated);
    print_singles(report, out);
    print_today(report, out);
}
