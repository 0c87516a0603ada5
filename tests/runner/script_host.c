// One array of tasks in order: what is due at the clock's time runs, oldest first. No callback ever
// runs inside of a host function, as the contract of base/host.h has it.

#include "runner/script_host.h"

#include "base/json.h"
#include "base/memory.h"
#include "base/vec.h"
#include "runner/leak.h"
#include "runner/pairs.h"
#include "runner/script_child.h"
#include "runner/script_ledger.h"

#include <stdio.h>

enum task_kind { TIMER, FILE_READ, FILE_WRITTEN, PATH, EXIT, WORK, ANSWER };

struct task {
    uint64_t id, due_ms;
    enum task_kind kind;
    union {
        host_on_timer *on_timer;
        host_on_file *on_file;
        host_on_done *on_done;
        host_on_path *on_path;
        host_on_exit *on_exit;
        host_on_answer *on_answer;
    } call;
    void (*work)(void *data);
    char *path; // of an exit: the output
    int status; // of an answer: the question
    void *data;
};

struct http {
    uint64_t id;
    host_on_http *on_http;
    void *data;
};

struct watch {
    uint64_t id;
    char *path;
    host_on_change *on_change;
    void *data;
};

struct script_host {
    struct host host; // first, so that the machine's pointer is ours
    uint64_t last_id, last_random, now_ms;
    struct {
        struct task *items;
        size_t count, capacity;
    } tasks;
    struct {
        struct http *items;
        size_t count, capacity;
    } requests;
    struct {
        struct watch *items;
        size_t count, capacity;
    } watches;
    struct pairs files, variables, links, unreadable;
    struct buffer output, notes, last_body;
    struct script_ledger ledger;
    size_t leaks;  // places where a key stood that may not be there
    size_t chosen; // index of the request that events are for
    char *disk_problem;
    struct script_children children;
};

static struct script_host *of(struct host *host) {
    return (struct script_host *)host;
}

// --- What the machine asks for -------------------------------------------------------------------

static struct task *add_task(struct script_host *host, enum task_kind kind, const char *path,
                             void *data) {
    vec_push(&host->tasks, ((struct task){
                               .id = ++host->last_id,
                               .due_ms = host->now_ms,
                               .kind = kind,
                               .path = memory_string(path),
                               .data = data,
                           }));
    return &host->tasks.items[host->tasks.count - 1];
}

static void write_output(struct host *base, struct slice bytes) {
    buffer_append(&of(base)->output, bytes);
}

// Bodies go into the transcript when they are asked for; keys never do.
static uint64_t http_start(struct host *base, const struct host_http_request *request,
                           host_on_http *on_http, void *data) {
    struct script_host *host = of(base);
    buffer_format(&host->notes, "= http %s %s\n", request->method, request->url);
    leak_look(&host->leaks, &host->notes, "the address", slice_from(request->url));
    leak_look(&host->leaks, &host->notes, "the body", request->body);
    for (size_t i = 0; i < request->header_count; i++) {
        const struct host_header *header = &request->headers[i];
        if (leak_has_key(slice_from(header->value)))
            buffer_format(&host->notes, "=   %s: (key)\n", header->name);
    }
    buffer_clear(&host->last_body);
    buffer_append(&host->last_body, request->body);
    struct http http = { .id = ++host->last_id, .on_http = on_http, .data = data };
    vec_push(&host->requests, http);
    return http.id;
}

static void http_cancel(struct host *base, uint64_t id) {
    struct script_host *host = of(base);
    for (size_t i = 0; i < host->requests.count; i++) {
        if (host->requests.items[i].id != id)
            continue;
        vec_remove(&host->requests, i);
        buffer_append_string(&host->notes, "= http closed\n");
        return;
    }
}

static uint64_t timer_start(struct host *base, unsigned delay_ms, host_on_timer *on_timer,
                            void *data) {
    struct task *task = add_task(of(base), TIMER, NULL, data);
    task->due_ms += delay_ms;
    task->call.on_timer = on_timer;
    return task->id;
}

