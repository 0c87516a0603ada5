// Stdin and stdout. libuv's pipe handle aborts on a regular file or /dev/null, so what it takes for
// a file is read and written through the pool instead.
//
// Invariant: one write is in flight at most; all that is asked for meanwhile gathers in `waiting`
// and leaves as one. Descriptors get their flags back at the end, because others (a shell) share
// them.
#include "io/stdio.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"
#include "io/operation.h"

#include <fcntl.h>
#include <unistd.h>

enum {
    READ_BYTES = 64 << 10,
    KEPT_BYTES = 1 << 20, // buffers larger than this are given back once they are empty
};

struct port {
    int fd;
    int flags; // as they were, or -1
    bool is_stream;
    bool is_open; // a stream whose handle must be closed
    union {
        uv_handle_t handle;
        uv_stream_t stream;
        uv_pipe_t pipe;
        uv_tty_t tty;
        uv_tcp_t tcp;
    } uv;
    uv_fs_t request; // of a file
};

struct stdio {
    struct operation operation;
    struct stdio_listener listener;
    void *data;

    struct port in;
    struct buffer input;
    char *chunk;     // READ_BYTES
    bool is_reading; // a request is in flight
    bool has_ended, has_told_end;

    struct port out;
    uv_write_t write;
    struct buffer waiting, leaving;
    size_t left; // bytes of `leaving` that a file has taken
    bool is_writing;
    bool is_broken, has_told_broken;
};

// --- Ports ---------------------------------------------------------------------------------------

static int open_stream(struct stdio *stdio, struct port *port, uv_handle_type type) {
    uv_loop_t *uv = &stdio->operation.loop->uv;
    int status = UV_EINVAL;
    if (type == UV_NAMED_PIPE) {
        uv_pipe_init(uv, &port->uv.pipe, 0);
        port->is_open = true;
        status = uv_pipe_open(&port->uv.pipe, port->fd);
    } else if (type == UV_TTY) {
        status = uv_tty_init(uv, &port->uv.tty, port->fd, 0);
        port->is_open = status == 0;
    } else if (type == UV_TCP) {
        uv_tcp_init(uv, &port->uv.tcp);
        port->is_open = true;
        status = uv_tcp_open(&port->uv.tcp, port->fd);
    }
    if (port->is_open) {
        port->uv.handle.data = stdio;
        operation_hold(&stdio->operation);
    }
    return status;
}

// False where it is closed or nothing that can be read or written.
static bool open_port(struct stdio *stdio, struct port *port, int fd) {
    port->fd = fd;
    port->flags = fcntl(fd, F_GETFL);
    uv_handle_type type = uv_guess_handle(fd);
    port->is_stream = type != UV_FILE;
    return port->flags != -1 && (type == UV_FILE || open_stream(stdio, port, type) == 0);
}

static void close_port(struct port *port) {
    if (port->is_open) {
        fcntl(port->fd, F_SETFL, port->flags);
        operation_close_handle(&port->uv.handle); // leaves the standard descriptors open
        port->is_open = false;
    }
}

// --- Input ---------------------------------------------------------------------------------------

static void end_input(struct stdio *stdio) {
    stdio->has_ended = true;
    operation_post(&stdio->operation);
}

static void take_input(struct stdio *stdio, const char *bytes, size_t length) {
    if (!buffer_append(&stdio->input, (struct slice){ .data = bytes, .length = length })) {
        end_input(stdio);
        return;
    }
    operation_post(&stdio->operation);
}

static void on_space(uv_handle_t *handle, size_t suggested, uv_buf_t *space) {
    const struct stdio *stdio = handle->data;
    (void)suggested;
    *space = uv_buf_init(stdio->chunk, READ_BYTES);
}

static void on_stream_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *space) {
    struct stdio *stdio = stream->data;
    if (count > 0) {
        take_input(stdio, space->base, (size_t)count);
    } else if (count < 0) {
        uv_read_stop(stream);
        end_input(stdio);
    }
}

static void on_file_read(uv_fs_t *request);

