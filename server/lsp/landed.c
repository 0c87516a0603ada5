// An edit passes three states: sent, here, settled. While it is sent, the text that must come of it
// is kept, once for every change that the client makes instead: what somebody typed before the
// client did the edit moves it, as long as the two keep out of each other's way. When one of these
// texts comes, the edit is here. When the client says that it has done the edit and none of them
// comes, it was done to another text than it was made for, and the person is told.
//
// From then on only its place is watched, until the document is saved or closed, or five minutes of
// typing have passed: kept as it was, changed, or reverted. That is recorded as one word.
#include "lsp/landed.h"

#include "engine/record.h"
#include "lsp/apply.h"
#include "lsp/core.h"
#include "text/diff.h"

enum {
    EXPECTATIONS_MAX = 8,
    // Clients send changes late: eglot half a second, Neovim 150 ms after the last one.
    PATIENCE_MS = 1500,
    WATCH_MS = 5 * 60 * 1000,
};

enum landed_state { LANDED_SENT, LANDED_HERE };

// The text that comes of the edits if the client does them now.
struct expectation {
    struct buffer text;
    struct span place; // from the first edit to the last, in that text
};

struct landed {
    struct session *session;
    char *uri, *key, *title;
    enum landed_state state;
    bool is_private;  // nothing is recorded
    bool is_answered; // the client says that it was done
    struct text *base;
    uint64_t moment;    // of `base`; once it is here, of the text with the edits done
    struct edits edits; // of `base`; replacements are ours
    struct arena arena;
    struct {
        struct expectation *items;
        size_t count, capacity;
    } expectations;
    // In the text at `moment`: what came, with a byte on each side; the lines around it, and what
    // they were before.
    struct span place, lines;
    struct slice now, lines_before;
    bool has_changed; // the document, since the timer began
    uint64_t timer;
};

// --- Life ----------------------------------------------------------------------------------------

static void stop_timer(struct landed *landed) {
    if (landed->timer)
        landed->session->host->timer_cancel(landed->session->host, landed->timer);
    landed->timer = 0;
}

static void start_timer(struct landed *landed, unsigned delay_ms, host_on_timer *on_timer) {
    struct host *host = landed->session->host;
    stop_timer(landed);
    landed->timer = host->timer_start(host, delay_ms, on_timer, landed);
}

static void forget_expectations(struct landed *landed) {
    for (size_t i = 0; i < landed->expectations.count; i++)
        buffer_release(&landed->expectations.items[i].text);
    vec_release(&landed->expectations);
}

static void destroy(struct landed *landed) {
    struct landings *all = &landed->session->landings;
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i] == landed) {
            vec_remove(all, i);
            break;
        }
    }
    stop_timer(landed);
    forget_expectations(landed);
    text_release(landed->base);
    vec_release(&landed->edits);
    arena_release(&landed->arena);
    memory_free(landed->uri);
    memory_free(landed->key);
    memory_free(landed->title);
    memory_free(landed);
}

static void record(const struct landed *landed, const char *acceptance) {
    struct session *session = landed->session;
    if (!landed->is_private)
        record_acceptance(session->host, settings_state_folder(session->settings), landed->key,
                          acceptance);
}

static const struct document *document_of(const struct landed *landed) {
    struct workspace_document *open = workspace_find(landed->session->workspace, landed->uri);
    return open ? workspace_document_get(open) : NULL;
}

// --- What must come ------------------------------------------------------------------------------

static struct span place_after(const struct edits *edits) {
    struct span place = { edits->items[0].span.start, edits->items[edits->count - 1].span.end };
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        place.end += edit->replacement.length - (edit->span.end - edit->span.start);
    }
    return place;
}

// What is to be seen when the edits are done to the present text, unless that cannot be said.
static void expect(struct landed *landed, const struct document *document) {
    struct edits edits = { 0 };
    for (size_t i = 0; i < landed->edits.count; i++)
        vec_push(&edits, landed->edits.items[i]);
    const struct history *history = &document->history;
    if (landed->expectations.count < EXPECTATIONS_MAX && history_reaches(history, landed->moment) &&
        history_rebase(history, landed->moment, history->now, landed->base, &edits)) {
        struct expectation expectation = { .place = place_after(&edits) };
        edits_apply(&edits, text_slice(document->text), &expectation.text);
        vec_push(&landed->expectations, expectation);
    }
    vec_release(&edits);
}

// With a byte on each side, where there is one: so that what was deleted has a place too.
static struct span widened(struct span place, size_t length) {
    place.start -= place.start > 0;
    place.end += place.end < length;
    return place;
}

static struct span whole_lines(struct slice text, struct span span) {
    while (span.start > 0 && text.data[span.start - 1] != '\n')
        span.start--;
    while (span.end < text.length && text.data[span.end] != '\n')
        span.end++;
    return span;
}

static struct slice copy_of(struct landed *landed, struct slice text, struct span span) {
    return arena_copy(&landed->arena, slice_between(text, span.start, span.end));
}

static void on_watched(void *data);

static void arrive(struct landed *landed, const struct document *document, struct span place) {
    struct slice text = text_slice(document->text), base = text_slice(landed->base);
    struct span was = { landed->edits.items[0].span.start,
                        landed->edits.items[landed->edits.count - 1].span.end };
    landed->place = widened(place, text.length);
    landed->lines = whole_lines(text, place);
    landed->now = copy_of(landed, text, landed->place);
    landed->lines_before = copy_of(landed, base, whole_lines(base, was));
    landed->moment = document->history.now;
    landed->state = LANDED_HERE;
    landed->has_changed = false;
    forget_expectations(landed);
    start_timer(landed, WATCH_MS, on_watched);
    apply_next(landed->session, landed->uri);
}

