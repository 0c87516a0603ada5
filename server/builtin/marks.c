// A sorted list of marks and its look-ups, all by binary search. What a mark means is said by the
// query files; this only keeps them.
#include "builtin/marks.h"

#include "base/vec.h"

#include <stdlib.h>

enum { BOOLEAN_DEPTH_MAX = 32 };

static enum mark_kind kind_of(const char *name) {
    static const char *const names[] = {
#define X(name) #name,
        MARK_NAMES(X)
#undef X
    };
    enum mark_kind kind = 0;
    while (kind < MARK_KINDS && strcmp(names[kind], name))
        kind++;
    return kind;
}

bool mark_list_add(struct mark_list *list, const struct query_match *match) {
    static const char *const others[] = { "part", "declared", "scope", "operator", "operand" };
    const struct query_capture *rigid = query_capture_find(match, "rigid");
    for (size_t i = 0; i < match->capture_count; i++) {
        const struct query_capture *capture = &match->captures[i];
        enum mark_kind kind = kind_of(capture->name);
        if (kind == MARK_KINDS || kind == MARK_rigid)
            continue;
        struct mark mark = { .kind = kind, .span = capture->span };
        if (kind == MARK_holder && rigid)
            mark.kind = MARK_rigid;
        bool is_pair = false;
        for (size_t k = 0; k < match->capture_count; k++) {
            for (size_t n = 0; n < sizeof others / sizeof *others; n++) {
                if (strcmp(match->captures[k].name, others[n]))
                    continue;
                mark.other = match->captures[k].span;
                vec_push(list, mark);
                is_pair = true;
            }
        }
        if (!is_pair)
            vec_push(list, mark);
    }
    return list->count < MARKS_MAX;
}

static int compare_offsets(size_t a, size_t b) {
    return a < b ? -1 : a > b;
}

static int compare_marks(const void *a, const void *b) {
    const struct mark *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = compare_offsets(x->span.start, y->span.start);
    order = order ? order : compare_offsets(y->span.end, x->span.end);
    return order ? order : compare_offsets(x->other.start, y->other.start);
}

struct marks mark_list_sort(struct mark_list *list) {
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_marks);
    return (struct marks){ list->items, list->count };
}

static size_t lower_bound(const struct marks *marks, enum mark_kind kind, size_t start) {
    size_t low = 0, high = marks->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct mark *mark = &marks->items[middle];
        if (mark->kind < kind || (mark->kind == kind && mark->span.start < start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct mark *marks_from(const struct marks *marks, enum mark_kind kind, size_t start) {
    size_t at = lower_bound(marks, kind, start);
    return at < marks->count && marks->items[at].kind == kind ? &marks->items[at] : NULL;
}

const struct mark *marks_next(const struct marks *marks, const struct mark *mark) {
    const struct mark *next = mark + 1;
    return next < marks->items + marks->count && next->kind == mark->kind ? next : NULL;
}

const struct mark *marks_at(const struct marks *marks, enum mark_kind kind, struct span span) {
    const struct mark *mark = marks_from(marks, kind, span.start);
    while (mark && mark->span.start == span.start && mark->span.end != span.end)
        mark = marks_next(marks, mark);
    return mark && mark->span.start == span.start ? mark : NULL;
}

bool marks_touch(const struct marks *marks, enum mark_kind kind, struct span span) {
    const struct mark *mark = marks_from(marks, kind, span.start);
    return mark && mark->span.start < span.end;
}

bool marks_cover(const struct marks *marks, enum mark_kind kind, size_t offset) {
    size_t at = lower_bound(marks, kind, offset);
    return at > 0 && marks->items[at - 1].kind == kind && marks->items[at - 1].span.end > offset;
}

static bool is_boolean(const struct marks *marks, struct span span, int depth) {
    if (marks_at(marks, MARK_boolean, span))
        return true;
    const struct mark *mark = marks_at(marks, MARK_whole, span);
    if (!mark || depth == BOOLEAN_DEPTH_MAX)
        return false;
    for (; mark && mark->span.start == span.start && mark->span.end == span.end;
         mark = marks_next(marks, mark)) {
        if (!is_boolean(marks, mark->other, depth + 1))
            return false;
    }
    return true;
}

bool marks_is_boolean(const struct marks *marks, struct span span) {
    return is_boolean(marks, span, 0);
}
