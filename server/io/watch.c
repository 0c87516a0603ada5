// Watches a file through its folder, because editors replace a file by renaming another over it,
// which ends a watch on the file itself. Where the file is a symbolic link (kept dotfiles), the
// target's folder is watched as well.
//
// A burst of events within COALESCE_MS is told as one. Says only that something may have changed:
// who wants to know, reads.
#include "io/watch.h"

#include "base/memory.h"
#include "io/operation.h"

#include <limits.h>
#include <stdlib.h>

enum { COALESCE_MS = 50 };

struct folder_watch {
    uv_fs_event_t uv;
    char *name; // of the file in it; NULL: not watched
};

struct watch {
    struct operation operation;
    struct folder_watch place, target;
    uv_timer_t timer;
    host_on_change *on_change;
    void *data;
};

static void on_quiet(uv_timer_t *timer) {
    operation_post(timer->data);
}

static void on_event(uv_fs_event_t *uv, const char *name, int events, int status) {
    struct watch *watch = uv->data;
    const struct folder_watch *folder = (const struct folder_watch *)uv;
    (void)events;
    const bool is_ours = status != 0 || !name || strcmp(name, folder->name) == 0;
    if (is_ours && !uv_is_active((uv_handle_t *)&watch->timer)) {
        uv_timer_start(&watch->timer, on_quiet, COALESCE_MS, 0);
    }
}

static bool watch_folder(struct watch *watch, struct folder_watch *folder, const char *path) {
    const char *slash = strrchr(path, '/');
    char *parent = memory_string_of(
        (struct slice){ .data = path, .length = slash ? (size_t)(slash - path) + 1 : 0 });
    uv_fs_event_init(&watch->operation.loop->uv, &folder->uv);
    folder->uv.data = watch;
    folder->name = memory_string(slash ? slash + 1 : path);
    operation_hold(&watch->operation);
    int status = uv_fs_event_start(&folder->uv, on_event, slash ? parent : ".", 0);
    memory_free(parent);
    return status == 0;
}

static void deliver_watch(struct operation *operation) {
    struct watch *watch = (struct watch *)operation;
    watch->on_change(watch->data);
}

static void close_watch(struct operation *operation) {
    struct watch *watch = (struct watch *)operation;
    operation_close_handle((uv_handle_t *)&watch->timer);
    operation_close_handle((uv_handle_t *)&watch->place.uv);
    if (watch->target.name) {
        operation_close_handle((uv_handle_t *)&watch->target.uv);
    }
}

static void release_watch(struct operation *operation) {
    struct watch *watch = (struct watch *)operation;
    memory_free(watch->place.name);
    memory_free(watch->target.name);
    memory_free(watch);
}

static const struct operation_kind watch_kind = {
    .deliver = deliver_watch,
    .close = close_watch,
    .release = release_watch,
};

static uint64_t start_watch(struct host *host, const char *path, host_on_change *on_change,
                            void *data) {
    struct loop *loop = loop_of(host);
    struct watch *watch = MEMORY_NEW(struct watch);
    char target[PATH_MAX];
    operation_start(&watch->operation, loop, &watch_kind);
    watch->on_change = on_change;
    watch->data = data;
    uv_timer_init(&loop->uv, &watch->timer);
    watch->timer.data = watch;
    operation_hold(&watch->operation);
    if (!watch_folder(watch, &watch->place, path)) {
        operation_end(&watch->operation);
        return 0;
    }
    if (realpath(path, target) && strcmp(target, path) != 0) {
        watch_folder(watch, &watch->target, target);
    }
    return watch->operation.id;
}

static void stop_watch(struct host *host, uint64_t id) {
    operation_end_id(loop_of(host), &watch_kind, id);
}

void watch_install(struct loop *loop) {
    loop->host.watch = start_watch;
    loop->host.unwatch = stop_watch;
}
