// The event loop: owns libuv's loop and is the host (base/host.h) that the machine runs on.
//
// All that the machine is told, it is told from one place: libuv's and curl's callbacks only put
// the operation they belong to into a queue, which is delivered once in every turn of the loop.
// So no host function calls back before it returned, and nothing runs inside curl.
//
//     struct loop *loop = loop_create();
//     struct stdio *stdio = stdio_create(loop, &listener, session);
//     loop_run(loop);            // until loop_stop, or until nothing is left to wait for
//     session_destroy(session);  // cancels what has an id
//     stdio_flush(stdio, 2000);
//     loop_destroy(loop);        // waits for the callbacks that the host owes (loop_close)
#pragma once

#include "base/host.h"

struct loop;

// Ignores SIGPIPE and opens /dev/null in the place of a closed stdin, stdout or stderr, so that no
// socket ever gets one of these numbers. Starts no thread.
struct loop *loop_create(void);
// The host over this loop; lives as long as it.
struct host *loop_host(struct loop *loop);
// Delivers until loop_stop, or until nothing is left that could call back.
void loop_run(struct loop *loop);
// From a callback: loop_run returns after it, and delivers nothing more.
void loop_stop(struct loop *loop);
// Cancels what has an id: timers, requests, watches. What has none still calls back, children
// after they were killed; so what the machine holds for a callback is freed. The host stays
// callable.
void loop_close(struct loop *loop);
// loop_close, then frees all. NULL is allowed.
void loop_destroy(struct loop *loop);

// Calls once when process `pid` is gone (looked at every two seconds). Returns 0, and never calls,
// where it cannot be seen now: a client outside of our container.
uint64_t loop_watch_process(struct loop *loop, int64_t pid, void (*on_gone)(void *data),
                            void *data);
// For an id that has ended, does nothing.
void loop_unwatch_process(struct loop *loop, uint64_t id);
