// The ledger in SQLite. The only user of sqlite3.h, and alone in wye-ledger.so.
//
// A write-ahead log, because several servers write and a report reads meanwhile; what a killed
// server or a power cut can take are the last records, never the file.
#include "io/ledger.h"

#include "base/memory.h"
#include "io/files.h"
#include "io/ledger_sql.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 1000, STATEMENTS_MAX = 8 };

struct ledger {
    sqlite3 *database;                        // NULL: closed, because it was damaged
    sqlite3_stmt *statements[STATEMENTS_MAX]; // of ledger_statements, in the same order
    char *path;
    struct stat file; // that is open
    bool is_foreign;  // another program's, or a newer wye's
};

static bool fail(const struct ledger *ledger, char message[400]) {
    snprintf(message, 400, "Figures are not recorded: %s: %s.", ledger->path,
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
    if (is_read)
        *number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return is_read;
}

// --- Records -------------------------------------------------------------------------------------

static bool step(struct ledger *ledger, size_t index, struct slice record) {
    sqlite3_stmt **statement = &ledger->statements[index];
    if (!*statement && sqlite3_prepare_v2(ledger->database, ledger_statements[index].sql, -1,
                                          statement, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_text64(*statement, 1, record.data, record.length, SQLITE_STATIC, SQLITE_UTF8);
    bool is_done = sqlite3_step(*statement) == SQLITE_DONE;
    sqlite3_reset(*statement);
    return is_done;
}

// Its kind, which stands in it. What is no record of a kind that is known leaves nothing.
static bool insert(struct ledger *ledger, struct slice record) {
    const struct slice start = SLICE("{\"kind\":\"");
    for (size_t i = 0; slice_starts_with(record, start) && ledger_statements[i].kind; i++) {
        struct slice kind = slice_from(ledger_statements[i].kind);
        struct slice rest = slice_between(record, start.length, record.length);
        if (slice_starts_with(rest, kind) && rest.data[kind.length] == '"' &&
            !step(ledger, i, record))
            return false;
    }
    return true;
}

static bool write_all(struct ledger *ledger, const struct slice *records, size_t count) {
    bool is_good = run(ledger, "BEGIN IMMEDIATE");
    for (size_t i = 0; i < count && is_good; i++)
        is_good = insert(ledger, records[i]);
    return is_good && run(ledger, "COMMIT");
}

// --- Opening -------------------------------------------------------------------------------------

// The first version had one table of records as they were written, so they are written again.
static bool take_over_first(struct ledger *ledger) {
    sqlite3_stmt *old = NULL;
    bool is_good = sqlite3_prepare_v2(ledger->database, "SELECT body FROM record ORDER BY rowid",
                                      -1, &old, NULL) == SQLITE_OK;
    int status = SQLITE_DONE;
    while (is_good && (status = sqlite3_step(old)) == SQLITE_ROW) {
        struct slice body = { (const char *)sqlite3_column_text(old, 0),
                              (size_t)sqlite3_column_bytes(old, 0) };
        is_good = insert(ledger, body);
    }
    sqlite3_finalize(old);
    return is_good && status == SQLITE_DONE && run(ledger, "DROP TABLE record");
}

// Another server may have done it meanwhile, so the version is read again, now with the lock.
static bool bring_up_to_date(struct ledger *ledger) {
    int version = 0;
    bool is_good = run(ledger, "BEGIN IMMEDIATE") &&
                   read_number(ledger, "PRAGMA user_version", &version) &&
                   (version >= LEDGER_VERSION || run(ledger, ledger_schema)) &&
                   (version != 1 || take_over_first(ledger));
    return is_good && run(ledger, "COMMIT");
}

static bool prepare(struct ledger *ledger, char message[400]) {
    int version = 0, tables = 0;
    sqlite3_busy_timeout(ledger->database, BUSY_MS);
    if (!read_number(ledger, "PRAGMA user_version", &version) ||
        !read_number(ledger, "SELECT count(*) FROM sqlite_schema", &tables))
        return fail(ledger, message);
    if (version > LEDGER_VERSION || (version == 0 && tables > 0)) {
        ledger->is_foreign = true;
        snprintf(message, 400,
                 "Figures are not recorded: %s is %s; move it away or give another "
                 "--state.",
                 ledger->path,
                 version ? "the ledger of a newer wye" : "another program's database");
        return false;
    }
    return (run(ledger, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") &&
            (version == LEDGER_VERSION || bring_up_to_date(ledger))) ||
           fail(ledger, message);
}

static void close_database(struct ledger *ledger) {
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        sqlite3_finalize(ledger->statements[i]);
        ledger->statements[i] = NULL;
    }
    sqlite3_close(ledger->database);
    ledger->database = NULL;
}

// SQLite would make the file readable for all, and gives its log the mode of the file.
static bool make_file(struct ledger *ledger, char message[400]) {
    const char *path = ledger->path;
    int fd =
        files_make_folders(path) ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600) : -1;
    if (fd == -1 || fstat(fd, &ledger->file) == -1) {
        snprintf(message, 400, "Figures are not recorded: %s: %s.", path, strerror(errno));
        if (fd != -1)
            close(fd);
        return false;
    }
    close(fd);
    return true;
}

static bool open_database(struct ledger *ledger, char message[400]) {
    if (!make_file(ledger, message))
        return false;
    return sqlite3_open_v2(ledger->path, &ledger->database, SQLITE_OPEN_READWRITE, NULL) ==
                   SQLITE_OK
               ? prepare(ledger, message)
               : fail(ledger, message);
}

// --- Damage --------------------------------------------------------------------------------------

static bool is_damaged(const struct ledger *ledger) {
    int code = ledger->database ? sqlite3_errcode(ledger->database) & 0xff : SQLITE_OK;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

static void set_aside(const struct ledger *ledger, char message[400]) {
    static const char *const parts[] = { "", "-wal", "-shm" };
    char from[4096], to[4096];
    for (size_t i = 0; i < 3; i++) {
        snprintf(from, sizeof from, "%s%s", ledger->path, parts[i]);
        snprintf(to, sizeof to, "%s.damaged%s", ledger->path, parts[i]);
        if (rename(from, to) == -1 && i == 0)
            return; // what is wrong is told when it is opened again
        if (i == 0)
            snprintf(message, 400,
                     "%s was damaged. It is kept as %s.damaged, and a new one was "
                     "begun.",
                     ledger->path, ledger->path);
    }
}

// Other servers find the damage at the same time: only the file that was found damaged is set
// aside, by one of them. The lock is flock's, which SQLite does not use; the database must be
// closed, since to close any descriptor of a file gives up its locks.
static bool replace(struct ledger *ledger, char message[400]) {
    close_database(ledger);
    message[0] = '\0';
    int fd = open(ledger->path, O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd != -1 && flock(fd, LOCK_EX) == 0) {
        struct stat now;
        if (stat(ledger->path, &now) == 0 && now.st_ino == ledger->file.st_ino &&
            now.st_dev == ledger->file.st_dev)
            set_aside(ledger, message);
    }
    char notice[400];
    memcpy(notice, message, sizeof notice);
    const bool is_open = open_database(ledger, message);
    if (is_open)
        memcpy(message, notice, sizeof notice);
    if (fd != -1)
        close(fd);
    return is_open;
}

// --- What the server calls -----------------------------------------------------------------------

static void close_ledger(struct ledger *ledger) {
    if (!ledger)
        return;
    close_database(ledger);
    memory_free(ledger->path);
    memory_free(ledger);
}

static struct ledger *open_ledger(const char *path, char message[400]) {
    struct ledger *ledger = MEMORY_NEW(struct ledger);
    ledger->path = memory_string(path);
    bool is_open = open_database(ledger, message);
    if (!is_open && !ledger->is_foreign && is_damaged(ledger))
        is_open = replace(ledger, message);
    if (!is_open) {
        close_ledger(ledger);
        return NULL;
    }
    return ledger;
}

static bool write_records(struct ledger *ledger, const struct slice *records, size_t count,
                          char message[400]) {
    if (!ledger->database && !open_database(ledger, message)) {
        close_database(ledger);
        return false;
    }
    if (write_all(ledger, records, count))
        return true;
    if (is_damaged(ledger))
        return replace(ledger, message) &&
               (write_all(ledger, records, count) || fail(ledger, message));
    fail(ledger, message);
    run(ledger, "ROLLBACK");
    return false;
}

static bool read_answer(struct ledger *ledger, enum ledger_question question, int64_t since_ms,
                        struct buffer *json, char message[400]) {
    sqlite3_stmt *statement = NULL;
    const char *sql = ledger_question_sql(question);
    bool is_read = ledger->database &&
                   sqlite3_prepare_v2(ledger->database, sql, -1, &statement, NULL) == SQLITE_OK &&
                   sqlite3_bind_int64(statement, 1, since_ms) == SQLITE_OK &&
                   sqlite3_step(statement) == SQLITE_ROW;
    if (is_read)
        buffer_append(json, (struct slice){ (const char *)sqlite3_column_text(statement, 0),
                                            (size_t)sqlite3_column_bytes(statement, 0) });
    else
        snprintf(message, 400, "What is recorded in %s cannot be read: %s.", ledger->path,
                 ledger->database ? sqlite3_errmsg(ledger->database) : "it is not open");
    sqlite3_finalize(statement);
    return is_read;
}

const struct ledger_functions ledger_functions = {
    .version = WYE_VERSION,
    .open = open_ledger,
    .write = write_records,
    .read = read_answer,
    .close = close_ledger,
};
