// Owns the arithmetic of the report. Sums are whole numbers, so that the rows add up to the total
// to the token and the micro-dollar; times are sorted here, because SQLite takes longer.
#include "cli/report_figures.h"

#include "llm/beta.h"

#include <math.h>
#include <stdlib.h>

struct work {
    struct arena *arena;
    const struct profile *profile;
    struct report *report;
    int64_t *times_ms; // of all rows, in their order
    int64_t *sorted_ms;
    size_t time_count;
    bool (*is_usable)(const struct model *model, void *data);
    void *data;
};

static int64_t integer(const struct json *object, const char *key) {
    return json_integer_or(json_find(object, key), 0);
}

// --- Rows ----------------------------------------------------------------------------------------

static struct report_row read_row(struct arena *arena, const struct json *json) {
    const struct json *tokens = json_first(json_find(json, "tokens"));
    int64_t counts[5] = { 0 };
    for (size_t i = 0; i < 5 && tokens; i++, tokens = json_next(tokens))
        counts[i] = json_integer_or(tokens, 0);
    const char *words[] = { "model", "language", "task" };
    for (size_t i = 0; i < 3; i++)
        words[i] = arena_string(arena, slice_from(json_string_or(json_find(json, words[i]), "")));
    return (struct report_row){
        .model = words[0],
        .language = words[1],
        .task = words[2],
        .actions = integer(json, "actions"),
        .judged = integer(json, "judged") + integer(json, "unusable"),
        .kept = integer(json, "kept"),
        .accepted = integer(json, "accepted"),
        .repaired = integer(json, "repaired"),
        .retried = integer(json, "retried"),
        .unusable = integer(json, "unusable"),
        .calls = integer(json, "calls"),
        .estimated = integer(json, "estimated"),
        .usage = { .uncached = counts[0],
                   .cache_read = counts[1],
                   .cache_write = counts[2],
                   .output = counts[3],
                   .reasoning = counts[4],
                   .estimated = integer(json, "estimated") > 0 },
        .cost_micro_usd = integer(json, "costMicroUsd"),
        .judged_cost_micro_usd =
            integer(json, "judgedCostMicroUsd") + integer(json, "unusableCostMicroUsd"),
        .median_ms = -1,
        .p95_ms = -1,
    };
}

static void add_row(struct report_row *sum, const struct report_row *row) {
    sum->actions += row->actions;
    sum->judged += row->judged;
    sum->kept += row->kept;
    sum->accepted += row->accepted;
    sum->repaired += row->repaired;
    sum->retried += row->retried;
    sum->unusable += row->unusable;
    sum->calls += row->calls;
    sum->estimated += row->estimated;
    sum->usage = llm_usage_add(sum->usage, row->usage);
    sum->cost_micro_usd += row->cost_micro_usd;
    sum->judged_cost_micro_usd += row->judged_cost_micro_usd;
}

static struct report_row empty_row(const char *model) {
    return (struct report_row){
        .model = model, .language = "", .task = "", .median_ms = -1, .p95_ms = -1
    };
}

static int compare_integers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int compare_models(const void *a, const void *b) {
    const struct report_row *one = a, *other = b;
    int order = compare_integers(other->cost_micro_usd, one->cost_micro_usd);
    if (!order)
        order = compare_integers(other->actions, one->actions);
    return order ? order : strcmp(one->model, other->model);
}

// With the place of its model and its own in the answer, by which its times are found again.
struct placed_row {
    struct report_row row;
    size_t model;
    const struct json *json;
};

static int compare_rows(const void *a, const void *b) {
    const struct placed_row *one = a, *other = b;
    if (one->model != other->model)
        return one->model < other->model ? -1 : 1;
    int order = compare_integers(other->row.actions, one->row.actions);
    if (!order)
        order = strcmp(one->row.language, other->row.language);
    return order ? order : strcmp(one->row.task, other->row.task);
}

static size_t find_model(const struct report *report, const char *name) {
    size_t i = 0;
    while (i < report->model_count && strcmp(report->models[i].model, name) != 0)
        i++;
    return i;
}

static void sum_models(struct report *report, const struct placed_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t model = find_model(report, rows[i].row.model);
        if (model == report->model_count)
            report->models[report->model_count++] = empty_row(rows[i].row.model);
        add_row(&report->models[model], &rows[i].row);
        add_row(&report->total, &rows[i].row);
    }
    qsort(report->models, report->model_count, sizeof *report->models, compare_models);
}

