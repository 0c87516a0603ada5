// The report as one page. It holds its style and its plots, has no script, and forbids itself to
// fetch anything. Every word of the ledger is escaped.
#include "cli/report_print.h"

#include "cli/report_plot.h"

#include <math.h>
#include <stdlib.h>

extern const char _binary_server_cli_report_css_start[];
extern const char _binary_server_cli_report_css_end[];

enum { COLOURS = 8, ROWS_SHOWN = 24 };

struct page {
    struct buffer *out;
    const struct report *report;
    struct plot_model *models; // by place in report->models
    struct arena arena;
};

static void put(struct page *page, const char *text) {
    buffer_append_string(page->out, text);
}

static void put_usd(struct page *page, double usd) {
    plot_usd(page->out, usd);
}

static void put_count(struct page *page, int64_t count) {
    plot_count(page->out, count);
}

static void put_seconds(struct page *page, int64_t ms) {
    if (ms < 0)
        put(page, "–");
    else if (ms < 1000)
        buffer_format(page->out, "%lld ms", (long long)ms);
    else
        buffer_format(page->out, ms < 99950 ? "%.1f s" : "%.0f s", (double)ms / 1e3);
}

static void put_percent(struct page *page, int64_t part, int64_t all) {
    if (all > 0)
        buffer_format(page->out, "%.0f %%", 100 * (double)part / (double)all);
    else
        put(page, "–");
}

// --- Models --------------------------------------------------------------------------------------

// Colours by rank, so that those by which most is spent are told apart; builtin has none.
static void name_models(struct page *page, const struct profile *profile) {
    static const char *const classes[COLOURS] = { "m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7" };
    const struct report *report = page->report;
    page->models = ARENA_ARRAY(&page->arena, report->model_count, struct plot_model);
    size_t coloured = 0;
    for (size_t i = 0; i < report->model_count; i++) {
        const char *name = report->models[i].model;
        const bool is_builtin = strcmp(name, MODEL_BUILTIN) == 0;
        const struct model *model = catalogue_find(profile->catalogue, name);
        const char *shown = model && *model->display_name ? model->display_name : name;
        page->models[i] = (struct plot_model){
            .name = is_builtin ? "Built-in engine" : shown,
            .colour = is_builtin || coloured == COLOURS ? "mx" : classes[coloured++],
        };
    }
}

static const struct plot_model *model_of(const struct page *page, const struct report_row *row) {
    size_t i = 0;
    while (strcmp(page->report->models[i].model, row->model) != 0)
        i++;
    return &page->models[i];
}

static void put_chip(struct page *page, const struct plot_model *model) {
    buffer_format(page->out, "<span class=\"chip %s\"></span>", model->colour);
    plot_escape(page->out, model->name);
}

// --- At the head ---------------------------------------------------------------------------------

static void put_long_date(struct page *page, const char *date) {
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December" };
    const long month = strtol(date + 5, NULL, 10);
    buffer_format(page->out, "%ld %s %.4s", strtol(date + 8, NULL, 10), months[month - 1], date);
}

static void put_head(struct page *page) {
    const struct report *report = page->report;
    put(page, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
              "style-src 'unsafe-inline'; img-src data:\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<link rel=\"icon\" href=\"data:,\">\n<title>wye report, ");
    put(page, report->dates[report->days - 1]);
    put(page, "</title>\n<style>\n");
    buffer_append(page->out, (struct slice){ _binary_server_cli_report_css_start,
                                             (size_t)(_binary_server_cli_report_css_end -
                                                      _binary_server_cli_report_css_start) });
    put(page, "</style>\n</head>\n<body>\n<main>\n<header>\n<h1><span>wye</span> report</h1>\n<p>");
    if (report->days > 1) {
        put_long_date(page, report->dates[0]);
        put(page, " to ");
    }
    put_long_date(page, report->dates[report->days - 1]);
    if (report->actions) {
        put(page, " · ");
        put_count(page, report->actions);
        put(page, report->actions == 1 ? " action" : " actions");
        const int64_t in_vain = report->actions - report->total.actions;
        if (in_vain > 0) {
            put(page, ", ");
            put_count(page, in_vain);
            put(page, " without a result");
        }
    }
    put(page, "</p>\n</header>\n");
}

