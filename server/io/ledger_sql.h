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
