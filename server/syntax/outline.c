// Definitions, their extent and nesting, from the captures of scopes.scm; imports from @import of
// outline.scm. Knows no language; a pattern of scopes.scm says one of these:
//   @definition, @name, @body, (#set! noun "function"): a definition. Of two patterns for the same
//     node, or with the same body, the later one in the file counts. Of several names of one match
//     all that they reach over is the name. (#set! member "method") is
//     the noun where it stands in a definition that has no such property itself (in a class).
//     (#set! open "") is a namespace: what it holds goes by its plain name inside of it.
//     (#set! loose ""): nobody else knows what it holds by name.
//   @head instead of @body: what its signature is, where the rest is no node (a tag's content).
//   @part, @whole: a definition that is exactly the part is the whole (a statement's only one).
//   @inner, @outer: what else belongs to a definition that is the inner: `export`, decorators.
//   @lead: comments and decorators, which belong to the definition right below them.
#include "syntax/outline.h"

#include "base/error.h"
#include "base/vec.h"
#include "syntax/lines.h"
#include "syntax/query.h"

#include <stdlib.h>

enum {
    WINDOW_ROUNDS_MAX = 3,
};

struct found_definition {
    struct span core;
    struct span span;
    struct span name;
    struct span body;
    struct span head;
    const char *noun;
    const char *member; // NULL: none
    bool is_open, is_loose;
    unsigned pattern;
    int parent;
};

struct pair {
    struct span inner;
    struct span outer;
};

struct found_definitions {
    struct found_definition *items;
    size_t count, capacity;
};

struct pairs {
    struct pair *items;
    size_t count, capacity;
};

struct spans {
    struct span *items;
    size_t count, capacity;
};

// All that scopes.scm found in a window of the text.
struct harvest {
    struct span window;
    struct found_definitions definitions;
    struct pairs wholes;
    struct pairs outers;
    struct spans leads; // in order, none inside another
};

static bool is_same(struct span a, struct span b) {
    return a.start == b.start && a.end == b.end;
}

// An empty span touches what it lies in or at the edge of.
static bool touches(struct span a, struct span b) {
    if (a.start == a.end || b.start == b.end)
        return a.start <= b.end && b.start <= a.end;
    return a.start < b.end && b.start < a.end;
}

static int compare_spans(struct span a, struct span b) {
    if (a.start != b.start)
        return a.start < b.start ? -1 : 1;
    return a.end == b.end ? 0 : a.end > b.end ? -1 : 1;
}

static struct span span_of(const struct query_match *match, const char *capture) {
    const struct query_capture *found = query_capture_find(match, capture);
    return found ? found->span : (struct span){ 0, 0 };
}

static struct span name_of(const struct query_match *match) {
    struct span name = span_of(match, "name");
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct query_capture *capture = &match->captures[i];
        if (strcmp(capture->name, "name"))
            continue;
        name.start = capture->span.start < name.start ? capture->span.start : name.start;
        name.end = capture->span.end > name.end ? capture->span.end : name.end;
    }
    return name;
}

static void add_pair(struct pairs *pairs, const struct query_match *match, const char *inner,
                     const char *outer) {
    if (query_capture_find(match, inner) && query_capture_find(match, outer)) {
        const struct pair pair = { span_of(match, inner), span_of(match, outer) };
        vec_push(pairs, pair);
    }
}

// A pattern that begins at a long list speaks of all of its members, also of those far away.
static bool is_near(const struct harvest *harvest, struct span span) {
    return span.start <= harvest->window.end && harvest->window.start <= span.end;
}