static void timer_cancel(struct host *base, uint64_t id) {
    struct script_host *host = of(base);
    for (size_t i = 0; i < host->tasks.count; i++) {
        if (host->tasks.items[i].id != id || host->tasks.items[i].kind != TIMER)
            continue;
        memory_free(host->tasks.items[i].path);
        vec_remove(&host->tasks, i);
        return;
    }
}

static uint64_t now_ms(struct host *base) {
    return of(base)->now_ms;
}

static int64_t unix_time_ms(struct host *base) {
    return 1767225600000 + (int64_t)of(base)->now_ms; // 2026-01-01
}

static uint64_t random_number(struct host *base) {
    return ++of(base)->last_random * 2685821657736338717ull;
}

static const char *environment(struct host *base, const char *name) {
    const struct pair *pair = pairs_find(&of(base)->variables, name);
    return pair ? pair->value : NULL;
}

static void read_file(struct host *base, const char *path, size_t limit, host_on_file *on_file,
                      void *data) {
    (void)limit;
    add_task(of(base), FILE_READ, path, data)->call.on_file = on_file;
}

static void write_file(struct host *base, const char *path, struct slice bytes,
                       host_on_done *on_done, void *data) {
    struct script_host *host = of(base);
    if (!host->disk_problem) {
        pairs_set(&host->files, path, bytes);
        buffer_format(&host->notes, "= wrote %s, %zu bytes\n", path, bytes.length);
    }
    leak_look(&host->leaks, &host->notes, "a file", bytes);
    add_task(host, FILE_WRITTEN, path, data)->call.on_done = on_done;
}

// Shown by `~ records`.
static void record(struct host *base, const char *path, struct slice json) {
    struct script_host *host = of(base);
    (void)path;
    leak_look(&host->leaks, &host->notes, "a record", json);
    script_ledger_record(&host->ledger, json);
}

static void ask_ledger(struct host *base, const char *path, enum host_question question,
                       host_on_answer *on_answer, void *data) {
    struct task *task = add_task(of(base), ANSWER, path, data);
    task->due_ms += of(base)->ledger.delay_ms;
    task->status = (int)question;
    task->call.on_answer = on_answer;
}

static void real_path(struct host *base, const char *path, host_on_path *on_path, void *data) {
    add_task(of(base), PATH, path, data)->call.on_path = on_path;
}

static uint64_t watch_path(struct host *base, const char *path, host_on_change *on_change,
                           void *data) {
    struct script_host *host = of(base);
    struct watch watch = { ++host->last_id, memory_string(path), on_change, data };
    vec_push(&host->watches, watch);
    return watch.id;
}

static void unwatch(struct host *base, uint64_t id) {
    struct script_host *host = of(base);
    for (size_t i = 0; i < host->watches.count; i++) {
        if (host->watches.items[i].id != id)
            continue;
        memory_free(host->watches.items[i].path);
        vec_remove(&host->watches, i);
        return;
    }
}

static uint64_t spawn(struct host *base, const char *const *argv, unsigned timeout_ms,
                      size_t output_limit, host_on_exit *on_exit, void *data) {
    struct script_host *host = of(base);
    (void)output_limit;
    buffer_append_string(&host->notes, "= run");
    for (size_t i = 0; argv[i]; i++)
        buffer_format(&host->notes, " %s", argv[i]);
    buffer_append_byte(&host->notes, '\n');
    for (size_t i = 0; argv[i]; i++)
        leak_look(&host->leaks, &host->notes, "a command", slice_from(argv[i]));
    const struct script_child *command = script_children_next(&host->children);
    struct task *task = add_task(host, EXIT, command ? command->output : NULL, data);
    task->call.on_exit = on_exit;
    task->status = command ? command->status : 0;
    task->due_ms += command && command->hangs ? timeout_ms : 0;
    return task->id;
}

static void stop_process(struct host *base, uint64_t id) {
    struct script_host *host = of(base);
    for (size_t i = 0; i < host->tasks.count; i++) {
        struct task *task = &host->tasks.items[i];
        if (task->id != id || task->kind != EXIT)
            continue;
        buffer_append_string(&host->notes, "= stop\n");
        task->status = -1;
        task->due_ms = host->now_ms;
    }
}

