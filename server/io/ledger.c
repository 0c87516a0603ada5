// The ledger in SQLite. The only user of sqlite3.h, and alone in wye-ledger.so.
//
// A write-ahead log, because several servers write and a report reads meanwhile; what a power cut
// can take are the last records, never the file.
#include "io/ledger.h"

#include "base/memory.h"
#include "io/files.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    SCHEMA_VERSION = 1,
    BUSY_MS = 5000,
};

static const char schema[] = "BEGIN IMMEDIATE;"
                             "CREATE TABLE IF NOT EXISTS record ("
                             "  body TEXT NOT NULL CHECK (json_valid(body)),"
                             "  key TEXT AS (json_extract(body, '$.key')),"
                             "  kind TEXT AS (json_extract(body, '$.kind')),"
                             "  at INTEGER AS (json_extract(body, '$.at')));"
                             "CREATE INDEX IF NOT EXISTS record_key ON record (key, kind);"
                             "CREATE INDEX IF NOT EXISTS record_at ON record (at);"
                             "PRAGMA user_version = 1;"
                             "COMMIT;";

struct ledger {
    sqlite3 *database;
    sqlite3_stmt *insert;
    char *path;
};

static bool fail(const struct ledger *ledger, char message[400]) {
    snprintf(message, 400, "cannot write %s: %s", ledger->path,
             ledger->database ? sqlite3_errmsg(ledger->database) : "there is not enough memory");
    return false;
}

static bool run(struct ledger *ledger, const char *sql) {
    return sqlite3_exec(ledger->database, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool read_number(struct ledger *ledger, const char *sql, int *number) {
    sqlite3_stmt *statement = NULL;
    bool is_read = sqlite3_prepare_v2(ledger->database, sql, -1, &statement, NULL) == SQLITE_OK &&
                   sqlite3_step(statement) == SQLITE_ROW;
    if (is_read) {
        *number = sqlite3_column_int(statement, 0);
    }
    sqlite3_finalize(statement);
    return is_read;
}

// SQLite would make the file readable for all, and gives its log the mode of the file.
static bool make_file(const char *path, char message[400]) {
    int fd =
        files_make_folders(path) ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600) : -1;
    if (fd == -1) {
        snprintf(message, 400, "cannot write %s: %s", path, strerror(errno));
        return false;
    }
    close(fd);
    return true;
}

static bool prepare(struct ledger *ledger, char message[400]) {
    int version = 0, tables = 0;
    sqlite3_busy_timeout(ledger->database, BUSY_MS);
    if (!read_number(ledger, "PRAGMA user_version", &version) ||
        !read_number(ledger, "SELECT count(*) FROM sqlite_schema", &tables)) {
        return fail(ledger, message);
    }
    if (version > SCHEMA_VERSION || (version == 0 && tables > 0)) {
        snprintf(message, 400, "%s is %s, so nothing is recorded in it", ledger->path,
                 version ? "the ledger of a newer wye" : "another program's database");
        return false;
    }
    if (!run(ledger, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") ||
        (version < SCHEMA_VERSION && !run(ledger, schema)) ||
        sqlite3_prepare_v2(ledger->database, "INSERT INTO record (body) VALUES (?)", -1,
                           &ledger->insert, NULL) != SQLITE_OK) {
        return fail(ledger, message);
    }
    return true;
}

static void close_ledger(struct ledger *ledger) {
    if (!ledger) {
        return;
    }
    sqlite3_finalize(ledger->insert);
    sqlite3_close(ledger->database);
    memory_free(ledger->path);
    memory_free(ledger);
}

static struct ledger *open_ledger(const char *path, char message[400]) {
    if (!make_file(path, message)) {
        return NULL;
    }
    struct ledger *ledger = MEMORY_NEW(struct ledger);
    ledger->path = memory_string(path);
    bool is_good =
        sqlite3_open_v2(path, &ledger->database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
            ? prepare(ledger, message)
            : fail(ledger, message);
    if (!is_good) {
        close_ledger(ledger);
        return NULL;
    }
    return ledger;
}

static bool insert(struct ledger *ledger, struct slice record) {
    sqlite3_bind_text64(ledger->insert, 1, record.data, record.length, SQLITE_STATIC, SQLITE_UTF8);
    bool is_done = sqlite3_step(ledger->insert) == SQLITE_DONE;
    sqlite3_reset(ledger->insert);
    return is_done;
}

static bool write_records(struct ledger *ledger, const struct slice *records, size_t count,
                          char message[400]) {
    bool is_good = run(ledger, "BEGIN IMMEDIATE");
    for (size_t i = 0; i < count && is_good; i++) {
        is_good = insert(ledger, records[i]);
    }
    if (is_good && run(ledger, "COMMIT")) {
        return true;
    }
    fail(ledger, message);
    run(ledger, "ROLLBACK");
    return false;
}

const struct ledger_functions ledger_functions = {
    .version = WYE_VERSION,
    .open = open_ledger,
    .write = write_records,
    .close = close_ledger,
};
