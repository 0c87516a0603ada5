// The process's stdin and stdout over a loop: pipes, sockets, terminals, files and /dev/null alike.
// Nobody else writes to stdout.
#pragma once

#include "io/loop.h"

struct stdio;

// What comes in. Each is called from the loop, never inside a function of the host.
struct stdio_listener {
    // Some bytes of stdin, borrowed for the call. NULL: stdin is left alone.
    void (*on_input)(struct slice bytes, void *data);
    // Stdin has ended or broken; once, after all input. May be NULL.
    void (*on_end)(void *data);
    // Nobody reads stdout any more (EPIPE), or the reader is BUFFER_BYTES_MAX behind; once. What is
    // written from then on is dropped. May be NULL.
    void (*on_broken)(void *data);
};

// At most one for a loop, which owns it and closes it in loop_close. From then on the host's
// `write` goes to stdout. `listener` is copied; NULL means to write only.
struct stdio *stdio_create(struct loop *loop, const struct stdio_listener *listener, void *data);
// Waits till all output is written, and delivers nothing meanwhile: for the end, before loop_close.
// False where the reader is gone or has not read it all after `timeout_ms`.
bool stdio_flush(struct stdio *stdio, unsigned timeout_ms);