static bool on_match(const struct query_match *match, void *data) {
    struct harvest *harvest = data;
    if (query_capture_find(match, "definition") && is_near(harvest, span_of(match, "definition"))) {
        const char *noun = query_property_find(match, "noun");
        const struct found_definition definition = {
            .core = span_of(match, "definition"),
            .name = name_of(match),
            .body = span_of(match, "body"),
            .head = span_of(match, "head"),
            .noun = noun ? noun : "definition",
            .member = query_property_find(match, "member"),
            .is_open = query_property_find(match, "open") != NULL,
            .is_loose = query_property_find(match, "loose") != NULL,
            .pattern = match->pattern,
            .parent = -1,
        };
        vec_push(&harvest->definitions, definition);
    }
    add_pair(&harvest->wholes, match, "part", "whole");
    add_pair(&harvest->outers, match, "inner", "outer");
    if (query_capture_find(match, "lead")) {
        struct span lead = span_of(match, "lead");
        struct spans *leads = &harvest->leads;
        if (!leads->count || leads->items[leads->count - 1].end <= lead.start)
            vec_push(leads, lead);
    }
    return true;
}

static void harvest_release(struct harvest *harvest) {
    vec_release(&harvest->definitions);
    vec_release(&harvest->wholes);
    vec_release(&harvest->outers);
    vec_release(&harvest->leads);
}

static int compare_inners(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    return compare_spans(x->inner, y->inner);
}

static void sort_pairs(struct pairs *pairs) {
    if (pairs->count)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_inners);
}

// The whole or the outer of `span`, or `span` itself.
static struct span widen(const struct pairs *pairs, struct span span) {
    const struct pair key = { .inner = span };
    const struct pair *found = pairs->count ? bsearch(&key, pairs->items, pairs->count,
                                                      sizeof *pairs->items, compare_inners)
                                            : NULL;
    return found ? found->outer : span;
}

// --- Gathering ----------------------------------------------------------------------------------

// Reads the paragraphs around `within`, and on to the paragraphs that its comments reach into.
static struct harvest gather(const struct tree *tree, struct slice text, struct span within) {
    struct harvest harvest = { .window = lines_paragraph(text, within) };
    for (int round = 0; round < WINDOW_ROUNDS_MAX; round++) {
        query_visit(tree, text, QUERY_SCOPES, harvest.window, on_match, &harvest);
        struct span window = harvest.window;
        for (size_t i = 0; i < harvest.leads.count; i++) {
            struct span lead = harvest.leads.items[i];
            if (lead.end > window.end && touches(lead, within))
                window.end = lead.end;
        }
        if (is_same(window, harvest.window))
            break;
        harvest_release(&harvest);
        harvest = (struct harvest){ .window = lines_paragraph(text, window) };
    }
    sort_pairs(&harvest.wholes);
    sort_pairs(&harvest.outers);
    return harvest;
}

static int compare_cores(const void *a, const void *b) {
    const struct found_definition *x = a, *y = b;
    int order = compare_spans(x->core, y->core);
    return order ? order : x->pattern < y->pattern ? -1 : x->pattern > y->pattern;
}

static int compare_bodies(const void *a, const void *b) {
    const struct found_definition *x = a, *y = b;
    int order = compare_spans(x->body, y->body);
    return order ? order : x->pattern < y->pattern ? -1 : x->pattern > y->pattern;
}

static bool has_same_core(const struct found_definition *a, const struct found_definition *b) {
    return is_same(a->core, b->core);
}

static bool has_same_body(const struct found_definition *a, const struct found_definition *b) {
    return a->body.end && is_same(a->body, b->body);
}

// Of neighbours that are the same, the last one stays.
static void drop_same(struct found_definitions *all, int compare(const void *, const void *),
                      bool same(const struct found_definition *, const struct found_definition *)) {
    if (!all->count)
        return;
    qsort(all->items, all->count, sizeof *all->items, compare);
    size_t kept = 0;
    for (size_t i = 1; i < all->count; i++) {
        if (!same(&all->items[kept], &all->items[i]))
            kept++;
        all->items[kept] = all->items[i];
    }
    all->count = kept + 1;
}

// --- Extent -------------------------------------------------------------------------------------

