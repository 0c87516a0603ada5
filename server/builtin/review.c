// The built-in review: every rule is a pattern in grammars/*/review.scm with its words as
// properties. A place that a pattern of the same rule captures as @allowed is left alone, so is all
// that lies in one that it captures as @exempt, such as tests, and so is broken code, where the
// tree only guesses. Some properties ask for more than the pattern can:
//   (#set! lines "100")  only where @finding is longer than so many lines;
//   (#set! depth "5")    only where @finding lies in so many of its kind, itself included: those of
//                        the rule, without the allowed ones, up to a @floor (a function's body);
//                        the first of those that lie beside each other;
//   (#set! needs "a[")   only where such a text stands in front of @finding in its @floor, in some
//                        spelling of white space; of several one is enough. Captures are filled in;
//   (#set! unless "a[")  only where no such text does;
//   (#set! hush "eqeqeq")  not where that word stands on its first line or the one before: somebody
//                        has told another linter that it is meant.
// And with @key and @among, only where the same key stood in the same node before; with @once,
// only where it stood anywhere in the text.
#include "builtin/builtin.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/vec.h"
#include "builtin/facts.h"
#include "builtin/repeats.h"
#include "builtin/words.h"
#include "syntax/query.h"
#include "text/secret.h"

#include <ctype.h>
#include <stdlib.h>

enum {
    CANDIDATES_MAX = 100000,
    BEFORE_BYTES_MAX = 16 << 10, // of code in front of a finding, looked through
};

enum role {
    ROLE_EXEMPT,  // inside of it the rule is silent
    ROLE_FLOOR,   // levels are counted from here
    ROLE_ALLOWED, // a place where the rule is silent
    ROLE_FINDING,
};

struct candidate {
    struct finding finding;
    enum role role;
    size_t depth;                      // wanted; 0: does not matter
    const char *needs, *unless, *hush; // a line each, without white space
};

struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

struct review {
    struct arena *arena;
    const struct builtin_subject *subject;
    struct candidates all;
    struct repeats repeats;
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

static void append_without_blanks(struct buffer *out, struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        if (!isspace((unsigned char)text.data[i]))
            buffer_append_byte(out, text.data[i]);
}

// A line for each property of that key, with captures filled in and no white space; "" for none.
static const char *texts_of(struct review *review, const struct query_match *match,
                            const char *key) {
    struct buffer words = { 0 };
    buffer_clear(&review->scratch);
    for (size_t i = 0; i < match->property_count; i++) {
        if (strcmp(match->properties[i].key, key))
            continue;
        words_fill(&words, match->properties[i].value, match, review->subject->text, false);
        append_without_blanks(&review->scratch, buffer_slice(&words));
        buffer_append_byte(&review->scratch, '\n');
        buffer_clear(&words);
    }
    buffer_release(&words);
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

static size_t number_of(const struct query_match *match, const char *key) {
    const char *value = query_property_find(match, key);
    return value ? (size_t)strtoul(value, NULL, 10) : 0;
}

static bool has_lines(struct slice text, struct span span, size_t wanted) {
    size_t lines = 1;
    for (size_t i = span.start; i < span.end && lines <= wanted; i++)
        lines += text.data[i] == '\n';
    return lines > wanted;
}

// Whether it speaks of the first of its key, which is right.
static bool is_first(struct review *review, const struct query_match *match, const char *rule) {
    const struct query_capture *key = query_capture_find(match, "key");
    const struct query_capture *among = query_capture_find(match, "among");
    const struct query_capture *once = query_capture_find(match, "once");
    if (!once && !(key && among))
        return false;
    struct slice text = review->subject->text;
    struct span node = once ? (struct span){ 0, text.length } : among->span;
    struct span span = once ? once->span : key->span;
    return !repeats_add(&review->repeats, rule, node, slice_between(text, span.start, span.end));
}

static bool on_match(const struct query_match *match, void *data) {
    static const char *const captures[] = { "exempt", "floor", "allowed", "finding" };
    struct review *review = data;
    const char *rule = query_property_find(match, "rule");
    const struct query_capture *place = NULL;
    enum role role = ROLE_FINDING;
    while (!(place = query_capture_find(match, captures[role])) && role > 0)
        role--;
    size_t lines = number_of(match, "lines"), depth = number_of(match, "depth");
    if (!rule || !place || (lines && !has_lines(review->subject->text, place->span, lines)) ||
        is_first(review, match, rule))
        return true;
    struct candidate candidate = { .finding = { .span = place->span, .rule = rule },
                                   .role = role,
                                   .depth = depth };
    // What lies around the scope counts as a level.
    bool is_inside = span_contains(review->subject->scope.span, place->span);
    if (role == ROLE_FINDING && is_inside) {
        candidate.finding = finding_of(review, match, place->span);
        candidate.needs = texts_of(review, match, "needs");
        candidate.unless = texts_of(review, match, "unless");
        candidate.hush = texts_of(review, match, "hush");
    } else if (role == ROLE_FINDING && !depth) {
        return true;
    }
    vec_push(&review->all, candidate);
    return review->all.count < CANDIDATES_MAX;
}

// By place, the outer first, and at one place by role.
static int compare_places(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->finding.span.start != y->finding.span.start)
        return x->finding.span.start < y->finding.span.start ? -1 : 1;
    if (x->finding.span.end != y->finding.span.end)
        return x->finding.span.end > y->finding.span.end ? -1 : 1;
    return (int)x->role - (int)y->role;
}

static int compare_candidates(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    int order = strcmp(x->finding.rule, y->finding.rule);
    return order ? order : compare_places(a, b);
}

// A function's body is as long as the one statement that it may hold, and another thing.
static bool is_same(const struct candidate *a, const struct candidate *b) {
    return a->role > ROLE_FLOOR && a->finding.span.start == b->finding.span.start &&
           a->finding.span.end == b->finding.span.end && !strcmp(a->finding.rule, b->finding.rule);
}

// The first of equals decides: an allowed place silences, a repeated finding counts once.
static void drop_repeated(struct candidates *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++)
        if (!kept || !is_same(&all->items[kept - 1], &all->items[i]))
            all->items[kept++] = all->items[i];
    all->count = kept;
}

