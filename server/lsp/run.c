// The life of a run: examined, started, landed, told, forgotten. Joins the job's calls to what the
// client sees; how results look is in show.c, apply.c and diagnostics.c.
//
// Invariant: a run is in the session's list from the command until its job has ended and no
// callback holds it any more.
#include "lsp/run.h"

#include "base/limits.h"
#include "base/log.h"
#include "lsp/apply.h"
#include "lsp/core.h"
#include "lsp/problem.h"
#include "lsp/show.h"

#include <inttypes.h>

enum { RECORDS_MAX = 100 };

// --- Lifetime ------------------------------------------------------------------------------------

static void destroy(struct run *run) {
    progress_release(&run->progress);
    json_destroy(run->token);
    profile_release(run->profile);
    arena_release(&run->arena);
    memory_free(run);
}

static void forget(struct run *run) {
    if (!run->session) {
        destroy(run);
        return;
    }
    struct runs *runs = &run->session->runs;
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i] == run) {
            vec_remove(runs, i);
            destroy(run);
            return;
        }
    }
}

void run_hold(struct run *run) {
    run->holds++;
}

void run_drop(struct run *run) {
    if (--run->holds == 0 && !run->job)
        forget(run);
}

void run_land(struct run *run, enum outcome_status status, const char *message) {
    if (run->job)
        job_landed(run->job, status, message);
}

const char *run_edits_uri(const struct run *run) {
    return run->job ? job_destination(run->job)->uri : run->uri;
}

// The client will not be waited for any more.
static void give_up_call(struct run *run) {
    rpc_forget(&run->session->rpc, run->call);
    run->call = 0;
    run_land(run, OUTCOME_CANCELLED, NULL);
    run_drop(run);
}

// An edit that was sent may have been made: only the client's answer tells. A document that is not
// opened yet need not be waited for, nor an edit that waits for its turn.
void run_cancel(struct run *run) {
    run->is_cancelled = true;
    if (!run->job)
        return;
    const bool is_opening = run->call && job_outcome(run->job)->result == OUTCOME_MARKDOWN;
    run_hold(run);
    job_cancel(run->job);
    if (is_opening)
        give_up_call(run);
    else
        apply_cancel(run);
    run_drop(run);
}

// --- Results -------------------------------------------------------------------------------------

// Findings of the text that was examined, where they are in the present one.
static void follow_moves(const struct history *history, uint64_t moment,
                         const struct findings *findings, struct findings *moved,
                         struct span *scope) {
    for (size_t i = 0; i < findings->count; i++) {
        struct finding finding = findings->items[i];
        if (history_shift(history, moment, history->now, &finding.span))
            vec_push(moved, finding);
    }
    history_stretch(history, moment, history->now, scope);
}

static void publish(struct run *run) {
    const struct examination *examination = job_examination(run->job);
    struct workspace_document *open = workspace_find(run->session->workspace, run->uri);
    const struct document *document = open ? workspace_document_get(open) : NULL;
    // Opened again as it was, what was done in between is undone.
    const bool is_same =
        document && slice_is_equal(text_slice(document->text), text_slice(examination->text));
    if (!document || (run->is_detached && !is_same)) {
        run_land(run, OUTCOME_CANCELLED, "The document was closed before the review was there.");
        return;
    }
    const uint64_t moment = is_same ? document->history.now : examination->moment;
    if (!history_reaches(&document->history, moment)) {
        run_land(run, OUTCOME_CANCELLED, "Too much was changed before the review was there.");
        return;
    }
    struct findings moved = { 0 };
    struct span scope = examination->subject.scope.span;
    follow_moves(&document->history, moment, job_outcome(run->job)->findings, &moved, &scope);
    diagnostics_replace(run->session, document, run->action, job_outcome(run->job), scope, &moved);
    vec_release(&moved);
    run_land(run, OUTCOME_PUBLISHED, NULL);
}

static void on_progress(struct job *job, void *data) {
    struct run *run = data;
    (void)job;
    if (run->session)
        progress_report(&run->progress);
}

