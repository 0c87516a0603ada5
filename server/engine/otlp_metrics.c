// Histograms of calls, with the names, units and bounds of the GenAI conventions, and a sum of what
// they cost. One series for each model, provider and error: few.
#include "engine/otlp_parts.h"

#include "base/memory.h"
#include "base/vec.h"

enum { BOUNDS = 14 };
enum { CUMULATIVE = 2 }; // AggregationTemporality

enum metric { METRIC_TOKENS, METRIC_DURATION, METRIC_FIRST_CHUNK, METRIC_COST, METRICS };

static const double token_bounds[BOUNDS] = { 1,       4,       16,       64,      256,
                                             1024,    4096,    16384,    65536,   262144,
                                             1048576, 4194304, 16777216, 67108864 };
static const double second_bounds[BOUNDS] = { 0.01, 0.02, 0.04, 0.08,  0.16,  0.32,  0.64,
                                              1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92 };

static const struct {
    const char *name, *unit, *description;
    const double *bounds; // NULL: a sum
} kinds[METRICS] = {
    [METRIC_TOKENS] = { "gen_ai.client.token.usage", "{token}", "Tokens of a call", token_bounds },
    [METRIC_DURATION] = { "gen_ai.client.operation.duration", "s", "How long a call took",
                          second_bounds },
    [METRIC_FIRST_CHUNK] = { "gen_ai.client.operation.time_to_first_chunk", "s",
                             "How long a call took to its first chunk", second_bounds },
    [METRIC_COST] = { "wye.client.cost", "{USD}", "What calls cost", NULL },
};

struct series {
    enum metric metric;
    char *provider, *model;
    const char *error; // attempt_outcome_name's; NULL: none
    const char *token; // "input", "output"; NULL: it is not of tokens
    uint64_t count;
    double sum, min, max;
    uint64_t buckets[BOUNDS + 1]; // the last is of what is over all bounds
};

struct otlp_metrics {
    int64_t began_unix_ms;
    struct {
        struct series *items;
        size_t count, capacity;
    } series;
};

struct otlp_metrics *otlp_metrics_create(int64_t unix_ms) {
    struct otlp_metrics *metrics = MEMORY_NEW(struct otlp_metrics);
    metrics->began_unix_ms = unix_ms;
    return metrics;
}

void otlp_metrics_destroy(struct otlp_metrics *metrics) {
    for (size_t i = 0; i < metrics->series.count; i++) {
        memory_free(metrics->series.items[i].provider);
        memory_free(metrics->series.items[i].model);
    }
    vec_release(&metrics->series);
    memory_free(metrics);
}

// --- Counting ------------------------------------------------------------------------------------

