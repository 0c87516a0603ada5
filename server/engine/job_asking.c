// What a candidate gives: a model its answer, in one piece or in sections, the built-in engine its
// own. Whether an answer is good is the action's to say; who is asked is in job_calling.c, what
// becomes of a good answer in job_result.c.

#include "engine/job_parts.h"

#include "actions/changes.h"
#include "actions/report.h"
#include "base/limits.h"
#include "builtin/builtin.h"
#include "llm/candidate.h"

// --- Builtin -------------------------------------------------------------------------------------

static void run_builtin(void *data) {
    struct job *job = data;
    const struct subject *about = &job->options.examination->subject;
    struct builtin_subject subject = {
        .tree = about->tree,
        .text = about->text,
        .scope = about->scope,
        .language_name = about->language_name,
        .unparsed = about->language ? job->options.examination->degraded : NULL,
    };
    struct buffer summary = { 0 };
    switch (job->options.action->builtin) {
    case ACTION_NO_BUILTIN:
        break;
    case ACTION_EXPLAIN:
        builtin_explain(&job->arena, &subject, &job->markdown);
        break;
    case ACTION_REVIEW:
        builtin_review(&job->arena, &subject, &job->reading.findings);
        break;
    case ACTION_REVIEW_SECURITY:
        builtin_review(&job->arena, &subject, &job->reading.findings);
        report_keep(&job->reading.findings, "security");
        break;
    case ACTION_REVIEW_CHANGES:
        builtin_review(&job->arena, &subject, &job->reading.findings);
        changes_keep(about, &job->reading.findings);
        break;
    case ACTION_SIMPLIFY:
        builtin_simplify(&job->arena, &subject, &job->reading.edits, &summary);
        if (job->reading.edits.count)
            verify_edits(&job->arena, about, job->options.action->verify_rule, &job->reading);
        break;
    }
    buffer_release(&summary);
}

static void deliver_all(struct job *job);

static void name_winner(struct job *job) {
    const struct router_candidate *candidate = job_current(job);
    job->outcome.model = candidate->name;
    job->outcome.provider = candidate->provider ? candidate->provider->name : MODEL_BUILTIN;
    job->outcome.reason = candidate->reason;
}

static void builtin_done(void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    job_add_attempt(job, job->acting, job->reading.outcome);
    name_winner(job);
    if (job->reading.outcome != ATTEMPT_ok) {
        job_refuse(job, job->reading.message);
        return;
    }
    if (job->markdown.length) {
        job->outcome.markdown = buffer_slice(&job->markdown);
        job->options.sink->on_markdown(job, job->outcome.markdown, false, job->options.data);
    }
    deliver_all(job);
}

// builtin explains and reviews when models failed; it edits only when none was usable, never in
// place of one that failed.
void job_serve_builtin(struct job *job) {
    if (job->failures && job->options.action->result == ACTION_EDITS) {
        if (job->refused.length)
            job_refuse(job,
                       arena_format(&job->arena, "%s Nothing was changed.", job->complaints.data));
        else
            job_finish(job, OUTCOME_FAILED, job->complaints.data);
        return;
    }
    if (job->options.action->builtin == ACTION_NO_BUILTIN) {
        const char *cannot = "The built-in engine cannot do this";
        job_finish(job, OUTCOME_FAILED,
                   job->complaints.length
                       ? arena_format(&job->arena, "%s %s.", job->complaints.data, cannot)
                       : arena_format(&job->arena, "%s (%s).", cannot, job_current(job)->reason));
        return;
    }
    job_show_progress(job);
    job_offload(job, run_builtin, builtin_done);
}

// --- A model's answer ----------------------------------------------------------------------------

void job_complain(struct job *job, const struct lane *lane, const char *text) {
    const struct router_candidate *candidate = job_candidate(job, lane);
    buffer_format(&job->complaints, "%s%s%s: %s%s", job->complaints.length ? " " : "",
                  candidate->model ? candidate->model->display_name : candidate->name,
                  job->objection && lane == job->acting ? ", asked twice" : "", text,
                  slice_ends_with(slice_from(text), SLICE(".")) ? "" : ".");
}

// For the person, who may find use in it.
static void keep_refused(struct job *job) {
    buffer_format(&job->refused, "%s# %s: %s\n\n", job->refused.length ? "\n\n" : "",
                  job_current(job)->model->display_name, job->reading.message);
    buffer_append(&job->refused, slice_trim(job->answer));
}

// What earlier attempts have cost counts against the action's budget too.
bool job_is_over_budget(struct job *job, const struct router_candidate *candidate) {
    double limit = job->profile->config->usd_per_action;
    job_add_up(&job->outcome);
    return limit >= 0 && job->outcome.cost_micro_usd > 0 &&
           (double)(job->outcome.cost_micro_usd + candidate->answer_micro_usd) > limit * 1e6;
}

