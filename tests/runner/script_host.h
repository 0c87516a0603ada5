// A host without a world: a queue in place of a loop, a clock that moves when told, files in
// memory, HTTP by script. Everything it is asked to do is either done at the next drain or noted
// for the transcript.
#pragma once

#include "base/buffer.h"
#include "base/host.h"
#include "runner/script_child.h"
#include "runner/script_ledger.h"

struct script_host;

struct script_host *script_host_create(void);
// Whatever is still live is counted in script_host_live first.
void script_host_destroy(struct script_host *host);
struct host *script_host_get(struct script_host *host);

void script_host_set_file(struct script_host *host, const char *path, struct slice bytes);
void script_host_remove_file(struct script_host *host, const char *path);
// What the machine wrote, or the file that was set; false where there is none. Borrowed.
bool script_host_find_file(struct script_host *host, const char *path, struct slice *bytes);
// The file is there and cannot be read.
void script_host_set_unreadable(struct script_host *host, const char *path, const char *message);
// What writing a file fails with from now on; NULL: it does not fail.
void script_host_set_disk_problem(struct script_host *host, const char *message);
// Calls those who watch the path.
void script_host_touch(struct script_host *host, const char *path);
void script_host_set_variable(struct script_host *host, const char *name, const char *value);
// What records go to, and questions. Borrowed.
struct script_ledger *script_host_ledger(struct script_host *host);
// What real_path answers for a path, in place of the path itself.
void script_host_set_link(struct script_host *host, const char *path, const char *target);

// Delivers all that is queued and all timers that are due, until nothing is left.
void script_host_drain(struct script_host *host);
// Delivers the one that is due first; false where none is.
bool script_host_step(struct script_host *host);
// Moves the clock, timer by timer, draining in between.
void script_host_advance(struct script_host *host, uint64_t milliseconds);

// Bytes written to the client since the last take; the caller's buffer is appended to.
void script_host_take_output(struct script_host *host, struct buffer *out);
// Lines on effects (HTTP requests, cancels, files written, commands run), for the transcript.
void script_host_take_notes(struct script_host *host, struct buffer *out);

// Which of the requests that have not ended is meant from now on: 1 is the oldest.
void script_host_choose_request(struct script_host *host, size_t number);
// The body of the request that was started last. Borrowed.
struct slice script_host_last_body(const struct script_host *host);
// Events for the request that was chosen; false where there is none.
bool script_host_http(struct script_host *host, const struct host_http_event *event);
// What the commands do that are spawned. Borrowed.
struct script_children *script_host_children(struct script_host *host);

// How often a test key stood in what the client, the disk, a record, a child or the address or body
// of a request was given; the transcript says where.
size_t script_host_leaks(const struct script_host *host);
// Timers, requests, watches and queued work that are still there; not the answers that are owed.
size_t script_host_live(const struct script_host *host);
