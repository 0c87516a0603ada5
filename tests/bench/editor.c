// The other end of the pipe, as an editor is: starts a language server and measures it from outside.
//
//     editor start RUNS COMMAND …          spawn to the first byte on stdout, and resident size then
//     editor burst FILE BYTES COMMAND …    200 changes and a codeAction in one write, to its answer
//     editor delta RUNS COMMAND …          when the first wye/stream of each explain was there, and
//                                          how long each took
//     editor streams COUNT COMMAND …       so many explains at once: CPU time of them, and resident
//                                          size before and at most
//
// Prints one JSON object; times are of CLOCK_MONOTONIC, so that two processes can compare theirs.
#include "bench/measure.h"

#include "base/buffer.h"
#include "base/json.h"
#include "base/memory.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { PATIENCE_MS = 20000, BURST_CHANGES = 200, BURST_RUNS = 9 };

struct server {
    pid_t pid;
    int in, out; // its stdin and stdout
    struct buffer read;
};

static void fail(const char *what) {
    fprintf(stderr, "editor: %s\n", what);
    exit(1);
}

// --- A server ------------------------------------------------------------------------------------

static struct server start(char **command) {
    int in[2], out[2];
    struct server server = { 0 };
    posix_spawn_file_actions_t actions;
    if (pipe(in) || pipe(out))
        fail("no pipe");
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    for (int i = 0; i < 2; i++) {
        posix_spawn_file_actions_addclose(&actions, in[i]);
        posix_spawn_file_actions_addclose(&actions, out[i]);
    }
    if (posix_spawnp(&server.pid, command[0], &actions, NULL, command, environ))
        fail("the server cannot be started");
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    server.in = in[1];
    server.out = out[0];
    return server;
}

static void stop(struct server *server) {
    int status;
    close(server->in);
    close(server->out);
    waitpid(server->pid, &status, 0);
    buffer_release(&server->read);
}

// Of all its threads so far.
static double cpu_us(const struct server *server) {
    clockid_t clock;
    struct timespec time = { 0 };
    if (clock_getcpuclockid(server->pid, &clock) == 0)
        clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void write_all(const struct server *server, struct slice bytes) {
    while (bytes.length) {
        ssize_t count = write(server->in, bytes.data, bytes.length);
        if (count <= 0)
            fail("the server reads no more");
        bytes = slice_between(bytes, (size_t)count, bytes.length);
    }
}

static void read_more(struct server *server) {
    char bytes[65536];
    struct pollfd ready = { .fd = server->out, .events = POLLIN };
    if (poll(&ready, 1, PATIENCE_MS) != 1)
        fail("the server says nothing");
    ssize_t count = read(server->out, bytes, sizeof bytes);
    if (count <= 0)
        fail("the server has ended");
    buffer_append(&server->read, (struct slice){ bytes, (size_t)count });
}

// Reads up to the first `mark`, and forgets what was read.
static void wait_for(struct server *server, const char *mark) {
    size_t found, seen = 0;
    while ((found = slice_find(buffer_slice(&server->read), slice_from(mark), seen)) ==
           SLICE_NOT_FOUND) {
        size_t length = server->read.length;
        seen = length < strlen(mark) ? 0 : length - strlen(mark);
        read_more(server);
    }
    buffer_consume(&server->read, found + strlen(mark));
}

static void append_message(struct buffer *out, const char *body) {
    buffer_format(out, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
}

static void send_message(const struct server *server, const char *body) {
    struct buffer frame = { 0 };
    append_message(&frame, body);
    write_all(server, buffer_slice(&frame));
    buffer_release(&frame);
}

static const char initialize[] =
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"processId\":null,"
    "\"rootUri\":null,\"capabilities\":{\"experimental\":{\"wye\":{\"stream\":true}}}}}";
static const char initialized[] = "{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}";

static void open_document(struct server *server, const char *language, const char *text) {
    struct json *message = json_object();
    json_add_string(message, "jsonrpc", "2.0");
    json_add_string(message, "method", "textDocument/didOpen");
    struct json *document = json_add_object(json_add_object(message, "params"), "textDocument");
    json_add_string(document, "uri", "file:///bench/program");
    json_add_string(document, "languageId", language);
    json_add_integer(document, "version", 1);
    json_add_string(document, "text", text);
    struct buffer body = { 0 };
    json_print(message, &body);
    send_message(server, body.data);
    buffer_release(&body);
    json_destroy(message);
}

// --- start ---------------------------------------------------------------------------------------

// `name` is VmRSS or VmHWM, its peak.
static double size_kb(pid_t pid, const char *name) {
    char path[64], line[256];
    const size_t length = strlen(name);
    double size = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, length) == 0)
            size = strtod(line + length + 1, NULL);
    if (file)
        fclose(file);
    return size;
}

static int measure_start(int runs, char **command) {
    struct samples times = { 0 }, sizes = { 0 };
    for (int i = 0; i < runs; i++) {
        double begin = measure_now_us();
        struct server server = start(command);
        send_message(&server, initialize);
        read_more(&server);
        samples_add(&times, measure_now_us() - begin);
        samples_add(&sizes, size_kb(server.pid, "VmRSS"));
        stop(&server);
    }
    printf("{\"us\":%.0f,\"least_us\":%.0f,\"resident_kb\":%.0f}\n", samples_quantile(&times, 0.5),
           samples_quantile(&times, 0), samples_quantile(&sizes, 0.5));
    samples_release(&times);
    samples_release(&sizes);
    return 0;
}

// --- burst ---------------------------------------------------------------------------------------

