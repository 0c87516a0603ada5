// Myers' greedy algorithm over lines, with every step's front kept for the way back. It looks at
// most EDITS_MAX insertions and deletions far, which bounds time and memory; past that, all
// between the common start and end is one hunk. Hunks are in order and never touch.
#include "text/diff.h"

#include "base/memory.h"

enum {
    EDITS_MAX = 1024, // fronts of d + 1 numbers each: 2 MB at most
    CONTEXT_LINES = 3,
    PAIRED_LINES_MAX = 64, // past that, one large edit is kinder than many small ones
};

struct line {
    struct slice text; // with its terminator
    uint32_t hash;
};

struct lines {
    struct line *items;
    size_t count, capacity;
};

struct hunk { // line indexes, ends not included
    struct span before, after;
};

struct hunks {
    struct hunk *items;
    size_t count, capacity;
};

// --- Narrowing ---------------------------------------------------------------------------------

static bool is_split(struct slice text, size_t at) {
    if (at == 0 || at >= text.length)
        return false;
    return ((unsigned char)text.data[at] & 0xC0) == 0x80 ||
           (text.data[at - 1] == '\r' && text.data[at] == '\n');
}

static size_t common_start(struct slice before, struct slice after) {
    enum { STRIDE = 64 };
    size_t most = before.length < after.length ? before.length : after.length, at = 0;
    while (at + STRIDE <= most && memcmp(before.data + at, after.data + at, STRIDE) == 0)
        at += STRIDE;
    while (at < most && before.data[at] == after.data[at])
        at++;
    while (is_split(before, at) || is_split(after, at))
        at--;
    return at;
}

static size_t common_end(struct slice before, struct slice after, size_t start) {
    size_t most = (before.length < after.length ? before.length : after.length) - start;
    size_t count = 0;
    while (count < most &&
           before.data[before.length - count - 1] == after.data[after.length - count - 1])
        count++;
    while (count &&
           (is_split(before, before.length - count) || is_split(after, after.length - count)))
        count--;
    return count;
}

struct edit diff_narrow(struct slice before, struct slice after) {
    size_t start = common_start(before, after);
    size_t end = common_end(before, after, start);
    return (struct edit){ .span = { start, before.length - end },
                          .replacement = slice_between(after, start, after.length - end) };
}

// --- Lines -------------------------------------------------------------------------------------

static uint32_t hash_of(struct slice text) {
    uint32_t hash = 2166136261u; // FNV-1a
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    return hash;
}

static void split_lines(struct slice text, bool at_lone_cr, struct lines *lines) {
    size_t start = 0;
    for (size_t at = 0; at < text.length; at++) {
        bool is_last = at + 1 == text.length;
        bool is_lone_cr = text.data[at] == '\r' && !is_last && text.data[at + 1] != '\n';
        if (text.data[at] != '\n' && !(is_lone_cr && at_lone_cr) && !is_last)
            continue;
        struct slice line = slice_between(text, start, at + 1);
        vec_push(lines, ((struct line){ .text = line, .hash = hash_of(line) }));
        start = at + 1;
    }
}

static bool is_same_line(const struct line *a, const struct line *b) {
    return a->hash == b->hash && slice_is_equal(a->text, b->text);
}

// --- Myers -------------------------------------------------------------------------------------

struct comparison {
    const struct line *before, *after;
    size_t before_count, after_count;
    bool *removed, *added; // a flag for each line
    // Front d holds, for the diagonals x - y = -d, -d + 2 … d, how far x comes with d edits.
    uint32_t *fronts;
};

static uint32_t *front_of(const struct comparison *c, size_t d) {
    return c->fronts + d * (d + 1) / 2;
}

// Whether the way with d edits to diagonal number i comes from above: by an insertion.
static bool is_insertion(const uint32_t *front, size_t d, size_t i) {
    return i == 0 || (i < d && front[i - 1] < front[i]);
}

