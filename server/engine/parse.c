// While a worker parses a snapshot, edits go on: they are noted and told to the new tree when it
// comes back, so that it can serve as the base of the next parse. Invariant: `tree`, when there is
// one, has been told of every edit up to the document's present text.

#include "engine/parse.h"

#include "base/limits.h"
#include "base/vec.h"

struct waiters {
    struct parse_waiter *items;
    size_t count, capacity;
};

struct flight {
    struct parse *parse; // NULL once the document is gone
    struct host *host;
    const struct language *language;
    struct text *text;
    int64_t version;
    struct waiters waiters; // who gets the tree of this text
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
    struct flight *flight;
    uint64_t timer; // delivers to waiters when no parse is needed: never before returning
    struct {
        struct document_change *items;
        size_t count, capacity;
    } changes;              // since the flight began
    struct waiters waiters; // for the next flight, or for what is there
};

static void start_flight(struct parse *parse);

struct parse *parse_create(struct host *host, const struct language *language) {
    struct parse *parse = MEMORY_NEW(struct parse);
    parse->host = host;
    parse->language = language;
    return parse;
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

// The tree of the present text, or none.
static void hand_over(struct parse *parse, const struct tree *tree, const char *why) {
    struct text *text = text_retain(parse->document->text);
    struct parse_snapshot snapshot = { tree, text, parse->document->version, why };
    call_waiters(&parse->waiters, &snapshot);
    text_release(text);
}

static void deliver(void *data) {
    struct parse *parse = data;
    parse->timer = 0;
    if (parse->flight)
        return;
    if (!parse->language || parse->given_up)
        hand_over(parse, NULL, parse->given_up ? parse->given_up : "");
    else if (parse->is_fresh)
        hand_over(parse, parse->tree, "");
    else
        start_flight(parse);
}

static void deliver_later(struct parse *parse) {
    if (!parse->timer && !parse->flight)
        parse->timer = parse->host->timer_start(parse->host, 0, deliver, parse);
}

void parse_want(struct parse *parse, const struct document *document, struct parse_waiter waiter) {
    parse->document = document;
    vec_push(&parse->waiters, waiter);
    deliver_later(parse);
}

// --- Parsing -------------------------------------------------------------------------------------

static void parse_on_worker(void *data) {
    struct flight *flight = data;
    flight->result = tree_parse(flight->language, text_slice(flight->text), flight->base,
                                &flight->is_cancelled, &flight->status);
    tree_destroy(flight->base);
}

static const char *why_not(const struct flight *flight) {
    if (flight->status == TREE_OVER_BUDGET)
        return "This file takes too long to parse, so wye works on lines instead of definitions.";
    return NULL;
}

static void take_over(struct parse *parse, struct flight *flight) {
    for (size_t i = 0; flight->result && i < parse->changes.count; i++)
        tree_edit(flight->result, &parse->changes.items[i]);
    parse_discard_tree(parse->host, parse->tree);
    parse->tree = flight->result;
    parse->is_fresh = flight->result && parse->changes.count == 0;
    parse->given_up = why_not(flight);
    parse->changes.count = 0;
    parse->flight = NULL;
}

static void free_flight(struct flight *flight) {
    text_release(flight->text);
    vec_release(&flight->waiters);
    memory_free(flight);
}

// Who came along gets the tree of the text that was parsed, whatever was typed since. Who came
// later gets the next one.
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
    take_over(parse, flight);
    if (parse->waiters.count)
        deliver_later(parse);
    struct parse_snapshot snapshot = { tree, flight->text, flight->version, why ? why : "" };
    call_waiters(&flight->waiters, &snapshot);
    parse_discard_tree(host, tree);
    free_flight(flight);
}

static void start_flight(struct parse *parse) {
    struct text *text = parse->document->text;
    if (text_length(text) > SYNTAX_BYTES_MAX) {
        parse->given_up = "This file is larger than wye parses, so it works on lines instead of "
                          "definitions.";
        hand_over(parse, NULL, parse->given_up);
        return;
    }
    struct flight *flight = MEMORY_NEW(struct flight);
    flight->parse = parse;
    flight->host = parse->host;
    flight->language = parse->language;
    flight->text = text_retain(text);
    flight->version = parse->document->version;
    flight->waiters = parse->waiters;
    parse->waiters = (struct waiters){ 0 };
    flight->base = parse->tree ? tree_copy(parse->tree) : NULL;
    parse->flight = flight;
    parse->changes.count = 0;
    for (size_t i = 0; i < flight->waiters.count; i++)
        flight->waiters.items[i].on_text(flight->waiters.items[i].data);
    parse->host->offload(parse->host, parse_on_worker, finish_flight, flight);
}

void parse_change(struct parse *parse, const struct document_change *change) {
    parse->is_fresh = false;
    if (parse->tree)
        tree_edit(parse->tree, change);
    if (parse->flight)
        vec_push(&parse->changes, *change);
}

void parse_destroy(struct parse *parse) {
    if (!parse)
        return;
    if (parse->timer)
        parse->host->timer_cancel(parse->host, parse->timer);
    if (parse->flight) {
        atomic_store(&parse->flight->is_cancelled, true);
        parse->flight->parse = NULL;
        call_waiters(&parse->flight->waiters, NULL);
    }
    call_waiters(&parse->waiters, NULL);
    parse_discard_tree(parse->host, parse->tree);
    vec_release(&parse->changes);
    vec_release(&parse->waiters);
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
