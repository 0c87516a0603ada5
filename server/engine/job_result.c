// What becomes of a job's result: handed to the sink with words on who served and why no model did;
// an answer that must not be applied is kept in the state folder, unless the file is private.

#include "engine/job_parts.h"

#include "text/diff.h"

// The text for the person: what the result says of itself, then why models failed.
static void set_message(struct job *job, const char *message) {
    job->outcome.message = arena_string(&job->arena, slice_from(message));
}

static void hand_over(struct job *job, enum outcome_status status, enum outcome_result result) {
    job->has_result = true;
    job->outcome.status = status;
    job->outcome.result = result;
    job->outcome.total_ms = (int64_t)(job_now(job) - job->started_ms);
    job_add_up(&job->outcome);
    job->options.sink->on_result(job, job->options.data);
}

// --- Refused answers are kept --------------------------------------------------------------------

static void on_kept(const char *message, void *data) {
    struct job *job = data;
    job->is_working = false;
    const char *text = message ? arena_format(&job->arena, "%s The answer could not be kept: %s.",
                                              job->outcome.message, message)
                               : arena_format(&job->arena, "%s The answer is kept in %s.",
                                              job->outcome.message, job->outcome.kept);
    if (message)
        job->outcome.kept = NULL;
    job_finish(job, OUTCOME_REFUSED, text);
}

static struct slice diff_of(struct job *job) {
    struct buffer after = { 0 }, diff = { 0 };
    const struct examination *examination = job_destination(job);
    struct slice before = examination->subject.text;
    edits_apply(&job->reading.edits, before, &after);
    if (job->outcome.is_new)
        diff_created(buffer_slice(&after), examination->relative_path, &diff);
    else
        diff_unified(before, buffer_slice(&after), examination->relative_path, &diff);
    struct slice text = arena_copy(&job->arena, buffer_slice(&diff));
    buffer_release(&after);
    buffer_release(&diff);
    return text;
}

void job_refuse(struct job *job, const char *message) {
    struct host *host = job->options.host;
    set_message(job, message);
    if (job_is_private(job)) {
        job_finish(job, OUTCOME_REFUSED, NULL);
        return;
    }
    // Edits that are good but came too late can be read, and taken, as a patch.
    bool has_edits = job->reading.edits.count > 0;
    struct slice text = has_edits ? diff_of(job) : buffer_slice(&job->refused);
    job->outcome.kept = arena_format(&job->arena, "%s/refused/%lld-%s-%s.%s",
                                     settings_state_folder(job->options.settings),
                                     (long long)host->unix_time_ms(host), job->id,
                                     job->options.action->id, has_edits ? "diff" : "md");
    job->is_working = true;
    job->has_result = true;
    host->write_file(host, job->outcome.kept, text, on_kept, job);
}

// --- What came of it -----------------------------------------------------------------------------

// The edit of an earlier result is a model's too.
static bool is_by_model(const struct job *job) {
    return job->options.given || job_current(job)->model;
}

static const char *count_dropped(struct job *job) {
    if (!job->reading.dropped)
        return "";
    return arena_format(&job->arena, "%zu remark%s left out, because the line quoted is not in %s.",
                        job->reading.dropped, job->reading.dropped == 1 ? " was" : "s were",
                        job->options.action->is_of_changes ? "what was changed" : "the code");
}

// What was kept back from a model, for whoever wonders why its answer says nothing of it.
static const char *count_masked(struct job *job) {
    size_t count = mask_count_used(&job->mask);
    if (!count || !is_by_model(job))
        return "";
    return arena_format(&job->arena, "%zu secret%s in the text stayed here; the model saw %s.",
                        count, count == 1 ? "" : "s", count == 1 ? "a stand-in" : "stand-ins");
}

// Words in front of a message that say who served, and why others did not.
static const char *who_served(struct job *job) {
    if (job->options.given)
        return "";
    const struct model *model = job_current(job)->model;
    if (model && !job->complaints.length)
        return "";
    if (model)
        return arena_format(&job->arena, "%s %s answered instead.", job->complaints.data,
                            model->display_name);
    if (job->complaints.length)
        return arena_format(&job->arena, "%s The built-in engine answered instead.",
                            job->complaints.data);
    const char *why = routing_why_no_model(&job->routing);
    if (!why && job->model && strcmp(job->model, MODEL_BUILTIN) != 0)
        why = job_current(job)->reason; // nothing is called that
    return why ? arena_format(&job->arena,
                              "No model could serve (%s), so the built-in engine "
                              "answered.",
                              why)
               : "The built-in engine answered.";
}

static const char *join(struct job *job, const char *first, const char *second) {
    if (!*first || !*second)
        return *first ? first : second;
    return arena_format(&job->arena, "%s %s", first, second);
}

void job_deliver(struct job *job) {
    struct reading *reading = &job->reading;
    const char *who = who_served(job);
    if (job->options.examination->degraded)
        who = join(job, job->options.examination->degraded, who);
    who = join(job, who, count_masked(job));
    switch (job->options.action->result) {
    case ACTION_MARKDOWN:
        set_message(job, who);
        hand_over(job, OUTCOME_SHOWN, OUTCOME_MARKDOWN);
        break;
    case ACTION_FINDINGS:
        set_message(job, join(job, join(job, who, count_dropped(job)),
                              job->shortfall ? job->shortfall : ""));
        job->outcome.findings = &reading->findings;
        hand_over(job, OUTCOME_PUBLISHED, OUTCOME_FINDINGS);
        break;
    case ACTION_EDITS:
        job->outcome.edits = &reading->edits;
        set_message(job, who);
        if (reading->edits.count) {
            hand_over(job, OUTCOME_APPLIED, OUTCOME_EDITS);
        } else {
            job->outcome.result = OUTCOME_EDITS;
            job_finish(job, OUTCOME_UNCHANGED,
                       is_by_model(job)
                           ? join(job, who, "The answer equals the text; nothing was changed.")
                           : join(job,
                                  "There is nothing to change that the built-in "
                                  "engine can see.",
                                  who));
        }
        break;
    }
}

void job_deliver_nothing(struct job *job, const char *message) {
    job->outcome.findings = &job->reading.findings;
    set_message(job, message);
    hand_over(job, OUTCOME_PUBLISHED, OUTCOME_FINDINGS);
}

const struct edits *job_edits(const struct job *job) {
    return &job->reading.edits;
}

void job_rebase(struct job *job, const struct edits *edits, struct text *text, int64_t version) {
    vec_release(&job->rebased);
    text_release(job->rebased_text);
    job->rebased_text = text_retain(text);
    for (size_t i = 0; i < edits->count; i++) {
        struct edit edit = edits->items[i];
        edit.replacement = arena_copy(&job->arena, edit.replacement);
        vec_push(&job->rebased, edit);
    }
    job->outcome.edits = &job->rebased;
    job->outcome.text = text;
    job->outcome.version = version;
}

// Who was asked before, where that came to nothing; where all went well, what happened to the
// edits speaks for itself.
static const char *who_failed(struct job *job) {
    if (!job->complaints.length || !job_current(job)->model)
        return "";
    return arena_format(&job->arena, "%s %s was asked instead:", job->complaints.data,
                        job_current(job)->model->display_name);
}

void job_landed(struct job *job, enum outcome_status status, const char *message) {
    const char *text = message ? message : job->outcome.message;
    if (job->is_cancelled && status != OUTCOME_APPLIED)
        job_finish(job, OUTCOME_CANCELLED, "Cancelled.");
    else if (status == OUTCOME_REFUSED)
        job_refuse(job, join(job, who_failed(job), text));
    else
        job_finish(job, status, text);
}
