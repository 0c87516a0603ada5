// Reads the disk again right before the edit leaves: the client checks no version of a file that it
// has not open. What was opened or changed meanwhile is not written over. The edit is not watched
// afterwards, because there is no document to follow.
#include "lsp/apply_file.h"

#include "base/limits.h"
#include "lsp/apply.h"
#include "lsp/core.h"
#include "lsp/show.h"

// Lands the job; then the file is free for the next run.
static void end(struct run *run, enum outcome_status status, const char *message) {
    char *uri = memory_string(run_edits_uri(run));
    run_land(run, status, message);
    apply_next(run->session, uri);
    memory_free(uri);
}

// The edits as the client has to get them. A new file's are one.
static struct json *edits_json(const struct client *client, const struct outcome *outcome) {
    if (!outcome->is_new || !client->ends_last_line || outcome->edits->count != 1)
        return outcome_text_edits_json(outcome->text, outcome->edits, client->encoding);
    struct edit edit = outcome->edits->items[0];
    if (slice_ends_with(edit.replacement, SLICE("\n")))
        edit.replacement.length--;
    const struct edits one = { .items = &edit, .count = 1 };
    return outcome_text_edits_json(outcome->text, &one, client->encoding);
}

static struct json *workspace_edit(const struct run *run) {
    const struct client *client = &run->session->client;
    const struct outcome *outcome = job_outcome(run->job);
    struct json *list = edits_json(client, outcome);
    struct json *edit = json_object();
    if (client->has_document_changes) {
        struct json *changes = json_add_array(edit, "documentChanges");
        if (outcome->is_new && client->has_create_file)
            json_push(changes, outcome_creation_json(outcome->uri));
        struct json *change = json_push(changes, json_object());
        struct json *id = json_add_object(change, "textDocument");
        json_add_string(id, "uri", outcome->uri);
        json_add_null(id, "version");
        json_add(change, "edits", list);
    } else {
        json_add(json_add_object(edit, "changes"), outcome->uri, list);
    }
    return edit;
}

static void on_applied(const struct json *result, const char *problem, void *data) {
    struct run *run = data;
    const char *reason = json_string_or(json_find(result, "failureReason"), problem);
    run->call = 0;
    if (json_bool_or(json_find(result, "applied"), false)) {
        show_edited(run);
        end(run, OUTCOME_APPLIED, NULL);
    } else {
        end(run, OUTCOME_REFUSED,
            reason && *reason
                ? arena_format(&run->arena, "The editor did not apply the edit: %s.", reason)
                : "The editor did not apply the edit.");
    }
    run_drop(run);
}

static void send(struct run *run) {
    struct json *params = json_object();
    json_add_string(params, "label", job_progress(run->job).title);
    json_add(params, "edit", workspace_edit(run));
    run_hold(run);
    run->sends++;
    run->call = rpc_call(&run->session->rpc, "workspace/applyEdit", params, on_applied, run);
}

static void on_read_again(bool found, struct slice bytes, const char *message, void *data) {
    struct run *run = data;
    const struct examination *file = job_destination(run->job);
    const bool is_new = job_outcome(run->job)->is_new;
    const bool is_same =
        is_new ? !found && !message : found && slice_is_equal(bytes, text_slice(file->text));
    run->is_reading = false;
    if (!run->session)
        run_land(run, OUTCOME_CANCELLED, NULL);
    else if (run->is_cancelled)
        end(run, OUTCOME_CANCELLED, NULL);
    else if (workspace_find(run->session->workspace, file->uri))
        apply_result(run);
    else if (is_same)
        send(run);
    else
        end(run, OUTCOME_REFUSED, "The test file was changed meanwhile. Nothing was written.");
    run_drop(run);
}

void apply_to_file(struct run *run) {
    const struct client *client = &run->session->client;
    struct host *host = run->session->host;
    const char *path = job_destination(run->job)->path;
    run_hold(run);
    if (job_outcome(run->job)->is_new && !client->has_create_file && !client->makes_files_by_edit) {
        end(run, OUTCOME_REFUSED,
            arena_format(&run->arena,
                         "The editor makes no files for a language server; make %s yourself, or "
                         "run wye in a terminal.",
                         path));
        run_drop(run);
        return;
    }
    run->is_reading = true;
    host->read_file(host, path, DESTINATION_BYTES_MAX, on_read_again, run);
}