static void put_budget(struct page *page) {
    const struct report *report = page->report;
    const double spent = (double)report->spent_today_micro_usd / 1e6;
    put(page, "<section><h2>Today</h2><strong>");
    put_usd(page, spent);
    put(page, "</strong><p>");
    if (report->usd_per_day < 0) {
        put(page, "no budget for a day is set</p></section>\n");
        return;
    }
    const double share = report->usd_per_day > 0 ? spent / report->usd_per_day : 1;
    put(page, "of ");
    put_usd(page, report->usd_per_day);
    buffer_format(page->out,
                  " a day</p><div class=\"meter\"><i class=\"%s\" style=\"width:%.1f%%\"></i></div>"
                  "</section>\n",
                  share >= 1     ? "bad"
                  : share >= 0.8 ? "warn"
                                 : "good",
                  100 * fmin(share, 1));
}

static void put_tiles(struct page *page) {
    const struct report_row *total = &page->report->total;
    const struct report_share kept = report_acceptance(total);
    put(page, "<div class=\"tiles\">\n<section><h2>Spent</h2><strong>");
    put_usd(page, (double)total->cost_micro_usd / 1e6);
    put(page, "</strong><p>");
    put_usd(page, report_usd_per_action(total));
    put(page, " an action</p></section>\n<section><h2>Kept at once</h2><strong>");
    if (kept.is_known) {
        const int places = kept.high - kept.low < 0.02 ? 1 : 0;
        buffer_format(page->out, "%.*f %%</strong><p>%.*f to %.*f %%, by ", places,
                      100 * kept.share, places, 100 * kept.low, places, 100 * kept.high);
        put_count(page, total->judged);
        put(page, total->judged == 1 ? " that was judged" : " that were judged");
    } else {
        put(page, "–</strong><p>nothing was judged yet");
    }
    put(page, "</p></section>\n<section><h2>Time of an action</h2><strong>");
    put_seconds(page, total->median_ms);
    put(page, "</strong><p>the median; 95 % took at most ");
    put_seconds(page, total->p95_ms);
    put(page, "</p></section>\n");
    put_budget(page);
    put(page, "</div>\n");
}

static void put_spending(struct page *page) {
    const struct report *report = page->report;
    const unsigned days = plot_bin_days(report);
    buffer_format(page->out, "<section><h2>Spent by %s</h2>",
                  days == 1   ? "day"
                  : days == 7 ? "week"
                              : "30 days");
    put(page, "<p class=\"soft\">Every call counts, also those whose "
              "answers were no use.</p>\n");
    plot_spending(page->out, report, page->models);
    put(page, "<ul class=\"legend\">");
    for (size_t i = 0; i < report->model_count; i++) {
        if (!report->models[i].cost_micro_usd)
            continue;
        put(page, "<li>");
        put_chip(page, &page->models[i]);
        put(page, " ");
        put_usd(page, (double)report->models[i].cost_micro_usd / 1e6);
        put(page, "</li>");
    }
    put(page, "</ul></section>\n");
}

// --- Tables --------------------------------------------------------------------------------------

static void put_table_head(struct page *page, const char *of) {
    put(page, "<table><thead><tr><th class=\"w-name\">");
    put(page, of);
    put(page, "</th><th class=\"n w-n\">Actions</th><th class=\"w-plot\">Kept at once</th>"
              "<th class=\"w-again\">Asked again</th><th class=\"w-plot\">Time: median, 95 %</th>"
              "<th class=\"n w-n\">An action</th><th class=\"n\">A kept one</th></tr></thead>"
              "<tbody>\n");
}

static void put_acceptance(struct page *page, const struct report_row *row, const char *colour) {
    const struct report_share share = report_acceptance(row);
    put(page, "<td class=\"plot\" data-label=\"Kept at once\">");
    plot_share(page->out, &share, colour);
    if (share.is_known) {
        buffer_format(page->out, "<small><b>%.0f %%</b> (%.0f–%.0f) of ", 100 * share.share,
                      100 * share.low, 100 * share.high);
        put_count(page, row->judged);
    } else {
        put(page, "<small>not judged");
    }
    put(page, "</small></td>");
}

static void put_figures(struct page *page, const struct report_row *row, int64_t most_ms,
                        const char *colour) {
    put(page, "<td class=\"n\" data-label=\"Actions\">");
    put_count(page, row->actions);
    put(page, "</td>");
    put_acceptance(page, row, colour);
    put(page, "<td data-label=\"Asked again\"><small>");
    put_percent(page, row->repaired, row->actions);
    put(page, " repaired</small><small>");
    put_percent(page, row->retried, row->actions);
    put(page, " retried</small></td><td class=\"plot\" data-label=\"Time: median, 95 %\">");
    plot_time(page->out, row, most_ms, colour);
    put(page, "<small><b>");
    put_seconds(page, row->median_ms);
    put(page, "</b>, ");
    put_seconds(page, row->p95_ms);
    put(page, "</small></td><td class=\"n\" data-label=\"An action\">");
    put_usd(page, report_usd_per_action(row));
    put(page, "</td><td class=\"n\" data-label=\"A kept one\">");
    put_usd(page, report_usd_per_kept(row));
    const double estimate = report_usd_per_kept_estimate(row);
    if (!isnan(estimate)) {
        put(page, "<small>");
        put_usd(page, estimate);
        put(page, " est.</small>");
    }
    put(page, "</td></tr>\n");
}

