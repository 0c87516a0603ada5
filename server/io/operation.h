// What the files of io/ share: the loop's state, and the operation, of which every timer, request,
// watch and child is one. Private to io/.
//
// An operation is the first member of its struct. It is freed when nothing holds it any more: its
// start (until operation_end), each open libuv handle, each libuv request in flight, and its place
// in the queue of what is ready to be delivered.
#pragma once

#include "base/host.h"

#include <uv.h>

struct http_loader;
struct ledger_writer;
struct operation;
struct stdio;
struct writer;

struct operation_kind {
    // Tells the machine what there is to tell. Never called inside a host function, nor when ended.
    void (*deliver)(struct operation *operation);
    // Stops the work and closes the handles; called once, by operation_end. May be NULL.
    void (*close)(struct operation *operation);
    // Frees; nothing holds it any more.
    void (*release)(struct operation *operation);
    // The machine has no id to cancel it by and counts on its callback: loop_close waits for it
    // where it ends others.
    bool is_awaited;
    // loop_close: makes what is awaited end soon. May be NULL.
    void (*hurry)(struct operation *operation);
};

struct operation {
    const struct operation_kind *kind;
    struct loop *loop;
    uint64_t id;
    unsigned holds;
    bool is_ended; // nothing is delivered any more
    bool is_ready;
    struct operation *next_ready;
    struct operation *previous, *next; // all that are not yet freed
};

struct names {
    char **items;
    size_t count, capacity;
};

struct loop {
    struct host host; // first, so that a host is a loop
    uv_loop_t uv;
    uv_idle_t turn; // active while something is ready
    struct operation *operations;
    struct operation *first_ready, *last_ready;
    uint64_t last_id;
    bool is_stopped;
    bool is_quiet; // nothing is delivered: stdio_flush
    struct stdio *stdio;
    struct writer *first_writer, *last_writer; // writes of files, one after the other
    struct http_loader *http;
    struct ledger_writer *ledger; // NULL: nothing was recorded yet
    struct names asked;           // environment variables that the machine has asked for
};

static inline struct loop *loop_of(struct host *host) {
    return (struct loop *)host;
}

// Takes its place in the loop and returns its id. `operation` must be zeroed.
uint64_t operation_start(struct operation *operation, struct loop *loop,
                         const struct operation_kind *kind);
// One delivery soon; several posts before it make one.
void operation_post(struct operation *operation);
// Ended: its id is unknown and nothing more is delivered. Again does nothing.
void operation_end(struct operation *operation);
void operation_hold(struct operation *operation);
void operation_drop(struct operation *operation);
// Closes a handle that holds the operation and has it in `data`.
void operation_close_handle(uv_handle_t *handle);
// The running operation of this kind and id, or NULL.
struct operation *operation_find(const struct loop *loop, const struct operation_kind *kind,
                                 uint64_t id);
void operation_end_id(const struct loop *loop, const struct operation_kind *kind, uint64_t id);

// Delivers what was ready when it began; stops early after loop_stop.
void operation_deliver_ready(struct loop *loop);
// While quiet, posts only queue.
void operation_set_quiet(struct loop *loop, bool is_quiet);