// The candidates that are open around the one that is looked at, with the level of each.
struct nesting {
    struct nested {
        const struct candidate *candidate;
        size_t depth;
        bool has_deep; // one right inside was told
    } * items;
    size_t count, capacity;
};

static void close_ended(struct nesting *nesting, const struct candidate *candidate) {
    while (nesting->count) {
        const struct candidate *last = nesting->items[nesting->count - 1].candidate;
        if (!strcmp(last->finding.rule, candidate->finding.rule) &&
            span_contains(last->finding.span, candidate->finding.span))
            break;
        nesting->count--;
    }
}

// How deep `candidate` lies, itself included; those that end before it are closed.
static size_t enter(struct nesting *nesting, const struct candidate *candidate) {
    close_ended(nesting, candidate);
    size_t depth = nesting->count ? nesting->items[nesting->count - 1].depth : 0;
    if (candidate->role == ROLE_FLOOR)
        depth = 0;
    else if (candidate->role == ROLE_FINDING)
        depth++;
    vec_push(nesting, ((struct nested){ .candidate = candidate, .depth = depth }));
    return depth;
}

// Only where it becomes too deep, not for all that lies deeper still, or beside it.
static bool is_deep(struct nesting *nesting, const struct candidate *candidate) {
    if (!candidate->depth)
        return true;
    if (enter(nesting, candidate) != candidate->depth)
        return false;
    size_t around = nesting->count - 1;
    bool is_first = !around || !nesting->items[around - 1].has_deep;
    if (around)
        nesting->items[around - 1].has_deep = true;
    return is_first;
}

static bool has_any(struct slice text, const char *lines) {
    struct slice rest = slice_from(lines), line;
    while (slice_next_line(&rest, &line))
        if (line.length && slice_find(text, line, 0) != SLICE_NOT_FOUND)
            return true;
    return false;
}

// The line that it begins on and the one before.
static struct slice lines_at(struct slice text, size_t offset) {
    size_t start = offset, end = offset;
    for (int lines = 0; start > 0 && lines < 2; start -= lines < 2)
        lines += text.data[start - 1] == '\n';
    while (end < text.length && text.data[end] != '\n')
        end++;
    return slice_between(text, start, end);
}

// Whether what stands in front of it in its function is as the rule wants it.
static bool fits_before(struct review *review, struct nesting *nesting,
                        const struct candidate *candidate) {
    if (!*candidate->needs && !*candidate->unless)
        return true;
    close_ended(nesting, candidate);
    size_t end = candidate->finding.span.start, start = 0;
    for (size_t i = nesting->count; i-- > 0;) // the outermost counts
        if (nesting->items[i].candidate->role == ROLE_FLOOR)
            start = nesting->items[i].candidate->finding.span.start;
    if (end - start > BEFORE_BYTES_MAX)
        start = end - BEFORE_BYTES_MAX;
    buffer_clear(&review->scratch);
    append_without_blanks(&review->scratch, slice_between(review->subject->text, start, end));
    struct slice before = buffer_slice(&review->scratch);
    return (!*candidate->needs || has_any(before, candidate->needs)) &&
           !has_any(before, candidate->unless);
}

