// Compiled queries: one per language and kind, made on first use under one lock, kept for ever.
// A visit collects first and sorts, because the core yields matches as they are completed.
// What predicates mean is predicate.c's.
#include "syntax/query.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/vec.h"
#include "syntax/core.h"
#include "syntax/predicate.h"

#include <pthread.h>

enum {
    LANGUAGES_MAX = 64,
    // Matches under way at one time; past it the core drops the oldest. Nested code of real files
    // stays under a hundred.
    MATCHES_UNDER_WAY_MAX = 4096,
    // Imports lie near the root (Go's in a list in a declaration, C's in two #if, Python's in a
    // block of `try`): reading them does not visit what functions hold.
    OUTLINE_DEPTH_MAX = 3,
    // The core's cost per node grows with its depth; real code stays under a few hundred.
    DEPTH_MAX = 1000,
    // What begins in a range may need to be seen as far behind it to match: the name that ends a
    // long typedef. Past that the core is stopped, which else would walk to the end of the file.
    BEHIND_BYTES = 256 << 10,
    BEHIND_IMPORT_BYTES = 4 << 10,
};

struct query {
    bool is_compiled;
    TSQuery *raw;                // NULL where there is nothing to match, or `message` says why not
    struct pattern_rules *rules; // by pattern
    char *message;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct query queries[LANGUAGES_MAX][QUERY_KINDS];

static const char *error_name(TSQueryError error) {
    static const char *const names[] = {
        [TSQueryErrorNone] = "none",
        [TSQueryErrorSyntax] = "syntax",
        [TSQueryErrorNodeType] = "no such node",
        [TSQueryErrorField] = "no such field",
        [TSQueryErrorCapture] = "no such capture",
        [TSQueryErrorStructure] = "impossible pattern",
        [TSQueryErrorLanguage] = "language",
    };
    return names[error];
}

static char *message_of(struct buffer *words) {
    char *message = memory_string_of(buffer_slice(words));
    buffer_release(words);
    return message;
}

// The files of all folders, one behind the other.
static void join_files(const struct language *language, enum query_kind kind,
                       struct buffer *source) {
    for (size_t folder = 0; folder < LANGUAGE_FOLDERS; folder++) {
        const char *path;
        buffer_append(source, language_query(language, kind, folder, &path));
        buffer_append_byte(source, '\n');
    }
}

// Says which file, and where in it, an offset of the joined source is.
static char *place_message(const struct language *language, enum query_kind kind, size_t offset,
                           const char *what) {
    struct buffer words = { 0 };
    const char *path = "";
    for (size_t folder = 0; folder < LANGUAGE_FOLDERS; folder++) {
        struct slice file = language_query(language, kind, folder, &path);
        if (offset <= file.length)
            break;
        offset -= file.length + 1;
    }
    buffer_format(&words, "grammars/%s at byte %zu, for %s: %s", path, offset,
                  language_name(language), what);
    return message_of(&words);
}

static void compile_rules(const struct language *language, enum query_kind kind,
                          struct query *query) {
    uint32_t count = ts_query_pattern_count(query->raw);
    query->rules = memory_alloc(count * sizeof *query->rules);
    for (uint32_t i = 0; i < count; i++) {
        const char *detail = "";
        const char *problem = pattern_rules_parse(query->raw, i, &query->rules[i], &detail);
        if (!problem)
            continue;
        struct buffer words = { 0 };
        buffer_format(&words, "%s (%%s: %s)", problem, detail);
        query->message = place_message(language, kind,
                                       ts_query_start_byte_for_pattern(query->raw, i), words.data);
        buffer_release(&words);
        ts_query_delete(query->raw);
        query->raw = NULL;
        return;
    }
}

static void compile(const struct language *language, enum query_kind kind, struct query *query) {
    struct buffer source = { 0 };
    join_files(language, kind, &source);
    uint32_t offset;
    TSQueryError error;
    query->raw = ts_query_new(language_grammar(language), source.data, (uint32_t)source.length,
                              &offset, &error);
    buffer_release(&source);
    query->is_compiled = true;
    if (query->raw)
        compile_rules(language, kind, query);
    else
        query->message = place_message(language, kind, offset, error_name(error));
}

static const struct query *get_query(const struct language *language, enum query_kind kind) {
    size_t row = language_index(language);
    ASSERT(row < LANGUAGES_MAX);
    struct query *query = &queries[row][kind];
    pthread_mutex_lock(&lock);
    if (!query->is_compiled)
        compile(language, kind, query);
    pthread_mutex_unlock(&lock);
    return query;
}

void query_warm(const struct language *language) {
    get_query(language, QUERY_SCOPES);
    get_query(language, QUERY_OUTLINE);
    get_query(language, QUERY_TRAITS);
}

const char *query_check(const struct language *language) {
    for (enum query_kind kind = 0; kind < QUERY_KINDS; kind++) {
        const struct query *query = get_query(language, kind);
        if (query->message)
            return query->message;
    }
    return NULL;
}

struct found_match {
    struct query_match match;
    struct span place; // from its first capture's start to the farthest end
    size_t order;      // in which the core yielded it
};

struct found_matches {
    struct found_match *items;
    size_t count;
    size_t capacity;
};

static int compare_places(const void *a, const void *b) {
    const struct found_match *x = a, *y = b;
    if (x->place.start != y->place.start)
        return x->place.start < y->place.start ? -1 : 1;
    if (x->place.end != y->place.end)
        return x->place.end > y->place.end ? -1 : 1;
    if (x->match.pattern != y->match.pattern)
        return x->match.pattern < y->match.pattern ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static struct found_match read_match(struct arena *arena, const struct query *query,
                                     const TSQueryMatch *raw) {
    struct query_capture *captures = ARENA_ARRAY(arena, raw->capture_count, struct query_capture);
    struct span place = { .start = SIZE_MAX, .end = 0 };
    for (uint16_t i = 0; i < raw->capture_count; i++) {
        TSNode node = raw->captures[i].node;
        uint32_t length;
        captures[i] = (struct query_capture){
            .name = ts_query_capture_name_for_id(query->raw, raw->captures[i].index, &length),
            .span = { ts_node_start_byte(node), ts_node_end_byte(node) },
            .node_type = ts_node_type(node),
        };
        if (captures[i].span.start < place.start)
            place.start = captures[i].span.start;
        if (captures[i].span.end > place.end)
            place.end = captures[i].span.end;
    }
    const struct pattern_rules *rules = &query->rules[raw->pattern_index];
    return (struct found_match){
        .match = { .captures = captures,
                   .capture_count = raw->capture_count,
                   .properties = rules->properties,
                   .property_count = rules->property_count,
                   .pattern = raw->pattern_index },
        .place = place,
    };
}

struct collection {
    struct arena *arena;
    const struct query *query;
    struct slice text;
    struct span within;
    size_t behind_bytes;
    TSQueryCursor *cursor;
    struct found_matches *found;
    struct buffer scratch;
};

static bool is_past_end(TSQueryCursorState *state) {
    const struct collection *all = state->payload;
    return state->current_byte_offset > all->within.end + all->behind_bytes;
}

static void collect_from(struct collection *all, TSNode node) {
    const TSQueryCursorOptions options = { .payload = all, .progress_callback = is_past_end };
    TSQueryMatch raw;
    ts_query_cursor_exec_with_options(all->cursor, all->query->raw, node, &options);
    while (ts_query_cursor_next_match(all->cursor, &raw)) {
        if (!pattern_rules_hold(&all->query->rules[raw.pattern_index], &raw, all->text,
                                &all->scratch))
            continue;
        struct found_match match = read_match(all->arena, all->query, &raw);
        match.order = all->found->count;
        vec_push(all->found, match);
    }
}

// The core walks over all children of the root that lie before a range, which in a long file takes
// longer than the range itself; this goes to the first one straight.
static void collect_by_parts(struct collection *all, TSNode root) {
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    uint32_t start = (uint32_t)all->within.start;
    bool more = ts_tree_cursor_goto_first_child_for_byte(&cursor, start) >= 0;
    for (; more; more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        if (ts_node_start_byte(child) > all->within.end)
            break;
        collect_from(all, child);
    }
    ts_tree_cursor_delete(&cursor);
}

// Patterns of scopes.scm and traits.scm begin below the root; those of other files may begin there.
static bool is_in_parts(enum query_kind kind) {
    return kind == QUERY_SCOPES || kind == QUERY_TRAITS;
}

static void collect(struct arena *arena, enum query_kind kind, const struct query *query,
                    const struct tree *tree, struct slice text, struct span within,
                    struct found_matches *found) {
    struct collection all = {
        .arena = arena,
        .query = query,
        .text = text,
        .within = within,
        .behind_bytes = kind == QUERY_OUTLINE ? BEHIND_IMPORT_BYTES : BEHIND_BYTES,
        .cursor = ts_query_cursor_new(),
        .found = found,
    };
    ts_query_cursor_set_match_limit(all.cursor, MATCHES_UNDER_WAY_MAX);
    ts_query_cursor_set_max_start_depth(all.cursor,
                                        kind == QUERY_OUTLINE ? OUTLINE_DEPTH_MAX : DEPTH_MAX);
    // The core takes an end of 0 for "no end".
    ts_query_cursor_set_byte_range(all.cursor, (uint32_t)within.start,
                                   (uint32_t)(within.end ? within.end : 1));
    TSNode root = ts_tree_root_node(tree_raw(tree));
    if (is_in_parts(kind))
        collect_by_parts(&all, root);
    else
        collect_from(&all, root);
    ts_query_cursor_delete(all.cursor);
    buffer_release(&all.scratch);
}

bool query_visit(const struct tree *tree, struct slice text, enum query_kind kind,
                 struct span within, query_visitor *visit, void *data) {
    const struct query *query = get_query(tree_language(tree), kind);
    if (!query->raw)
        return !query->message;
    struct arena arena = { 0 };
    struct found_matches found = { 0 };
    collect(&arena, kind, query, tree, text, within, &found);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_places);
    for (size_t i = 0; i < found.count && visit(&found.items[i].match, data); i++)
        ;
    vec_release(&found);
    arena_release(&arena);
    return true;
}

const struct query_capture *query_capture_find(const struct query_match *match, const char *name) {
    for (size_t i = 0; i < match->capture_count; i++) {
        if (!strcmp(match->captures[i].name, name))
            return &match->captures[i];
    }
    return NULL;
}

const char *query_property_find(const struct query_match *match, const char *key) {
    for (size_t i = 0; i < match->property_count; i++) {
        if (!strcmp(match->properties[i].key, key))
            return match->properties[i].value;
    }
    return NULL;
}