static void on_markdown(struct job *job, struct slice delta, bool is_reset, void *data) {
    struct run *run = data;
    (void)job;
    if (run->session)
        show_delta(run, delta, is_reset);
}

static void on_result(struct job *job, void *data) {
    struct run *run = data;
    const struct outcome *outcome = job_outcome(job);
    if (!run->session)
        run_land(run, OUTCOME_CANCELLED, NULL);
    else if (outcome->result == OUTCOME_MARKDOWN)
        show_result(run);
    else if (outcome->result == OUTCOME_FINDINGS)
        publish(run);
    else
        apply_result(run);
}

// --- End -----------------------------------------------------------------------------------------

// Whether a model was asked, or kept out for more than privacy: then it is worth telling each time.
static bool has_failures(const struct outcome *outcome) {
    for (size_t i = 0; i < outcome->attempts.count; i++) {
        const struct outcome_attempt *attempt = &outcome->attempts.items[i];
        if (strcmp(attempt->model, MODEL_BUILTIN) != 0 && attempt->outcome != ATTEMPT_privacy)
            return true;
    }
    return false;
}

// What goes without saying is said once a session: that no model can be asked, that a
// language is not parsed. To whoever has named a model the former is always said.
static bool is_news(struct run *run, const struct outcome *outcome) {
    struct runs *runs = &run->session->runs;
    const char *degraded = job_examination(run->job)->degraded;
    if (degraded && strcmp(outcome->message, degraded) == 0) {
        const bool is_first = !runs->has_told_degraded;
        runs->has_told_degraded = true;
        return is_first;
    }
    const bool is_other = run->model && strcmp(run->model, outcome->model) != 0;
    if (strcmp(outcome->model, MODEL_BUILTIN) != 0 || has_failures(outcome) || is_other)
        return true;
    const bool is_first = !runs->has_told_builtin && !run->model;
    runs->has_told_builtin |= !run->model;
    return is_first;
}

static void tell(struct run *run, const struct outcome *outcome) {
    static const enum message_type types[] = {
        [OUTCOME_APPLIED] = MESSAGE_INFO,    [OUTCOME_SHOWN] = MESSAGE_INFO,
        [OUTCOME_PUBLISHED] = MESSAGE_INFO,  [OUTCOME_UNCHANGED] = MESSAGE_INFO,
        [OUTCOME_REFUSED] = MESSAGE_WARNING, [OUTCOME_FAILED] = MESSAGE_ERROR,
        [OUTCOME_CANCELLED] = MESSAGE_INFO,
    };
    const char *title = job_progress(run->job).title;
    const bool is_served = outcome->status == OUTCOME_APPLIED || outcome->status == OUTCOME_SHOWN ||
                           outcome->status == OUTCOME_PUBLISHED;
    const bool is_told = *outcome->message && outcome->status != OUTCOME_CANCELLED &&
                         (!is_served || is_news(run, outcome));
    if (outcome->status == OUTCOME_PUBLISHED && outcome->findings->count == 0)
        message_show(run->session, MESSAGE_INFO, "%s: nothing to remark.%s%s", title,
                     is_told ? " " : "", is_told ? outcome->message : "");
    else if (is_told)
        message_show(run->session, types[outcome->status], "%s: %s", title, outcome->message);
}

static void end_progress(struct run *run, const struct outcome *outcome) {
    const char *model = job_progress(run->job).model;
    const char *status = outcome_status_name(outcome->status);
    progress_end(&run->progress,
                 *model ? arena_format(&run->arena, "%s · %s", model, status) : status);
}

static void forget_record(struct run_records *records) {
    memory_free(records->items[0].id);
    memory_free(records->items[0].key);
    vec_remove(records, 0);
}

static void remember(struct session *session, const struct outcome *outcome) {
    struct run_records *records = &session->runs.records;
    if (records->count == RECORDS_MAX)
        forget_record(records);
    vec_push(records,
             ((struct run_record){ memory_string(outcome->job), memory_string(outcome->key) }));
}

