// Applies a job's edits. Invariant: edits leave only by offsets of the document's text as it is at
// that moment, with the version it has then; the client checks that version again where it can.
// Edits of a file that is not open are for apply_file.c.
#include "lsp/apply.h"

#include "lsp/apply_file.h"

#include "lsp/core.h"
#include "lsp/landed.h"
#include "lsp/show.h"

enum { QUEUE_PATIENCE_MS = 5000, SENDS_MAX = 3 };

// The engine keeps the answer and says where.
static void refuse(struct run *run, const char *why) {
    run_land(run, OUTCOME_REFUSED, why);
}

static struct json *workspace_edit(const struct run *run, const struct document *document,
                                   const struct edits *edits) {
    const struct client *client = &run->session->client;
    struct json *list = outcome_text_edits_json(document->text, edits, client->encoding);
    struct json *edit = json_object();
    if (client->has_document_changes) {
        struct json *change = json_push(json_add_array(edit, "documentChanges"), json_object());
        struct json *id = json_add_object(change, "textDocument");
        json_add_string(id, "uri", document->uri);
        json_add_integer(id, "version", document->version);
        json_add(change, "edits", list);
    } else {
        json_add(json_add_object(edit, "changes"), document->uri, list);
    }
    return edit;
}

static struct workspace_document *find_open(const struct run *run) {
    return workspace_find(run->session->workspace, run_edits_uri(run));
}

// Opened again as it was, a document is what it was; so is a file that was not open.
static const struct document *find_document(const struct run *run) {
    const struct examination *made_for = job_destination(run->job);
    struct workspace_document *open = find_open(run);
    const struct document *document = open ? workspace_document_get(open) : NULL;
    const bool is_other = run->is_detached || made_for->version < 0;
    if (document && is_other &&
        !slice_is_equal(text_slice(document->text), text_slice(made_for->text)))
        return NULL;
    return document;
}

// Somebody typed before the edit came: then that is why it was not made, and it is brought along.
static bool has_moved(const struct run *run) {
    const struct document *document = find_document(run);
    return document && document->version != run->sent_version;
}

static void on_applied(const struct json *result, const char *problem, void *data) {
    struct run *run = data;
    const char *reason = json_string_or(json_find(result, "failureReason"), problem);
    const bool is_applied = json_bool_or(json_find(result, "applied"), false);
    run->call = 0;
    landed_answered(run->session, job_outcome(run->job)->key, is_applied);
    char *uri = memory_string(run_edits_uri(run));
    if (is_applied)
        show_edited(run);
    if (is_applied)
        run_land(run, OUTCOME_APPLIED, NULL);
    else if (has_moved(run) && !run->is_cancelled && run->sends < SENDS_MAX)
        apply_result(run);
    else if (reason && *reason)
        refuse(run, arena_format(&run->arena, "The editor did not apply the edit: %s.", reason));
    else
        refuse(run, "The editor did not apply the edit.");
    apply_next(run->session, uri);
    memory_free(uri);
    run_drop(run);
}

static void send_edit(struct run *run, const struct edits *edits) {
    const struct document *document = find_document(run);
    const char *title = job_progress(run->job).title;
    struct json *params = json_object();
    json_add_string(params, "label", title);
    json_add(params, "edit", workspace_edit(run, document, edits));
    job_rebase(run->job, edits, document->text, document->version);
    landed_sent(run->session, document, job_outcome(run->job)->key, job_is_private(run->job), title,
                edits);
    run_hold(run);
    run->sends++;
    run->sent_version = document->version;
    run->call = rpc_call(&run->session->rpc, "workspace/applyEdit", params, on_applied, run);
}

static void on_landing(const struct edits *edits, const char *why, void *data) {
    struct run *run = data;
    run->landing = NULL;
    if (edits) {
        send_edit(run, edits);
    } else {
        char *uri = memory_string(run_edits_uri(run));
        refuse(run, arena_format(&run->arena, "%s The edit was not made.", why));
        apply_next(run->session, uri);
        memory_free(uri);
    }
    run_drop(run);
}

// --- One at a time -------------------------------------------------------------------------------

static bool is_busy(const struct session *session, const char *uri) {
    for (size_t i = 0; i < session->runs.count; i++) {
        const struct run *run = session->runs.items[i];
        const bool is_on_its_way = run->landing || run->is_reading || (run->call && run->sends);
        if (is_on_its_way && strcmp(run_edits_uri(run), uri) == 0)
            return true;
    }
    return landed_is_awaited(session, uri);
}

static void leave_queue(struct run *run) {
    run->session->host->timer_cancel(run->session->host, run->queue_timer);
    run->queue_timer = 0;
}

static void on_queue_timer(void *data) {
    struct run *run = data;
    run->queue_timer = 0;
    refuse(run,
           "The editor has not sent what became of the edit before, so this one was not made.");
    run_drop(run);
}

static void start(struct run *run) {
    struct workspace_document *open = find_open(run);
    if (!open) {
        apply_to_file(run);
        return;
    }
    run_hold(run);
    struct landing *landing = landing_start(&(struct landing_options){
        .host = run->session->host,
        .document = open,
        .examination = job_destination(run->job),
        .edits = job_edits(run->job),
        .rule = run->action->verify_rule,
        .on_end = on_landing,
        .data = run,
    });
    if (landing)
        run->landing = landing;
}

void apply_next(struct session *session, const char *uri) {
    for (size_t i = 0; i < session->runs.count && !is_busy(session, uri); i++) {
        struct run *run = session->runs.items[i];
        if (!run->queue_timer || strcmp(run_edits_uri(run), uri) != 0)
            continue;
        leave_queue(run);
        start(run);
        run_drop(run); // the queue's hold
        return;
    }
}

void apply_result(struct run *run) {
    struct host *host = run->session->host;
    const bool is_elsewhere = job_destination(run->job) != job_examination(run->job);
    if (!find_document(run) && !is_elsewhere) {
        refuse(run, "The document was closed before the edit was there.");
    } else if (find_open(run) && !find_document(run)) {
        refuse(run, "The test file was changed meanwhile. Nothing was written.");
    } else if (!run->session->client.has_apply_edit) {
        refuse(run, "The editor does not take edits from a language server.");
    } else if (is_busy(run->session, run_edits_uri(run))) {
        run_hold(run);
        run->queue_timer = host->timer_start(host, QUEUE_PATIENCE_MS, on_queue_timer, run);
    } else {
        start(run);
    }
}

static bool give_up(struct run *run, enum outcome_status status, const char *message) {
    if (!run->landing && !run->queue_timer)
        return false;
    landing_cancel(run->landing);
    run->landing = NULL;
    if (run->queue_timer)
        leave_queue(run);
    run_land(run, status, message);
    run_drop(run);
    return true;
}

bool apply_cancel(struct run *run) {
    return give_up(run, OUTCOME_CANCELLED, NULL);
}

void apply_detach(struct run *run) {
    give_up(run, OUTCOME_REFUSED, "The document was closed before the edit was there.");
}
