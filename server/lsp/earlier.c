// A handful, in memory and no longer than the session: code that was sent to a model is not kept on
// disk for the sake of a menu. Places follow the text by the document's history; one that it does
// not reach back to is as good as forgotten.
#include "lsp/earlier.h"

#include "lsp/core.h"

enum { EARLIER_MAX = 8 };

static void forget(struct earlier_list *list, size_t at) {
    struct earlier *earlier = &list->items[at];
    memory_free(earlier->job);
    memory_free(earlier->uri);
    memory_free(earlier->model);
    memory_free(earlier->instruction);
    memory_free(earlier->prompt);
    memory_free(earlier->answer);
    profile_release(earlier->profile);
    vec_remove(list, at);
}

void earlier_keep(struct session *session, const struct job *job, struct profile *profile) {
    struct earlier_list *list = &session->earlier;
    const struct outcome *outcome = job_outcome(job);
    const struct examination *examination = job_examination(job);
    const struct subject *subject = &examination->subject;
    const struct job_turn turn = job_turn(job);
    if (job_is_private(job) || !*outcome->model || !turn.prompt.length ||
        !workspace_find(session->workspace, outcome->uri))
        return;
    const struct action *action = job_action(job);
    bool is_edit = outcome->status == OUTCOME_APPLIED && turn.answer.length && !action->place;
    // Of the others, what a note in the text says is no concern.
    bool has_words = action->refines || action->is_of_diagnostics || action->custom;
    struct slice asked = !has_words                    ? SLICE("")
                         : subject->diagnostics.length ? subject->diagnostics
                                                       : subject->instruction;
    if (list->count == EARLIER_MAX)
        forget(list, 0);
    vec_push(list, ((struct earlier){
                       .job = memory_string(outcome->job),
                       .uri = memory_string(outcome->uri),
                       .action = action,
                       .profile = profile ? profile_retain(profile) : NULL,
                       .model = memory_string(outcome->model),
                       .instruction = memory_string_of(asked),
                       .span = subject->scope.span,
                       .moment = examination->moment,
                       .prompt = is_edit ? memory_string_of(turn.prompt) : NULL,
                       .answer = is_edit ? memory_string_of(turn.answer) : NULL,
                   }));
}

void earlier_forget(struct session *session, const char *uri) {
    for (size_t i = session->earlier.count; i-- > 0;)
        if (strcmp(session->earlier.items[i].uri, uri) == 0)
            forget(&session->earlier, i);
}

void earlier_release(struct session *session) {
    while (session->earlier.count)
        forget(&session->earlier, session->earlier.count - 1);
    vec_release(&session->earlier);
}

const struct earlier *earlier_at(struct session *session, const struct document *document,
                                 struct span range, size_t index, struct span *span) {
    const struct earlier_list *list = &session->earlier;
    const struct history *history = &document->history;
    for (size_t i = list->count; i-- > 0;) {
        const struct earlier *earlier = &list->items[i];
        if (strcmp(earlier->uri, document->uri) != 0 || !history_reaches(history, earlier->moment))
            continue;
        *span = earlier->span;
        history_stretch(history, earlier->moment, history->now, span);
        if (span->start <= range.end && range.start <= span->end && index-- == 0)
            return earlier;
    }
    return NULL;
}

const struct earlier *earlier_find(const struct session *session, const char *job) {
    for (size_t i = 0; i < session->earlier.count; i++)
        if (strcmp(session->earlier.items[i].job, job) == 0)
            return &session->earlier.items[i];
    return NULL;
}
