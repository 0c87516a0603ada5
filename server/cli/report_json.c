// The report for programs, the stable form. Money is in micro-dollars where it was spent, and in
// USD where it is a quotient; what is not known is null; nothing is rounded.
//
//   days, since, until       the period: local dates, both included
//   actions                  that ended; total.actions of them came to a result
//   total                    a row without model, language and task
//   models                   rows without language and task
//   rows                     {model, language, task, actions, judged, kept, accepted, repaired,
//                            retried, unusable, calls, estimated: as in report_figures.h;
//                            acceptance: null | {share, low, high} of the first pass, with the
//                            interval that holds 95 %; medianMs, p95Ms;
//                            usage {uncached, cacheRead, cacheWrite, output, reasoning},
//                            costMicroUsd, judgedCostMicroUsd;
//                            usdPerAction, usdPerKept (measured), usdPerKeptEstimate (usdPerAction
//                            x (1 + (1 - acceptance)))}
//   spend                    [{day, costMicroUsd, models {NAME: costMicroUsd}}], days without left
//                            out
//   sameAnswers              {answers, costMicroUsd, estimates [{model, costMicroUsd, used}]}: what
//                            the answers that served cost, and would have on one model alone
//   today                    {spentMicroUsd, usdPerDay: null | the budget}
#include "cli/report_print.h"

static void add_known(struct json *json, const char *key, int64_t ms) {
    if (ms < 0)
        json_add_null(json, key);
    else
        json_add_integer(json, key, ms);
}

static struct json *row_json(const struct report_row *row) {
    struct json *json = json_object();
    if (*row->model)
        json_add_string(json, "model", row->model);
    if (*row->task) {
        json_add_string(json, "language", row->language);
        json_add_string(json, "task", row->task);
    }
    json_add_integer(json, "actions", row->actions);
    json_add_integer(json, "judged", row->judged);
    json_add_integer(json, "kept", row->kept);
    json_add_integer(json, "accepted", row->accepted);
    json_add_integer(json, "repaired", row->repaired);
    json_add_integer(json, "retried", row->retried);
    json_add_integer(json, "unusable", row->unusable);
    json_add_integer(json, "calls", row->calls);
    json_add_integer(json, "estimated", row->estimated);
    const struct report_share acceptance = report_acceptance(row);
    if (acceptance.is_known) {
        struct json *share = json_add_object(json, "acceptance");
        json_add_number(share, "share", acceptance.share);
        json_add_number(share, "low", acceptance.low);
        json_add_number(share, "high", acceptance.high);
    } else {
        json_add_null(json, "acceptance");
    }
    add_known(json, "medianMs", row->median_ms);
    add_known(json, "p95Ms", row->p95_ms);
    struct json *usage = json_add_object(json, "usage");
    json_add_integer(usage, "uncached", row->usage.uncached);
    json_add_integer(usage, "cacheRead", row->usage.cache_read);
    json_add_integer(usage, "cacheWrite", row->usage.cache_write);
    json_add_integer(usage, "output", row->usage.output);
    json_add_integer(usage, "reasoning", row->usage.reasoning);
    json_add_integer(json, "costMicroUsd", row->cost_micro_usd);
    json_add_integer(json, "judgedCostMicroUsd", row->judged_cost_micro_usd);
    json_add_number(json, "usdPerAction", report_usd_per_action(row));
    json_add_number(json, "usdPerKept", report_usd_per_kept(row));
    json_add_number(json, "usdPerKeptEstimate", report_usd_per_kept_estimate(row));
    return json;
}

static void add_rows(struct json *json, const char *key, const struct report_row *rows,
                     size_t count) {
    struct json *list = json_add_array(json, key);
    for (size_t i = 0; i < count; i++)
        json_push(list, row_json(&rows[i]));
}

static void add_spend(struct json *json, const struct report *report) {
    struct json *list = json_add_array(json, "spend");
    for (unsigned day = 0; day < report->days; day++) {
        const int64_t *spent = &report->spent_micro_usd[day * report->model_count];
        int64_t sum = 0;
        struct json *models = json_object();
        for (size_t i = 0; i < report->model_count; i++) {
            sum += spent[i];
            if (spent[i])
                json_add_integer(models, report->models[i].model, spent[i]);
        }
        if (!sum) {
            json_destroy(models);
            continue;
        }
        struct json *item = json_push(list, json_object());
        json_add_string(item, "day", report->dates[day]);
        json_add_integer(item, "costMicroUsd", sum);
        json_add(item, "models", models);
    }
}

static void add_singles(struct json *json, const struct report *report) {
    struct json *same = json_add_object(json, "sameAnswers");
    json_add_integer(same, "answers", report->answers);
    json_add_integer(same, "costMicroUsd", report->answers_cost_micro_usd);
    struct json *list = json_add_array(same, "estimates");
    for (size_t i = 0; i < report->single_count; i++) {
        struct json *item = json_push(list, json_object());
        json_add_string(item, "model", report->singles[i].model->name);
        json_add_integer(item, "costMicroUsd", report->singles[i].cost_micro_usd);
        json_add_bool(item, "used", report->singles[i].is_used);
    }
}

struct json *report_json(const struct report *report) {
    struct json *json = json_object();
    json_add_integer(json, "days", report->days);
    json_add_string(json, "since", report->dates[0]);
    json_add_string(json, "until", report->dates[report->days - 1]);
    json_add_integer(json, "actions", report->actions);
    json_add(json, "total", row_json(&report->total));
    add_rows(json, "models", report->models, report->model_count);
    add_rows(json, "rows", report->rows, report->row_count);
    add_spend(json, report);
    add_singles(json, report);
    struct json *today = json_add_object(json, "today");
    json_add_integer(today, "spentMicroUsd", report->spent_today_micro_usd);
    if (report->usd_per_day >= 0)
        json_add_number(today, "usdPerDay", report->usd_per_day);
    else
        json_add_null(today, "usdPerDay");
    return json;
}
