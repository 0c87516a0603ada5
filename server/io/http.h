// The interface between the server and wye-http.so: the server finds `http_functions` in it by
// name; it uses the server's own symbols (base/, io/operation.h, io/http_call.h, libuv).
// A shared object of its own, because libcurl is most of a start's time and memory.
#pragma once

#include "io/http_call.h"

struct http; // curl, its connections, and their place in one loop

struct http_functions {
    const char *version; // must be the server's

    // Prepares curl. Runs on a thread of the pool. `is_secure`: loads the certificates too, so
    // that the first secure connection does not hold the loop for 20 to 70 ms. NULL where curl
    // says no.
    struct http *(*create)(bool is_secure);
    // From here on all is called from the loop's thread.
    void (*attach)(struct http *http, struct loop *loop);
    void (*start)(struct http *http, struct http_call *call);
    // Closes the call's connection at once.
    void (*cancel)(struct http_call *call);
    // Closes all connections. Frees itself when its handles are closed.
    void (*destroy)(struct http *http);
};

extern const struct http_functions http_functions;