static void offload(struct host *base, void (*work)(void *data), void (*done)(void *data),
                    void *data) {
    struct task *task = add_task(of(base), WORK, NULL, data);
    task->work = work;
    task->call.on_timer = done;
}

static void answer_question(struct script_host *host, const struct task *task) {
    script_ledger_answer(&host->ledger, (enum host_question)task->status, task->call.on_answer,
                         task->data);
}

// --- Life ----------------------------------------------------------------------------------------

struct script_host *script_host_create(void) {
    struct script_host *host = MEMORY_NEW(struct script_host);
    host->now_ms = 1000;
    host->host = (struct host){
        .write = write_output,
        .http_start = http_start,
        .http_cancel = http_cancel,
        .timer_start = timer_start,
        .timer_cancel = timer_cancel,
        .now_ms = now_ms,
        .unix_time_ms = unix_time_ms,
        .random = random_number,
        .environment = environment,
        .read_file = read_file,
        .write_file = write_file,
        .record = record,
        .ask_ledger = ask_ledger,
        .real_path = real_path,
        .watch = watch_path,
        .unwatch = unwatch,
        .spawn = spawn,
        .stop_process = stop_process,
        .offload = offload,
    };
    return host;
}

struct host *script_host_get(struct script_host *host) {
    return &host->host;
}

size_t script_host_live(const struct script_host *host) {
    size_t answers = 0;
    for (size_t i = 0; i < host->tasks.count; i++)
        answers += host->tasks.items[i].kind == ANSWER;
    return host->tasks.count - answers + host->requests.count + host->watches.count;
}

size_t script_host_leaks(const struct script_host *host) {
    return host->leaks;
}

void script_host_destroy(struct script_host *host) {
    for (size_t i = 0; i < host->tasks.count; i++) {
        if (host->tasks.items[i].kind == ANSWER) // which is owed
            answer_question(host, &host->tasks.items[i]);
    }
    for (size_t i = 0; i < host->tasks.count; i++)
        memory_free(host->tasks.items[i].path);
    for (size_t i = 0; i < host->watches.count; i++)
        memory_free(host->watches.items[i].path);
    vec_release(&host->tasks);
    vec_release(&host->requests);
    vec_release(&host->watches);
    pairs_release(&host->files);
    pairs_release(&host->variables);
    pairs_release(&host->links);
    pairs_release(&host->unreadable);
    buffer_release(&host->output);
    buffer_release(&host->notes);
    buffer_release(&host->last_body);
    script_ledger_release(&host->ledger);
    memory_free(host->disk_problem);
    script_children_release(&host->children);
    memory_free(host);
}

// --- The world -----------------------------------------------------------------------------------

void script_host_set_file(struct script_host *host, const char *path, struct slice bytes) {
    pairs_set(&host->files, path, bytes);
}

void script_host_remove_file(struct script_host *host, const char *path) {
    pairs_remove(&host->files, path);
}

void script_host_set_unreadable(struct script_host *host, const char *path, const char *message) {
    pairs_set(&host->unreadable, path, slice_from(message));
}

void script_host_set_disk_problem(struct script_host *host, const char *message) {
    memory_free(host->disk_problem);
    host->disk_problem = memory_string(message);
}

bool script_host_find_file(struct script_host *host, const char *path, struct slice *bytes) {
    const struct pair *pair = pairs_find(&host->files, path);
    if (pair)
        *bytes = (struct slice){ pair->value, pair->length };
    return pair != NULL;
}

void script_host_touch(struct script_host *host, const char *path) {
    for (size_t i = 0; i < host->watches.count; i++) {
        struct watch watch = host->watches.items[i];
        if (strcmp(watch.path, path) == 0)
            watch.on_change(watch.data);
    }
}

void script_host_set_variable(struct script_host *host, const char *name, const char *value) {
    pairs_set(&host->variables, name, slice_from(value));
}

struct script_ledger *script_host_ledger(struct script_host *host) {
    return &host->ledger;
}

void script_host_set_link(struct script_host *host, const char *path, const char *target) {
    pairs_set(&host->links, path, slice_from(target));
}

