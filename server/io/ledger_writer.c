// Owns the one ledger of a process. Records and questions go to the pool in batches: what comes
// while one is on its way is the next. What they mean is not known here.
//
// What cannot be written, since the disk is full or another holds the ledger, is kept and tried
// again with the next record, up to a bound.
#include "io/ledger_writer.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/vec.h"
#include "io/ledger.h"
#include "io/object.h"
#include "io/operation.h"

#include <string.h>
#include <unistd.h>

// Some MB: more than a day's work.
enum { RECORDS_MAX = 4096 };

struct records {
    struct slice *items; // each owns its bytes
    size_t count, capacity;
};

struct question {
    enum host_question question;
    host_on_answer *on_answer;
    void *data;
    struct buffer answer;
};

struct questions {
    struct question *items;
    size_t count, capacity;
};

struct ledger_writer {
    char *path;
    const struct ledger_functions *functions; // NULL before it is loaded
    struct ledger *ledger;                    // NULL before it is open
    struct records waiting;
    struct questions asked;
    bool is_busy;
    char problem[400]; // the last that was logged: each is told once
};

// One batch on its way. While it is, the pool has the ledger to itself.
struct batch {
    struct operation operation;
    uv_work_t uv;
    struct ledger_writer *writer;
    struct records records;
    struct questions questions;
    bool is_written;
    char message[400]; // "" where there is nothing to tell
};

// --- In the pool ---------------------------------------------------------------------------------

// A question alone makes no file.
static bool open_ledger(struct ledger_writer *writer, bool is_needed, char message[400]) {
    if (writer->ledger)
        return true;
    if (!is_needed && access(writer->path, F_OK) != 0)
        return false;
    if (!writer->functions)
        writer->functions = object_load("ledger", "ledger_functions", "libsqlite3", message);
    if (writer->functions)
        writer->ledger = writer->functions->open(writer->path, message);
    return writer->ledger;
}

// An answer that lacks what was recorded before is none.
static void work(struct batch *batch) {
    struct ledger_writer *writer = batch->writer;
    const struct records *records = &batch->records;
    if (!open_ledger(writer, records->count > 0, batch->message))
        return;
    batch->is_written = !records->count || writer->functions->write(writer->ledger, records->items,
                                                                    records->count, batch->message);
    for (size_t i = 0; i < batch->questions.count && batch->is_written; i++) {
        static const enum ledger_question names[] = {
            [HOST_SPENT] = LEDGER_SPENT, [HOST_EXPERIENCE] = LEDGER_EXPERIENCE
        };
        struct question *question = &batch->questions.items[i];
        writer->functions->read(writer->ledger, names[question->question], 0, &question->answer,
                                batch->message);
    }
}

static void work_in_pool(uv_work_t *uv) {
    work(uv->data);
}

// --- On the loop ---------------------------------------------------------------------------------

static void start_batch(struct loop *loop);

static void release_records(struct records *records) {
    for (size_t i = 0; i < records->count; i++)
        memory_free((char *)records->items[i].data);
    vec_release(records);
}

static void release_batch(struct operation *operation) {
    struct batch *batch = (struct batch *)operation;
    release_records(&batch->records);
    for (size_t i = 0; i < batch->questions.count; i++)
        buffer_release(&batch->questions.items[i].answer);
    vec_release(&batch->questions);
    memory_free(batch);
}

static const struct operation_kind batch_kind = { .release = release_batch, .is_awaited = true };

static void tell(struct ledger_writer *writer, const char *message) {
    if (!*message || strcmp(message, writer->problem) == 0)
        return;
    snprintf(writer->problem, sizeof writer->problem, "%s", message);
    log_line(LOG_WARN, "%s", message);
}

// They are older than what waits. Of too many the oldest are lost.
static void keep(struct ledger_writer *writer, struct records *records) {
    for (size_t i = 0; i < writer->waiting.count; i++)
        vec_push(records, writer->waiting.items[i]);
    vec_release(&writer->waiting);
    writer->waiting = *records;
    *records = (struct records){ 0 };
    if (writer->waiting.count <= RECORDS_MAX)
        return;
    size_t lost = writer->waiting.count - RECORDS_MAX;
    tell(writer, "So many figures wait to be recorded that the oldest of them are dropped.");
    for (size_t i = 0; i < lost; i++)
        memory_free((char *)writer->waiting.items[i].data);
    memmove(writer->waiting.items, writer->waiting.items + lost,
            RECORDS_MAX * sizeof *writer->waiting.items);
    writer->waiting.count = RECORDS_MAX;
}

static void on_batch(uv_work_t *uv, int status) {
    struct batch *batch = uv->data;
    struct ledger_writer *writer = batch->writer;
    const bool has_more = writer->waiting.count > 0;
    (void)status; // is never cancelled
    writer->is_busy = false;
    tell(writer, batch->message);
    if (batch->records.count && !batch->is_written)
        keep(writer, &batch->records);
    if (has_more || writer->asked.count)
        start_batch(batch->operation.loop);
    for (size_t i = 0; i < batch->questions.count; i++) {
        struct question *question = &batch->questions.items[i];
        question->on_answer(buffer_slice(&question->answer), question->data);
    }
    operation_drop(&batch->operation);
    operation_end(&batch->operation);
}

static void start_batch(struct loop *loop) {
    struct ledger_writer *writer = loop->ledger;
    struct batch *batch = MEMORY_NEW(struct batch);
    operation_start(&batch->operation, loop, &batch_kind);
    operation_hold(&batch->operation);
    batch->writer = writer;
    batch->records = writer->waiting;
    batch->questions = writer->asked;
    batch->uv.data = batch;
    writer->waiting = (struct records){ 0 };
    writer->asked = (struct questions){ 0 };
    writer->is_busy = true;
    uv_queue_work(&loop->uv, &batch->uv, work_in_pool, on_batch);
}

static struct ledger_writer *writer_of(struct loop *loop, const char *path) {
    if (!loop->ledger) {
        loop->ledger = MEMORY_NEW(struct ledger_writer);
        loop->ledger->path = memory_string(path);
    }
    return loop->ledger;
}

static void record(struct host *host, const char *path, struct slice json) {
    struct loop *loop = loop_of(host);
    struct ledger_writer *writer = writer_of(loop, path);
    struct slice copy = { .data = memory_string_of(json), .length = json.length };
    vec_push(&writer->waiting, copy);
    if (!writer->is_busy)
        start_batch(loop);
}

static void ask(struct host *host, const char *path, enum host_question question,
                host_on_answer *on_answer, void *data) {
    struct loop *loop = loop_of(host);
    struct ledger_writer *writer = writer_of(loop, path);
    vec_push(&writer->asked,
             ((struct question){ .question = question, .on_answer = on_answer, .data = data }));
    if (!writer->is_busy)
        start_batch(loop);
}

void ledger_writer_release(struct loop *loop) {
    struct ledger_writer *writer = loop->ledger;
    if (!writer)
        return;
    char message[400] = "";
    if (writer->waiting.count && !(open_ledger(writer, true, message) &&
                                   writer->functions->write(writer->ledger, writer->waiting.items,
                                                            writer->waiting.count, message)))
        log_line(LOG_WARN, "%zu figures could not be recorded and are lost.",
                 writer->waiting.count);
    if (writer->ledger)
        writer->functions->close(writer->ledger);
    release_records(&writer->waiting);
    vec_release(&writer->asked);
    memory_free(writer->path);
    memory_free(writer);
    loop->ledger = NULL;
}

void ledger_writer_install(struct loop *loop) {
    loop->host.record = record;
    loop->host.ask_ledger = ask;
}