static bool is_same(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static struct series *series_of(struct otlp_metrics *metrics, enum metric metric,
                                const struct outcome_attempt *attempt, const char *error,
                                const char *token) {
    for (size_t i = 0; i < metrics->series.count; i++) {
        struct series *series = &metrics->series.items[i];
        if (series->metric == metric && is_same(series->provider, attempt->provider) &&
            is_same(series->model, attempt->requested) && is_same(series->error, error) &&
            is_same(series->token, token))
            return series;
    }
    vec_push(&metrics->series, ((struct series){
                                   .metric = metric,
                                   .provider = memory_string(attempt->provider),
                                   .model = memory_string(attempt->requested),
                                   .error = error,
                                   .token = token,
                               }));
    return &metrics->series.items[metrics->series.count - 1];
}

static void count(struct series *series, double value) {
    const double *bounds = kinds[series->metric].bounds;
    size_t bucket = 0;
    while (bounds && bucket < BOUNDS && value > bounds[bucket])
        bucket++;
    series->buckets[bucket]++;
    series->min = series->count && series->min < value ? series->min : value;
    series->max = series->count && series->max > value ? series->max : value;
    series->sum += value;
    series->count++;
}

static void add_attempt(struct otlp_metrics *metrics, const struct outcome_attempt *attempt) {
    const struct llm_usage *usage = &attempt->usage;
    const int64_t input = usage->uncached + usage->cache_read + usage->cache_write;
    const char *error = attempt->outcome == ATTEMPT_ok
                            ? NULL
                            : attempt_outcome_name(attempt->outcome, attempt->http_status);
    if (input)
        count(series_of(metrics, METRIC_TOKENS, attempt, NULL, "input"), (double)input);
    if (usage->output)
        count(series_of(metrics, METRIC_TOKENS, attempt, NULL, "output"), (double)usage->output);
    count(series_of(metrics, METRIC_DURATION, attempt, error, NULL), (double)attempt->ms / 1e3);
    if (attempt->first_token_ms >= 0)
        count(series_of(metrics, METRIC_FIRST_CHUNK, attempt, NULL, NULL),
              (double)attempt->first_token_ms / 1e3);
    count(series_of(metrics, METRIC_COST, attempt, NULL, NULL),
          (double)attempt->cost_micro_usd / 1e6);
}

void otlp_metrics_add(struct otlp_metrics *metrics, const struct outcome *outcome) {
    for (size_t i = 0; i < outcome->attempts.count; i++)
        if (otlp_is_call(&outcome->attempts.items[i]))
            add_attempt(metrics, &outcome->attempts.items[i]);
}

// --- Telling -------------------------------------------------------------------------------------

static void add_histogram(struct json *point, const struct series *series) {
    otlp_add_fixed64(point, "count", series->count);
    json_add_number(point, "sum", series->sum);
    json_add_number(point, "min", series->min);
    json_add_number(point, "max", series->max);
    struct json *buckets = json_add_array(point, "bucketCounts");
    struct json *bounds = json_add_array(point, "explicitBounds");
    struct arena arena = { 0 };
    for (size_t i = 0; i <= BOUNDS; i++) {
        const char *digits = arena_format(&arena, "%llu", (unsigned long long)series->buckets[i]);
        json_push(buckets, json_string_value(slice_from(digits)));
    }
    for (size_t i = 0; i < BOUNDS; i++)
        json_push(bounds, json_number_value(kinds[series->metric].bounds[i]));
    arena_release(&arena);
}

static void add_point(struct json *points, const struct otlp_metrics *metrics,
                      const struct series *series, int64_t unix_ms) {
    struct json *point = json_push(points, json_object());
    struct json *attributes = json_add_array(point, "attributes");
    otlp_add_call(attributes, series->provider, series->model);
    if (series->token)
        otlp_add_text(attributes, "gen_ai.token.type", series->token);
    if (series->error)
        otlp_add_text(attributes, "error.type", series->error);
    otlp_add_time(point, "startTimeUnixNano", metrics->began_unix_ms);
    otlp_add_time(point, "timeUnixNano", unix_ms);
    if (kinds[series->metric].bounds)
        add_histogram(point, series);
    else
        json_add_number(point, "asDouble", series->sum);
}

static struct json *begin_metric(enum metric kind, struct json **points) {
    struct json *metric = json_object();
    json_add_string(metric, "name", kinds[kind].name);
    json_add_string(metric, "unit", kinds[kind].unit);
    json_add_string(metric, "description", kinds[kind].description);
    struct json *data = json_add_object(metric, kinds[kind].bounds ? "histogram" : "sum");
    json_add_integer(data, "aggregationTemporality", CUMULATIVE);
    if (!kinds[kind].bounds)
        json_add_bool(data, "isMonotonic", true);
    *points = json_add_array(data, "dataPoints");
    return metric;
}

struct json *otlp_metrics_json(const struct otlp_metrics *metrics, int64_t unix_ms) {
    struct json *list = json_array();
    for (enum metric kind = 0; kind < METRICS; kind++) {
        struct json *points;
        struct json *metric = begin_metric(kind, &points);
        for (size_t i = 0; i < metrics->series.count; i++)
            if (metrics->series.items[i].metric == kind)
                add_point(points, metrics, &metrics->series.items[i], unix_ms);
        if (json_count(points))
            json_push(list, metric);
        else
            json_destroy(metric);
    }
    return list;
}
