// What is said to SQLite: the ledger's tables, and each record and question as one statement.
// Private to wye-ledger.so.
#pragma once

#include "io/ledger.h"

enum { LEDGER_VERSION = 2 };

// Makes the tables of this version, whatever there was before, within a transaction.
extern const char ledger_schema[];

// One kind of record. `?1` is its JSON.
struct ledger_statement {
    const char *kind; // of the record; NULL ends the list. One kind may have several statements.
    const char *sql;
};
extern const struct ledger_statement ledger_statements[];

// Gives one row with one JSON text. `?1` is a time, ms since 1970, since which it counts.
const char *ledger_question_sql(enum ledger_question question);

// What questions have in common. A person's word counts for more than what became of the edits;
// "raced" says nothing.
#define LEDGER_ACCEPTED                                                                            \
    "CASE WHEN feedback IS NOT NULL THEN feedback = 'good'"                                        \
    "     WHEN acceptance IN ('kept', 'changed', 'reverted') THEN acceptance = 'kept' END"
// Answers that came, and were no use.
#define LEDGER_UNUSABLE                                                                            \
    "('no_code', 'broken_syntax', 'elided', 'lost_definition', 'changed_code', 'bad_schema')"
#define LEDGER_GAVE_RESULT "status IN ('applied', 'shown', 'published', 'unchanged')"
#define LEDGER_SPENT_TODAY                                                                         \
    "SELECT ifnull(sum(cost_micro_usd), 0) FROM attempt "                                          \
    "WHERE at >= unixepoch('now', 'localtime', 'start of day', 'utc') * 1000"

const char *ledger_report_sql(void); // LEDGER_REPORT's