static void on_end(struct job *job, void *data) {
    struct run *run = data;
    struct session *session = run->session;
    if (!session) {
        run->job = NULL;
        if (run->holds == 0)
            destroy(run);
        return;
    }
    const struct outcome *outcome = job_outcome(job);
    show_done(run);
    end_progress(run, outcome);
    if (session->client.has_outcome)
        rpc_notify(&session->rpc, "wye/outcome", outcome_json(outcome, session->client.encoding));
    if (run->request)
        rpc_reply(run->request, outcome_json(outcome, session->client.encoding));
    run->request = NULL;
    tell(run, outcome);
    show_kept(run);
    if (run->remark && outcome->status == OUTCOME_APPLIED)
        diagnostics_remove(session, run->uri, run->remark);
    if (!job_is_private(job))
        remember(session, outcome);
    if (!run->is_detached)
        earlier_keep(session, job, run->profile);
    run->job = NULL;
    if (run->holds == 0)
        forget(run);
}

static const struct job_sink sink = {
    .on_progress = on_progress,
    .on_markdown = on_markdown,
    .on_result = on_result,
    .on_end = on_end,
};

// --- Start ---------------------------------------------------------------------------------------

// There is nothing to work on any more.
static void abandon(struct run *run, const char *why) {
    if (run->request)
        rpc_fail(run->request, RPC_REQUEST_FAILED, "%s", why);
    else if (!run->is_detached)
        message_show(run->session, MESSAGE_WARNING, "%s", why);
    forget(run);
}

// What is given is of the text at the command, which somebody may have typed in since.
static bool bring_along(struct run *run, const struct examination *examination) {
    struct workspace_document *open = workspace_find(run->session->workspace, run->uri);
    const struct history *history = &workspace_document_get(open)->history;
    return !run->remark ||
           (history_reaches(history, run->moment) &&
            history_shift(history, run->moment, examination->moment, &run->given.edit.span));
}

static void on_examination(struct examination *examination, void *data) {
    struct run *run = data;
    struct session *session = run->session;
    if (!examination) {
        abandon(run, "The document was closed.");
        return;
    }
    if (!bring_along(run, examination)) {
        examination_destroy(examination);
        abandon(run, "The text that the suggestion is for was changed, so it was not applied.");
        return;
    }
    run->job = job_start(&(struct job_options){
        .host = session->host,
        .settings = session->settings,
        .workspace = session->workspace,
        .id = run->id,
        .action = run->action,
        .examination = examination,
        .instruction = run->instruction,
        .diagnostics = run->diagnostics,
        .problem = run->problem,
        .earlier = run->earlier,
        .model = run->model,
        .given = run->remark ? &run->given : NULL,
        .sink = &sink,
        .data = run,
    });
    if (run->is_cancelled) {
        job_cancel(run->job);
        return;
    }
    progress_start(&run->progress, session, run->job, run->token);
    run->token = NULL;
}

static const char *copy_text(struct arena *arena, const char *text) {
    return text ? arena_string(arena, slice_from(text)) : NULL;
}

static struct run *create(struct session *session, const struct target *target) {
    struct run *run = MEMORY_NEW(struct run);
    run->session = session;
    run->id = arena_format(&run->arena, "%" PRIu64, ++session->runs.started);
    run->action = target->action;
    run->profile = target->profile ? profile_retain(target->profile) : NULL;
    run->uri = copy_text(&run->arena, workspace_document_get(target->document)->uri);
    run->instruction = copy_text(&run->arena, target->instruction);
    run->model = copy_text(&run->arena, target->model);
    run->diagnostics =
        problem_describe(&run->arena, target->diagnostics, workspace_document_get(target->document),
                         target->moment, session->client.encoding);
    const struct earlier *earlier = target->refines ? earlier_find(session, target->refines) : NULL;
    if (earlier && earlier->answer)
        run->earlier = (struct job_turn){
            arena_copy(&run->arena, slice_from(earlier->prompt)),
            arena_copy(&run->arena, slice_from(earlier->answer)),
        };
    run->problem = problem_title(&run->arena, target->diagnostics);
    vec_push(&session->runs, run);
    workspace_examine(target->document, target->selection, PARSE_EXACT, on_examination, run);
    return run;
}