static int64_t longest(const struct report_row *rows, size_t count) {
    int64_t most_ms = 0;
    for (size_t i = 0; i < count; i++)
        most_ms = rows[i].p95_ms > most_ms ? rows[i].p95_ms : most_ms;
    return most_ms;
}

static void put_models(struct page *page) {
    const struct report *report = page->report;
    const int64_t most_ms = longest(report->models, report->model_count);
    put(page, "<section><h2>By model</h2><p class=\"soft\">The dot is the share that was kept at "
              "once, the band where the true share lies with 95 %.</p>\n");
    put_table_head(page, "Model");
    for (size_t i = 0; i < report->model_count; i++) {
        put(page, "<tr><td class=\"name\"><b>");
        put_chip(page, &page->models[i]);
        put(page, "</b></td>");
        put_figures(page, &report->models[i], most_ms, page->models[i].colour);
    }
    put(page, "</tbody></table></section>\n");
}

// Rows of one language and task stand together, so that models can be compared; the most used ones
// first.
struct group_row {
    const struct report_row *row;
    int64_t group_actions;
};

static int compare_group_rows(const void *a, const void *b) {
    const struct group_row *one = a, *other = b;
    if (one->group_actions != other->group_actions)
        return one->group_actions > other->group_actions ? -1 : 1;
    int order = strcmp(one->row->language, other->row->language);
    if (!order)
        order = strcmp(one->row->task, other->row->task);
    if (order)
        return order;
    if (one->row->actions != other->row->actions)
        return one->row->actions > other->row->actions ? -1 : 1;
    return strcmp(one->row->model, other->row->model);
}

static bool is_same_group(const struct report_row *one, const struct report_row *other) {
    return strcmp(one->language, other->language) == 0 && strcmp(one->task, other->task) == 0;
}

static struct group_row *group_rows(struct page *page) {
    const struct report *report = page->report;
    struct group_row *rows = ARENA_ARRAY(&page->arena, report->row_count, struct group_row);
    for (size_t i = 0; i < report->row_count; i++) {
        rows[i].row = &report->rows[i];
        for (size_t j = 0; j < report->row_count; j++)
            if (is_same_group(&report->rows[i], &report->rows[j]))
                rows[i].group_actions += report->rows[j].actions;
    }
    qsort(rows, report->row_count, sizeof *rows, compare_group_rows);
    return rows;
}

static void put_group_row(struct page *page, const struct group_row *rows, size_t i,
                          int64_t most_ms) {
    const struct report_row *row = rows[i].row;
    const struct plot_model *model = model_of(page, row);
    const bool is_first = i == 0 || !is_same_group(rows[i - 1].row, row);
    const bool is_last = i + 1 == page->report->row_count || !is_same_group(rows[i + 1].row, row);
    put(page, is_last ? "<tr>" : "<tr class=\"more\">");
    put(page, "<td class=\"name\">");
    if (is_first) {
        put(page, "<b>");
        plot_escape(page->out, *row->language ? row->language : "no language");
        put(page, " · ");
        plot_escape(page->out, row->task);
        put(page, "</b>");
    }
    put(page, "<small>");
    put_chip(page, model);
    put(page, "</small></td>");
    put_figures(page, row, most_ms, model->colour);
}

static void put_rows(struct page *page) {
    const struct report *report = page->report;
    const struct group_row *rows = group_rows(page);
    const int64_t most_ms = longest(report->rows, report->row_count);
    size_t shown = 0;
    put(page, "<section><h2>By language and task</h2><p class=\"soft\">The most frequent first."
              "</p>\n");
    put_table_head(page, "Language and task");
    while (shown < report->row_count &&
           (shown < ROWS_SHOWN || is_same_group(rows[shown - 1].row, rows[shown].row)))
        put_group_row(page, rows, shown++, most_ms);
    put(page, "</tbody></table>\n");
    if (shown < report->row_count) {
        buffer_format(page->out, "<details><summary>%zu more</summary>\n",
                      report->row_count - shown);
        put_table_head(page, "Language and task");
        while (shown < report->row_count)
            put_group_row(page, rows, shown++, most_ms);
        put(page, "</tbody></table></details>\n");
    }
    put(page, "</section>\n");
}