// --- Times ---------------------------------------------------------------------------------------

static int compare_times(const void *a, const void *b) {
    return compare_integers(*(const int64_t *)a, *(const int64_t *)b);
}

static void rank_times(struct work *work, struct report_row *row, size_t first, size_t count) {
    if (!count)
        return;
    memcpy(work->sorted_ms, work->times_ms + first, count * sizeof *work->times_ms);
    qsort(work->sorted_ms, count, sizeof *work->sorted_ms, compare_times);
    row->median_ms = work->sorted_ms[(count * 50 + 99) / 100 - 1];
    row->p95_ms = work->sorted_ms[(count * 95 + 99) / 100 - 1];
}

static size_t count_times(const struct json *rows) {
    size_t count = 0;
    for (const struct json *row = json_first(rows); row; row = json_next(row))
        count += json_count(json_find(row, "timesMs"));
    return count;
}

// Those of one model stand together, as its rows do.
static void take_times(struct work *work, const struct placed_row *rows) {
    struct report *report = work->report;
    size_t first = 0;
    for (size_t model = 0, row = 0; model < report->model_count; model++) {
        for (first = work->time_count; row < report->row_count && rows[row].model == model; row++) {
            size_t start = work->time_count;
            const struct json *time = json_first(json_find(rows[row].json, "timesMs"));
            for (; time; time = json_next(time))
                work->times_ms[work->time_count++] = json_integer_or(time, 0);
            rank_times(work, &report->rows[row], start, work->time_count - start);
        }
        rank_times(work, &report->models[model], first, work->time_count - first);
    }
    rank_times(work, &report->total, 0, work->time_count);
}

static void take_rows(struct work *work, const struct json *list) {
    struct report *report = work->report;
    const size_t count = json_count(list), times = count_times(list);
    struct placed_row *rows = ARENA_ARRAY(work->arena, count, struct placed_row);
    size_t i = 0;
    for (const struct json *json = json_first(list); json; json = json_next(json))
        rows[i++] = (struct placed_row){ .row = read_row(work->arena, json), .json = json };
    report->models = ARENA_ARRAY(work->arena, count, struct report_row);
    sum_models(report, rows, count);
    for (i = 0; i < count; i++)
        rows[i].model = find_model(report, rows[i].row.model);
    if (count)
        qsort(rows, count, sizeof *rows, compare_rows);
    report->rows = ARENA_ARRAY(work->arena, count, struct report_row);
    report->row_count = count;
    for (i = 0; i < count; i++)
        report->rows[i] = rows[i].row;
    work->times_ms = ARENA_ARRAY(work->arena, times, int64_t);
    work->sorted_ms = ARENA_ARRAY(work->arena, times, int64_t);
    take_times(work, rows);
}

// --- Days ----------------------------------------------------------------------------------------

static void take_days(struct work *work, const struct json *list) {
    struct report *report = work->report;
    report->spent_micro_usd = ARENA_ARRAY(work->arena, report->days * report->model_count, int64_t);
    for (const struct json *item = json_first(list); item; item = json_next(item)) {
        const struct json *name = json_next(json_first(item));
        int64_t day = json_integer_or(json_first(item), -1);
        size_t model = find_model(report, json_string_or(name, ""));
        if (day >= 0 && day < report->days && model < report->model_count)
            report->spent_micro_usd[(size_t)day * report->model_count + model] +=
                json_integer_or(json_next(name), 0);
    }
}

// --- One model in the place of all ---------------------------------------------------------------

struct size { // answers to what was so many thousand tokens, rounded up
    int64_t thousands, answers;
    struct llm_usage usage;
    int64_t cost_micro_usd;
};

static struct size read_size(const struct json *item) {
    int64_t values[7] = { 0 };
    const struct json *value = json_first(item);
    for (size_t i = 0; i < 7 && value; i++, value = json_next(value))
        values[i] = json_integer_or(value, 0);
    return (struct size){ .thousands = values[0],
                          .answers = values[1],
                          .usage = { .uncached = values[2],
                                     .cache_read = values[3],
                                     .cache_write = values[4],
                                     .output = values[5] },
                          .cost_micro_usd = values[6] };
}

// Exact, tiers included, as these begin at whole thousands of tokens.
static int64_t cost_on(const struct model *model, const struct json *sizes) {
    int64_t cost = 0;
    for (const struct json *item = json_first(sizes); item; item = json_next(item)) {
        const struct size size = read_size(item);
        const struct llm_prices price = { .base = *llm_price_at(&model->prices,
                                                                size.thousands * 1000) };
        cost += llm_cost_micro_usd(&price, &size.usage);
    }
    return cost;
}