struct script_children *script_host_children(struct script_host *host) {
    return &host->children;
}

static void answer_file(struct script_host *host, const struct task *task) {
    struct slice bytes;
    const struct pair *unreadable = pairs_find(&host->unreadable, task->path);
    bool found = !unreadable && script_host_find_file(host, task->path, &bytes);
    struct slice copy = { memory_string_of(found ? bytes : slice_from("")),
                          found ? bytes.length : 0 };
    task->call.on_file(found, copy, unreadable ? unreadable->value : NULL, task->data);
    memory_free((char *)copy.data);
}

static void answer_path(struct script_host *host, const struct task *task) {
    const struct pair *link = pairs_find(&host->links, task->path);
    struct slice bytes;
    const char *path = link ? link->value : task->path;
    bool exists = script_host_find_file(host, path, &bytes);
    for (size_t i = 0; i < host->files.count && !exists; i++) // a folder
        exists = strncmp(host->files.items[i].name, path, strlen(path)) == 0 &&
                 host->files.items[i].name[strlen(path)] == '/';
    task->call.on_path(exists ? path : NULL, task->data);
}

static void run_task(struct script_host *host, const struct task *task) {
    switch (task->kind) {
    case TIMER:
        task->call.on_timer(task->data);
        break;
    case FILE_READ:
        answer_file(host, task);
        break;
    case FILE_WRITTEN:
        task->call.on_done(host->disk_problem, task->data);
        break;
    case PATH:
        answer_path(host, task);
        break;
    case EXIT:
        task->call.on_exit(task->status, slice_from(task->path ? task->path : ""), NULL,
                           task->data);
        break;
    case WORK:
        task->work(task->data);
        task->call.on_timer(task->data);
        break;
    case ANSWER:
        answer_question(host, task);
        break;
    }
}

// The task that is due first, the oldest among equals; NULL where none is due by then.
static struct task *next_task(struct script_host *host, uint64_t until_ms) {
    struct task *next = NULL;
    for (size_t i = 0; i < host->tasks.count; i++) {
        struct task *task = &host->tasks.items[i];
        if (task->due_ms <= until_ms && (!next || task->due_ms < next->due_ms))
            next = task;
    }
    return next;
}

static bool run_next(struct script_host *host, uint64_t until_ms) {
    struct task *next = next_task(host, until_ms);
    if (!next)
        return false;
    struct task task = *next;
    if (task.due_ms > host->now_ms)
        host->now_ms = task.due_ms;
    vec_remove(&host->tasks, (size_t)(next - host->tasks.items));
    run_task(host, &task);
    memory_free(task.path);
    return true;
}

void script_host_drain(struct script_host *host) {
    while (run_next(host, host->now_ms))
        ;
}

bool script_host_step(struct script_host *host) {
    return run_next(host, host->now_ms);
}

void script_host_advance(struct script_host *host, uint64_t milliseconds) {
    uint64_t until_ms = host->now_ms + milliseconds;
    while (run_next(host, until_ms))
        ;
    host->now_ms = until_ms;
}

static void take(struct buffer *from, struct buffer *out) {
    buffer_append(out, buffer_slice(from));
    buffer_clear(from);
}

void script_host_take_output(struct script_host *host, struct buffer *out) {
    leak_look(&host->leaks, &host->notes, "a message", buffer_slice(&host->output));
    take(&host->output, out);
}

void script_host_take_notes(struct script_host *host, struct buffer *out) {
    take(&host->notes, out);
}

void script_host_choose_request(struct script_host *host, size_t number) {
    host->chosen = number ? number - 1 : 0;
}

struct slice script_host_last_body(const struct script_host *host) {
    return buffer_slice(&host->last_body);
}

bool script_host_http(struct script_host *host, const struct host_http_event *event) {
    if (host->chosen >= host->requests.count)
        return false;
    struct http http = host->requests.items[host->chosen];
    if (event->kind == HOST_HTTP_END || event->kind == HOST_HTTP_FAIL)
        vec_remove(&host->requests, host->chosen);
    http.on_http(event, http.data);
    return true;
}
