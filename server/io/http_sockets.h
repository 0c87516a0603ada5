// curl's multi interface on libuv: its sockets and its one timer. Private to http.c.
#pragma once

#include <curl/curl.h>
#include <stdbool.h>
#include <uv.h>

struct poll;

struct http_sockets {
    CURLM *multi;
    void (*on_acted)(void *data);  // curl has done something: transfers may have ended
    void (*on_closed)(void *data); // after http_sockets_close, once; may free this
    void *data;
    size_t received; // bytes of all bodies so far; the owner counts them
    bool is_closing; // set before curl is cleaned up
    // Of http_sockets.c alone:
    uv_loop_t *uv;
    uv_timer_t timer;
    uv_idle_t now;    // curl wants to run at once
    uv_timer_t round; // runs while a socket rests
    struct poll *resting;
    unsigned handles; // open ones
};

// The first members are set, the others 0. It must not move afterwards.
void http_sockets_attach(struct http_sockets *sockets, uv_loop_t *uv);
void http_sockets_close(struct http_sockets *sockets);