// Configured models, and of each shipped family what is newest.
static bool is_present(const struct work *work, const struct model *model) {
    if (!work->is_usable(model, work->data))
        return false;
    const struct catalogue *catalogue = work->profile->catalogue;
    for (size_t i = 0; i < catalogue_count(catalogue) && !model->is_configured; i++) {
        const struct model *other = catalogue_at(catalogue, i);
        if (strcmp(other->family, model->family) == 0 &&
            strcmp(other->provider, model->provider) == 0 &&
            strcmp(other->release_date, model->release_date) > 0)
            return false;
    }
    return true;
}

static int compare_singles(const void *a, const void *b) {
    const struct report_single *one = a, *other = b;
    int order = compare_integers(one->cost_micro_usd, other->cost_micro_usd);
    return order ? order : strcmp(one->model->name, other->model->name);
}

static void take_sizes(struct work *work, const struct json *sizes) {
    struct report *report = work->report;
    const struct catalogue *catalogue = work->profile->catalogue;
    for (const struct json *item = json_first(sizes); item; item = json_next(item)) {
        const struct size size = read_size(item);
        report->answers += size.answers;
        report->answers_cost_micro_usd += size.cost_micro_usd;
    }
    const size_t count = catalogue_count(catalogue);
    report->singles = ARENA_ARRAY(work->arena, count, struct report_single);
    for (size_t i = 0; i < count; i++) {
        const struct model *model = catalogue_at(catalogue, i);
        const bool is_used = find_model(report, model->name) < report->model_count;
        // A configured model may have a shipped one's name.
        if (model->has_price && catalogue_find(catalogue, model->name) == model &&
            (is_used || is_present(work, model)))
            report->singles[report->single_count++] = (struct report_single){
                .model = model,
                .cost_micro_usd = cost_on(model, sizes),
                .is_used = is_used,
            };
    }
    qsort(report->singles, report->single_count, sizeof *report->singles, compare_singles);
}

struct report *report_create(struct arena *arena, const struct json *answer, unsigned days,
                             const char **dates, const struct profile *profile,
                             bool (*is_usable)(const struct model *model, void *data), void *data) {
    struct report *report = ARENA_NEW(arena, struct report);
    struct work work = {
        .arena = arena, .profile = profile, .report = report, .is_usable = is_usable, .data = data
    };
    report->days = days;
    report->dates = dates;
    report->actions = integer(answer, "actions");
    report->spent_today_micro_usd = integer(answer, "spentTodayMicroUsd");
    report->usd_per_day = profile->config->usd_per_day;
    report->total = empty_row("");
    take_rows(&work, json_find(answer, "rows"));
    take_days(&work, json_find(answer, "days"));
    take_sizes(&work, json_find(answer, "sizes"));
    return report;
}

const struct report_row *report_model_rows(const struct report *report, size_t model,
                                           size_t *count) {
    const char *name = report->models[model].model;
    size_t first = 0;
    while (strcmp(report->rows[first].model, name) != 0)
        first++;
    *count = 0;
    while (first + *count < report->row_count &&
           strcmp(report->rows[first + *count].model, name) == 0)
        ++*count;
    return &report->rows[first];
}

// --- What follows from a row ---------------------------------------------------------------------

struct report_share report_acceptance(const struct report_row *row) {
    if (row->judged <= 0)
        return (struct report_share){ .is_known = false };
    const struct beta beta = { (double)row->kept + 0.5, (double)(row->judged - row->kept) + 0.5 };
    return (struct report_share){
        .is_known = true,
        .share = (double)row->kept / (double)row->judged,
        .low = beta_quantile(beta, 0.025),
        .high = beta_quantile(beta, 0.975),
    };
}

double report_usd_per_action(const struct report_row *row) {
    return row->actions ? (double)row->cost_micro_usd / 1e6 / (double)row->actions : NAN;
}

double report_usd_per_kept(const struct report_row *row) {
    return row->accepted ? (double)row->judged_cost_micro_usd / 1e6 / (double)row->accepted : NAN;
}

double report_usd_per_kept_estimate(const struct report_row *row) {
    const struct report_share acceptance = report_acceptance(row);
    return acceptance.is_known ? report_usd_per_action(row) * (2 - acceptance.share) : NAN;
}