static void read_file(struct stdio *stdio) {
    const uv_buf_t space = uv_buf_init(stdio->chunk, READ_BYTES);
    stdio->is_reading = true;
    stdio->in.request.data = stdio;
    operation_hold(&stdio->operation);
    uv_fs_read(&stdio->operation.loop->uv, &stdio->in.request, stdio->in.fd, &space, 1, -1,
               on_file_read);
}

static void on_file_read(uv_fs_t *request) {
    struct stdio *stdio = request->data;
    const ssize_t count = request->result;
    uv_fs_req_cleanup(request);
    stdio->is_reading = false;
    if (count > 0) {
        take_input(stdio, stdio->chunk, (size_t)count);
    } else {
        end_input(stdio);
    }
    operation_drop(&stdio->operation);
}

static void start_input(struct stdio *stdio) {
    if (!open_port(stdio, &stdio->in, STDIN_FILENO)) {
        end_input(stdio);
        return;
    }
    stdio->chunk = memory_alloc(READ_BYTES);
    if (!stdio->in.is_stream) {
        read_file(stdio);
    } else if (uv_read_start(&stdio->in.uv.stream, on_space, on_stream_read) != 0) {
        end_input(stdio);
    }
}

static void clear(struct buffer *buffer) {
    if (buffer->capacity > KEPT_BYTES) {
        buffer_release(buffer);
    } else {
        buffer_clear(buffer);
    }
}

static void deliver_input(struct stdio *stdio) {
    // Nothing reads while this runs, so the buffer does not change under the listener.
    if (stdio->input.length > 0) {
        stdio->listener.on_input(buffer_slice(&stdio->input), stdio->data);
        clear(&stdio->input);
    }
    const bool is_open = !stdio->operation.is_ended && !stdio->has_ended;
    if (is_open && stdio->chunk && !stdio->in.is_stream && !stdio->is_reading) {
        read_file(stdio);
    }
    if (stdio->has_ended && !stdio->has_told_end && !stdio->operation.loop->is_stopped) {
        stdio->has_told_end = true;
        if (stdio->listener.on_end) {
            stdio->listener.on_end(stdio->data);
        }
    }
}

// --- Output --------------------------------------------------------------------------------------

static void break_output(struct stdio *stdio) {
    stdio->is_broken = true;
    buffer_release(&stdio->waiting);
    operation_post(&stdio->operation);
}

static void write_next(struct stdio *stdio);

static void finish_write(struct stdio *stdio, ssize_t status) {
    stdio->is_writing = false;
    if (status < 0) {
        break_output(stdio);
    } else {
        if (stdio->left == stdio->leaving.length) {
            clear(&stdio->leaving);
            stdio->left = 0;
        }
        write_next(stdio);
    }
    operation_drop(&stdio->operation);
}

static void on_stream_written(uv_write_t *request, int status) {
    struct stdio *stdio = request->data;
    stdio->left = stdio->leaving.length;
    finish_write(stdio, status);
}

static void on_file_written(uv_fs_t *request) {
    struct stdio *stdio = request->data;
    const ssize_t count = request->result;
    uv_fs_req_cleanup(request);
    stdio->left += count > 0 ? (size_t)count : 0;
    finish_write(stdio, count);
}

static int start_write(struct stdio *stdio) {
    uv_buf_t bytes = uv_buf_init(stdio->leaving.data + stdio->left,
                                 (unsigned)(stdio->leaving.length - stdio->left));
    if (stdio->out.is_stream) {
        stdio->write.data = stdio;
        return uv_write(&stdio->write, &stdio->out.uv.stream, &bytes, 1, on_stream_written);
    }
    stdio->out.request.data = stdio;
    return uv_fs_write(&stdio->operation.loop->uv, &stdio->out.request, stdio->out.fd, &bytes, 1,
                       -1, on_file_written);
}

