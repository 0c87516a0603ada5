// One board of remarks for each document. Invariant: a remark's span is of the document's present
// text, and what the client shows is the board, or will be after a pause in typing: editors move
// what they show by themselves, so there is no hurry.
#include "lsp/diagnostics.h"

#include "lsp/core.h"
#include "text/edit.h"

enum { PAUSE_MS = 200 };

struct remark {
    const struct action *action;
    struct finding finding;
    struct arena arena; // the finding's strings
};

struct board {
    struct session *session;
    char *uri;
    struct remark *items;
    size_t count, capacity;
    uint64_t timer; // publishes; 0: all is published
};

// --- Boards --------------------------------------------------------------------------------------

static struct board *find_board(const struct session *session, const char *uri) {
    const struct diagnostics *diagnostics = &session->diagnostics;
    for (size_t i = 0; i < diagnostics->count; i++) {
        if (strcmp(diagnostics->items[i]->uri, uri) == 0)
            return diagnostics->items[i];
    }
    return NULL;
}

static struct board *get_board(struct session *session, const char *uri) {
    struct board *board = find_board(session, uri);
    if (!board) {
        board = MEMORY_NEW(struct board);
        board->session = session;
        board->uri = memory_string(uri);
        vec_push(&session->diagnostics, board);
    }
    return board;
}

static void remove_remark(struct board *board, size_t at) {
    arena_release(&board->items[at].arena);
    vec_remove(board, at);
}

static void stop_timer(struct board *board) {
    if (board->timer)
        board->session->host->timer_cancel(board->session->host, board->timer);
    board->timer = 0;
}

static void destroy_board(struct board *board) {
    stop_timer(board);
    while (board->count > 0)
        remove_remark(board, board->count - 1);
    vec_release(board);
    memory_free(board->uri);
    memory_free(board);
}

void diagnostics_release(struct session *session) {
    struct diagnostics *diagnostics = &session->diagnostics;
    for (size_t i = 0; i < diagnostics->count; i++)
        destroy_board(diagnostics->items[i]);
    vec_release(diagnostics);
}

// --- Publishing ----------------------------------------------------------------------------------

static struct json *remark_json(const struct remark *remark, const struct text *text,
                                enum position_encoding encoding) {
    const struct finding *finding = &remark->finding;
    struct arena arena = { 0 };
    struct json *diagnostic = json_object();
    json_add(diagnostic, "range", outcome_range_json(text, finding->span, encoding));
    json_add_integer(diagnostic, "severity", finding->severity);
    json_add_string(diagnostic, "code", finding->rule);
    json_add_string(diagnostic, "source", "wye");
    json_add_string(diagnostic, "message",
                    arena_format(&arena, "%s: %s", finding->title, finding->detail));
    arena_release(&arena);
    return diagnostic;
}

static void publish(struct board *board) {
    struct session *session = board->session;
    stop_timer(board);
    struct json *params = json_object();
    json_add_string(params, "uri", board->uri);
    struct workspace_document *open = workspace_find(session->workspace, board->uri);
    const struct document *document = open ? workspace_document_get(open) : NULL;
    if (document && session->client.has_version_support)
        json_add_integer(params, "version", document->version);
    struct json *list = json_add_array(params, "diagnostics");
    for (size_t i = 0; document && i < board->count; i++)
        json_push(list, remark_json(&board->items[i], document->text, session->client.encoding));
    rpc_notify(&session->rpc, "textDocument/publishDiagnostics", params);
}

static void on_pause(void *data) {
    struct board *board = data;
    board->timer = 0;
    publish(board);
}

static void publish_later(struct board *board) {
    struct host *host = board->session->host;
    stop_timer(board);
    board->timer = host->timer_start(host, PAUSE_MS, on_pause, board);
}

void diagnostics_clear(struct session *session, const char *uri) {
    struct diagnostics *diagnostics = &session->diagnostics;
    for (size_t i = 0; i < diagnostics->count; i++) {
        struct board *board = diagnostics->items[i];
        if (strcmp(board->uri, uri) != 0)
            continue;
        vec_remove(diagnostics, i);
        while (board->count > 0)
            remove_remark(board, board->count - 1);
        publish(board);
        destroy_board(board);
        return;
    }
}

// --- Changes -------------------------------------------------------------------------------------

static void add_remark(struct board *board, const struct action *action,
                       const struct finding *finding) {
    struct remark remark = { .action = action, .finding = *finding };
    struct finding *copy = &remark.finding;
    copy->rule = arena_string(&remark.arena, slice_from(finding->rule));
    copy->category = arena_string(&remark.arena, slice_from(finding->category));
    copy->title = arena_string(&remark.arena, slice_from(finding->title));
    copy->detail = arena_string(&remark.arena, slice_from(finding->detail));
    vec_push(board, remark);
}

void diagnostics_replace(struct session *session, const char *uri, const struct action *action,
                         struct span scope, const struct findings *findings) {
    struct board *board = get_board(session, uri);
    for (size_t i = board->count; i-- > 0;) {
        const struct remark *remark = &board->items[i];
        const struct span span = remark->finding.span;
        if (remark->action == action && span.start <= scope.end && span.end >= scope.start)
            remove_remark(board, i);
    }
    for (size_t i = 0; i < findings->count; i++)
        add_remark(board, action, &findings->items[i]);
    publish(board);
}

void diagnostics_follow(struct session *session, const char *uri,
                        const struct document_change *change) {
    struct board *board = find_board(session, uri);
    bool is_moved = false;
    for (size_t i = board ? board->count : 0; i-- > 0;) {
        struct span *span = &board->items[i].finding.span;
        const size_t start = span->start;
        if (!span_shift(span, change->before, change->after_end - change->before.start)) {
            remove_remark(board, i);
            is_moved = true;
        } else {
            is_moved |= span->start != start;
        }
    }
    if (is_moved)
        publish_later(board);
}