// Fills front d from the one before; true when it has come to both ends.
static bool advance(const struct comparison *c, size_t d) {
    const uint32_t *last = d ? front_of(c, d - 1) : NULL;
    for (size_t i = 0; i <= d; i++) {
        size_t x = 0;
        if (d)
            x = is_insertion(last, d, i) ? last[i] : last[i - 1] + 1u;
        size_t y = x + d - 2 * i;
        while (x < c->before_count && y < c->after_count &&
               is_same_line(&c->before[x], &c->after[y])) {
            x++;
            y++;
        }
        front_of(c, d)[i] = (uint32_t)x;
        if (x == c->before_count && y == c->after_count)
            return true;
    }
    return false;
}

static void mark_all(const struct comparison *c) {
    memset(c->removed, true, c->before_count);
    memset(c->added, true, c->after_count);
}

static void mark_changes(struct comparison *c) {
    if (c->before_count == 0 || c->after_count == 0) {
        mark_all(c);
        return;
    }
    size_t d = 0, room = 0;
    for (;; d++) {
        if (d == EDITS_MAX) {
            mark_all(c);
            return;
        }
        if (d == room) {
            room = room ? 4 * room : 16;
            c->fronts = memory_resize(c->fronts, room * (room + 1) / 2 * sizeof *c->fronts);
        }
        if (advance(c, d))
            break;
    }
    size_t x = c->before_count, y = c->after_count;
    for (; d > 0; d--) {
        const uint32_t *last = front_of(c, d - 1);
        size_t i = (x + d - y) / 2;
        if (is_insertion(last, d, i)) {
            x = last[i];
            y = x + (d - 1) - 2 * i;
            c->added[y] = true;
        } else {
            x = last[i - 1];
            y = x + (d - 1) - 2 * (i - 1);
            c->removed[x] = true;
        }
    }
}

static void gather_hunks(const struct comparison *c, size_t first, struct hunks *hunks) {
    size_t x = 0, y = 0;
    while (x < c->before_count || y < c->after_count) {
        struct hunk hunk = { .before = { first + x, 0 }, .after = { first + y, 0 } };
        while (x < c->before_count && c->removed[x])
            x++;
        while (y < c->after_count && c->added[y])
            y++;
        hunk.before.end = first + x;
        hunk.after.end = first + y;
        if (hunk.before.start < hunk.before.end || hunk.after.start < hunk.after.end) {
            vec_push(hunks, hunk);
        } else {
            x++;
            y++;
        }
    }
}

static void find_hunks(const struct lines *before, const struct lines *after, struct hunks *hunks) {
    size_t least = before->count < after->count ? before->count : after->count;
    size_t start = 0, end = 0;
    while (start < least && is_same_line(&before->items[start], &after->items[start]))
        start++;
    while (end < least - start && is_same_line(&before->items[before->count - end - 1],
                                               &after->items[after->count - end - 1]))
        end++;
    struct comparison c = {
        .before = before->items + start,
        .after = after->items + start,
        .before_count = before->count - start - end,
        .after_count = after->count - start - end,
    };
    if (c.before_count == 0 && c.after_count == 0)
        return;
    c.removed = memory_alloc(c.before_count);
    c.added = memory_alloc(c.after_count);
    mark_changes(&c);
    gather_hunks(&c, start, hunks);
    memory_free(c.removed);
    memory_free(c.added);
    memory_free(c.fronts);
}

// --- Results -----------------------------------------------------------------------------------

// The bytes of a run of lines of `text`.
static struct span bytes_of(const struct lines *lines, struct span run, struct slice text) {
    if (run.start == lines->count)
        return (struct span){ text.length, text.length };
    size_t start = (size_t)(lines->items[run.start].text.data - text.data), end = start;
    for (size_t i = run.start; i < run.end; i++)
        end += lines->items[i].text.length;
    return (struct span){ start, end };
}

struct side {
    struct slice text;
    struct lines lines;
};

static void add_edit(const struct side *before, const struct side *after, struct hunk hunk,
                     size_t offset, struct edits *edits) {
    struct span old = bytes_of(&before->lines, hunk.before, before->text);
    struct span new = bytes_of(&after->lines, hunk.after, after->text);
    struct edit edit = diff_narrow(slice_between(before->text, old.start, old.end),
                                   slice_between(after->text, new.start, new.end));
    edit.span.start += offset + old.start;
    edit.span.end += offset + old.start;
    if (edit.span.start < edit.span.end || edit.replacement.length)
        vec_push(edits, edit);
}

