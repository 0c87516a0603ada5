// One LSP session: bytes of a client in, effects on the host out. Owns the workspace, the settings
// and the jobs of that client. Deterministic: all else comes through the host.
#pragma once

#include "base/host.h"

struct session;

struct session_options {
    struct host *host;
    const char *user_file;    // NULL: the default place
    const char *state_folder; // NULL: the default place
    const char *version;      // "0.1.0"
    // The session is over: `status` is the process's exit status. Called once, from the loop or
    // from within session_input; the session is not destroyed in it.
    void (*on_exit)(int status, void *data);
    // `processId` of initialize (0: none), so that the shell can watch it. NULL is allowed.
    void (*on_parent)(int64_t process_id, void *data);
    void *data;
};

struct session *session_create(const struct session_options *options);
// Any number of bytes, cut anywhere.
void session_input(struct session *session, struct slice bytes);
// The client's end of the stream is closed: ends the session.
void session_input_end(struct session *session);
// Cancels what is in flight.
void session_destroy(struct session *session);
