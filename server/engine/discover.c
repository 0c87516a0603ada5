// One GET to each server, side by side; what they say becomes the "models" of a configuration.
// Whoever listens on such a port is believed in nothing else: what is no list of names is no model,
// and what is too long is not read.
#include "engine/discover.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/memory.h"

enum {
    ASK_MS = 1500,
    BODY_BYTES_MAX = 1 << 20,
    MODELS_MAX = 64,
    NAME_BYTES_MAX = 100,
    CONTEXT_TOKENS = 32768, // of a model whose server does not say
    SERVERS = 2,
};

// What a server is asked for, and where in its answer the names stand.
static const struct kind {
    const char *provider, *path, *list, *name;
} kinds[SERVERS] = {
    { "ollama", "/api/tags", "models", "name" },
    { "llama-server", "/models", "data", "id" },
};

struct server {
    struct discover *discover;
    const struct kind *kind;
    uint64_t http; // 0: it has ended
    int status;
    struct buffer body;
};

struct discover {
    struct host *host;
    discover_on_found *on_found;
    void *data;
    struct server servers[SERVERS];
    uint64_t timer;
};

// --- What they say -------------------------------------------------------------------------------

static bool contains(const char *text, const char *word) {
    return slice_find(slice_from(text), slice_from(word), 0) != SLICE_NOT_FOUND;
}

// Those make vectors, and answer nothing.
static bool is_embedding(const struct json *item, const char *name) {
    const char *family = json_string_or(json_find(json_find(item, "details"), "family"), "");
    return contains(name, "embed") || contains(name, "bge-") || contains(family, "bert");
}

static void add_model(struct json *models, const struct kind *kind, const struct json *item) {
    const char *id = json_string_or(json_find(item, kind->name), "");
    const char *slash = strrchr(id, '/'); // llama-server tells the path of the file
    const char *name = slash ? slash + 1 : id;
    if (!*name || strlen(id) > NAME_BYTES_MAX || is_embedding(item, name) ||
        json_find(models, name))
        return;
    const struct json *meta = json_find(item, "meta");
    const int64_t context = json_integer_or(json_find(meta, "n_ctx"), 0);
    struct json *model = json_add_object(models, name);
    json_add_string(model, "provider", kind->provider);
    json_add_string(model, "id", id);
    json_add_integer(model, "context_tokens", context > 0 ? context : CONTEXT_TOKENS);
    struct json *price = json_add_object(model, "price");
    json_add_integer(price, "input", 0);
    json_add_integer(price, "output", 0);
}

static void add_models(struct json *models, const struct server *server) {
    struct json *answer =
        server->status == 200 ? json_parse(buffer_slice(&server->body), NULL) : NULL;
    size_t count = 0;
    const struct json *item = json_first(json_find(answer, server->kind->list));
    for (; item && count < MODELS_MAX; item = json_next(item), count++)
        add_model(models, server->kind, item);
    json_destroy(answer);
}

// --- Asking --------------------------------------------------------------------------------------

static void release(struct discover *discover) {
    for (size_t i = 0; i < SERVERS; i++) {
        if (discover->servers[i].http)
            discover->host->http_cancel(discover->host, discover->servers[i].http);
        buffer_release(&discover->servers[i].body);
    }
    if (discover->timer)
        discover->host->timer_cancel(discover->host, discover->timer);
    memory_free(discover);
}

static void finish(struct discover *discover) {
    struct json *layer = json_object();
    struct json *models = json_add_object(layer, "models");
    struct buffer text = { 0 };
    for (size_t i = 0; i < SERVERS; i++) {
        if (discover->servers[i].kind && !discover->servers[i].http)
            add_models(models, &discover->servers[i]);
    }
    json_print(layer, &text);
    json_destroy(layer);
    discover_on_found *on_found = discover->on_found;
    void *who = discover->data;
    release(discover);
    on_found(buffer_slice(&text), who);
    buffer_release(&text);
}

static void on_late(void *data) {
    struct discover *discover = data;
    discover->timer = 0;
    finish(discover);
}

static void end_server(struct server *server) {
    struct discover *discover = server->discover;
    server->http = 0;
    for (size_t i = 0; i < SERVERS; i++) {
        if (discover->servers[i].http)
            return;
    }
    finish(discover);
}

static void on_http(const struct host_http_event *event, void *data) {
    struct server *server = data;
    switch (event->kind) {
    case HOST_HTTP_HEAD:
        server->status = event->status;
        break;
    case HOST_HTTP_DATA:
        if (!buffer_append(&server->body, event->data))
            server->status = 0; // too long to be believed
        break;
    case HOST_HTTP_FAIL:
        server->status = 0;
        end_server(server);
        break;
    case HOST_HTTP_END:
        end_server(server);
        break;
    }
}

static void ask(struct discover *discover, size_t index, const struct config_provider *provider) {
    struct server *server = &discover->servers[index];
    struct arena arena = { 0 };
    server->discover = discover;
    server->kind = &kinds[index];
    buffer_init(&server->body, BODY_BYTES_MAX);
    struct host_http_request request = {
        .method = "GET",
        .url = arena_format(&arena, "%s%s", provider->base_url, server->kind->path),
        .connect_timeout_ms = ASK_MS,
        .local = true,
    };
    server->http = discover->host->http_start(discover->host, &request, on_http, server);
    arena_release(&arena);
}

struct discover *discover_start(struct host *host, const struct config *config,
                                discover_on_found *on_found, void *data) {
    struct discover *discover = MEMORY_NEW(struct discover);
    *discover = (struct discover){ .host = host, .on_found = on_found, .data = data };
    bool is_asked = false;
    for (size_t i = 0; i < SERVERS; i++) {
        const struct config_provider *provider = config_provider_find(config, kinds[i].provider);
        if (!provider || !provider->local)
            continue;
        ask(discover, i, provider);
        is_asked = true;
    }
    discover->timer = host->timer_start(host, is_asked ? ASK_MS : 0, on_late, discover);
    return discover;
}

void discover_stop(struct discover *discover) {
    if (discover)
        release(discover);
}
