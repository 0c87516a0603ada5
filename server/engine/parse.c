// While a worker parses a snapshot, edits go on: they are noted and told to the new tree when it
// comes back, so that it can serve as the base of the next parse. Invariant: `tree`, when there is
// one, has been told of every edit up to the document's present text.

#include "engine/parse.h"

#include "base/limits.h"
#include "base/vec.h"

struct waiter {
    parse_on_tree *on_tree;
    void *data;
};

struct flight {
    struct parse *parse; // NULL once the document is gone
    struct host *host;
    const struct language *language;
    struct text *text;
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
    } changes; // since the flight began
    struct {
        struct waiter *items;
        size_t count, capacity;
    } waiters;
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
static void call_waiters(struct parse *parse, const struct tree *tree, const char *why) {
    size_t count = parse->waiters.count;
    struct waiter *waiters = parse->waiters.items;
    parse->waiters.items = NULL;
    parse->waiters.count = parse->waiters.capacity = 0;
    for (size_t i = 0; i < count; i++)
        waiters[i].on_tree(tree, why, waiters[i].data);
    memory_free(waiters);
}

static void deliver(void *data) {
    struct parse *parse = data;
    parse->timer = 0;
    if (parse->flight)
        return;
    if (!parse->language || parse->given_up)
        call_waiters(parse, NULL, parse->given_up ? parse->given_up : "");
    else if (parse->is_fresh)
        call_waiters(parse, parse->tree, "");
    else
        start_flight(parse);
}

static void deliver_later(struct parse *parse) {
    if (!parse->timer && !parse->flight)
        parse->timer = parse->host->timer_start(parse->host, 0, deliver, parse);
}

void parse_want(struct parse *parse, const struct document *document, parse_on_tree *on_tree,
                void *data) {
    parse->document = document;
    vec_push(&parse->waiters, ((struct waiter){ on_tree, data }));
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

static void finish_flight(void *data) {
    struct flight *flight = data;
    struct parse *parse = flight->parse;
    if (parse) {
        take_over(parse, flight);
        if (parse->waiters.count)
            deliver(parse);
    } else {
        parse_discard_tree(flight->host, flight->result);
    }
    text_release(flight->text);
    memory_free(flight);
}

static void start_flight(struct parse *parse) {
    struct text *text = parse->document->text;
    if (text_length(text) > SYNTAX_BYTES_MAX) {
        parse->given_up = "This file is larger than wye parses, so it works on lines instead of "
                          "definitions.";
        call_waiters(parse, NULL, parse->given_up);
        return;
    }
    struct flight *flight = MEMORY_NEW(struct flight);
    flight->parse = parse;
    flight->host = parse->host;
    flight->language = parse->language;
    flight->text = text_retain(text);
    flight->base = parse->tree ? tree_copy(parse->tree) : NULL;
    parse->flight = flight;
    parse->changes.count = 0;
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
    }
    call_waiters(parse, NULL, "");
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
