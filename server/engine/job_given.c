// A job whose edit is there already, such as a finding's suggestion: what stands in the place of
// the candidates. What is given is trusted no more than an answer.

#include "engine/job_parts.h"

#include "text/diff.h"

void job_keep_given(struct job *job, const struct job_given *given) {
    job->given = (struct job_given){
        .edit = { given->edit.span, arena_copy(&job->arena, given->edit.replacement) },
        .title = arena_string(&job->arena, slice_from(given->title)),
        .model = arena_string(&job->arena, slice_from(given->model)),
        .provider = arena_string(&job->arena, slice_from(given->provider)),
        .reason = arena_string(&job->arena, slice_from(given->reason)),
    };
    job->options.given = &job->given;
}

static void verify(void *data) {
    struct job *job = data;
    const struct subject *subject = &job->options.examination->subject;
    const struct edit *edit = &job->given.edit;
    struct slice before = slice_between(subject->text, edit->span.start, edit->span.end);
    diff_edits(before, edit->replacement, edit->span.start, &job->reading.edits);
    if (job->reading.edits.count)
        verify_edits(&job->arena, subject, job->options.action->verify_rule, &job->reading);
}

static void verified(void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    job->outcome.model = job->given.model;
    job->outcome.provider = job->given.provider;
    job->outcome.reason = job->given.reason;
    vec_push(&job->outcome.attempts, ((struct outcome_attempt){
                                         .model = job->given.model,
                                         .provider = job->given.provider,
                                         .outcome = job->reading.outcome,
                                     }));
    if (job->reading.outcome == ATTEMPT_ok)
        job_deliver(job);
    else
        job_refuse(job, arena_format(&job->arena, "%s Nothing was changed.", job->reading.message));
}

void job_take_given(struct job *job) {
    job_offload(job, verify, verified);
}
