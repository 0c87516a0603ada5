// While a worker parses, edits go on: they are noted and told to the new tree when it comes back,
// so that it can serve as the base of the next parse. Invariants: `tree`, when there is one, has
// been told of every edit up to the document's present text; `shadow`, when there is one, with
// `edits` done to it is the present text.
//
// The shadow is a second copy of the text. A snapshot of the document's own would make the next
// keystroke copy all of it on the loop; the shadow follows on the worker, in place, right before
// each parse.

#include "engine/parse.h"

#include "base/limits.h"
#include "base/vec.h"
#include "text/edit.h"

enum {
    MENU_PATIENCE_MS = 12, // the menu itself then takes some more, and all of it 20 at best
    EDITS_MAX = 2000,      // after so many without a parse the shadow is given up, and made anew
};

struct waiters {
    struct parse_waiter *items;
    size_t count, capacity;
};

struct shadow_edit {
    struct document_change change;
    char *bytes;
    size_t length;
};

struct shadow_edits {
    struct shadow_edit *items;
    size_t count, capacity;
};

struct flight {
    struct parse *parse; // NULL once the document is gone
    struct host *host;
    const struct language *language;
    struct text *text;         // the shadow,
    struct shadow_edits edits; // with these to be done
    int64_t version;
    uint64_t moment;
    struct waiters waiters; // who gets the exact tree of this text
    bool is_exact;
    struct tree *base;
    struct tree *result;
    enum tree_status status;
    atomic_bool is_cancelled;
};

struct parse {
    struct host *host;
    const struct language *language; // NULL: not parsed
    const struct document *document;
    struct tree *tree;
    bool is_fresh;
    const char *given_up; // NULL, or why this document is not parsed any more
    struct text *shadow;  // NULL: none now, or with the flight
    struct shadow_edits edits;
    struct flight *flight;
    uint64_t timer;       // delivers when no parse is needed: never before returning
    uint64_t menu_timer;  // when it fires, menus are answered from what there is
    struct waiters exact; // for the next flight, or for what is there
    struct waiters soon;
};

static void start_flight(struct parse *parse);

struct parse *parse_create(struct host *host, const struct language *language,
                           const struct document *document) {
    struct parse *parse = MEMORY_NEW(struct parse);
    parse->host = host;
    parse->language = language;
    parse->document = document;
    return parse;
}

// --- The shadow ----------------------------------------------------------------------------------

static void release_edits(struct shadow_edits *edits) {
    for (size_t i = 0; i < edits->count; i++)
        memory_free(edits->items[i].bytes);
    vec_release(edits);
}

static void drop_shadow(struct parse *parse) {
    text_release(parse->shadow);
    parse->shadow = NULL;
    release_edits(&parse->edits);
}

// On a worker.
static void catch_up(struct flight *flight) {
    for (size_t i = 0; i < flight->edits.count; i++) {
        const struct shadow_edit *edit = &flight->edits.items[i];
        text_replace(&flight->text, edit->change.before,
                     (struct slice){ edit->bytes, edit->length });
    }
}

void parse_change(struct parse *parse, const struct document_change *change) {
    parse->is_fresh = false;
    if (parse->tree)
        tree_edit(parse->tree, change);
    if (!parse->shadow && !parse->flight)
        return;
    struct slice inserted =
        slice_between(text_slice(parse->document->text), change->before.start, change->after_end);
    struct shadow_edit edit = { *change, memory_string_of(inserted), inserted.length };
    vec_push(&parse->edits, edit);
    if (!parse->flight && parse->edits.count > EDITS_MAX)
        drop_shadow(parse);
}

// --- Waiters -------------------------------------------------------------------------------------

// A waiter may close the document, and this parse with it: the list is taken off first.
static void call_waiters(struct waiters *waiters, const struct parse_snapshot *snapshot) {
    struct waiters taken = *waiters;
    *waiters = (struct waiters){ 0 };
    for (size_t i = 0; i < taken.count; i++)
        taken.items[i].on_tree(snapshot, taken.items[i].data);
    vec_release(&taken);
}

// The present text, from the shadow where that has it.
static struct text *present_text(const struct parse *parse) {
    bool is_level = parse->shadow && parse->edits.count == 0;
    return text_retain(is_level ? parse->shadow : parse->document->text);
}

// The tree that there is, with the present text. Once a waiter has closed the document, the others
// look at neither.
static void hand_over(struct parse *parse, struct waiters *waiters) {
    if (!waiters->count)
        return;
    struct text *text = present_text(parse);
    struct parse_snapshot snapshot = { parse->tree, text, parse->document->version,
                                       parse->document->history.now,
                                       parse->given_up ? parse->given_up : "" };
    call_waiters(waiters, &snapshot);
    text_release(text);
}

static void stop_timer(struct parse *parse, uint64_t *timer) {
    if (*timer)
        parse->host->timer_cancel(parse->host, *timer);
    *timer = 0;
}

static void on_impatience(void *data) {
    struct parse *parse = data;
    parse->menu_timer = 0;
    if (parse->tree)
        hand_over(parse, &parse->soon);
}

// What is there may do; else a flight begins. Each hand-over may end the parse, so it comes last.
static void deliver(void *data) {
    struct parse *parse = data;
    parse->timer = 0;
    if (parse->flight)
        return;
    bool is_settled = !parse->language || parse->given_up;
    bool is_exact = is_settled || (parse->is_fresh && tree_is_exact(parse->tree));
    if (!is_settled && (!parse->is_fresh || (parse->exact.count && !is_exact))) {
        start_flight(parse);
        return;
    }
    struct waiters all = parse->exact;
    parse->exact = (struct waiters){ 0 };
    for (size_t i = 0; i < parse->soon.count; i++)
        vec_push(&all, parse->soon.items[i]);
    vec_release(&parse->soon);
    stop_timer(parse, &parse->menu_timer);
    hand_over(parse, &all);
}

