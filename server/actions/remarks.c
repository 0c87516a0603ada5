// Knows them by the captures @comment and @text of simplify.scm. Owns nothing: the spans are the
// caller's, and what is to be done with them is not known here.
#include "actions/remarks.h"

#include "syntax/query.h"

struct search {
    struct spans *spans;
    unsigned kinds;
};

static bool add_remark(const struct query_match *match, void *data) {
    const struct search *search = data;
    struct spans *spans = search->spans;
    const struct query_capture *remark =
        search->kinds & REMARKS_COMMENTS ? query_capture_find(match, "comment") : NULL;
    if (!remark && search->kinds & REMARKS_LITERALS)
        remark = query_capture_find(match, "text");
    if (remark && (!spans->count || remark->span.start >= spans->items[spans->count - 1].end))
        vec_push(spans, remark->span);
    return true;
}

void remarks_find(const struct tree *tree, struct slice text, struct span within, unsigned kinds,
                  struct spans *spans) {
    struct search search = { spans, kinds };
    *spans = (struct spans){ 0 };
    if (tree)
        query_visit(tree, text, QUERY_SIMPLIFY, within, add_remark, &search);
}

size_t remarks_end_at(const struct spans *spans, size_t offset) {
    size_t low = 0, high = spans->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans->items[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < spans->count && spans->items[low].start <= offset ? spans->items[low].end : 0;
}