static void append_burst(struct buffer *out, int *version, int id, size_t lines) {
    struct buffer body = { 0 };
    for (int i = 0; i < BURST_CHANGES; i++) {
        buffer_clear(&body);
        size_t line = (size_t)i * 7919 % lines;
        buffer_format(&body,
                      "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{"
                      "\"textDocument\":{\"uri\":\"file:///bench/program\",\"version\":%d},"
                      "\"contentChanges\":[{\"range\":{\"start\":{\"line\":%zu,\"character\":0},"
                      "\"end\":{\"line\":%zu,\"character\":0}},\"text\":\" \"}]}}",
                      ++*version, line, line);
        append_message(out, body.data);
    }
    buffer_clear(&body);
    buffer_format(&body,
                  "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"textDocument/codeAction\","
                  "\"params\":{\"textDocument\":{\"uri\":\"file:///bench/program\"},"
                  "\"range\":{\"start\":{\"line\":40,\"character\":4},"
                  "\"end\":{\"line\":40,\"character\":4}},\"context\":{\"diagnostics\":[]}}}",
                  id);
    append_message(out, body.data);
    buffer_release(&body);
}

static int measure_burst(const char *path, size_t bytes, char **command) {
    char *text = measure_program(path, bytes / 20);
    if (strlen(text) > bytes)
        text[bytes] = '\0';
    struct samples times = { 0 };
    struct server server = start(command);
    int version = 1;
    send_message(&server, initialize);
    wait_for(&server, "\"id\":1");
    send_message(&server, initialized);
    open_document(&server, "c", text);
    for (int i = 0; i < BURST_RUNS; i++) {
        char mark[32];
        struct buffer burst = { 0 };
        append_burst(&burst, &version, 100 + i, bytes / 40);
        snprintf(mark, sizeof mark, "\"id\":%d", 100 + i);
        double begin = measure_now_us();
        write_all(&server, buffer_slice(&burst));
        wait_for(&server, mark);
        samples_add(&times, measure_now_us() - begin);
        buffer_release(&burst);
    }
    printf("{\"first_us\":%.0f,", times.items[0]);
    printf("\"us\":%.0f,\"bytes\":%zu}\n", samples_quantile(&times, 0.5), strlen(text));
    stop(&server);
    samples_release(&times);
    memory_free(text);
    return 0;
}

// --- delta, streams ------------------------------------------------------------------------------

static struct server start_with_document(char **command) {
    struct server server = start(command);
    send_message(&server, initialize);
    wait_for(&server, "\"id\":1");
    send_message(&server, initialized);
    open_document(&server, "python", "def add(a, b):\n    return a + b\n");
    return server;
}

static void explain(const struct server *server, int id) {
    struct buffer body = { 0 };
    buffer_format(&body,
                  "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"workspace/executeCommand\","
                  "\"params\":{\"command\":\"wye.run\",\"arguments\":[{\"action\":\"explain\","
                  "\"textDocument\":{\"uri\":\"file:///bench/program\"},\"range\":{\"start\":"
                  "{\"line\":0,\"character\":4},\"end\":{\"line\":0,\"character\":4}}}]}}",
                  id);
    send_message(server, body.data);
    buffer_release(&body);
}

static void print_list(const char *name, const struct samples *samples) {
    printf("\"%s\":[", name);
    for (size_t i = 0; i < samples->count; i++)
        printf("%s%.1f", i ? "," : "", samples->items[i]);
    printf("]");
}

static int measure_delta(int runs, char **command) {
    struct server server = start_with_document(command);
    struct samples firsts = { 0 }, wholes = { 0 };
    for (int i = 0; i < runs; i++) {
        double begin = measure_now_us();
        explain(&server, 100 + i);
        wait_for(&server, "\"wye/stream\"");
        samples_add(&firsts, measure_now_us());
        wait_for(&server, "\"done\":true");
        samples_add(&wholes, measure_now_us() - begin);
    }
    stop(&server);
    printf("{");
    print_list("first_us", &firsts);
    printf(",");
    print_list("whole_us", &wholes);
    printf("}\n");
    samples_release(&firsts);
    samples_release(&wholes);
    return 0;
}

static int measure_streams(int count, char **command) {
    struct server server = start_with_document(command);
    explain(&server, 2); // what the first request loads is not the streams'
    wait_for(&server, "\"done\":true");
    double idle_kb = size_kb(server.pid, "VmRSS"), idle_us = cpu_us(&server);
    for (int i = 0; i < count; i++)
        explain(&server, 100 + i);
    for (int i = 0; i < count; i++)
        wait_for(&server, "\"done\":true");
    printf("{\"cpu_us\":%.0f,\"idle_kb\":%.0f,\"peak_kb\":%.0f}\n", cpu_us(&server) - idle_us,
           idle_kb, size_kb(server.pid, "VmHWM"));
    stop(&server);
    return 0;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    if (argc > 3 && strcmp(argv[1], "start") == 0)
        return measure_start((int)strtol(argv[2], NULL, 10), argv + 3);
    if (argc > 4 && strcmp(argv[1], "burst") == 0)
        return measure_burst(argv[2], (size_t)strtoul(argv[3], NULL, 10), argv + 4);
    if (argc > 3 && strcmp(argv[1], "delta") == 0)
        return measure_delta((int)strtol(argv[2], NULL, 10), argv + 3);
    if (argc > 3 && strcmp(argv[1], "streams") == 0)
        return measure_streams((int)strtol(argv[2], NULL, 10), argv + 3);
    fail("start RUNS … | burst FILE BYTES … | delta RUNS … | streams COUNT … and then COMMAND …");
}
