// Findings as data: their words for severity, their order, and the way from a quoted line back to
// its place. Models quote lines well and count them badly, hence the anchor by text.
#include "text/finding.h"

static const char *const severity_names[] = {
    [FINDING_ERROR] = "error",
    [FINDING_WARNING] = "warning",
    [FINDING_INFORMATION] = "information",
    [FINDING_HINT] = "hint",
};

const char *finding_severity_name(enum finding_severity severity) {
    return severity_names[severity];
}

bool finding_severity_parse(struct slice name, enum finding_severity *severity) {
    for (int i = FINDING_ERROR; i <= FINDING_HINT; i++) {
        if (slice_is(name, severity_names[i])) {
            *severity = (enum finding_severity)i;
            return true;
        }
    }
    return false;
}

static bool is_after(const struct finding *a, const struct finding *b) {
    if (a->span.start != b->span.start)
        return a->span.start > b->span.start;
    return a->severity > b->severity;
}

// By insertion: stable, and there are FINDINGS_MAX at most.
void findings_sort(struct findings *findings) {
    for (size_t i = 1; i < findings->count; i++) {
        struct finding moving = findings->items[i];
        size_t at = i;
        for (; at > 0 && is_after(&findings->items[at - 1], &moving); at--)
            findings->items[at] = findings->items[at - 1];
        findings->items[at] = moving;
    }
}

// --- Anchors -----------------------------------------------------------------------------------

// Takes the next line that is not blank, trimmed.
static bool next_full_line(struct slice *rest, struct slice *line) {
    while (slice_next_line(rest, line)) {
        *line = slice_trim(*line);
        if (line->length)
            return true;
    }
    return false;
}

static bool is_blank(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static size_t skip_blanks(struct slice line, size_t at) {
    while (at < line.length && is_blank(line.data[at]))
        at++;
    return at;
}

// Whether two trimmed lines are the same but for how much white space stands inside them.
static bool is_same_line(struct slice a, struct slice b) {
    size_t i = 0, j = 0;
    while (i < a.length && j < b.length) {
        bool is_gap = is_blank(a.data[i]);
        if (is_gap != is_blank(b.data[j]) || (!is_gap && a.data[i] != b.data[j]))
            return false;
        i = is_gap ? skip_blanks(a, i) : i + 1;
        j = is_gap ? skip_blanks(b, j) : j + 1;
    }
    return i == a.length && j == b.length;
}

// Whether the lines of `quote` follow each other from `rest` on, blank lines apart; `first` and
// `last` are the lines of the text that they stand on.
static bool matches(struct slice rest, struct slice quote, struct slice *first,
                    struct slice *last) {
    struct slice line, wanted;
    *first = (struct slice){ 0 };
    while (next_full_line(&quote, &wanted)) {
        if (!next_full_line(&rest, &line) || !is_same_line(line, wanted))
            return false;
        if (!first->data)
            *first = line;
        *last = line;
    }
    return first->data != NULL;
}

bool finding_anchor(struct slice text, struct span within, struct slice quote, size_t near,
                    struct span *anchor) {
    struct slice rest = slice_between(text, within.start, within.end);
    struct slice first, last, skipped;
    size_t nearest = SLICE_NOT_FOUND;
    do {
        if (!matches(rest, quote, &first, &last))
            continue;
        size_t start = (size_t)(first.data - text.data);
        size_t distance = start > near ? start - near : near - start;
        if (distance < nearest) {
            nearest = distance;
            anchor->start = start;
            anchor->end = (size_t)(last.data - text.data) + last.length;
        }
    } while (next_full_line(&rest, &skipped));
    return nearest != SLICE_NOT_FOUND;
}
