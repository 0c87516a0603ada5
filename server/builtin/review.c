// The built-in review: every rule is a pattern in grammars/*/review.scm with its words as
// properties. A place that a pattern of the same rule captures as @allowed is left alone, and so
// is broken code, where the tree only guesses.
#include "builtin/builtin.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/vec.h"
#include "builtin/facts.h"
#include "builtin/words.h"
#include "syntax/query.h"

#include <stdlib.h>

enum { CANDIDATES_MAX = 10000 };

struct candidate {
    struct finding finding;
    bool is_allowed; // marks a place where the rule is silent
};

struct review {
    struct arena *arena;
    const struct builtin_subject *subject;
    struct candidate *items;
    size_t count;
    size_t capacity;
    struct buffer scratch;
};

// All parts of a property, one blank between them, with captures filled in.
static const char *words_of(struct review *review, const struct query_match *match,
                            const char *key) {
    buffer_clear(&review->scratch);
    for (size_t i = 0; i < match->property_count; i++) {
        if (strcmp(match->properties[i].key, key))
            continue;
        if (review->scratch.length)
            buffer_append_byte(&review->scratch, ' ');
        words_fill(&review->scratch, match->properties[i].value, match, review->subject->text,
                   false);
    }
    return arena_string(review->arena, buffer_slice(&review->scratch));
}

// The marker reaches to the end of its first line: a whole block underlined says nothing.
static struct span first_line(struct slice text, struct span span) {
    size_t end = span.start;
    while (end < span.end && text.data[end] != '\n' && text.data[end] != '\r')
        end++;
    while (end > span.start && (text.data[end - 1] == ' ' || text.data[end - 1] == '\t'))
        end--;
    return (struct span){ span.start, end };
}

static struct finding finding_of(struct review *review, const struct query_match *match,
                                 struct span span) {
    struct finding finding = { .span = span, .rule = words_of(review, match, "rule") };
    const char *severity = query_property_find(match, "severity");
    bool known = finding_severity_parse(slice_from(severity), &finding.severity);
    ASSERT(known); // tests play every rule
    finding.category = words_of(review, match, "category");
    finding.title = words_of(review, match, "title");
    finding.detail = words_of(review, match, "detail");
    return finding;
}

static bool on_match(const struct query_match *match, void *data) {
    struct review *review = data;
    const char *rule = query_property_find(match, "rule");
    const struct query_capture *found = query_capture_find(match, "finding");
    const struct query_capture *allowed = query_capture_find(match, "allowed");
    if (!rule || (!found && !allowed))
        return true;
    struct candidate candidate = { .is_allowed = !found };
    if (found)
        candidate.finding = finding_of(review, match, found->span);
    else
        candidate.finding = (struct finding){ .span = allowed->span, .rule = rule };
    if (found && !span_contains(review->subject->scope.span, found->span))
        return true;
    vec_push(review, candidate);
    return review->count < CANDIDATES_MAX;
}

// By place and rule, what is allowed first.
static int compare_candidates(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->finding.span.start != y->finding.span.start)
        return x->finding.span.start < y->finding.span.start ? -1 : 1;
    if (x->finding.span.end != y->finding.span.end)
        return x->finding.span.end < y->finding.span.end ? -1 : 1;
    int order = strcmp(x->finding.rule, y->finding.rule);
    return order ? order : (int)y->is_allowed - (int)x->is_allowed;
}

static bool is_same(const struct candidate *a, const struct candidate *b) {
    return a->finding.span.start == b->finding.span.start &&
           a->finding.span.end == b->finding.span.end && !strcmp(a->finding.rule, b->finding.rule);
}

// Whether the tree is sure about the finding and about the line before it.
static bool is_sound(const struct builtin_subject *subject, struct span span) {
    size_t start = span.start;
    for (int lines = 0; start > 0 && lines < 2; start--)
        lines += subject->text.data[start - 1] == '\n';
    return tree_count_errors(subject->tree, (struct span){ start, span.end }, NULL) == 0;
}

void builtin_review(struct arena *arena, const struct builtin_subject *subject,
                    struct findings *findings) {
    if (!subject->tree)
        return;
    struct review review = { .arena = arena, .subject = subject };
    query_visit(subject->tree, subject->text, QUERY_REVIEW, subject->scope.span, on_match, &review);
    if (review.count)
        qsort(review.items, review.count, sizeof *review.items, compare_candidates);
    for (size_t i = 0; i < review.count && findings->count < FINDINGS_MAX; i++) {
        // The first of equals decides: an allowed place silences, a repeated finding counts once.
        if (review.items[i].is_allowed || (i && is_same(&review.items[i - 1], &review.items[i])))
            continue;
        struct finding finding = review.items[i].finding;
        if (!is_sound(subject, finding.span))
            continue;
        finding.span = first_line(subject->text, finding.span);
        vec_push(findings, finding);
    }
    vec_release(&review);
    buffer_release(&review.scratch);
    findings_sort(findings);
}
