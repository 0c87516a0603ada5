// Runs a child in a process group of its own, gathers its stdout up to a cap, and ends the whole
// group when the time is over or the cap is met. The output may be a key: every copy is wiped.
//
// Invariant: a started child is always waited for, so no zombie is left.
#include "io/process.h"

#include "base/memory.h"
#include "io/operation.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 4 << 10,
    // After the exit, for what is still in the pipe. A daemon that the child left behind may hold
    // its other end for ever.
    DRAIN_MS = 200,
};

extern char **environ;

struct process {
    struct operation operation;
    uv_process_t uv;
    uv_pipe_t pipe;
    uv_timer_t timer;
    char *name;
    unsigned timeout_ms;
    size_t output_limit;
    char *output;
    size_t length, capacity;
    char chunk[CHUNK_BYTES];
    bool is_running, is_drained;
    int status;
    char message[256]; // empty on success
    host_on_exit *on_exit;
    void *data;
};

// --- Environment ---------------------------------------------------------------------------------

static bool is_ordinary(struct slice name) {
    static const char *const names[] = { "HOME",  "PATH", "USER", "LOGNAME",
                                         "SHELL", "LANG", "TERM", "TMPDIR" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (slice_is(name, names[i])) {
            return true;
        }
    }
    return slice_starts_with(name, SLICE("XDG_")) || slice_starts_with(name, SLICE("LC_"));
}

static bool may_be_key(const struct loop *loop, const char *variable) {
    const char *equals = strchr(variable, '=');
    const struct slice name = {
        .data = variable,
        .length = equals ? (size_t)(equals - variable) : strlen(variable),
    };
    if (slice_ends_with(name, SLICE("_API_KEY"))) {
        return true;
    }
    for (size_t i = 0; i < loop->asked.count; i++) {
        if (slice_is(name, loop->asked.items[i])) {
            return !is_ordinary(name);
        }
    }
    return false;
}

// An array that ends with NULL; its strings are the environment's own.
static char **child_environment(const struct loop *loop) {
    size_t count = 0;
    while (environ && environ[count]) {
        count++;
    }
    char **variables = memory_alloc((count + 1) * sizeof *variables);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!may_be_key(loop, environ[i])) {
            variables[kept++] = environ[i];
        }
    }
    return variables;
}

// --- Output --------------------------------------------------------------------------------------

static void free_wiped(char *bytes, size_t size) {
    if (bytes) {
        memory_wipe(bytes, size);
        memory_free(bytes);
    }
}

static void append_output(struct process *process, struct slice bytes) {
    if (process->length + bytes.length > process->capacity) {
        // Not memory_resize: it could leave a copy behind.
        const size_t capacity = 2 * (process->length + bytes.length);
        char *output = memory_alloc(capacity);
        if (process->length > 0) {
            memcpy(output, process->output, process->length);
        }
        free_wiped(process->output, process->capacity);
        process->output = output;
        process->capacity = capacity;
    }
    memcpy(process->output + process->length, bytes.data, bytes.length);
    process->length += bytes.length;
}

// --- The child's life ----------------------------------------------------------------------------

static void kill_group(struct process *process) {
    if (process->is_running) {
        kill(-process->uv.pid, SIGKILL); // the child leads a group of its own
    }
}

static void stop(struct process *process, const char *why) {
    if (process->message[0] == '\0') {
        snprintf(process->message, sizeof process->message, "%s %s", process->name, why);
    }
    kill_group(process);
}

static void finish_if_done(struct process *process) {
    if (!process->is_running && (process->is_drained || process->message[0])) {
        operation_post(&process->operation);
    }
}

static void on_space(uv_handle_t *handle, size_t suggested, uv_buf_t *space) {
    struct process *process = handle->data;
    (void)suggested;
    *space = uv_buf_init(process->chunk, sizeof process->chunk);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *space) {
    struct process *process = stream->data;
    if (count < 0) {
        uv_read_stop(stream);
        process->is_drained = true;
        finish_if_done(process);
    } else if ((size_t)count > process->output_limit - process->length) {
        uv_read_stop(stream);
        stop(process, "wrote more than is allowed and was stopped");
        finish_if_done(process);
    } else if (count > 0) {
        append_output(process, (struct slice){ .data = space->base, .length = (size_t)count });
    }
}

static void on_timeout(uv_timer_t *timer) {
    struct process *process = timer->data;
    if (process->is_running) {
        char why[64];
        snprintf(why, sizeof why, "took longer than %u ms and was stopped", process->timeout_ms);
        stop(process, why);
    } else {
        process->is_drained = true;
        finish_if_done(process);
    }
}

