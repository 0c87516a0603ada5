// A ring of changes. Edits follow by whole lines: each has a guard, the lines that it touches, and
// a change must leave every guard alone. A guard whose edit inserts between two lines is empty, and
// holds no more than that place.
#include "text/history.h"

#include "base/error.h"

enum { CHANGES_MAX = 1 << 14 }; // typing for half an hour

// --- Recording -----------------------------------------------------------------------------------

void history_release(struct history *history) {
    memory_free(history->items);
    *history = (struct history){ 0 };
}

static struct history_entry *entry_at(const struct history *history, uint64_t moment) {
    return &history->items[moment % history->capacity];
}

static void grow(struct history *history) {
    struct history grown = { .capacity = history->capacity ? 2 * history->capacity : 16,
                             .first = history->first,
                             .now = history->now };
    grown.items = memory_alloc(grown.capacity * sizeof *grown.items);
    for (uint64_t at = history->first; at < history->now; at++)
        *entry_at(&grown, at) = *entry_at(history, at);
    memory_free(history->items);
    *history = grown;
}

static bool begins_line(const struct text *text, size_t offset) {
    struct slice bytes = text_slice(text);
    return offset == 0 || bytes.data[offset - 1] == '\n' ||
           (bytes.data[offset - 1] == '\r' &&
            (offset == bytes.length || bytes.data[offset] != '\n'));
}

void history_record(struct history *history, struct history_entry entry, const struct text *text) {
    if (history->now - history->first == history->capacity && history->capacity < CHANGES_MAX)
        grow(history);
    if (history->now - history->first == history->capacity)
        history->first++;
    entry.begins_line = begins_line(text, entry.before.start + entry.after_length);
    *entry_at(history, history->now++) = entry;
}

bool history_reaches(const struct history *history, uint64_t moment) {
    return moment >= history->first && moment <= history->now;
}

bool history_find(const struct history *history, int64_t version, int64_t present,
                  uint64_t *moment) {
    if (version == present) {
        *moment = history->now;
        return true;
    }
    for (uint64_t at = history->first; at < history->now; at++) {
        if (entry_at(history, at)->version != version)
            continue;
        // All changes of one message are of one version: the first of them is meant, and must not
        // be one of those that remain of a message whose beginning is forgotten.
        *moment = at;
        return at > history->first || at == 0;
    }
    return false;
}

// --- Spans ---------------------------------------------------------------------------------------

bool history_shift(const struct history *history, uint64_t since, uint64_t until,
                   struct span *span) {
    ASSERT(history_reaches(history, since) && until <= history->now);
    for (uint64_t at = since; at < until; at++) {
        const struct history_entry *entry = entry_at(history, at);
        if (!span_shift(span, entry->before, entry->after_length))
            return false;
    }
    return true;
}

// An offset inside of what was replaced goes to `inside`.
static size_t shift_offset(size_t offset, const struct history_entry *entry, size_t inside) {
    if (offset <= entry->before.start)
        return offset;
    if (offset < entry->before.end)
        return inside;
    return offset - (entry->before.end - entry->before.start) + entry->after_length;
}

void history_stretch(const struct history *history, uint64_t since, uint64_t until,
                     struct span *span) {
    ASSERT(history_reaches(history, since) && until <= history->now);
    for (uint64_t at = since; at < until; at++) {
        const struct history_entry *entry = entry_at(history, at);
        const size_t start = entry->before.start, end = start + entry->after_length;
        span->start = shift_offset(span->start, entry, start);
        span->end = shift_offset(span->end, entry, end);
    }
}

static bool shift_position(struct position *position, const struct history_entry *entry) {
    const struct position end = entry->range.end, after = entry->range_after;
    if (position_compare(*position, entry->range.start) <= 0)
        return true;
    if (position_compare(*position, end) < 0)
        return false;
    // May wrap, and wraps back.
    if (position->line == end.line)
        position->character += after.character - end.character;
    position->line += after.line - end.line;
    return true;
}

bool history_shift_range(const struct history *history, uint64_t since, struct range *range) {
    ASSERT(history_reaches(history, since));
    for (uint64_t at = since; at < history->now; at++) {
        const struct history_entry *entry = entry_at(history, at);
        if (!shift_position(&range->start, entry) || !shift_position(&range->end, entry))
            return false;
    }
    return true;
}

// --- Edits ---------------------------------------------------------------------------------------

struct guard {
    struct span lines;
    bool is_closed; // ends with a line end: what comes behind is another line
};

struct guards {
    struct guard *items;
    size_t count, capacity;
};

// The lines that an edit touches: none where it inserts whole lines between two.
static struct guard guard_of(const struct text *text, const struct edit *edit) {
    size_t line = text_line_at(text, edit->span.start);
    size_t start = text_line_start(text, line);
    struct slice inserted = edit->replacement;
    bool has_lines = !inserted.length || slice_ends_with(inserted, SLICE("\n"));
    if (edit->span.start == start && edit->span.end == start && has_lines)
        return (struct guard){ { start, start }, true };
    // A span that ends where a line begins leaves that line alone, if what is put there does.
    size_t last = text_line_at(text, edit->span.end);
    bool stops_before = edit->span.end > edit->span.start && has_lines &&
                        edit->span.end == text_line_start(text, last) && edit->span.start == start;
    if (stops_before)
        last--;
    size_t end = text_line_start(text, last + 1);
    bool is_closed = last + 1 < text_line_count(text);
    return (struct guard){ { start, end }, is_closed };
}

// Whether the change leaves the guard's lines alone. `*is_before`: it lies in front of them.
static bool passes(const struct guard *guard, const struct history_entry *entry, bool *is_before) {
    const struct span change = entry->before;
    *is_before = change.end < guard->lines.start ||
                 (change.end == guard->lines.start && change.start < guard->lines.start &&
                  entry->begins_line) ||
                 (change.end == guard->lines.start && guard->lines.start < guard->lines.end &&
                  entry->begins_line);
    bool is_behind = change.start > guard->lines.end ||
                     (change.start == guard->lines.end && guard->is_closed &&
                      (change.start < change.end || guard->lines.start < guard->lines.end));
    return *is_before || is_behind;
}

static bool follow(struct guards *guards, struct edits *edits, const struct history_entry *entry) {
    for (size_t i = 0; i < guards->count; i++) {
        struct guard *guard = &guards->items[i];
        bool is_before;
        if (!passes(guard, entry, &is_before))
            return false;
        if (!is_before)
            continue;
        // May wrap, and wraps back.
        size_t shift = entry->after_length - (entry->before.end - entry->before.start);
        guard->lines.start += shift;
        guard->lines.end += shift;
        edits->items[i].span.start += shift;
        edits->items[i].span.end += shift;
    }
    return true;
}

bool history_rebase(const struct history *history, uint64_t since, uint64_t until,
                    const struct text *base, struct edits *edits) {
    ASSERT(history_reaches(history, since) && since <= until && until <= history->now);
    struct guards guards = { 0 };
    struct edits moved = { 0 };
    for (size_t i = 0; i < edits->count; i++) {
        vec_push(&guards, guard_of(base, &edits->items[i]));
        vec_push(&moved, edits->items[i]);
    }
    bool is_good = true;
    for (uint64_t at = since; at < until && is_good; at++)
        is_good = follow(&guards, &moved, entry_at(history, at));
    if (is_good && moved.count)
        memcpy(edits->items, moved.items, moved.count * sizeof *moved.items);
    vec_release(&moved);
    vec_release(&guards);
    return is_good;
}
