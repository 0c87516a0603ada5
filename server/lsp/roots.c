// Keeps the list of folders and hands it to the workspace and the settings whole, whenever it
// changes. Folders that are no files of this machine are left out.
#include "lsp/roots.h"

#include "base/uri.h"
#include "lsp/core.h"

static void add_path(struct roots *roots, const char *path) {
    for (size_t i = 0; path && i < roots->count; i++) {
        if (strcmp(roots->items[i], path) == 0)
            return;
    }
    if (path)
        vec_push(roots, memory_string(path));
}

static void remove_path(struct roots *roots, const char *path) {
    for (size_t i = roots->count; path && i-- > 0;) {
        if (strcmp(roots->items[i], path) == 0) {
            memory_free(roots->items[i]);
            vec_remove(roots, i);
        }
    }
}

typedef void change_roots(struct roots *roots, const char *path);

static void change_by_uri(struct roots *roots, const struct json *uri, change_roots *change) {
    struct arena arena = { 0 };
    change(roots, convert_path(&arena, json_string_or(uri, "")));
    arena_release(&arena);
}

static void change_each(struct roots *roots, const struct json *list, change_roots *change) {
    for (const struct json *folder = json_first(list); folder; folder = json_next(folder))
        change_by_uri(roots, json_find(folder, "uri"), change);
}

static void hand_on(struct session *session) {
    const struct roots *roots = &session->roots;
    workspace_set_folders(session->workspace, (const char *const *)roots->items, roots->count);
    settings_set_folders(session->settings, (const char *const *)roots->items, roots->count);
}

void roots_read(struct session *session, const struct json *params) {
    struct roots *roots = &session->roots;
    change_each(roots, json_find(params, "workspaceFolders"), add_path);
    if (roots->count == 0)
        change_by_uri(roots, json_find(params, "rootUri"), add_path);
    const char *path = json_string_or(json_find(params, "rootPath"), "");
    if (roots->count == 0 && *path == '/') {
        struct arena arena = { 0 };
        // As a URI and back: without a final slash, like all others.
        add_path(roots, convert_path(&arena, uri_of_path(&arena, path)));
        arena_release(&arena);
    }
    hand_on(session);
}

void roots_did_change(struct session *session, struct rpc_request *request,
                      const struct json *params) {
    (void)request;
    change_each(&session->roots, json_find_path(params, "event", "removed", NULL), remove_path);
    change_each(&session->roots, json_find_path(params, "event", "added", NULL), add_path);
    hand_on(session);
}

void roots_release(struct roots *roots) {
    for (size_t i = 0; i < roots->count; i++)
        memory_free(roots->items[i]);
    vec_release(roots);
}
