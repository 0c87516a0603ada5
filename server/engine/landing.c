// Rounds of: rebase to the present text, verify there on a worker, look whether somebody typed
// meanwhile. The last round's result lands without another look: that it lies beside all that was
// typed is certain, and typing must not keep an answer away for ever.
#include "engine/landing.h"

#include "base/vec.h"

enum { ROUNDS_MAX = 4 };

struct landing {
    struct landing_options options;
    struct arena arena;
    struct text *base; // what the edits were made for
    uint64_t moment;
    struct scope scope;
    struct edits edits; // of `base`; replacements are the arena's
    struct examination *present;
    struct subject subject; // the present text, with the scope as it has become
    struct reading reading; // what is verified
    unsigned rounds;
    bool is_cancelled;
};

static void destroy(struct landing *landing) {
    examination_destroy(landing->present);
    text_release(landing->base);
    vec_release(&landing->edits);
    vec_release(&landing->reading.edits);
    arena_release(&landing->arena);
    memory_free(landing);
}

static const struct document *document_of(const struct landing *landing) {
    return workspace_document_get(landing->options.document);
}

static void end(struct landing *landing, const struct edits *edits, const char *why) {
    landing->options.on_end(edits, why, landing->options.data);
    destroy(landing);
}

// The edits at `until`; false where what was typed stands in their way.
static bool rebase(struct landing *landing, uint64_t until, struct edits *edits) {
    *edits = (struct edits){ 0 };
    for (size_t i = 0; i < landing->edits.count; i++)
        vec_push(edits, landing->edits.items[i]);
    const struct history *history = &document_of(landing)->history;
    return history_reaches(history, landing->moment) &&
           history_rebase(history, landing->moment, until, landing->base, edits);
}

static void verify_on_worker(void *data) {
    struct landing *landing = data;
    verify_edits(&landing->arena, &landing->subject, landing->options.rule, &landing->reading);
}

static bool go_on(struct landing *landing);

static void verified(void *data) {
    struct landing *landing = data;
    if (landing->is_cancelled)
        destroy(landing);
    else if (landing->reading.outcome == ATTEMPT_ok)
        go_on(landing);
    else
        end(landing, NULL,
            arena_format(&landing->arena,
                         "It does not fit together with what was typed meanwhile. %s",
                         landing->reading.message));
}

// The scope as it had become at `until`.
static struct scope scope_at_moment(const struct landing *landing, uint64_t until) {
    const struct history *history = &document_of(landing)->history;
    struct scope scope = landing->scope;
    history_stretch(history, landing->moment, until, &scope.span);
    history_stretch(history, landing->moment, until, &scope.core);
    return scope;
}

static const char in_the_way[] = "The lines that it would change were changed meanwhile.";

static void on_examination(struct examination *examination, void *data) {
    struct landing *landing = data;
    landing->present = examination;
    if (landing->is_cancelled) {
        destroy(landing);
        return;
    }
    vec_release(&landing->reading.edits);
    landing->reading = (struct reading){ .outcome = ATTEMPT_ok };
    if (!examination) {
        end(landing, NULL, "The document was closed before the edit was there.");
    } else if (!rebase(landing, examination->moment, &landing->reading.edits)) {
        end(landing, NULL, in_the_way);
    } else {
        landing->subject = examination->subject;
        landing->subject.scope = scope_at_moment(landing, examination->moment);
        landing->options.host->offload(landing->options.host, verify_on_worker, verified, landing);
    }
}

// Whether what was verified is the present text.
static bool is_current(const struct landing *landing, uint64_t now) {
    return now == landing->moment || (landing->present && now == landing->present->moment);
}

// False where it has ended.
static bool go_on(struct landing *landing) {
    struct edits edits;
    uint64_t now = document_of(landing)->history.now;
    bool is_good = rebase(landing, now, &edits);
    bool is_over = !is_good || is_current(landing, now) || landing->rounds == ROUNDS_MAX;
    if (is_over) {
        end(landing, is_good ? &edits : NULL, is_good ? NULL : in_the_way);
    } else {
        landing->rounds++;
        examination_destroy(landing->present);
        landing->present = NULL;
        size_t start = scope_at_moment(landing, now).core.start;
        workspace_examine(landing->options.document, (struct span){ start, start }, PARSE_EXACT,
                          on_examination, landing);
    }
    vec_release(&edits);
    return !is_over;
}

struct landing *landing_start(const struct landing_options *options) {
    struct landing *landing = MEMORY_NEW(struct landing);
    const struct examination *examination = options->examination;
    landing->options = *options;
    landing->base = text_retain(examination->text);
    // Where all was undone, or the document closed and opened again, the text is what counts.
    const struct document *document = document_of(landing);
    const bool is_same = slice_is_equal(text_slice(document->text), text_slice(landing->base));
    landing->moment = is_same ? document->history.now : examination->moment;
    landing->scope = examination->subject.scope;
    for (size_t i = 0; i < options->edits->count; i++) {
        struct edit edit = options->edits->items[i];
        edit.replacement = arena_copy(&landing->arena, edit.replacement);
        vec_push(&landing->edits, edit);
    }
    return go_on(landing) ? landing : NULL;
}

void landing_cancel(struct landing *landing) {
    if (landing)
        landing->is_cancelled = true;
}