// As many lines as before are the same lines changed, mostly: each gets its own, smaller edit.
static void add_edits(const struct side *before, const struct side *after, struct hunk hunk,
                      size_t offset, struct edits *edits) {
    size_t count = hunk.before.end - hunk.before.start;
    if (count > PAIRED_LINES_MAX || count != hunk.after.end - hunk.after.start) {
        add_edit(before, after, hunk, offset, edits);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        size_t old = hunk.before.start + i, new = hunk.after.start + i;
        struct hunk line = { .before = { old, old + 1 }, .after = { new, new + 1 } };
        add_edit(before, after, line, offset, edits);
    }
}

void diff_edits(struct slice before, struct slice after, size_t offset, struct edits *edits) {
    struct side from = { .text = before }, to = { .text = after };
    struct hunks hunks = { 0 };
    split_lines(before, true, &from.lines);
    split_lines(after, true, &to.lines);
    find_hunks(&from.lines, &to.lines, &hunks);
    for (size_t i = 0; i < hunks.count; i++)
        add_edits(&from, &to, hunks.items[i], offset, edits);
    vec_release(&hunks);
    vec_release(&from.lines);
    vec_release(&to.lines);
}

static bool print_lines(char mark, const struct lines *lines, size_t start, size_t end,
                        struct buffer *out) {
    bool fits = true;
    for (size_t i = start; i < end && fits; i++) {
        struct slice line = lines->items[i].text;
        fits = buffer_append_byte(out, mark) && buffer_append(out, line) &&
               (slice_ends_with(line, SLICE("\n")) ||
                buffer_append_string(out, "\n\\ No newline at end of file\n"));
    }
    return fits;
}

static bool print_heading(struct span before, struct span after, struct buffer *out) {
    size_t before_count = before.end - before.start, after_count = after.end - after.start;
    return buffer_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", before.start + (before_count > 0),
                         before_count, after.start + (after_count > 0), after_count);
}

// Prints hunks whose contexts meet as one, with the lines around and between them.
static bool print_hunks(const struct hunk *hunks, size_t count, const struct lines *before,
                        const struct lines *after, struct buffer *out) {
    const struct hunk *first = &hunks[0], *last = &hunks[count - 1];
    size_t above = first->before.start < CONTEXT_LINES ? first->before.start : CONTEXT_LINES;
    size_t below = before->count - last->before.end;
    below = below < CONTEXT_LINES ? below : CONTEXT_LINES;
    struct span from = { first->before.start - above, last->before.end + below };
    struct span to = { first->after.start - above, last->after.end + below };
    bool fits = print_heading(from, to, out);
    size_t at = from.start;
    for (size_t i = 0; i < count && fits; i++) {
        struct span removed = hunks[i].before, added = hunks[i].after;
        fits = print_lines(' ', before, at, removed.start, out) &&
               print_lines('-', before, removed.start, removed.end, out) &&
               print_lines('+', after, added.start, added.end, out);
        at = removed.end;
    }
    return fits && print_lines(' ', before, at, from.end, out);
}

// patch reads a name up to the first blank, unless a tab ends it.
static bool print_name(const char *mark, const char *path, struct buffer *out) {
    return buffer_format(out, "%s%s%s\n", mark, path, strchr(path, ' ') ? "\t" : "");
}

bool diff_unified(struct slice before, struct slice after, const char *path, struct buffer *out) {
    struct lines before_lines = { 0 }, after_lines = { 0 };
    struct hunks hunks = { 0 };
    split_lines(before, false, &before_lines);
    split_lines(after, false, &after_lines);
    find_hunks(&before_lines, &after_lines, &hunks);
    bool fits =
        hunks.count == 0 || (print_name("--- a/", path, out) && print_name("+++ b/", path, out));
    for (size_t i = 0, count; i < hunks.count && fits; i += count) {
        const struct hunk *first = &hunks.items[i];
        for (count = 1; i + count < hunks.count; count++) {
            if (first[count].before.start - first[count - 1].before.end > 2 * CONTEXT_LINES)
                break;
        }
        fits = print_hunks(first, count, &before_lines, &after_lines, out);
    }
    vec_release(&hunks);
    vec_release(&before_lines);
    vec_release(&after_lines);
    return fits;
}
