// Which sockets curl waits for, and when it wants to be called: told to libuv, and back.
//
// Invariant: curl is called from libuv's callbacks only, never from one of its own.
#include "io/http_sockets.h"

#include "base/memory.h"

enum { OWN_HANDLES = 3 }; // besides the polls

// Models send a word at a time. Where many of them speak at once, what came is read in rounds: most
// of a word's price is that of being woken for it. One that speaks alone is read at once.
enum {
    CROWD_SOCKETS = 8,
    ROUND_MS = 30,
    WORDS_BYTES_MAX = 4 << 10, // more at once is no word, and is not held up
};

struct poll {
    uv_poll_t uv;
    struct http_sockets *sockets;
    curl_socket_t socket;
    int events;        // that curl wants
    struct poll *next; // that rests
};

static void act(struct http_sockets *sockets, curl_socket_t socket, int events) {
    int running;
    curl_multi_socket_action(sockets->multi, socket, events, &running);
    sockets->on_acted(sockets->data);
}

// The last handle that closes is the end.
static void on_closed(struct http_sockets *sockets) {
    if (--sockets->handles == 0) {
        sockets->on_closed(sockets->data);
    }
}

static void on_poll_closed(uv_handle_t *handle) {
    struct poll *poll = handle->data;
    on_closed(poll->sockets);
    memory_free(poll);
}

static void on_handle_closed(uv_handle_t *handle) {
    on_closed(handle->data);
}

static void on_poll(uv_poll_t *uv, int status, int events);

static void start_poll(struct poll *poll) {
    uv_poll_start(&poll->uv, poll->events, on_poll);
}

static void on_round(uv_timer_t *round) {
    struct http_sockets *sockets = round->data;
    struct poll *poll = sockets->resting;
    sockets->resting = NULL;
    for (; poll; poll = poll->next) {
        start_poll(poll);
    }
}

static void rest(struct poll *poll) {
    struct http_sockets *sockets = poll->sockets;
    uv_poll_stop(&poll->uv);
    poll->next = sockets->resting;
    sockets->resting = poll;
    if (!uv_is_active((uv_handle_t *)&sockets->round)) {
        uv_timer_start(&sockets->round, on_round, ROUND_MS, 0);
    }
}

static void end_rest(struct poll *poll) {
    struct poll **at = &poll->sockets->resting;
    while (*at && *at != poll) {
        at = &(*at)->next;
    }
    if (*at) {
        *at = poll->next;
    }
}

static bool is_crowded(const struct http_sockets *sockets) {
    return sockets->handles - OWN_HANDLES >= CROWD_SOCKETS;
}

static void on_poll(uv_poll_t *uv, int status, int events) {
    struct poll *poll = uv->data;
    struct http_sockets *sockets = poll->sockets;
    const size_t received = sockets->received;
    // After an error libuv has stopped the poll. curl finds out by itself what it was, and reads
    // before that what has still come: an early "413" of a server that then hangs up.
    const bool in = status < 0 || events & UV_READABLE;
    const bool out = status < 0 || events & UV_WRITABLE;
    act(sockets, poll->socket, (in ? CURL_CSELECT_IN : 0) | (out ? CURL_CSELECT_OUT : 0));
    if (uv_is_closing((uv_handle_t *)uv)) {
        return;
    }
    const size_t length = sockets->received - received;
    if (status < 0) {
        start_poll(poll);
    } else if (length > 0 && length <= WORDS_BYTES_MAX && is_crowded(sockets)) {
        rest(poll);
    }
}

static struct poll *create_poll(struct http_sockets *sockets, curl_socket_t socket) {
    struct poll *poll = MEMORY_NEW(struct poll);
    poll->sockets = sockets;
    poll->socket = socket;
    uv_poll_init_socket(sockets->uv, &poll->uv, socket);
    poll->uv.data = poll;
    sockets->handles++;
    curl_multi_assign(sockets->multi, socket, poll);
    return poll;
}

static int on_socket(CURL *easy, curl_socket_t socket, int what, void *data, void *socket_data) {
    struct http_sockets *sockets = data;
    struct poll *poll = socket_data;
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        if (poll) {
            end_rest(poll);
            curl_multi_assign(sockets->multi, socket, NULL);
            uv_close((uv_handle_t *)&poll->uv, on_poll_closed);
        }
        return 0;
    }
    if (!poll) {
        poll = create_poll(sockets, socket);
    }
    poll->events =
        (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0);
    end_rest(poll);
    start_poll(poll);
    return 0;
}

static void on_timer(uv_timer_t *timer) {
    act(timer->data, CURL_SOCKET_TIMEOUT, 0);
}

static void on_now(uv_idle_t *now) {
    uv_idle_stop(now);
    act(now->data, CURL_SOCKET_TIMEOUT, 0);
}

// 0 means at once: the idle handle runs in this turn, and curl may not be called from here.
static int on_timeout(CURLM *multi, long timeout_ms, void *data) {
    struct http_sockets *sockets = data;
    (void)multi;
    if (sockets->is_closing) {
        return 0;
    }
    uv_idle_stop(&sockets->now);
    uv_timer_stop(&sockets->timer);
    if (timeout_ms == 0) {
        uv_idle_start(&sockets->now, on_now);
    } else if (timeout_ms > 0) {
        uv_timer_start(&sockets->timer, on_timer, (uint64_t)timeout_ms, 0);
    }
    return 0;
}

void http_sockets_attach(struct http_sockets *sockets, uv_loop_t *uv) {
    sockets->uv = uv;
    uv_timer_init(uv, &sockets->timer);
    uv_idle_init(uv, &sockets->now);
    uv_timer_init(uv, &sockets->round);
    sockets->timer.data = sockets->now.data = sockets->round.data = sockets;
    sockets->handles = OWN_HANDLES;
    curl_multi_setopt(sockets->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(sockets->multi, CURLMOPT_SOCKETDATA, sockets);
    curl_multi_setopt(sockets->multi, CURLMOPT_TIMERFUNCTION, on_timeout);
    curl_multi_setopt(sockets->multi, CURLMOPT_TIMERDATA, sockets);
}

void http_sockets_close(struct http_sockets *sockets) {
    uv_close((uv_handle_t *)&sockets->timer, on_handle_closed);
    uv_close((uv_handle_t *)&sockets->now, on_handle_closed);
    uv_close((uv_handle_t *)&sockets->round, on_handle_closed);
}
