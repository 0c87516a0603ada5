// Collects facts from the matches of facts.scm. Knows no language: a capture's name is the fact's
// kind, and what words it gets is data. Linear but for one sort, and bounded by FACTS_MAX.
#include "builtin/facts.h"

#include "base/vec.h"
#include "builtin/words.h"

#include <stdlib.h>

struct fact_list {
    struct fact *items;
    size_t count;
    size_t capacity;
};

struct collection {
    struct arena *arena;
    struct slice text;
    struct span within;
    struct span focus;
    struct fact_list list;
    struct buffer scratch;
};

bool span_contains(struct span outer, struct span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}

static enum fact_kind kind_of(const char *name) {
    static const char *const names[] = {
#define X(name) #name,
        FACT_NAMES(X)
#undef X
    };
    enum fact_kind kind = 0;
    while (kind < FACT_KINDS && strcmp(names[kind], name))
        kind++;
    return kind;
}

static struct slice detail_of(const struct query_match *match, struct slice text) {
    static const char *const names[] = { "name", "value", "class", "root" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct query_capture *capture = query_capture_find(match, names[i]);
        if (capture)
            return slice_between(text, capture->span.start, capture->span.end);
    }
    return SLICE("");
}

static const char *words_of(struct collection *all, const struct query_match *match,
                            enum fact_kind kind, struct span span) {
    if (!span_contains(all->focus, span))
        return NULL;
    const char *format = query_property_find(match, kind == FACT_effect ? "effect" : "say");
    if (!format)
        return NULL;
    buffer_clear(&all->scratch);
    words_fill(&all->scratch, format, match, all->text, true);
    return arena_string(all->arena, buffer_slice(&all->scratch));
}

// The span of capture number `first`, grown over those behind it that have its name. False where
// one in front of it has the name: it is a part of that one.
static bool span_of(const struct query_match *match, size_t first, struct span *span) {
    *span = match->captures[first].span;
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct query_capture *other = &match->captures[i];
        if (strcmp(other->name, match->captures[first].name))
            continue;
        if (i < first)
            return false;
        span->start = other->span.start < span->start ? other->span.start : span->start;
        span->end = other->span.end > span->end ? other->span.end : span->end;
    }
    return true;
}

static bool on_match(const struct query_match *match, void *data) {
    struct collection *all = data;
    for (size_t i = 0; i < match->capture_count; i++) {
        struct span span;
        enum fact_kind kind = kind_of(match->captures[i].name);
        if (kind == FACT_KINDS || !span_of(match, i, &span) || !span_contains(all->within, span))
            continue;
        bool speaks = kind == FACT_step || kind == FACT_loop || kind == FACT_effect ||
                      kind == FACT_throw || kind == FACT_result;
        vec_push(&all->list,
                 ((struct fact){ .kind = kind,
                                 .span = span,
                                 .text = slice_between(all->text, span.start, span.end),
                                 .detail = detail_of(match, all->text),
                                 .say = speaks ? words_of(all, match, kind, span) : NULL,
                                 .pattern = match->pattern,
                                 .owner = FACT_NO_OWNER }));
    }
    return all->list.count < FACTS_MAX;
}

// By place, the outer first; among equals by kind, so that a function comes before what it holds.
static int compare_facts(const void *a, const void *b) {
    const struct fact *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->pattern < y->pattern ? -1 : x->pattern > y->pattern;
}

static bool is_same(const struct fact *a, const struct fact *b) {
    return a->kind == b->kind && a->span.start == b->span.start && a->span.end == b->span.end;
}

// Of several facts of one kind at one place the last pattern's stays.
static void drop_repeated(struct fact_list *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (kept && is_same(&list->items[kept - 1], &list->items[i]))
            kept--;
        list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

// Functions that are open at a place form a chain from the innermost to its owners.
static void find_owners(struct fact_list *list) {
    size_t open = FACT_NO_OWNER;
    for (size_t i = 0; i < list->count; i++) {
        struct fact *fact = &list->items[i];
        while (open != FACT_NO_OWNER && !span_contains(list->items[open].span, fact->span))
            open = list->items[open].owner;
        fact->owner = open;
        if (fact->kind == FACT_function)
            open = i;
    }
}

struct facts facts_of(struct arena *arena, const struct tree *tree, struct slice text,
                      struct span within, struct span focus) {
    struct collection all = { .arena = arena, .text = text, .within = within, .focus = focus };
    query_visit(tree, text, QUERY_FACTS, within, on_match, &all);
    bool is_partial = all.list.count >= FACTS_MAX;
    if (all.list.count) {
        qsort(all.list.items, all.list.count, sizeof *all.list.items, compare_facts);
        drop_repeated(&all.list);
        find_owners(&all.list);
    }
    struct fact *items = ARENA_ARRAY(arena, all.list.count, struct fact);
    if (all.list.count)
        memcpy(items, all.list.items, all.list.count * sizeof *items);
    struct facts facts = { items, all.list.count, is_partial };
    vec_release(&all.list);
    buffer_release(&all.scratch);
    return facts;
}

size_t facts_from(const struct facts *facts, size_t start) {
    size_t low = 0, high = facts->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (facts->items[middle].span.start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t facts_function(const struct facts *facts, struct span body) {
    for (size_t i = facts_from(facts, body.start);
         i < facts->count && facts->items[i].span.start == body.start; i++) {
        if (facts->items[i].kind == FACT_function && facts->items[i].span.end == body.end)
            return i;
    }
    return FACT_NO_OWNER;
}

size_t facts_complexity(const struct facts *facts, size_t function) {
    size_t complexity = 1;
    if (function == FACT_NO_OWNER)
        return complexity;
    for (size_t i = function + 1; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        if (fact->span.start > facts->items[function].span.end)
            break;
        complexity += fact->kind == FACT_decision && fact->owner == function;
    }
    return complexity;
}