static void on_process_exit(uv_process_t *uv, int64_t status, int signal_number) {
    struct process *process = uv->data;
    process->is_running = false;
    process->status = (int)status;
    if (signal_number != 0 && process->message[0] == '\0') {
        snprintf(process->message, sizeof process->message, "%s was ended by signal %d",
                 process->name, signal_number);
    }
    operation_close_handle((uv_handle_t *)uv);
    if (!process->operation.is_ended) {
        uv_timer_start(&process->timer, on_timeout, DRAIN_MS, 0);
    }
    finish_if_done(process);
}

static void deliver_process(struct operation *operation) {
    struct process *process = (struct process *)operation;
    const char *message = process->message[0] ? process->message : NULL;
    const struct slice output = { .data = message || !process->output ? "" : process->output,
                                  .length = message ? 0 : process->length };
    operation_end(operation);
    process->on_exit(message ? -1 : process->status, output, message, process->data);
}

static void close_process(struct operation *operation) {
    struct process *process = (struct process *)operation;
    kill_group(process);
    operation_close_handle((uv_handle_t *)&process->timer);
    operation_close_handle((uv_handle_t *)&process->pipe);
    // The handle of the child itself is closed at its exit, which is still waited for.
}

static void hurry_process(struct operation *operation) {
    struct process *process = (struct process *)operation;
    if (process->is_running) {
        stop(process, "was stopped, because wye is ending");
    }
}

static void release_process(struct operation *operation) {
    struct process *process = (struct process *)operation;
    free_wiped(process->output, process->capacity);
    memory_free(process->name);
    memory_wipe(process->chunk, sizeof process->chunk);
    memory_free(process);
}

static const struct operation_kind process_kind = {
    .deliver = deliver_process,
    .close = close_process,
    .release = release_process,
    .is_awaited = true,
    .hurry = hurry_process,
};

static int run(struct process *process, const char *const *argv) {
    struct loop *loop = process->operation.loop;
    char **variables = child_environment(loop);
    uv_stdio_container_t streams[3] = {
        { .flags = UV_IGNORE },
        { .flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE,
          .data.stream = (uv_stream_t *)&process->pipe },
        { .flags = UV_IGNORE },
    };
    const uv_process_options_t options = {
        .exit_cb = on_process_exit,
        .file = argv[0],
        .args = (char **)argv, // libuv only reads them
        .env = variables,
        .flags = UV_PROCESS_DETACHED, // a session of its own: all of it can be ended
        .stdio_count = 3,
        .stdio = streams,
    };
    int status = uv_spawn(&loop->uv, &process->uv, &options);
    memory_free(variables);
    return status;
}

static uint64_t spawn(struct host *host, const char *const *argv, unsigned timeout_ms,
                      size_t output_limit, host_on_exit *on_exit, void *data) {
    struct loop *loop = loop_of(host);
    struct process *process = MEMORY_NEW(struct process);
    const uint64_t id = operation_start(&process->operation, loop, &process_kind);
    process->name = memory_string(argv[0]);
    process->timeout_ms = timeout_ms;
    process->output_limit = output_limit;
    process->on_exit = on_exit;
    process->data = data;
    uv_timer_init(&loop->uv, &process->timer);
    uv_pipe_init(&loop->uv, &process->pipe, 0);
    process->timer.data = process->pipe.data = process->uv.data = process;
    for (int handles = 0; handles < 3; handles++) {
        operation_hold(&process->operation);
    }
    int status = run(process, argv);
    if (status != 0) {
        snprintf(process->message, sizeof process->message, "cannot start %s: %s", process->name,
                 uv_strerror(status));
        operation_close_handle((uv_handle_t *)&process->uv);
        operation_post(&process->operation);
        return id;
    }
    process->is_running = true;
    uv_update_time(&loop->uv);
    uv_timer_start(&process->timer, on_timeout, timeout_ms, 0);
    uv_read_start((uv_stream_t *)&process->pipe, on_space, on_read);
    return id;
}

static void stop_process(struct host *host, uint64_t id) {
    struct operation *operation = operation_find(loop_of(host), &process_kind, id);
    if (operation && ((struct process *)operation)->is_running) {
        stop((struct process *)operation, "was stopped");
    }
}

void process_install(struct loop *loop) {
    loop->host.spawn = spawn;
    loop->host.stop_process = stop_process;
}
