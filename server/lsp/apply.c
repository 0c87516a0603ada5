// Applies a job's edits. Invariant: edits leave only while the document's text is the very text
// that they are offsets of, and with the version it has at that moment; the client checks that
// version again where it can.
#include "lsp/apply.h"

#include "lsp/core.h"

// The engine keeps the answer and says where.
static void refuse(struct run *run, const char *why) {
    run_land(run, OUTCOME_REFUSED, why);
}

static struct json *workspace_edit(const struct run *run, int64_t version) {
    const struct outcome *outcome = job_outcome(run->job);
    const struct client *client = &run->session->client;
    struct json *edits = outcome_text_edits_json(outcome->text, outcome->edits, client->encoding);
    struct json *edit = json_object();
    if (client->has_document_changes) {
        struct json *change = json_push(json_add_array(edit, "documentChanges"), json_object());
        struct json *document = json_add_object(change, "textDocument");
        json_add_string(document, "uri", run->uri);
        json_add_integer(document, "version", version);
        json_add(change, "edits", edits);
    } else {
        json_add(json_add_object(edit, "changes"), run->uri, edits);
    }
    return edit;
}

// The client may answer before it sends the change: until then the text here is the old one.
static void note_applied(const struct run *run) {
    struct runs *runs = &run->session->runs;
    memory_free(runs->applied_uri);
    runs->applied_uri = memory_string(run->uri);
    runs->applied_version = run->sent_version;
}

// Whether an edit of the present text is with the client already. Clients that check no versions
// would do both, the second at places that the first has moved.
static bool is_taken(const struct run *run, int64_t version) {
    const struct runs *runs = &run->session->runs;
    if (runs->applied_uri && strcmp(runs->applied_uri, run->uri) == 0 &&
        runs->applied_version == version)
        return true;
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *other = runs->items[i];
        if (other != run && other->call && other->has_sent && strcmp(other->uri, run->uri) == 0)
            return true;
    }
    return false;
}

static void on_applied(const struct json *result, const char *problem, void *data) {
    struct run *run = data;
    run->call = 0;
    const char *reason = json_string_or(json_find(result, "failureReason"), problem);
    if (json_bool_or(json_find(result, "applied"), false)) {
        note_applied(run);
        run_land(run, OUTCOME_APPLIED, NULL);
    } else if (reason && *reason)
        refuse(run, arena_format(&run->arena, "The editor did not apply the edit: %s.", reason));
    else
        refuse(run, "The editor did not apply the edit.");
    run_drop(run);
}

static void send_edit(struct run *run, int64_t version) {
    struct json *params = json_object();
    json_add_string(params, "label", job_progress(run->job).title);
    json_add(params, "edit", workspace_edit(run, version));
    run_hold(run);
    run->has_sent = true;
    run->sent_version = version;
    run->call = rpc_call(&run->session->rpc, "workspace/applyEdit", params, on_applied, run);
}

void apply_result(struct run *run) {
    struct workspace_document *open = workspace_find(run->session->workspace, run->uri);
    const struct document *document = open ? workspace_document_get(open) : NULL;
    const struct slice seen = text_slice(job_examination(run->job)->text);
    if (!document)
        refuse(run, "The document was closed before the edit was there.");
    else if (!slice_is_equal(text_slice(document->text), seen))
        refuse(run, "The document has changed meanwhile, so the edit was not applied.");
    else if (is_taken(run, document->version))
        refuse(run, "Another edit of this document was being applied, so this one was not.");
    else if (!run->session->client.has_apply_edit)
        refuse(run, "The editor does not take edits from a language server.");
    else
        send_edit(run, document->version);
}
