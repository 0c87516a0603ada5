// Traits of code: a capture's name is the trait's. Patterns of traits.scm speak for the span in
// which their node begins. Patterns of outline.scm, on imports, speak for all of the file, and are
// asked of its head only: no whole file is read for the sake of one function. What any language's
// file may begin with is asked of the text.
#include "syntax/traits.h"

#include "syntax/generated.h"
#include "syntax/query.h"

enum {
    HEAD_BYTES = 16 << 10,  // where imports stand
    SCRIPT_LINES_MAX = 200, // a longer file with a shebang is a program
};

static const char *const names[] = {
#define X(name) [TRAIT_##name] = #name,
    TRAIT_NAMES(X)
#undef X
};

struct search {
    struct span span;
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
    for (size_t i = 0; i < match->capture_count; i++) {
        size_t start = match->captures[i].span.start;
        enum trait trait;
        if (start >= search->span.start && start < search->span.end &&
            trait_parse(match->captures[i].name, &trait))
            search->found |= (traits)1 << trait;
    }
    return search->found != ((traits)1 << TRAIT_COUNT) - 1;
}

static bool is_script(struct slice text) {
    if (!slice_starts_with(text, SLICE("#!")))
        return false;
    size_t lines = 0;
    for (size_t i = 0; i < text.length && lines <= SCRIPT_LINES_MAX; i++)
        lines += text.data[i] == '\n';
    return lines <= SCRIPT_LINES_MAX;
}

static traits traits_of_head(struct slice text) {
    return (traits)generated_is(text) << TRAIT_generated | (traits)is_script(text) << TRAIT_script;
}

traits traits_of(const struct tree *tree, struct slice text, struct span span, size_t bytes_max) {
    if (!tree)
        return traits_of_head(text);
    if (span.end - span.start > bytes_max)
        span.end = span.start + bytes_max;
    struct search search = { .span = span, .found = traits_of_head(text) };
    query_visit(tree, text, QUERY_TRAITS, span, on_match, &search);
    const size_t head = bytes_max < HEAD_BYTES ? bytes_max : HEAD_BYTES;
    search.span = (struct span){ 0, text.length < head ? text.length : head };
    query_visit(tree, text, QUERY_OUTLINE, search.span, on_match, &search);
    return search.found;
}
