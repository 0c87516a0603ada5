// The question that `wye report` asks: all its figures in one statement, so that they agree with
// each other while servers write. What follows from them (shares, intervals, the middle of many
// times, other models' prices) is cli/'s.
//
// All that was spent stands in some row, since each call is counted with the model that was called,
// whoever gave the result then.
#include "io/ledger_sql.h"

// clang-format off
// A plus keeps SQLite from an index by which most rows would be looked up one by one.
#define SINCE "+at >= ?1"
// What was passed over called nobody.
#define CALLED SINCE " AND outcome NOT IN ('budget', 'privacy')"

const char ledger_report_sql[] =
    "WITH "
    "calls AS MATERIALIZED ("
    "  SELECT model, language, task, count(*) AS calls, sum(uncached) AS uncached,"
    "    sum(cache_read) AS cache_read, sum(cache_write) AS cache_write, sum(output) AS output,"
    "    sum(reasoning) AS reasoning, sum(is_estimated) AS estimated, sum(cost_micro_usd) AS cost"
    "  FROM attempt WHERE " CALLED " GROUP BY model, language, task),"
    // Models that an action called in vain, and whether an answer came.
    "bad AS MATERIALIZED ("
    "  SELECT key, model, language AS bad_language, task AS bad_task,"
    "    max(outcome IN " LEDGER_UNUSABLE ") AS unusable,"
    "    max(outcome NOT IN " LEDGER_UNUSABLE ") AS failed"
    "  FROM attempt WHERE " CALLED " AND outcome NOT IN ('ok', 'cancelled') GROUP BY key, model),"
    "served AS MATERIALIZED ("
    "  SELECT key, model, language, task, total_ms, " LEDGER_ACCEPTED " AS accepted,"
    "    ifnull(unusable, 0) AS unusable, ifnull(failed, 0) AS failed,"
    "    CASE WHEN feedback IS NOT NULL OR acceptance IS NOT NULL THEN"
    "      (SELECT sum(cost_micro_usd) FROM attempt"
    "       WHERE attempt.key = action.key AND attempt.model = action.model) END AS cost"
    "  FROM action LEFT JOIN bad USING (key, model)"
    "  WHERE " SINCE " AND model IS NOT NULL AND " LEDGER_GAVE_RESULT "),"
    "results AS MATERIALIZED ("
    "  SELECT model, language, task, count(*) AS actions, count(accepted) AS judged,"
    "    sum(accepted AND NOT unusable) AS kept, sum(accepted) AS accepted,"
    "    sum(unusable) AS repaired, sum(failed) AS retried,"
    "    sum(CASE WHEN accepted IS NOT NULL THEN cost END) AS judged_cost,"
    "    json_group_array(total_ms) AS times"
    "  FROM served GROUP BY model, language, task),"
    // Judged as well: its answers were no use, and another served, or nobody did.
    "lost AS MATERIALIZED ("
    "  SELECT model, bad_language AS language, bad_task AS task, count(*) AS unusable,"
    "    sum((SELECT sum(cost_micro_usd) FROM attempt"
    "         WHERE attempt.key = bad.key AND attempt.model = bad.model)) AS lost_cost"
    "  FROM bad WHERE unusable AND NOT EXISTS (SELECT 1 FROM action"
    "    WHERE action.key = bad.key AND action.model = bad.model AND " LEDGER_GAVE_RESULT ")"
    "  GROUP BY model, language, task),"
    "groups AS ("
    "  SELECT model, language, task FROM calls UNION SELECT model, language, task FROM results),"
    // Zones differ by quarters of an hour.
    "quarters AS ("
    "  SELECT at / 900000 AS quarter, model, sum(cost_micro_usd) AS cost FROM attempt"
    "  WHERE " SINCE " AND cost_micro_usd > 0 GROUP BY quarter, model),"
    "days AS ("
    "  SELECT julianday(date(quarter * 900, 'unixepoch', 'localtime'))"
    "    - julianday(date(?1 / 1000, 'unixepoch', 'localtime')) AS day, model, sum(cost) AS cost"
    "  FROM quarters GROUP BY day, model),"
    // The answers that served, by the size of what was asked: prices have tiers by that, at whole
    // thousands of tokens.
    "sizes AS ("
    "  SELECT (attempt.uncached + attempt.cache_read + attempt.cache_write + 999) / 1000 AS size,"
    "    count(*) AS answers, sum(attempt.uncached) AS uncached,"
    "    sum(attempt.cache_read) AS cache_read, sum(attempt.cache_write) AS cache_write,"
    "    sum(attempt.output) AS output, sum(attempt.cost_micro_usd) AS cost"
    "  FROM attempt CROSS JOIN action USING (key)"
    "  WHERE +attempt.at >= ?1 AND outcome = 'ok' AND attempt.model = action.model"
    "    AND attempt.model <> 'builtin' AND " LEDGER_GAVE_RESULT
    "  GROUP BY size) "
    "SELECT json_object("
    "  'rows', (SELECT json_group_array(json_object('model', model, 'language', language,"
    "    'task', task, 'actions', ifnull(actions, 0),"
    "    'judged', ifnull(judged, 0) + ifnull(lost.unusable, 0), 'kept', ifnull(kept, 0),"
    "    'accepted', ifnull(accepted, 0), 'repaired', ifnull(repaired, 0),"
    "    'retried', ifnull(retried, 0), 'unusable', ifnull(lost.unusable, 0),"
    "    'judgedCostMicroUsd', ifnull(judged_cost, 0) + ifnull(lost_cost, 0),"
    "    'calls', ifnull(calls, 0), 'costMicroUsd', ifnull(cost, 0),"
    "    'tokens', json_array(ifnull(uncached, 0), ifnull(cache_read, 0), ifnull(cache_write, 0),"
    "      ifnull(output, 0), ifnull(reasoning, 0)), 'estimated', ifnull(estimated, 0),"
    "    'timesMs', json(ifnull(times, '[]'))))"
    "    FROM groups LEFT JOIN calls USING (model, language, task)"
    "      LEFT JOIN results USING (model, language, task)"
    "      LEFT JOIN lost USING (model, language, task)),"
    "  'days', (SELECT json_group_array(json_array(CAST(day AS INTEGER), model, cost)) FROM days),"
    "  'sizes', (SELECT json_group_array(json_array(size, answers, uncached, cache_read,"
    "    cache_write, output, cost)) FROM sizes),"
    "  'actions', (SELECT count(*) FROM action WHERE at >= ?1),"
    "  'spentTodayMicroUsd', (" LEDGER_SPENT_TODAY "))";
// clang-format on