struct run *run_start(struct session *session, const struct target *target,
                      const struct json *token) {
    struct run *run = create(session, target);
    // A token of the client's is good only until its request is answered.
    const bool is_token = json_is_string(token) || json_is_integer(token);
    run->token = target->wait && is_token ? json_copy(token) : NULL;
    return run;
}

void run_start_suggestion(struct session *session, const struct target *target,
                          const struct remark *remark) {
    struct run *run = create(session, target);
    run->remark = remark->id;
    run->moment = workspace_document_get(target->document)->history.now;
    run->given = (struct job_given){
        .edit = { remark->finding.span, arena_copy(&run->arena, remark->finding.suggestion) },
        .title = arena_format(&run->arena, "Apply suggestion: %s", remark->finding.title),
        .model = copy_text(&run->arena, remark->model),
        .provider = copy_text(&run->arena, remark->provider),
        .reason = copy_text(&run->arena, remark->reason),
    };
}

bool run_may_start(struct session *session, struct rpc_request *request) {
    if (session->runs.count < ACTIVE_JOBS_MAX)
        return true;
    rpc_fail(request, RPC_REQUEST_FAILED,
             "%d actions are running already; wait for one or cancel one.", ACTIVE_JOBS_MAX);
    return false;
}

static void on_cancel(struct rpc_request *request, void *data) {
    (void)request; // is answered with the outcome, status cancelled
    run_cancel(data);
}

void run_await(struct run *run, struct rpc_request *request) {
    run->request = request;
    rpc_defer(request, on_cancel, run);
}

// --- All of them ---------------------------------------------------------------------------------

struct run *runs_find(struct session *session, const char *id) {
    for (size_t i = 0; i < session->runs.count; i++) {
        if (strcmp(session->runs.items[i]->id, id) == 0)
            return session->runs.items[i];
    }
    return NULL;
}

const char *runs_key(const struct session *session, const char *id) {
    const struct run_records *records = &session->runs.records;
    for (size_t i = 0; i < records->count; i++) {
        if (strcmp(records->items[i].id, id) == 0)
            return records->items[i].key;
    }
    return NULL;
}

// Backwards, because a run that ends at once leaves the list.
void runs_cancel_all(struct session *session) {
    for (size_t i = session->runs.count; i-- > 0;)
        run_cancel(session->runs.items[i]);
}

// Backwards, because a run that ends at once leaves the list.
void runs_detach(struct session *session, const char *uri) {
    for (size_t i = session->runs.count; i-- > 0;) {
        struct run *run = session->runs.items[i];
        if (strcmp(run_edits_uri(run), uri) != 0)
            continue;
        run->is_detached = true;
        apply_detach(run);
    }
}

// on_end frees the run, now, or after the worker or the file that it waits for.
static void release_run(struct run *run) {
    const bool is_calling = run->call != 0; // the client, which will not be heard any more
    run->holds -= is_calling;
    run->session = NULL;
    if (run->job)
        job_cancel(run->job);
    else
        destroy(run);
    if (is_calling)
        run_land(run, OUTCOME_CANCELLED, NULL);
}

void runs_release(struct session *session) {
    struct runs *runs = &session->runs;
    while (runs->count > 0) {
        struct run *run = runs->items[--runs->count];
        progress_release(&run->progress);
        if (run->request)
            rpc_fail(run->request, RPC_SERVER_CANCELLED, "The server is ending.");
        run->request = NULL;
        release_run(run);
    }
    while (runs->records.count > 0)
        forget_record(&runs->records);
    vec_release(&runs->records);
    vec_release(runs);
}
