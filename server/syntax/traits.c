// Traits of code, from traits.scm: a capture's name is the trait's. A trait counts where its node
// begins in the span. A pattern with (#set! where "file") speaks for all of a file instead and is
// asked of the file's head, where imports stand, so that no whole file is read for one function.
#include "syntax/traits.h"

#include "syntax/query.h"

enum {
    HEAD_BYTES = 16 << 10,
};

static const char *const names[] = {
#define X(name) [TRAIT_##name] = #name,
    TRAIT_NAMES(X)
#undef X
};

struct search {
    struct span span;
    bool of_file;
    traits found;
};

const char *trait_name(enum trait trait) {
    return names[trait];
}

bool trait_parse(const char *name, enum trait *trait) {
    for (enum trait i = 0; i < TRAIT_COUNT; i++) {
        if (!strcmp(names[i], name)) {
            *trait = i;
            return true;
        }
    }
    return false;
}

static bool on_match(const struct query_match *match, void *data) {
    struct search *search = data;
    const char *where = query_property_find(match, "where");
    if ((where && !strcmp(where, "file")) != search->of_file)
        return true;
    for (size_t i = 0; i < match->capture_count; i++) {
        size_t start = match->captures[i].span.start;
        enum trait trait;
        if (start >= search->span.start && start < search->span.end &&
            trait_parse(match->captures[i].name, &trait))
            search->found |= (traits)1 << trait;
    }
    return search->found != ((traits)1 << TRAIT_COUNT) - 1;
}

traits traits_of(const struct tree *tree, struct slice text, struct span span) {
    if (!tree)
        return 0;
    struct search inside = { .span = span };
    query_visit(tree, text, QUERY_TRAITS, span, on_match, &inside);
    size_t head = text.length < HEAD_BYTES ? text.length : HEAD_BYTES;
    struct search file = { .span = { 0, head }, .of_file = true };
    query_visit(tree, text, QUERY_TRAITS, file.span, on_match, &file);
    return inside.found | file.found;
}
