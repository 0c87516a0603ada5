// One board of remarks for each document. Invariant: a remark's span is of the document's present
// text, and what the client shows is the board, or will be after a pause in typing: editors move
// what they show by themselves, so there is no hurry.
#include "lsp/diagnostics.h"

#include "lsp/core.h"
#include "text/edit.h"

#include <inttypes.h>

enum { PAUSE_MS = 200, DISMISSALS_MAX = 1000 };

struct board {
    struct session *session;
    char *uri;
    struct remark *items;
    size_t count, capacity;
    uint64_t revision; // another one with every change
    uint64_t timer;    // publishes; 0: all is published
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

static void touch(struct board *board) {
    board->revision = ++board->session->diagnostics.revisions;
}

static void remove_remark(struct board *board, size_t at) {
    arena_release(&board->items[at].arena);
    vec_remove(board, at);
    touch(board);
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

// The oldest one.
static void forget_dismissal(struct diagnostics *diagnostics) {
    struct dismissal *dismissal = &diagnostics->dismissals.items[0];
    memory_free(dismissal->uri);
    memory_free(dismissal->rule);
    memory_free(dismissal->category);
    memory_free(dismissal->text);
    vec_remove(&diagnostics->dismissals, 0);
}

void diagnostics_release(struct session *session) {
    struct diagnostics *diagnostics = &session->diagnostics;
    for (size_t i = 0; i < diagnostics->count; i++)
        destroy_board(diagnostics->items[i]);
    vec_release(diagnostics);
    while (diagnostics->dismissals.count > 0)
        forget_dismissal(diagnostics);
    vec_release(&diagnostics->dismissals);
}

// --- Publishing ----------------------------------------------------------------------------------

struct json *diagnostics_json(const struct remark *remark, const struct text *text,
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

static const struct document *document_of(const struct session *session, const char *uri) {
    struct workspace_document *open = workspace_find(session->workspace, uri);
    return open ? workspace_document_get(open) : NULL;
}

// `board` NULL: there is nothing to remark.
static struct json *list_json(const struct session *session, const struct board *board,
                              const struct document *document) {
    struct json *list = json_array();
    for (size_t i = 0; board && document && i < board->count; i++)
        json_push(list,
                  diagnostics_json(&board->items[i], document->text, session->client.encoding));
    return list;
}

static void on_refreshed(const struct json *result, const char *problem, void *data) {
    (void)result; // the client asks, or does not
    (void)problem;
    (void)data;
}

static void publish(struct board *board) {
    struct session *session = board->session;
    stop_timer(board);
    if (session->client.has_pull_diagnostics) {
        rpc_call(&session->rpc, "workspace/diagnostic/refresh", NULL, on_refreshed, NULL);
        return;
    }
    struct json *params = json_object();
    json_add_string(params, "uri", board->uri);
    const struct document *document = document_of(session, board->uri);
    if (document && session->client.has_version_support)
        json_add_integer(params, "version", document->version);
    json_add(params, "diagnostics", list_json(session, board, document));
    rpc_notify(&session->rpc, "textDocument/publishDiagnostics", params);
}

void diagnostics_pull(struct session *session, struct rpc_request *request,
                      const struct json *params) {
    const char *uri = json_string_or(json_find_path(params, "textDocument", "uri", NULL), "");
    const char *known = json_string_or(json_find(params, "previousResultId"), "");
    const struct board *board = find_board(session, uri);
    struct arena arena = { 0 };
    const char *id = arena_format(&arena, "%" PRIu64, board ? board->revision : 0);
    struct json *report = json_object();
    bool is_known = strcmp(known, id) == 0;
    json_add_string(report, "kind", is_known ? "unchanged" : "full");
    json_add_string(report, "resultId", id);
    if (!is_known)
        json_add(report, "items", list_json(session, board, document_of(session, uri)));
    rpc_reply(request, report);
    arena_release(&arena);
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

// --- Dismissed -----------------------------------------------------------------------------------

// The lines of a finding, and one on each side: what stands on one line may stand on others too.
static struct slice text_of(const struct document *document, const struct finding *finding) {
    const struct text *text = document->text;
    const size_t first = text_line_at(text, finding->span.start);
    const size_t last = text_line_at(text, finding->span.end);
    const size_t start = text_line_start(text, first > 0 ? first - 1 : 0);
    return slice_trim(slice_between(text_slice(text), start, text_line_start(text, last + 2)));
}

// The words of a finding change from one review to the next: what it is about does not.
static bool is_dismissed(const struct session *session, const struct document *document,
                         const struct finding *finding) {
    const struct dismissals *dismissals = &session->diagnostics.dismissals;
    for (size_t i = 0; i < dismissals->count; i++) {
        const struct dismissal *dismissal = &dismissals->items[i];
        if (strcmp(dismissal->uri, document->uri) == 0 &&
            strcmp(dismissal->rule, finding->rule) == 0 &&
            strcmp(dismissal->category, finding->category) == 0 &&
            slice_is(text_of(document, finding), dismissal->text))
            return true;
    }
    return false;
}

static void dismiss(struct session *session, const struct document *document,
                    const struct finding *finding) {
    struct diagnostics *diagnostics = &session->diagnostics;
    struct arena arena = { 0 };
    if (diagnostics->dismissals.count == DISMISSALS_MAX)
        forget_dismissal(diagnostics);
    vec_push(&diagnostics->dismissals,
             ((struct dismissal){
                 .uri = memory_string(document->uri),
                 .rule = memory_string(finding->rule),
                 .category = memory_string(finding->category),
                 .text = memory_string(arena_string(&arena, text_of(document, finding))),
             }));
    arena_release(&arena);
}

// --- Changes -------------------------------------------------------------------------------------

static void add_remark(struct board *board, const struct action *action,
                       const struct outcome *outcome, const struct finding *finding) {
    struct remark remark = { .finding = *finding };
    struct arena *arena = &remark.arena;
    struct finding *copy = &remark.finding;
    remark.id = ++board->session->diagnostics.ids;
    remark.action = arena_string(arena, slice_from(action->id));
    remark.model = arena_string(arena, slice_from(outcome->model));
    remark.provider = arena_string(arena, slice_from(outcome->provider));
    remark.reason = arena_string(arena, slice_from(outcome->reason));
    copy->rule = arena_string(arena, slice_from(finding->rule));
    copy->category = arena_string(arena, slice_from(finding->category));
    copy->title = arena_string(arena, slice_from(finding->title));
    copy->detail = arena_string(arena, slice_from(finding->detail));
    if (finding->suggestion.data)
        copy->suggestion = arena_copy(arena, finding->suggestion);
    vec_push(board, remark);
    touch(board);
}

// Two actions can come to the same: a review, and one of security alone.
static bool is_there(const struct board *board, const struct finding *finding) {
    for (size_t i = 0; i < board->count; i++) {
        const struct finding *known = &board->items[i].finding;
        if (known->span.start == finding->span.start && known->span.end == finding->span.end &&
            !strcmp(known->rule, finding->rule) && !strcmp(known->title, finding->title))
            return true;
    }
    return false;
}

void diagnostics_replace(struct session *session, const struct document *document,
                         const struct action *action, const struct outcome *outcome,
                         struct span scope, const struct findings *findings) {
    struct board *board = get_board(session, document->uri);
    for (size_t i = board->count; i-- > 0;) {
        const struct remark *remark = &board->items[i];
        const struct span span = remark->finding.span;
        if (strcmp(remark->action, action->id) == 0 && span.start <= scope.end &&
            span.end >= scope.start)
            remove_remark(board, i);
    }
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (!is_dismissed(session, document, finding) && !is_there(board, finding))
            add_remark(board, action, outcome, finding);
    }
    publish(board);
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

static bool is_line_end(char byte) {
    return byte == '\n' || byte == '\r';
}

// Whether a change in the line of a finding has put something beside it. What is suggested is for
// all of the line, and would be joined with that. `span` is of the text after the change.
static bool has_company(struct slice text, struct span span, const struct document_change *change) {
    bool is_above = change->after_end <= span.start;
    size_t from = is_above ? change->after_end : span.end;
    size_t to = is_above ? span.start : change->before.start;
    while (from < to && !is_line_end(text.data[from]))
        from++;
    if (from < to)
        return false;
    while (span.start > 0 && is_blank(text.data[span.start - 1]))
        span.start--;
    while (span.end < text.length && is_blank(text.data[span.end]))
        span.end++;
    return (span.start > 0 && !is_line_end(text.data[span.start - 1])) ||
           (span.end < text.length && !is_line_end(text.data[span.end]));
}

void diagnostics_follow(struct session *session, const char *uri,
                        const struct document_change *change) {
    struct board *board = find_board(session, uri);
    const struct slice text = text_slice(document_of(session, uri)->text);
    bool is_moved = false;
    for (size_t i = board ? board->count : 0; i-- > 0;) {
        struct finding *finding = &board->items[i].finding;
        // Also where no byte is more than before: a line may be.
        is_moved |= change->before.start < finding->span.end;
        if (!span_shift(&finding->span, change->before, change->after_end - change->before.start) ||
            (finding->suggestion.data && has_company(text, finding->span, change))) {
            remove_remark(board, i);
            is_moved = true;
        }
    }
    if (!is_moved)
        return;
    touch(board);
    publish_later(board);
}

// --- One of them ---------------------------------------------------------------------------------

const struct remark *diagnostics_at(const struct session *session, const char *uri, size_t index) {
    const struct board *board = find_board(session, uri);
    return board && index < board->count ? &board->items[index] : NULL;
}

const struct remark *diagnostics_find(const struct session *session, const char *uri, uint64_t id) {
    const struct remark *remark = NULL;
    for (size_t i = 0; (remark = diagnostics_at(session, uri, i)) && remark->id != id; i++)
        ;
    return remark;
}

void diagnostics_remove(struct session *session, const char *uri, uint64_t id) {
    const struct remark *remark = diagnostics_find(session, uri, id);
    if (!remark)
        return;
    struct board *board = find_board(session, uri);
    remove_remark(board, (size_t)(remark - board->items));
    publish(board);
}

void diagnostics_dismiss(struct session *session, const char *uri, uint64_t id) {
    const struct remark *remark = diagnostics_find(session, uri, id);
    if (!remark)
        return;
    dismiss(session, document_of(session, uri), &remark->finding);
    diagnostics_remove(session, uri, id);
}
