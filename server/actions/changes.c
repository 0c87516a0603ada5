// Places come from the same diff by lines that a model is shown, so that the two agree. Git keeps
// LF where an editor may show CRLF, or some of both: texts are compared, and shown, with LF.
#include "actions/changes.h"

#include "text/diff.h"

// What is compared: borrowed, or in `copy` where a CR had to go.
struct side {
    struct slice text;
    struct buffer copy;
};

static bool is_crlf(struct slice text, size_t at) {
    return text.data[at] == '\r' && at + 1 < text.length && text.data[at + 1] == '\n';
}

static void side_init(struct side *side, struct slice text) {
    *side = (struct side){ .text = text };
    if (slice_find(text, SLICE("\r\n"), 0) == SLICE_NOT_FOUND)
        return;
    for (size_t at = 0; at < text.length; at++)
        if (!is_crlf(text, at))
            buffer_append_byte(&side->copy, text.data[at]);
    side->text = buffer_slice(&side->copy);
}

static void sides_init(const struct subject *subject, struct side *was, struct side *is) {
    const struct slice mark = SLICE("\xef\xbb\xbf");
    struct slice baseline = subject->baseline;
    // Editors take it for no part of the text.
    if (slice_starts_with(baseline, mark) && !slice_starts_with(subject->text, mark))
        baseline = slice_between(baseline, mark.length, baseline.length);
    side_init(was, baseline);
    side_init(is, subject->text);
}

static void sides_release(struct side *was, struct side *is) {
    buffer_release(&was->copy);
    buffer_release(&is->copy);
}

// The lines that a span is of; of an empty one, between two lines, these.
static struct span whole_lines(struct slice text, struct span span) {
    if (span.start == span.end) {
        span.start -= span.start > 0;
        span.end += span.end < text.length;
    }
    while (span.start > 0 && text.data[span.start - 1] != '\n')
        span.start--;
    while (span.end < text.length && text.data[span.end - 1] != '\n')
        span.end++;
    return span;
}

// Goes on in `text` until `count` bytes more have passed that are no CR before an LF.
static size_t go_on(struct slice text, size_t at, size_t count) {
    for (; count; at++)
        count -= !is_crlf(text, at);
    return at;
}

void changes_find(const struct subject *subject, struct spans *spans) {
    struct side was, is;
    struct edits edits = { 0 };
    size_t at = 0, passed = 0; // in the subject's text, in the one without CRs
    *spans = (struct spans){ 0 };
    sides_init(subject, &was, &is);
    diff_lines(was.text, is.text, &edits);
    for (size_t i = 0; i < edits.count; i++) {
        struct slice lines = edits.items[i].replacement;
        size_t start = (size_t)(lines.data - is.text.data);
        struct span span = { at = go_on(subject->text, at, start - passed), 0 };
        span.end = at = go_on(subject->text, at, lines.length);
        passed = start + lines.length;
        span = whole_lines(subject->text, span);
        struct span *last = spans->count ? &spans->items[spans->count - 1] : NULL;
        if (last && span.start <= last->end)
            last->end = span.end;
        else
            vec_push(spans, span);
    }
    vec_release(&edits);
    sides_release(&was, &is);
}

bool changes_touch(const struct spans *spans, struct span span) {
    for (size_t i = 0; i < spans->count; i++)
        if (span.start < spans->items[i].end && spans->items[i].start < span.end)
            return true;
    return false;
}

size_t changes_keep(const struct subject *subject, struct findings *findings) {
    struct spans changes;
    size_t kept = 0, count = findings->count;
    changes_find(subject, &changes);
    for (size_t i = 0; i < count; i++)
        if (changes_touch(&changes, findings->items[i].span))
            findings->items[kept++] = findings->items[i];
    findings->count = kept;
    vec_release(&changes);
    return count - kept;
}

bool changes_append_diff(const struct subject *subject, size_t bytes_max, struct buffer *out) {
    struct side was, is;
    size_t end = out->length + bytes_max;
    sides_init(subject, &was, &is);
    bool is_whole = diff_unified(was.text, is.text, subject->path, out) && out->length <= end;
    if (out->length > end) {
        // Half a line could show half a secret, which would not be known for one.
        while (end > 0 && out->data[end - 1] != '\n')
            end--;
        buffer_truncate(out, end);
    }
    sides_release(&was, &is);
    return is_whole;
}
