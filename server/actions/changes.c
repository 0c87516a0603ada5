// A diff by lines and tokens gives the places. Git keeps LF where an editor may show CRLF: the old
// text is brought to the line ends of the new one first.
#include "actions/changes.h"

#include "text/diff.h"

static bool has_crlf(struct slice text) {
    return slice_find(text, SLICE("\r\n"), 0) != SLICE_NOT_FOUND;
}

// The baseline as it would stand in the document; in `out`.
static struct slice baseline_of(const struct subject *subject, struct buffer *out) {
    struct slice was = subject->baseline;
    bool to_crlf = has_crlf(subject->text) && !has_crlf(was);
    bool to_lf = !has_crlf(subject->text) && has_crlf(was);
    for (size_t i = 0; i < was.length; i++) {
        bool is_end = was.data[i] == '\n';
        if (to_lf && was.data[i] == '\r' && i + 1 < was.length && was.data[i + 1] == '\n')
            continue;
        if (is_end && to_crlf)
            buffer_append_byte(out, '\r');
        buffer_append_byte(out, was.data[i]);
    }
    return buffer_slice(out);
}

static struct span whole_lines(struct slice text, struct span span) {
    while (span.start > 0 && text.data[span.start - 1] != '\n')
        span.start--;
    while (span.end < text.length && (span.end == span.start || text.data[span.end - 1] != '\n'))
        span.end++;
    return span;
}

void changes_find(const struct subject *subject, struct spans *spans) {
    struct buffer old = { 0 };
    struct edits edits = { 0 };
    struct slice was = baseline_of(subject, &old);
    size_t inserted = 0, removed = 0;
    *spans = (struct spans){ 0 };
    diff_edits(was, subject->text, 0, &edits);
    for (size_t i = 0; i < edits.count; i++) {
        const struct edit *edit = &edits.items[i];
        size_t start = edit->span.start + inserted - removed;
        struct span span =
            whole_lines(subject->text, (struct span){ start, start + edit->replacement.length });
        inserted += edit->replacement.length;
        removed += edit->span.end - edit->span.start;
        struct span *last = spans->count ? &spans->items[spans->count - 1] : NULL;
        if (last && span.start <= last->end)
            last->end = span.end > last->end ? span.end : last->end;
        else
            vec_push(spans, span);
    }
    vec_release(&edits);
    buffer_release(&old);
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

void changes_append_diff(const struct subject *subject, struct buffer *out) {
    struct buffer old = { 0 };
    struct slice was = baseline_of(subject, &old);
    diff_unified(was, subject->text, subject->path, out);
    buffer_release(&old);
}
