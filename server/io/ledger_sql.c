// One row an action and one an attempt, each made from the JSON that engine/record.c writes. There
// is no code in them, no path, and nothing that a person or a model wrote.
//
// Attempts are recorded when they end, so that other servers of the same user see at once what was
// spent, and again with their action, when it is known what became of their answers. The verdict on
// an action comes later still.
#include "io/ledger_sql.h"

#include <stddef.h>

const char ledger_schema[] =
    "CREATE TABLE action ("
    "  key TEXT PRIMARY KEY,"
    "  at INTEGER NOT NULL," // when it ended, ms since 1970
    "  action TEXT, task TEXT, language TEXT,"
    "  traits TEXT," // words between blanks
    "  lines INTEGER,"
    "  status TEXT,"               // DOOR.md's words
    "  model TEXT, provider TEXT," // that gave the result; NULL: none did
    "  route TEXT,"                // the row that decided
    "  uncached INTEGER, cache_read INTEGER, cache_write INTEGER,"
    "  output INTEGER, reasoning INTEGER, is_estimated INTEGER," // of all its attempts
    "  cost_micro_usd INTEGER, first_token_ms INTEGER, total_ms INTEGER,"
    "  acceptance TEXT," // kept, changed, reverted, raced; NULL: not known
    "  feedback TEXT,"   // good, bad; NULL: none
    "  file TEXT"        // salted hash of its URI: the same within a server's life
    ") WITHOUT ROWID;"
    "CREATE INDEX action_at ON action (at);"
    "CREATE TABLE attempt ("
    "  key TEXT NOT NULL, number INTEGER NOT NULL," // of the action, from 0
    "  at INTEGER NOT NULL,"
    "  action TEXT, task TEXT, language TEXT,"
    "  model TEXT, provider TEXT, outcome TEXT," // DOOR.md's words
    "  uncached INTEGER, cache_read INTEGER, cache_write INTEGER,"
    "  output INTEGER, reasoning INTEGER, is_estimated INTEGER,"
    "  cost_micro_usd INTEGER, ms INTEGER,"
    "  PRIMARY KEY (key, number)"
    ") WITHOUT ROWID;"
    "CREATE INDEX attempt_at ON attempt (at);"
    "PRAGMA user_version = 2;";

// clang-format off
#define USAGE(of)                                                                                  \
    of " ->> '$.usage.uncached', " of " ->> '$.usage.cacheRead',"                                  \
    of " ->> '$.usage.cacheWrite', " of " ->> '$.usage.output',"                                   \
    of " ->> '$.usage.reasoning', " of " ->> '$.usage.estimated', " of " ->> '$.costMicroUsd'"
#define ATTEMPT(of)                                                                                \
    of " ->> '$.model', " of " ->> '$.provider', " of " ->> '$.outcome',"                          \
    USAGE(of) ", " of " ->> '$.ms'"

