// The interface between the server and wye-ledger.so: the server finds `ledger_functions` in it by
// name. One ledger is one SQLite file that several servers may write at the same time.
//
// Table `record`: `body` holds the JSON as the machine wrote it; `key`, `kind` and `at`
// (milliseconds since 1970) are members of it, as columns.
#pragma once

#include "base/slice.h"

struct ledger;

struct ledger_functions {
    const char *version; // must be the server's

    // All block, and are for one thread at a time. `message` says why something was not done.
    // Makes the file, with mode 0600, and its folders where they are missing; NULL where it cannot
    // be opened, is no ledger or a newer wye's. Such a file is left as it is.
    struct ledger *(*open)(const char *path, char message[400]);
    // All of them or none.
    bool (*write)(struct ledger *ledger, const struct slice *records, size_t count,
                  char message[400]);
    void (*close)(struct ledger *ledger); // NULL is allowed
};

extern const struct ledger_functions ledger_functions;