// A semicolon right behind belongs to the definition where the grammar keeps it apart.
static size_t end_with_semicolon(struct slice text, size_t end) {
    size_t at = end;
    while (at < text.length && (text.data[at] == ' ' || text.data[at] == '\t'))
        at++;
    return at < text.length && text.data[at] == ';' ? at + 1 : end;
}

// Whether nothing but white space, with at most one line break in it, lies between.
static bool is_adjacent(struct slice text, size_t end, size_t start) {
    struct slice between = slice_between(text, end, start);
    if (slice_trim(between).length)
        return false;
    return lines_next(text, end) >= lines_start(text, start);
}

// Number of leads that begin before `start`.
static size_t leads_before(const struct spans *leads, size_t start) {
    size_t low = 0, high = leads->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (leads->items[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t indentation(struct slice text, size_t offset) {
    return lines_first_visible(text, offset) - lines_start(text, offset);
}

// Where the comments and decorators right above `start` begin. The topmost must begin its line,
// as far in as the definition: a comment behind other code speaks of that code.
static size_t lead_start(struct slice text, const struct spans *leads, size_t start) {
    size_t first = start, at = start;
    size_t depth = indentation(text, start);
    for (size_t i = leads_before(leads, start); i-- > 0;) {
        if (leads->items[i].end > at || !is_adjacent(text, leads->items[i].end, at))
            break;
        at = leads->items[i].start;
        if (lines_first_visible(text, at) == at && indentation(text, at) == depth)
            first = at;
    }
    return first;
}

// The leads above a definition that begins above the window have not been gathered yet.
static size_t lead_start_above(const struct tree *tree, struct slice text, size_t start) {
    size_t above = lines_paragraph(text, (struct span){ start, start }).start;
    struct harvest harvest = { 0 };
    if (above < start)
        query_visit(tree, text, QUERY_SCOPES, (struct span){ above, start }, on_match, &harvest);
    start = lead_start(text, &harvest.leads, start);
    harvest_release(&harvest);
    return start;
}

// Decorators that the grammar puts inside a definition are none of its core.
static size_t core_start(struct slice text, const struct spans *leads, struct span core) {
    for (size_t i = leads_before(leads, core.start); i < leads->count; i++) {
        struct span lead = leads->items[i];
        if (lead.start != core.start || lead.end >= core.end)
            break;
        core.start = lines_trim(text, (struct span){ lead.end, core.end }).start;
    }
    return core.start;
}

// The same for a definition whose head lies above the window.
static size_t core_start_above(const struct tree *tree, struct slice text,
                               const struct found_definition *definition) {
    struct span core = definition->core, body = definition->body;
    struct span head = { core.start, body.start > core.start ? body.start : core.end };
    struct harvest harvest = { 0 };
    query_visit(tree, text, QUERY_SCOPES, head, on_match, &harvest);
    size_t start = core_start(text, &harvest.leads, core);
    harvest_release(&harvest);
    return start;
}

static void set_extent(const struct tree *tree, struct slice text, const struct harvest *harvest,
                       struct found_definition *definition) {
    struct span span = definition->core, outer;
    while (outer = widen(&harvest->outers, span), !is_same(outer, span))
        span = outer;
    span = lines_trim(text, span);
    definition->core = lines_trim(text, definition->core);
    definition->core.end = end_with_semicolon(text, definition->core.end);
    span.end = end_with_semicolon(text, span.end);
    definition->core.start = definition->core.start < harvest->window.start
                                 ? core_start_above(tree, text, definition)
                                 : core_start(text, &harvest->leads, definition->core);
    span.start = span.start < harvest->window.start ? lead_start_above(tree, text, span.start)
                                                    : lead_start(text, &harvest->leads, span.start);
    definition->span = span;
}

// --- Nesting ------------------------------------------------------------------------------------

static void set_parents(struct found_definitions *all) {
    for (size_t i = 0; i < all->count; i++) {
        struct found_definition *definition = &all->items[i];
        int parent = (int)i - 1;
        while (parent >= 0 && all->items[parent].core.end < definition->core.end)
            parent = all->items[parent].parent;
        definition->parent = parent;
        if (definition->member && parent >= 0 && !all->items[parent].member)
            definition->noun = definition->member;
    }
}

static struct span signature_of(struct slice text, const struct found_definition *definition) {
    struct span signature = definition->core;
    if (definition->body.start > signature.start && definition->body.start < signature.end)
        signature.end = definition->body.start;
    if (definition->head.end > signature.start && definition->head.end < signature.end)
        signature.end = definition->head.end;
    return lines_trim(text, signature);
}

// Keeps what touches `within`; whatever encloses a definition that does, does too.
static void copy_definitions(struct arena *arena, struct slice text, struct span within,
                             const struct found_definitions *all, struct outline *outline) {
    struct definition *kept = ARENA_ARRAY(arena, all->count, struct definition);
    int *place = ARENA_ARRAY(arena, all->count, int);
    for (size_t i = 0; i < all->count; i++) {
        const struct found_definition *found = &all->items[i];
        if (!touches(found->span, within))
            continue;
        place[i] = (int)outline->definition_count;
        kept[outline->definition_count++] = (struct definition){
            .span = found->span,
            .core = found->core,
            .signature = signature_of(text, found),
            .body = found->body,
            .name = slice_between(text, found->name.start, found->name.end),
            .noun = found->noun,
            .is_open = found->is_open,
            .is_loose = found->is_loose,
            .parent = found->parent < 0 ? -1 : place[found->parent],
        };
    }
    outline->definitions = kept;
}

static bool on_import(const struct query_match *match, void *data) {
    struct spans *imports = data;
    const struct query_capture *import = query_capture_find(match, "import");
    if (import && (!imports->count || imports->items[imports->count - 1].end <= import->span.start))
        vec_push(imports, import->span);
    return true;
}

// Imports in the file's own scope: what a definition imports for itself is left out.
static void copy_imports(struct arena *arena, const struct tree *tree, struct slice text,
                         struct span within, struct outline *outline) {
    struct spans imports = { 0 };
    query_visit(tree, text, QUERY_OUTLINE, within, on_import, &imports);
    struct span *copy = ARENA_ARRAY(arena, imports.count, struct span);
    size_t next = 0, covered = 0;
    for (size_t i = 0; i < imports.count; i++) {
        struct span import = imports.items[i];
        for (; next < outline->definition_count &&
               outline->definitions[next].core.start <= import.start;
             next++) {
            if (outline->definitions[next].core.end > covered)
                covered = outline->definitions[next].core.end;
        }
        if (import.start >= covered)
            copy[outline->import_count++] = lines_trim(text, import);
    }
    outline->imports = copy;
    vec_release(&imports);
}

struct outline outline_definitions(struct arena *arena, const struct tree *tree, struct slice text,
                                   struct span within) {
    struct outline outline = { 0 };
    if (!tree)
        return outline;
    struct harvest harvest = gather(tree, text, within);
    struct found_definitions *all = &harvest.definitions;
    for (size_t i = 0; i < all->count; i++)
        all->items[i].core = widen(&harvest.wholes, all->items[i].core);
    drop_same(all, compare_bodies, has_same_body);
    drop_same(all, compare_cores, has_same_core);
    for (size_t i = 0; i < all->count; i++)
        set_extent(tree, text, &harvest, &all->items[i]);
    set_parents(all);
    copy_definitions(arena, text, within, all, &outline);
    harvest_release(&harvest);
    return outline;
}

struct outline outline_of(struct arena *arena, const struct tree *tree, struct slice text,
                          struct span within) {
    struct outline outline = outline_definitions(arena, tree, text, within);
    if (tree)
        copy_imports(arena, tree, text, within, &outline);
    return outline;
}

bool definition_is_function(const struct definition *definition) {
    static const char *const nouns[] = { "function", "method", "constructor", "destructor",
                                         "test" };
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (!strcmp(nouns[i], definition->noun))
            return true;
    return false;
}
