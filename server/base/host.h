// The effects that the machine may ask for. The machine has no clock, no socket, no environment
// and no randomness of its own: io/ implements this over libuv, tests/ over a script.
//
// Rules for both sides:
// - no function here calls back before it has returned: answers come later, from the loop;
// - one thread runs the machine; only `work` of offload runs elsewhere;
// - what returns no id calls back exactly once, also at the end: the machine may free then;
// - ids are never 0 and never reused; cancelling an id that has ended does nothing; after a
//   cancel, its callback does not come any more;
// - all that is passed in is copied where the host keeps it; what a callback is given is borrowed
//   for the call.
#pragma once

#include "base/slice.h"

#include <stdint.h>

struct host_header {
    const char *name;
    const char *value; // may be a key: never logged
};

struct host_http_request {
    const char *method; // "POST", "GET"
    const char *url;
    const struct host_header *headers;
    size_t header_count;
    struct slice body;
    unsigned connect_timeout_ms; // the one timeout that is the host's; the caller keeps the others
    bool local;                  // a provider on this machine or marked so: no proxy
};

enum host_http_kind {
    HOST_HTTP_HEAD, // status and headers are there; once
    HOST_HTTP_DATA, // some bytes of the body, decompressed
    HOST_HTTP_END,  // the response is complete; last
    HOST_HTTP_FAIL, // last
};

enum host_http_failure {
    HOST_HTTP_CONNECT,  // name look-up, refused, no route, connect timeout
    HOST_HTTP_TLS,      // certificate, wrong host, handshake
    HOST_HTTP_CUT,      // the connection broke before the response was complete
    HOST_HTTP_REDIRECT, // refused: a key never leaves for another host
    HOST_HTTP_OVERSIZE, // over RESPONSE_BYTES_MAX
    HOST_HTTP_OTHER,
};

struct host_http_event {
    enum host_http_kind kind;
    int status;                        // HEAD
    const struct host_header *headers; // HEAD; names in lower case
    size_t header_count;
    struct slice data;              // DATA
    enum host_http_failure failure; // FAIL
    const char *message;            // FAIL; for the person, without any key
};

typedef void host_on_http(const struct host_http_event *event, void *data);
typedef void host_on_timer(void *data);
// `found` is false where there is no such file, or it is no regular file, or it is larger than
// the limit, or cannot be read. `message` is NULL where there is simply none, else says why.
typedef void host_on_file(bool found, struct slice bytes, const char *message, void *data);
// `message` is NULL on success, else why not.
typedef void host_on_done(const char *message, void *data);
// `path` is NULL where it cannot be resolved.
typedef void host_on_path(const char *path, void *data);
// `json` is empty where there is nothing recorded, or it cannot be read.
typedef void host_on_answer(struct slice json, void *data);
typedef void host_on_change(void *data);
// `status` is the exit status, or -1 with a message: not started, timed out, too much output.
typedef void host_on_exit(int status, struct slice output, const char *message, void *data);

enum host_question {
    HOST_SPENT,      // a number: micro-dollars of today, of all servers of the user
    HOST_EXPERIENCE, // an array: what experience_create takes
};

struct host {
    // Bytes to the client (LSP's stdout). Never blocks.
    void (*write)(struct host *host, struct slice bytes);

    uint64_t (*http_start)(struct host *host, const struct host_http_request *request,
                           host_on_http *on_http, void *data);
    // Closes the connection.
    void (*http_cancel)(struct host *host, uint64_t id);

    uint64_t (*timer_start)(struct host *host, unsigned delay_ms, host_on_timer *on_timer,
                            void *data); // once
    void (*timer_cancel)(struct host *host, uint64_t id);

    uint64_t (*now_ms)(struct host *host);      // monotonic
    int64_t (*unix_time_ms)(struct host *host); // wall clock
    uint64_t (*random)(struct host *host);
    // Borrowed until the next call; NULL where it is not set. What was asked for may be a key: no
    // child gets it.
    const char *(*environment)(struct host *host, const char *name);

    void (*read_file)(struct host *host, const char *path, size_t limit, host_on_file *on_file,
                      void *data);
    // Whole or not at all (a temporary file, renamed). Makes missing folders with mode 0700 and
    // new files with mode 0600; an existing file keeps its mode, and a symbolic link its target's
    // place.
    void (*write_file)(struct host *host, const char *path, struct slice bytes,
                       host_on_done *on_done, void *data);
    // One JSON object more for the ledger at `path`. Calls nothing back; they are written in order,
    // and before the process ends; what cannot be written is logged. A process has one ledger.
    void (*record)(struct host *host, const char *path, struct slice json);
    // What the ledger says, with all that was recorded before. Makes none where there is none.
    void (*ask_ledger)(struct host *host, const char *path, enum host_question question,
                       host_on_answer *on_answer, void *data);
    void (*real_path)(struct host *host, const char *path, host_on_path *on_path, void *data);
    // Calls whenever the file may have come, gone or changed. The folder must exist, else 0.
    uint64_t (*watch)(struct host *host, const char *path, host_on_change *on_change, void *data);
    void (*unwatch)(struct host *host, uint64_t id);

    // Runs argv[0] from PATH with no stdin, stderr dropped, its own environment without our keys.
    uint64_t (*spawn)(struct host *host, const char *const *argv, unsigned timeout_ms,
                      size_t output_limit, host_on_exit *on_exit, void *data);
    // Ends it soon: `on_exit` still comes, with -1 unless it was over already.
    void (*stop_process)(struct host *host, uint64_t id);

    // `work` runs on a pool thread and must touch nothing but `data`; then `done` runs on the
    // loop. Always both, also at shutdown.
    void (*offload)(struct host *host, void (*work)(void *data), void (*done)(void *data),
                    void *data);
};
