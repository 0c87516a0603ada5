// Owns the one ledger of a process. Records go to the pool in batches: what comes while one is
// being written is the next. What they mean is not known here.
#include "io/ledger_writer.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/vec.h"
#include "io/ledger.h"
#include "io/object.h"
#include "io/operation.h"

#include <string.h>

struct records {
    struct slice *items; // each owns its bytes
    size_t count, capacity;
};

struct ledger_writer {
    char *path;
    const struct ledger_functions *functions; // NULL before it is loaded
    struct ledger *ledger;                    // NULL before it is open
    struct records waiting;
    bool is_writing;
    char problem[400]; // the last that was logged: each is told once
};

// One batch on its way. While it is, the pool has the ledger to itself.
struct batch {
    struct operation operation;
    uv_work_t uv;
    struct ledger_writer *writer;
    struct records records;
    char message[400]; // "" where all went well
};

static void write_batch(uv_work_t *uv) {
    struct batch *batch = uv->data;
    struct ledger_writer *writer = batch->writer;
    if (!writer->functions) {
        writer->functions = object_load("ledger", "ledger_functions", "libsqlite3", batch->message);
    }
    if (writer->functions && !writer->ledger) {
        writer->ledger = writer->functions->open(writer->path, batch->message);
    }
    if (writer->ledger) {
        writer->functions->write(writer->ledger, batch->records.items, batch->records.count,
                                 batch->message);
    }
}

static void release_records(struct records *records) {
    for (size_t i = 0; i < records->count; i++) {
        memory_free((char *)records->items[i].data);
    }
    vec_release(records);
}

static void release_batch(struct operation *operation) {
    struct batch *batch = (struct batch *)operation;
    release_records(&batch->records);
    memory_free(batch);
}

static const struct operation_kind batch_kind = { .release = release_batch, .is_awaited = true };

static void start_batch(struct loop *loop);

static void on_batch(uv_work_t *uv, int status) {
    struct batch *batch = uv->data;
    struct ledger_writer *writer = batch->writer;
    (void)status; // is never cancelled
    writer->is_writing = false;
    if (*batch->message && strcmp(batch->message, writer->problem) != 0) {
        memcpy(writer->problem, batch->message, sizeof writer->problem);
        log_line(LOG_WARN, "Figures are not recorded: %s.", batch->message);
    }
    if (writer->waiting.count) {
        start_batch(batch->operation.loop);
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
    batch->uv.data = batch;
    writer->waiting = (struct records){ 0 };
    writer->is_writing = true;
    uv_queue_work(&loop->uv, &batch->uv, write_batch, on_batch);
}

static void record(struct host *host, const char *path, struct slice json) {
    struct loop *loop = loop_of(host);
    if (!loop->ledger) {
        loop->ledger = MEMORY_NEW(struct ledger_writer);
        loop->ledger->path = memory_string(path);
    }
    struct slice copy = { .data = memory_string_of(json), .length = json.length };
    vec_push(&loop->ledger->waiting, copy);
    if (!loop->ledger->is_writing) {
        start_batch(loop);
    }
}

void ledger_writer_release(struct loop *loop) {
    struct ledger_writer *writer = loop->ledger;
    if (!writer) {
        return;
    }
    if (writer->ledger) {
        writer->functions->close(writer->ledger);
    }
    memory_free(writer->path);
    memory_free(writer);
    loop->ledger = NULL;
}

void ledger_writer_install(struct loop *loop) {
    loop->host.record = record;
}