// --- One model in the place of all ---------------------------------------------------------------

static void put_single(struct page *page, const char *name, int64_t cost, double most,
                       const char *colour, bool is_own) {
    const double own = (double)page->report->answers_cost_micro_usd;
    buffer_format(page->out, "<span class=\"name%s\">", is_own ? " own" : "");
    plot_escape(page->out, name);
    put(page, "</span>");
    plot_bar(page->out, most > 0 ? (double)cost / most : 0, colour);
    buffer_format(page->out, "<span class=\"n%s\">", is_own ? " own" : "");
    put_usd(page, (double)cost / 1e6);
    put(page, "</span>");
    const double change = own > 0 ? 100 * ((double)cost / own - 1) : 0;
    if (is_own || own <= 0)
        put(page, "<span></span>\n");
    else if (fabs(change) < 0.5)
        put(page, "<span class=\"n soft\">the same</span>\n");
    else
        buffer_format(page->out, "<span class=\"n %s\">%s%.0f %%</span>\n",
                      change < 0 ? "less" : "more", change < 0 ? "−" : "+", fabs(change));
}

static const char *colour_of(const struct page *page, const char *model) {
    for (size_t i = 0; i < page->report->model_count; i++)
        if (strcmp(page->report->models[i].model, model) == 0)
            return page->models[i].colour;
    return "mx";
}

static void put_singles(struct page *page) {
    const struct report *report = page->report;
    if (!report->answers || !report->single_count)
        return;
    const double dearest = (double)report->singles[report->single_count - 1].cost_micro_usd;
    const double most = fmax(dearest, (double)report->answers_cost_micro_usd);
    put(page, "<section><h2>The same answers from one model alone</h2><p class=\"soft\">What the ");
    put_count(page, report->answers);
    put(page, report->answers == 1 ? " answer" : " answers");
    put(page, " that served would have cost by the tokens used. An estimate: models count tokens "
              "in their own ways, and may need other repairs.</p>\n"
              "<div class=\"singles\">\n");
    put_single(page, "As they came", report->answers_cost_micro_usd, most, "own-bar", true);
    for (size_t i = 0; i < report->single_count; i++) {
        const struct model *model = report->singles[i].model;
        put_single(page, *model->display_name ? model->display_name : model->name,
                   report->singles[i].cost_micro_usd, most, colour_of(page, model->name), false);
    }
    put(page, "</div></section>\n");
}

// --- The page ------------------------------------------------------------------------------------

static void put_words(struct page *page) {
    put(page,
        "<section><h2>What the words mean</h2><dl>"
        "<div><dt>Kept at once</dt><dd>Called good by you, or left as it came until you saved, "
        "closed or typed on, and the model was not asked twice for it. Of all that were judged, "
        "with those whose answers were no use.</dd></div>"
        "<div><dt>Repaired, retried</dt><dd>Asked again because the answer was no use; called "
        "again because a call failed.</dd></div>"
        "<div><dt>A kept one</dt><dd>What judged actions cost, for each that was accepted. "
        "Below it the estimate: an action's cost × (1 + (1 − share kept at once)).</dd></div>"
        "<div><dt>Time</dt><dd>Of the whole action, with all its calls: what half of them and "
        "95 % of them do not pass.</dd></div></dl></section>\n");
}

static void put_nothing(struct page *page) {
    put(page, "<section class=\"empty\"><h2>Nothing is recorded in these days yet</h2>"
              "<p>Run an action in your editor, or <code>wye run explain FILE</code>, and make "
              "this page again.</p></section>\n");
}

void report_print_html(const struct report *report, const struct profile *profile,
                       struct buffer *out) {
    struct page page = { .out = out, .report = report };
    name_models(&page, profile);
    put_head(&page);
    if (report->actions || report->row_count) {
        put_tiles(&page);
        if (report->total.cost_micro_usd)
            put_spending(&page);
        put_models(&page);
        put_singles(&page);
        put_rows(&page);
        put_words(&page);
    } else {
        put_nothing(&page);
    }
    put(&page, "<footer>Figures of this machine's ledger, which holds no code and no path. This "
               "page fetches nothing.</footer>\n</main>\n</body>\n</html>\n");
    arena_release(&page.arena);
}