// Whether the tree is sure about the finding and about the line before it.
static bool is_sound(const struct builtin_subject *subject, struct span span) {
    size_t start = span.start;
    for (int lines = 0; start > 0 && lines < 2; start--)
        lines += subject->text.data[start - 1] == '\n';
    return tree_count_errors(subject->tree, (struct span){ start, span.end }, NULL) == 0;
}

static bool counts(struct review *review, const struct candidate *candidate,
                   struct nesting *nesting) {
    if (candidate->role != ROLE_FINDING) {
        enter(nesting, candidate);
        return false;
    }
    return is_deep(nesting, candidate) && candidate->finding.title &&
           fits_before(review, nesting, candidate) &&
           !has_any(lines_at(review->subject->text, candidate->finding.span.start),
                    candidate->hush) &&
           is_sound(review->subject, candidate->finding.span);
}

// Whether it lies in a place that is exempt; those come before what they hold, and the furthest of
// the rule's is kept.
static bool is_exempt(const struct candidate *candidate, const struct candidate **furthest) {
    const struct candidate *last = *furthest;
    bool is_same_rule = last && !strcmp(last->finding.rule, candidate->finding.rule);
    if (candidate->role == ROLE_EXEMPT &&
        (!is_same_rule || last->finding.span.end < candidate->finding.span.end))
        *furthest = candidate;
    return candidate->role == ROLE_EXEMPT ||
           (is_same_rule && candidate->finding.span.start < last->finding.span.end);
}

// Leaves what is told.
static void keep_findings(struct review *review) {
    struct nesting nesting = { 0 };
    struct candidates kept = { 0 };
    const struct candidate *furthest = NULL;
    for (size_t i = 0; i < review->all.count; i++) {
        const struct candidate *candidate = &review->all.items[i];
        if (!is_exempt(candidate, &furthest) && counts(review, candidate, &nesting))
            vec_push(&kept, *candidate);
    }
    vec_release(&nesting);
    vec_release(&review->all);
    review->all = kept;
}

// What stands beside the word is shown in a doc comment or a test, and opens nothing.
static bool is_example(struct slice text, struct span span) {
    enum { BYTES_AROUND = 200 };
    size_t start = span.start > BYTES_AROUND ? span.start - BYTES_AROUND : 0;
    size_t end = text.length - span.end > BYTES_AROUND ? span.end + BYTES_AROUND : text.length;
    struct slice around = slice_between(text, start, end);
    return slice_find(around, SLICE("example"), 0) != SLICE_NOT_FOUND ||
           slice_find(around, SLICE("Example"), 0) != SLICE_NOT_FOUND;
}

// The one rule that is no pattern of a language: a secret looks the same in all of them.
static void add_secrets(struct review *review) {
    const struct builtin_subject *subject = review->subject;
    struct secrets secrets = { 0 };
    secrets_find(subject->text, &secrets);
    for (size_t i = 0; i < secrets.count; i++) {
        const struct secret *secret = &secrets.items[i];
        // A private key of many lines is one thing to do.
        bool goes_on = i && !strcmp(secrets.items[i - 1].name, secret->name) &&
                       !strcmp(secret->name, "private key");
        if (goes_on || secret->is_doubtful || !span_contains(subject->scope.span, secret->span) ||
            is_example(subject->text, secret->span))
            continue;
        struct finding finding = {
            .span = secret->span,
            .severity = FINDING_WARNING,
            .rule = "hard-coded-secret",
            .category = "security",
            .title = arena_format(review->arena, "The %s is written into the file", secret->name),
            .detail = "Whoever can read the file, its history or a backup can use it. Take it back "
                      "where it was issued, and read the new one from the environment or a secret "
                      "store when the program runs.",
        };
        vec_push(&review->all, ((struct candidate){ .finding = finding, .role = ROLE_FINDING }));
    }
    vec_release(&secrets);
}

static void sort(struct candidates *all, int compare(const void *, const void *)) {
    if (all->count)
        qsort(all->items, all->count, sizeof *all->items, compare);
}

void builtin_review(struct arena *arena, const struct builtin_subject *subject,
                    struct findings *findings) {
    struct review review = { .arena = arena, .subject = subject };
    if (subject->tree)
        query_visit(subject->tree, subject->text, QUERY_REVIEW, subject->scope.span, on_match,
                    &review);
    sort(&review.all, compare_candidates);
    drop_repeated(&review.all);
    keep_findings(&review);
    add_secrets(&review);
    sort(&review.all, compare_places);
    for (size_t i = 0; i < review.all.count && findings->count < FINDINGS_MAX; i++) {
        struct finding finding = review.all.items[i].finding;
        finding.span = first_line(subject->text, finding.span);
        vec_push(findings, finding);
    }
    vec_release(&review.all);
    repeats_release(&review.repeats);
    buffer_release(&review.scratch);
    findings_sort(findings);
}