static bool has_come(struct landed *landed, const struct document *document) {
    struct slice text = text_slice(document->text);
    for (size_t i = 0; i < landed->expectations.count; i++) {
        const struct expectation *expectation = &landed->expectations.items[i];
        if (slice_is_equal(buffer_slice(&expectation->text), text)) {
            arrive(landed, document, expectation->place);
            return true;
        }
    }
    return false;
}

// Some clients send all that was done in one change. What else is different then must lie beside
// the edit.
static bool has_come_with_more(struct landed *landed, const struct document *document) {
    struct slice text = text_slice(document->text);
    for (size_t i = 0; i < landed->expectations.count; i++) {
        const struct expectation *expectation = &landed->expectations.items[i];
        struct edit other = diff_narrow(buffer_slice(&expectation->text), text);
        struct span place = expectation->place;
        if (span_shift(&place, other.span, other.replacement.length)) {
            arrive(landed, document, place);
            return true;
        }
    }
    return false;
}

// The client has done the edit, and what was to come of it has not come.
static void on_race(void *data) {
    struct landed *landed = data;
    struct session *session = landed->session;
    const struct document *document = document_of(landed);
    landed->timer = 0;
    if (!document || !landed->has_changed || has_come_with_more(landed, document))
        return;
    message_show(
        session, MESSAGE_WARNING,
        "%s: the editor made this edit in a text that had changed meanwhile, so it may stand "
        "in the wrong place. Look at it, and undo it if it does.",
        landed->title);
    record(landed, "raced");
    char *uri = memory_string(landed->uri);
    destroy(landed);
    apply_next(session, uri);
    memory_free(uri);
}

static void follow(struct landed *landed, const struct document *document) {
    landed->has_changed = true;
    if (landed->state == LANDED_HERE || has_come(landed, document))
        return;
    expect(landed, document);
    if (landed->is_answered && !landed->timer)
        start_timer(landed, PATIENCE_MS, on_race);
}

// --- What became of it ---------------------------------------------------------------------------

static const char *acceptance_of(const struct landed *landed, const struct document *document) {
    const struct history *history = &document->history;
    struct span place = landed->place, lines = landed->lines;
    if (!history_reaches(history, landed->moment))
        return "changed";
    history_stretch(history, landed->moment, history->now, &place);
    history_stretch(history, landed->moment, history->now, &lines);
    struct slice text = text_slice(document->text);
    if (slice_is_equal(slice_between(text, place.start, place.end), landed->now))
        return "kept";
    // How much an editor sends for an undo is its own affair.
    return slice_is_equal(slice_between(text, lines.start, lines.end), landed->lines_before)
               ? "reverted"
               : "changed";
}

static void settle(struct landed *landed, const struct document *document) {
    if (landed->state == LANDED_HERE && document)
        record(landed, acceptance_of(landed, document));
    destroy(landed);
}

// Five minutes in which nobody typed say nothing.
static void on_watched(void *data) {
    struct landed *landed = data;
    landed->timer = 0;
    if (landed->has_changed) {
        settle(landed, document_of(landed));
    } else {
        start_timer(landed, WATCH_MS, on_watched);
    }
}

// --- For the session -----------------------------------------------------------------------------

void landed_sent(struct session *session, const struct document *document, const char *key,
                 bool is_private, const char *title, const struct edits *edits) {
    struct landed *landed = MEMORY_NEW(struct landed);
    landed->session = session;
    landed->uri = memory_string(document->uri);
    landed->key = memory_string(key);
    landed->is_private = is_private;
    landed->title = memory_string(title);
    landed->base = text_copy(document->text);
    landed->moment = document->history.now;
    for (size_t i = 0; i < edits->count; i++) {
        struct edit edit = edits->items[i];
        edit.replacement = arena_copy(&landed->arena, edit.replacement);
        vec_push(&landed->edits, edit);
    }
    vec_push(&session->landings, landed);
    expect(landed, document);
}

void landed_answered(struct session *session, const char *key, bool is_applied) {
    for (size_t i = 0; i < session->landings.count; i++) {
        struct landed *landed = session->landings.items[i];
        if (strcmp(landed->key, key) != 0 || landed->is_answered)
            continue;
        landed->is_answered = true;
        if (!is_applied)
            destroy(landed);
        else if (landed->state == LANDED_SENT)
            start_timer(landed, PATIENCE_MS, on_race);
        return;
    }
}

bool landed_is_awaited(const struct session *session, const char *uri) {
    for (size_t i = 0; i < session->landings.count; i++) {
        const struct landed *landed = session->landings.items[i];
        if (landed->state == LANDED_SENT && strcmp(landed->uri, uri) == 0)
            return true;
    }
    return false;
}

// Backwards: one that has come lets the next one go, which is added at the end.
void landed_follow(struct session *session, const struct document *document) {
    for (size_t i = session->landings.count; i-- > 0;) {
        struct landed *landed = session->landings.items[i];
        if (strcmp(landed->uri, document->uri) == 0)
            follow(landed, document);
    }
}

// What is still with the client may yet come after a save, and not after the document has gone.
void landed_settle(struct session *session, const struct document *document, bool is_closing) {
    for (size_t i = session->landings.count; i-- > 0;) {
        struct landed *landed = session->landings.items[i];
        if (strcmp(landed->uri, document->uri) == 0 && (is_closing || landed->state == LANDED_HERE))
            settle(landed, document);
    }
}

void landed_release(struct session *session) {
    while (session->landings.count) {
        struct landed *landed = session->landings.items[session->landings.count - 1];
        settle(landed, document_of(landed));
    }
    vec_release(&session->landings);
}