// Nothing of a failed answer stays in view.
static void void_markdown(struct job *job) {
    if (job->markdown.length)
        job->options.sink->on_markdown(job, slice_from(""), true, job->options.data);
    buffer_clear(&job->markdown);
    buffer_clear(&job->held);
    markdown_filter_release(&job->filter);
    markdown_filter_init(&job->filter);
}

static void forget_reading(struct job *job) {
    vec_release(&job->reading.findings);
    vec_release(&job->reading.edits);
    job->reading = (struct reading){ 0 };
}

void job_forget_answer(struct job *job) {
    void_markdown(job);
    forget_reading(job);
    job->objection = NULL;
}

void job_next_candidate(struct job *job) {
    struct lane *lane = job->acting;
    lane->has_answer = false;
    if (job_has_other(lane)) {
        job_swap(job);
        return;
    }
    job_forget_answer(job);
    lane->tries = 0;
    job->reached++;
    job_ask(job);
}

// The same model, told what is wrong: that helps more often than not, and once.
static void ask_again(struct job *job) {
    job->objection = job->reading.message;
    job->acting->tries = 0;
    forget_reading(job);
    job_call(job);
}

static void read_answer(void *data) {
    struct job *job = data;
    struct reading *reading = &job->reading;
    job->answer = mask_restore(&job->arena, &job->mask, job->acting->received);
    const struct subject subject = job_asked_about(job);
    job->options.action->read(&job->arena, &subject, job->answer, reading);
    for (size_t i = 0; i < reading->findings.count; i++) {
        struct slice *suggestion = &reading->findings.items[i].suggestion;
        if (mask_is_torn(&job->mask, *suggestion))
            *suggestion = (struct slice){ 0 };
    }
    for (size_t i = 0; reading->outcome == ATTEMPT_ok && i < reading->edits.count; i++) {
        if (!mask_is_torn(&job->mask, reading->edits.items[i].replacement))
            continue;
        reading->outcome = ATTEMPT_changed_code;
        reading->message = "The answer changes the stand-in of a secret, so that the secret cannot "
                           "be put back.";
    }
}

// --- A long file in sections ---------------------------------------------------------------------

static void keep_findings(struct job *job) {
    for (size_t i = 0; i < job->reading.findings.count && job->so_far.count < FINDINGS_MAX; i++)
        vec_push(&job->so_far, job->reading.findings.items[i]);
    job->dropped += job->reading.dropped;
}

static void deliver_all(struct job *job) {
    if (job->sections.count > 1) {
        keep_findings(job);
        vec_release(&job->reading.findings);
        job->reading.findings = job->so_far;
        job->reading.dropped = job->dropped;
        job->so_far = (struct findings){ 0 };
        findings_sort(&job->reading.findings);
    }
    job_deliver(job);
}

// What was found is kept, whatever becomes of the rest.
static void next_section(struct job *job) {
    if (job_is_over_budget(job, job_current(job))) {
        job->shortfall = arena_format(&job->arena,
                                      "Only %zu of %zu parts of the file were reviewed: the next "
                                      "would be over usd_per_action.",
                                      job->section + 1, job->sections.count);
        deliver_all(job);
        return;
    }
    keep_findings(job);
    forget_reading(job);
    job->objection = NULL;
    job->acting->tries = 0;
    job->section++;
    job_make_prompt(job);
}

static void answer_read(void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    job->outcome.attempts.items[job->acting->attempt].outcome = job->reading.outcome;
    name_winner(job);
    if (job->reading.outcome == ATTEMPT_ok) {
        job_close_beside(job);
        if (job->section + 1 < job->sections.count)
            next_section(job);
        else
            deliver_all(job);
        return;
    }
    keep_refused(job);
    if (!job->objection && !job_has_other(job->acting) &&
        !job_is_over_budget(job, job_current(job))) {
        ask_again(job);
    } else {
        job_complain(job, job->acting, job->reading.message);
        job->failures++;
        job_next_candidate(job);
    }
}

// Text of an answer as it comes, with secrets in it again, defused.
static void show_text(struct job *job, struct slice delta, bool is_last) {
    struct buffer text = { 0 };
    size_t before = job->markdown.length;
    mask_restore_part(&job->mask, &job->held, delta, is_last, &text);
    markdown_filter_feed(&job->filter, buffer_slice(&text), &job->markdown);
    if (is_last)
        markdown_filter_finish(&job->filter, &job->markdown);
    struct slice shown = slice_between(buffer_slice(&job->markdown), before, job->markdown.length);
    if (shown.length)
        job->options.sink->on_markdown(job, shown, false, job->options.data);
    buffer_release(&text);
}

void job_take_answer(struct job *job) {
    if (job->options.action->result != ACTION_MARKDOWN) {
        job_offload(job, read_answer, answer_read);
        return;
    }
    show_text(job, SLICE(""), true);
    job_close_beside(job);
    job->outcome.markdown = buffer_slice(&job->markdown);
    name_winner(job);
    job_deliver(job);
}

void job_show_text(struct job *job, struct slice delta) {
    if (job->options.action->result == ACTION_MARKDOWN)
        show_text(job, delta, false);
}