const struct ledger_statement ledger_statements[] = {
    { "outcome",
      "INSERT OR REPLACE INTO action (key, at, action, task, language, traits, lines, status,"
      "  model, provider, route, uncached, cache_read, cache_write, output, reasoning,"
      "  is_estimated, cost_micro_usd, first_token_ms, total_ms, file) "
      "SELECT body ->> '$.key', body ->> '$.at', body ->> '$.action', body ->> '$.task',"
      "  body ->> '$.language', body ->> '$.traits', body ->> '$.lines', body ->> '$.status',"
      "  nullif(body ->> '$.model', ''), nullif(body ->> '$.provider', ''), body ->> '$.route',"
      "  " USAGE("body") ", body ->> '$.firstTokenMs', body ->> '$.totalMs', body ->> '$.file' "
      "FROM (SELECT ?1 AS body)" },
    // One that was recorded when it ended keeps its time: midnight may have come since.
    { "outcome",
      "INSERT INTO attempt (key, number, at, action, task, language, model, provider, outcome,"
      "  uncached, cache_read, cache_write, output, reasoning, is_estimated, cost_micro_usd, ms) "
      "SELECT body ->> '$.key', item.key, body ->> '$.at', body ->> '$.action',"
      "  body ->> '$.task', body ->> '$.language', " ATTEMPT("item.value") " "
      "FROM (SELECT ?1 AS body), json_each(body, '$.attempts') AS item WHERE true "
      "ON CONFLICT DO UPDATE SET outcome = excluded.outcome" },
    { "attempt",
      "INSERT OR REPLACE INTO attempt (key, number, at, action, task, language, model, provider,"
      "  outcome, uncached, cache_read, cache_write, output, reasoning, is_estimated,"
      "  cost_micro_usd, ms) "
      "SELECT body ->> '$.key', body ->> '$.number', body ->> '$.at', body ->> '$.action',"
      "  body ->> '$.task', body ->> '$.language', " ATTEMPT("attempt") " "
      "FROM (SELECT ?1 AS body, ?1 -> '$.attempt' AS attempt)" },
    { "acceptance",
      "UPDATE action SET acceptance = ?1 ->> '$.acceptance' WHERE key = ?1 ->> '$.key'" },
    { "feedback",
      "UPDATE action SET feedback = ?1 ->> '$.verdict' WHERE key = ?1 ->> '$.key'" },
    { NULL, NULL },
};
// clang-format on

static const char spent[] = LEDGER_SPENT_TODAY " AND at >= ?1";

// A result is kept at the first pass where the model was not asked twice for it. A model whose
// answers were no use, so that another had to serve or nobody did, was judged as well.
static const char experience[] =
    "WITH failed AS MATERIALIZED ("
    "  SELECT DISTINCT key, model, language, task FROM attempt WHERE outcome IN " LEDGER_UNUSABLE
    "),"
    "served AS MATERIALIZED ("
    "  SELECT key, model, language, task, total_ms, " LEDGER_ACCEPTED " AS accepted,"
    "    EXISTS (SELECT 1 FROM attempt WHERE attempt.key = action.key"
    "      AND attempt.model = action.model AND outcome IN " LEDGER_UNUSABLE ") AS was_asked_twice"
    "  FROM action WHERE model <> 'builtin' AND " LEDGER_GAVE_RESULT " AND at >= ?1),"
    "told AS ("
    "  SELECT model, language, task, 1 AS actions, accepted IS NOT NULL AS judged,"
    "    ifnull(accepted AND NOT was_asked_twice, 0) AS kept, total_ms,"
    "    (SELECT sum(cost_micro_usd) FROM attempt"
    "     WHERE attempt.key = served.key AND attempt.model = served.model) AS cost"
    "  FROM served"
    "  UNION ALL"
    "  SELECT model, language, task, 0, 1, 0, NULL, NULL FROM failed"
    "  WHERE model <> 'builtin' AND NOT EXISTS (SELECT 1 FROM action"
    "    WHERE action.key = failed.key AND action.model = failed.model"
    "      AND " LEDGER_GAVE_RESULT " AND at >= ?1)),"
    "summed AS ("
    "  SELECT model, language, task, sum(actions) AS actions, sum(judged) AS judged,"
    "    sum(kept) AS kept, avg(total_ms) / 1000.0 AS seconds, avg(cost) AS cost"
    "  FROM told GROUP BY model, language, task) "
    "SELECT json_group_array(json_object('model', model, 'language', language, 'task', task,"
    "  'actions', actions, 'judged', judged, 'kept', kept, 'seconds', ifnull(seconds, 0),"
    "  'costMicroUsd', ifnull(cost, 0))) FROM summed";

const char *ledger_question_sql(enum ledger_question question) {
    static const char *const questions[] = {
        [LEDGER_SPENT] = spent,
        [LEDGER_EXPERIENCE] = experience,
    };
    return question == LEDGER_REPORT ? ledger_report_sql() : questions[question];
}
