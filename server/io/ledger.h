// The interface between the server and wye-ledger.so: the server finds `ledger_functions` in it by
// name. One ledger is one SQLite file that several servers write and read at the same time; its
// tables are in ledger_sql.c.
#pragma once

#include "base/buffer.h"

#include <stdint.h>

struct ledger;

enum ledger_question {
    LEDGER_SPENT,      // micro-dollars of all attempts of the local day
    LEDGER_EXPERIENCE, // what experience_create (llm/experience.h) takes
    LEDGER_REPORT,     // all figures of `wye report`: what cli/report_figures.c takes
};

struct ledger_functions {
    const char *version; // must be the server's

    // All block, at most for a second where others hold the ledger, and are for one thread at a
    // time. `message` comes empty; a sentence in it is for the person, also where all went well.

    // Makes the file, with mode 0600, and its folders where they are missing. An older wye's is
    // brought up to date; one that is damaged is set aside, whole, and another begun. NULL where
    // that cannot be done, or it is another program's or a newer wye's: that is left as it is.
    struct ledger *(*open)(const char *path, char message[400]);
    // All of the records, JSON objects of engine/record.c, or none.
    bool (*write)(struct ledger *ledger, const struct slice *records, size_t count,
                  char message[400]);
    // Appends the answer, as JSON.
    bool (*read)(struct ledger *ledger, enum ledger_question question, int64_t since_ms,
                 struct buffer *json, char message[400]);
    void (*close)(struct ledger *ledger); // NULL is allowed
};

extern const struct ledger_functions ledger_functions;
