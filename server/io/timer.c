// What waits without reading anything: one-shot timers, work on libuv's pool, and the question
// whether a process still lives. Does not keep the loop's clock: loop.c does.
#include "io/timer.h"

#include "base/memory.h"
#include "io/operation.h"

#include <errno.h>
#include <signal.h>
#include <sys/types.h>

enum { PROCESS_LOOK_MS = 2000 };

// --- Timers --------------------------------------------------------------------------------------

struct timer {
    struct operation operation;
    uv_timer_t uv;
    host_on_timer *on_timer;
    void *data;
    pid_t pid; // of a process watch
};

static void on_fire(uv_timer_t *uv) {
    operation_post(uv->data);
}

static void deliver_timer(struct operation *operation) {
    struct timer *timer = (struct timer *)operation;
    operation_end(operation);
    timer->on_timer(timer->data);
}

static void close_timer(struct operation *operation) {
    operation_close_handle((uv_handle_t *)&((struct timer *)operation)->uv);
}

static void release_timer(struct operation *operation) {
    memory_free(operation);
}

static const struct operation_kind timer_kind = {
    .deliver = deliver_timer,
    .close = close_timer,
    .release = release_timer,
};

static struct timer *create_timer(struct loop *loop, const struct operation_kind *kind,
                                  host_on_timer *on_timer, void *data) {
    struct timer *timer = MEMORY_NEW(struct timer);
    operation_start(&timer->operation, loop, kind);
    timer->on_timer = on_timer;
    timer->data = data;
    uv_timer_init(&loop->uv, &timer->uv);
    timer->uv.data = timer;
    operation_hold(&timer->operation);
    return timer;
}

static uint64_t start_timer(struct host *host, unsigned delay_ms, host_on_timer *on_timer,
                            void *data) {
    struct loop *loop = loop_of(host);
    struct timer *timer = create_timer(loop, &timer_kind, on_timer, data);
    // libuv counts from its clock of this turn; after long work that would be too early.
    uv_update_time(&loop->uv);
    uv_timer_start(&timer->uv, on_fire, delay_ms, 0);
    return timer->operation.id;
}

static void cancel_timer(struct host *host, uint64_t id) {
    operation_end_id(loop_of(host), &timer_kind, id);
}

// --- Work on the pool ----------------------------------------------------------------------------

struct offload {
    struct operation operation;
    uv_work_t uv;
    void (*work)(void *data);
    void (*done)(void *data);
    void *data;
};

static void on_work(uv_work_t *uv) {
    const struct offload *offload = uv->data;
    offload->work(offload->data);
}

static void on_worked(uv_work_t *uv, int status) {
    struct offload *offload = uv->data;
    (void)status; // is never cancelled
    operation_post(&offload->operation);
    operation_drop(&offload->operation);
}

static void deliver_offload(struct operation *operation) {
    struct offload *offload = (struct offload *)operation;
    operation_end(operation);
    offload->done(offload->data);
}

static const struct operation_kind offload_kind = {
    .deliver = deliver_offload,
    .release = release_timer,
    .is_awaited = true,
};

static void start_offload(struct host *host, void (*work)(void *data), void (*done)(void *data),
                          void *data) {
    struct loop *loop = loop_of(host);
    struct offload *offload = MEMORY_NEW(struct offload);
    operation_start(&offload->operation, loop, &offload_kind);
    offload->work = work;
    offload->done = done;
    offload->data = data;
    offload->uv.data = offload;
    operation_hold(&offload->operation);
    uv_queue_work(&loop->uv, &offload->uv, on_work, on_worked);
}

// --- A process that should live ------------------------------------------------------------------

static bool is_visible(pid_t pid) {
    return kill(pid, 0) == 0 || errno == EPERM;
}

static void on_look(uv_timer_t *uv) {
    struct timer *timer = uv->data;
    if (!is_visible(timer->pid)) {
        operation_post(&timer->operation);
    }
}

static const struct operation_kind process_watch_kind = {
    .deliver = deliver_timer,
    .close = close_timer,
    .release = release_timer,
};

uint64_t loop_watch_process(struct loop *loop, int64_t pid, void (*on_gone)(void *data),
                            void *data) {
    // 0 and negative numbers would mean groups of processes.
    if (pid <= 0 || pid > INT32_MAX || !is_visible((pid_t)pid)) {
        return 0;
    }
    struct timer *timer = create_timer(loop, &process_watch_kind, on_gone, data);
    timer->pid = (pid_t)pid;
    uv_timer_start(&timer->uv, on_look, PROCESS_LOOK_MS, PROCESS_LOOK_MS);
    return timer->operation.id;
}

void loop_unwatch_process(struct loop *loop, uint64_t id) {
    operation_end_id(loop, &process_watch_kind, id);
}

void timer_install(struct loop *loop) {
    loop->host.timer_start = start_timer;
    loop->host.timer_cancel = cancel_timer;
    loop->host.offload = start_offload;
}