static void deliver_later(struct parse *parse) {
    if (!parse->timer && !parse->flight)
        parse->timer = parse->host->timer_start(parse->host, 0, deliver, parse);
}

void parse_want(struct parse *parse, struct parse_waiter waiter) {
    if (waiter.need == PARSE_EXACT)
        vec_push(&parse->exact, waiter);
    else
        vec_push(&parse->soon, waiter);
    if (waiter.need == PARSE_SOON && parse->tree && !parse->menu_timer)
        parse->menu_timer =
            parse->host->timer_start(parse->host, MENU_PATIENCE_MS, on_impatience, parse);
    deliver_later(parse);
}

// --- Parsing -------------------------------------------------------------------------------------

static void parse_on_worker(void *data) {
    struct flight *flight = data;
    catch_up(flight);
    struct slice text = text_slice(flight->text);
    flight->result =
        tree_parse(flight->language, text, flight->base, &flight->is_cancelled, &flight->status);
    if (flight->result && flight->is_exact && !tree_is_exact(flight->result)) {
        tree_destroy(flight->result);
        flight->result =
            tree_parse(flight->language, text, NULL, &flight->is_cancelled, &flight->status);
    }
    tree_destroy(flight->base);
}

static const char *why_not(const struct flight *flight) {
    if (flight->status == TREE_OVER_BUDGET)
        return "This file takes too long to parse, so wye works on lines instead of definitions.";
    return NULL;
}

static void take_over(struct parse *parse, struct flight *flight) {
    for (size_t i = 0; flight->result && i < parse->edits.count; i++)
        tree_edit(flight->result, &parse->edits.items[i].change);
    parse_discard_tree(parse->host, parse->tree);
    parse->tree = flight->result;
    parse->is_fresh = flight->result && parse->edits.count == 0;
    parse->given_up = why_not(flight);
    parse->shadow = text_retain(flight->text);
    parse->flight = NULL;
    if (parse->given_up)
        drop_shadow(parse);
}

static void free_flight(struct flight *flight) {
    text_release(flight->text);
    release_edits(&flight->edits);
    vec_release(&flight->waiters);
    memory_free(flight);
}

// Who came along gets the tree of the text that was parsed, whatever was typed since. Who came
// later gets the next one. Menus get what there is now.
static void finish_flight(void *data) {
    struct flight *flight = data;
    struct parse *parse = flight->parse;
    struct host *host = flight->host;
    if (!parse) {
        parse_discard_tree(host, flight->result);
        free_flight(flight);
        return;
    }
    struct tree *tree = flight->result ? tree_copy(flight->result) : NULL;
    const char *why = why_not(flight);
    struct waiters soon = parse->soon;
    parse->soon = (struct waiters){ 0 };
    take_over(parse, flight);
    stop_timer(parse, &parse->menu_timer);
    if (parse->exact.count)
        deliver_later(parse);
    struct parse_snapshot snapshot = { tree, flight->text, flight->version, flight->moment,
                                       why ? why : "" };
    struct waiters exact = flight->waiters;
    flight->waiters = (struct waiters){ 0 };
    hand_over(parse, &soon); // may be the end of the parse, of which nothing is used any more
    call_waiters(&exact, &snapshot);
    parse_discard_tree(host, tree);
    free_flight(flight);
}

static void give_up(struct parse *parse) {
    parse->given_up = "This file is larger than wye parses, so it works on lines instead of "
                      "definitions.";
    drop_shadow(parse);
    deliver_later(parse);
}

static void start_flight(struct parse *parse) {
    if (text_length(parse->document->text) > SYNTAX_BYTES_MAX) {
        give_up(parse);
        return;
    }
    struct flight *flight = MEMORY_NEW(struct flight);
    flight->parse = parse;
    flight->host = parse->host;
    flight->language = parse->language;
    flight->version = parse->document->version;
    flight->moment = parse->document->history.now;
    flight->text = parse->shadow ? parse->shadow : text_copy(parse->document->text);
    flight->edits = parse->edits;
    flight->is_exact = parse->exact.count > 0;
    flight->waiters = parse->exact;
    flight->base =
        parse->tree && !(parse->is_fresh && flight->is_exact) ? tree_copy(parse->tree) : NULL;
    parse->shadow = NULL;
    parse->edits = (struct shadow_edits){ 0 };
    parse->exact = (struct waiters){ 0 };
    parse->flight = flight;
    for (size_t i = 0; i < flight->waiters.count; i++)
        flight->waiters.items[i].on_text(flight->waiters.items[i].data);
    parse->host->offload(parse->host, parse_on_worker, finish_flight, flight);
}

void parse_destroy(struct parse *parse) {
    if (!parse)
        return;
    stop_timer(parse, &parse->timer);
    stop_timer(parse, &parse->menu_timer);
    if (parse->flight) {
        atomic_store(&parse->flight->is_cancelled, true);
        parse->flight->parse = NULL;
        call_waiters(&parse->flight->waiters, NULL);
    }
    call_waiters(&parse->exact, NULL);
    call_waiters(&parse->soon, NULL);
    parse_discard_tree(parse->host, parse->tree);
    drop_shadow(parse);
    vec_release(&parse->exact);
    vec_release(&parse->soon);
    memory_free(parse);
}

// --- Discarding ----------------------------------------------------------------------------------

static void discard_on_worker(void *data) {
    tree_destroy(data);
}

static void nothing_more(void *data) {
    (void)data;
}

void parse_discard_tree(struct host *host, struct tree *tree) {
    if (tree)
        host->offload(host, discard_on_worker, nothing_more, tree);
}