static void write_next(struct stdio *stdio) {
    if (stdio->is_writing || stdio->is_broken) {
        return;
    }
    if (stdio->leaving.length == 0) {
        const struct buffer empty = stdio->leaving;
        stdio->leaving = stdio->waiting;
        stdio->waiting = empty;
    }
    if (stdio->leaving.length == 0) {
        return;
    }
    stdio->is_writing = true;
    operation_hold(&stdio->operation);
    int status = start_write(stdio);
    if (status != 0) {
        finish_write(stdio, status);
    }
}

static void write_output(struct host *host, struct slice bytes) {
    struct stdio *stdio = loop_of(host)->stdio;
    if (!stdio || stdio->is_broken) {
        return;
    }
    if (!buffer_append(&stdio->waiting, bytes)) {
        break_output(stdio);
    }
    operation_post(&stdio->operation);
}

static void deliver_broken(struct stdio *stdio) {
    if (stdio->is_broken && !stdio->has_told_broken) {
        stdio->has_told_broken = true;
        if (stdio->listener.on_broken) {
            stdio->listener.on_broken(stdio->data);
        }
    }
}

// --- As an operation -----------------------------------------------------------------------------

static void deliver(struct operation *operation) {
    struct stdio *stdio = (struct stdio *)operation;
    deliver_input(stdio);
    write_next(stdio); // at once what the input caused
    deliver_broken(stdio);
}

static void close_stdio(struct operation *operation) {
    struct stdio *stdio = (struct stdio *)operation;
    operation->loop->stdio = NULL;
    if (stdio->is_reading) {
        uv_cancel((uv_req_t *)&stdio->in.request);
    }
    stdio->is_broken = true; // nothing more leaves
    close_port(&stdio->in);
    close_port(&stdio->out);
}

static void release_stdio(struct operation *operation) {
    struct stdio *stdio = (struct stdio *)operation;
    buffer_release(&stdio->input);
    buffer_release(&stdio->waiting);
    buffer_release(&stdio->leaving);
    memory_free(stdio->chunk);
    memory_free(stdio);
}

static const struct operation_kind stdio_kind = {
    .deliver = deliver,
    .close = close_stdio,
    .release = release_stdio,
};

struct stdio *stdio_create(struct loop *loop, const struct stdio_listener *listener, void *data) {
    ASSERT(!loop->stdio);
    struct stdio *stdio = MEMORY_NEW(struct stdio);
    operation_start(&stdio->operation, loop, &stdio_kind);
    loop->stdio = stdio;
    loop->host.write = write_output;
    if (listener) {
        stdio->listener = *listener;
    }
    stdio->data = data;
    if (stdio->listener.on_input) {
        start_input(stdio);
    }
    if (!open_port(stdio, &stdio->out, STDOUT_FILENO)) {
        break_output(stdio);
    }
    return stdio;
}

// --- Flush ---------------------------------------------------------------------------------------

struct deadline {
    uv_timer_t timer;
    bool is_over, is_closed;
};

static void on_over(uv_timer_t *timer) {
    ((struct deadline *)timer->data)->is_over = true;
}

static void on_deadline_closed(uv_handle_t *handle) {
    ((struct deadline *)handle->data)->is_closed = true;
}

bool stdio_flush(struct stdio *stdio, unsigned timeout_ms) {
    struct loop *loop = stdio->operation.loop;
    struct deadline deadline = { .is_over = false };
    operation_set_quiet(loop, true);
    if (stdio->in.is_open) {
        uv_read_stop(&stdio->in.uv.stream);
    }
    uv_timer_init(&loop->uv, &deadline.timer);
    deadline.timer.data = &deadline;
    uv_update_time(&loop->uv);
    uv_timer_start(&deadline.timer, on_over, timeout_ms, 0);
    write_next(stdio);
    while (stdio->is_writing && !deadline.is_over) {
        uv_run(&loop->uv, UV_RUN_ONCE);
    }
    const bool is_done = !stdio->is_writing && !stdio->is_broken;
    uv_close((uv_handle_t *)&deadline.timer, on_deadline_closed);
    while (!deadline.is_closed) {
        uv_run(&loop->uv, UV_RUN_NOWAIT);
    }
    operation_set_quiet(loop, false);
    return is_done;
}
