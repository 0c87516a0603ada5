// The life of operations and the queue of those that have something to tell.
//
// Invariant: the idle handle `turn` is active exactly while the queue is not empty and the loop is
// not quiet, so that libuv does not sleep then, and sleeps otherwise. libuv runs idle handles once
// in a turn, outside of any other callback: that is the one place from which the machine is called.
#include "io/operation.h"

#include "base/error.h"

static void unlink_operation(struct operation *operation) {
    struct loop *loop = operation->loop;
    if (operation->previous) {
        operation->previous->next = operation->next;
    } else {
        loop->operations = operation->next;
    }
    if (operation->next) {
        operation->next->previous = operation->previous;
    }
}

uint64_t operation_start(struct operation *operation, struct loop *loop,
                         const struct operation_kind *kind) {
    operation->kind = kind;
    operation->loop = loop;
    operation->id = ++loop->last_id;
    operation->holds = 1;
    operation->next = loop->operations;
    if (operation->next) {
        operation->next->previous = operation;
    }
    loop->operations = operation;
    return operation->id;
}

void operation_hold(struct operation *operation) {
    ASSERT(operation->holds > 0);
    operation->holds++;
}

void operation_drop(struct operation *operation) {
    ASSERT(operation->holds > 0);
    if (--operation->holds == 0) {
        unlink_operation(operation);
        operation->kind->release(operation);
    }
}

void operation_end(struct operation *operation) {
    if (operation->is_ended) {
        return;
    }
    operation->is_ended = true;
    if (operation->kind->close) {
        operation->kind->close(operation);
    }
    operation_drop(operation);
}

static void on_handle_closed(uv_handle_t *handle) {
    operation_drop(handle->data);
}

void operation_close_handle(uv_handle_t *handle) {
    if (!uv_is_closing(handle)) {
        uv_close(handle, on_handle_closed);
    }
}

struct operation *operation_find(const struct loop *loop, const struct operation_kind *kind,
                                 uint64_t id) {
    for (struct operation *each = loop->operations; each; each = each->next) {
        if (each->id == id && each->kind == kind && !each->is_ended) {
            return each;
        }
    }
    return NULL;
}

void operation_end_id(const struct loop *loop, const struct operation_kind *kind, uint64_t id) {
    struct operation *operation = operation_find(loop, kind, id);
    if (operation) {
        operation_end(operation);
    }
}

static void on_turn(uv_idle_t *turn) {
    operation_deliver_ready(turn->data);
}

static void update_turn(struct loop *loop) {
    if (loop->first_ready && !loop->is_quiet) {
        uv_idle_start(&loop->turn, on_turn);
    } else {
        uv_idle_stop(&loop->turn);
    }
}

void operation_post(struct operation *operation) {
    struct loop *loop = operation->loop;
    if (operation->is_ended || operation->is_ready) {
        return;
    }
    operation->is_ready = true;
    operation->next_ready = NULL;
    operation_hold(operation);
    if (loop->last_ready) {
        loop->last_ready->next_ready = operation;
    } else {
        loop->first_ready = operation;
    }
    loop->last_ready = operation;
    update_turn(loop);
}

static struct operation *take_ready(struct loop *loop) {
    struct operation *operation = loop->first_ready;
    loop->first_ready = operation->next_ready;
    if (!loop->first_ready) {
        loop->last_ready = NULL;
    }
    operation->is_ready = false;
    return operation;
}

void operation_deliver_ready(struct loop *loop) {
    const struct operation *const last = loop->last_ready;
    bool is_last = !last;
    while (!is_last && !loop->is_stopped) {
        struct operation *operation = take_ready(loop);
        is_last = operation == last;
        if (!operation->is_ended) {
            operation->kind->deliver(operation);
        }
        operation_drop(operation);
    }
    update_turn(loop);
}

void operation_set_quiet(struct loop *loop, bool is_quiet) {
    loop->is_quiet = is_quiet;
    update_turn(loop);
}
