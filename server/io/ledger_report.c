// The question that `wye report` asks: all its figures in one statement, so that they agree with
// each other while servers write. What follows from them (shares, intervals, the middle of many
// times, other models' prices) is cli/'s, for which null is none.
//
// All that was spent stands in some row, since each call is counted with the model that was called,
// whoever gave the result then.
#include "io/ledger_sql.h"

// clang-format off
// A plus keeps SQLite from an index by which most rows would be looked up one by one.
#define SINCE "+at >= ?1"
// What was passed over called nobody.
#define CALLED SINCE " AND outcome NOT IN ('budget', 'privacy')"
#define GROUP "model, language, task"
#define COST_OF(what)                                                                              \
    "(SELECT sum(cost_micro_usd) FROM attempt AS t"                                                \
    " WHERE t.key = " what ".key AND t.model = " what ".model)"

// Of at most 4,095 bytes, which is what every compiler takes.
static const char sql[] =
    "WITH "
    "calls AS ("
    " SELECT " GROUP ", count(*) AS calls, sum(uncached) AS uncached,"
    " sum(cache_read) AS cache_read, sum(cache_write) AS cache_write, sum(output) AS output,"
    " sum(reasoning) AS reasoning, sum(is_estimated AND uncached + output > 0) AS estimated,"
    " sum(cost_micro_usd) AS cost"
    " FROM attempt WHERE " CALLED " GROUP BY " GROUP "),"
    // Models that an action called in vain, and whether an answer came.
    "bad AS ("
    " SELECT key, model, language AS its_language, task AS its_task,"
    " max(no_use) AS unusable, min(no_use) = 0 AS failed"
    " FROM (SELECT *, outcome IN " LEDGER_UNUSABLE " AS no_use FROM attempt)"
    " WHERE " CALLED " AND outcome NOT IN ('ok', 'cancelled') GROUP BY key, model),"
    "served AS ("
    " SELECT " GROUP ", total_ms, " LEDGER_ACCEPTED " AS accepted,"
    " ifnull(unusable, 0) AS unusable, ifnull(failed, 0) AS failed,"
    " iif(ifnull(feedback, acceptance) IS NULL, 0, " COST_OF("action") ") AS cost"
    " FROM action LEFT JOIN bad USING (key, model)"
    " WHERE " SINCE " AND model IS NOT NULL AND " LEDGER_GAVE_RESULT "),"
    "results AS ("
    " SELECT " GROUP ", count(*) AS actions, count(accepted) AS judged,"
    " sum(accepted AND NOT unusable) AS kept, sum(accepted) AS accepted,"
    " sum(unusable) AS repaired, sum(failed) AS retried,"
    " sum(iif(accepted IS NULL, 0, cost)) AS judged_cost,"
    " json_group_array(total_ms) AS times"
    " FROM served GROUP BY " GROUP "),"
    // Its answers were no use, and another served, or nobody did.
    "lost AS ("
    " SELECT model, its_language AS language, its_task AS task, count(*) AS unusable,"
    " sum(" COST_OF("bad") ") AS lost_cost"
    " FROM bad WHERE unusable AND NOT EXISTS (SELECT 1 FROM action"
    " WHERE action.key = bad.key AND action.model = bad.model AND " LEDGER_GAVE_RESULT ")"
    " GROUP BY " GROUP "),"
    "groups AS (SELECT " GROUP " FROM calls UNION SELECT " GROUP " FROM results),"
    // Zones differ by quarters of an hour.
    "quarters AS ("
    " SELECT at / 900000 AS quarter, model, sum(cost_micro_usd) AS cost FROM attempt"
    " WHERE " SINCE " AND cost_micro_usd > 0 GROUP BY quarter, model),"
    "days AS ("
    " SELECT julianday(date(quarter * 900, 'unixepoch', 'localtime'))"
    " - julianday(date(?1 / 1000, 'unixepoch', 'localtime')) AS day, model, sum(cost) AS cost"
    " FROM quarters GROUP BY day, model),"
    // The answers that served, by the size of what was asked: prices have tiers by that, at whole
    // thousands of tokens.
    "sizes AS ("
    " SELECT (t.uncached + t.cache_read + t.cache_write + 999) / 1000 AS size,"
    " count(*) AS answers, sum(t.uncached) AS uncached, sum(t.cache_read) AS cache_read,"
    " sum(t.cache_write) AS cache_write, sum(t.output) AS output, sum(t.cost_micro_usd) AS cost"
    " FROM attempt AS t CROSS JOIN action USING (key)"
    " WHERE +t.at >= ?1 AND outcome = 'ok' AND t.model = action.model AND t.model <> 'builtin'"
    " AND " LEDGER_GAVE_RESULT " GROUP BY size) "
    "SELECT json_object("
    "'rows', (SELECT json_group_array(json_object('model', model, 'language', language,"
    " 'task', task, 'actions', actions, 'judged', judged, 'kept', kept, 'accepted', accepted,"
    " 'repaired', repaired, 'retried', retried, 'judgedCostMicroUsd', judged_cost,"
    " 'unusable', lost.unusable, 'unusableCostMicroUsd', lost_cost, 'calls', calls,"
    " 'costMicroUsd', cost, 'estimated', estimated,"
    " 'tokens', json_array(uncached, cache_read, cache_write, output, reasoning),"
    " 'timesMs', json(times)))"
    " FROM groups LEFT JOIN calls USING (" GROUP ") LEFT JOIN results USING (" GROUP ")"
    " LEFT JOIN lost USING (" GROUP ")),"
    "'days', (SELECT json_group_array(json_array(CAST(day AS INTEGER), model, cost)) FROM days),"
    "'sizes', (SELECT json_group_array(json_array(size, answers, uncached, cache_read,"
    " cache_write, output, cost)) FROM sizes),"
    "'actions', (SELECT count(*) FROM action WHERE at >= ?1),"
    "'spentTodayMicroUsd', (" LEDGER_SPENT_TODAY "))";
// clang-format on

const char *ledger_report_sql(void) {
    return sql;
}
