// Myers' greedy algorithm over lines, then over the tokens of lines that differ, with every step's
// front kept for the way back. It looks at most EDITS_MAX insertions and deletions far, which
// bounds time and memory; past that, all between the common start and end is one hunk. Hunks are in
// order and never touch.
#include "text/diff.h"

#include "base/memory.h"

enum {
    EDITS_MAX = 1024, // fronts of d + 1 numbers each: 2 MB at most
    CONTEXT_LINES = 3,
    TOKENS_MAX = 4096, // past that, one large edit is kinder than many small ones
};

struct piece { // a line with its terminator, or a token
    struct slice text;
    uint32_t hash;
};

struct pieces {
    struct piece *items;
    size_t count, capacity;
};

struct hunk { // indexes of pieces, ends not included
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

// --- Pieces ------------------------------------------------------------------------------------

static uint32_t hash_of(struct slice text) {
    uint32_t hash = 2166136261u; // FNV-1a
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    return hash;
}

static void split_lines(struct slice text, bool at_lone_cr, struct pieces *lines) {
    size_t start = 0;
    for (size_t at = 0; at < text.length; at++) {
        bool is_last = at + 1 == text.length;
        bool is_lone_cr = text.data[at] == '\r' && !is_last && text.data[at + 1] != '\n';
        if (text.data[at] != '\n' && !(is_lone_cr && at_lone_cr) && !is_last)
            continue;
        struct slice line = slice_between(text, start, at + 1);
        vec_push(lines, ((struct piece){ .text = line, .hash = hash_of(line) }));
        start = at + 1;
    }
}

static bool is_word(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '_' || (unsigned char)byte >= 0x80;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

static bool is_operator(char byte) {
    return byte != '\0' && strchr("=<>!&|+-*/%^~?:", byte);
}

// Words, blanks, operators, line ends, and all else byte by byte.
static size_t token_length(struct slice text) {
    static bool (*const kinds[])(char) = { is_word, is_blank, is_operator };
    size_t length = 1;
    if (slice_starts_with(text, SLICE("\r\n")))
        return 2;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!kinds[i](text.data[0]))
            continue;
        while (length < text.length && kinds[i](text.data[length]))
            length++;
    }
    return length;
}

static void split_tokens(struct slice text, struct pieces *tokens) {
    for (size_t at = 0, length; at < text.length; at += length) {
        length = token_length(slice_between(text, at, text.length));
        struct slice token = slice_between(text, at, at + length);
        vec_push(tokens, ((struct piece){ .text = token, .hash = hash_of(token) }));
    }
}

static bool is_same(const struct piece *a, const struct piece *b) {
    return a->hash == b->hash && slice_is_equal(a->text, b->text);
}

// --- Myers -------------------------------------------------------------------------------------

struct comparison {
    const struct piece *before, *after;
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
        while (x < c->before_count && y < c->after_count && is_same(&c->before[x], &c->after[y])) {
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

static void find_hunks(const struct pieces *before, const struct pieces *after,
                       struct hunks *hunks) {
    size_t least = before->count < after->count ? before->count : after->count;
    size_t start = 0, end = 0;
    while (start < least && is_same(&before->items[start], &after->items[start]))
        start++;
    while (end < least - start &&
           is_same(&before->items[before->count - end - 1], &after->items[after->count - end - 1]))
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

// The bytes of a run of pieces of `text`.
static struct span bytes_of(const struct pieces *pieces, struct span run, struct slice text) {
    if (run.start == pieces->count)
        return (struct span){ text.length, text.length };
    size_t start = (size_t)(pieces->items[run.start].text.data - text.data), end = start;
    for (size_t i = run.start; i < run.end; i++)
        end += pieces->items[i].text.length;
    return (struct span){ start, end };
}

struct side {
    struct slice text;
    struct pieces lines;
};

// `offset`: of `before` in the document.
static void add_edit(struct slice before, struct slice after, size_t offset, struct edits *edits) {
    struct edit edit = diff_narrow(before, after);
    edit.span.start += offset;
    edit.span.end += offset;
    if (edit.span.start < edit.span.end || edit.replacement.length)
        vec_push(edits, edit);
}

static size_t count_full(struct slice text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += !is_blank(text.data[i]) && text.data[i] != '\n' && text.data[i] != '\r';
    return count;
}

// Whether the two have half of what is no white space in common. If not, they are different code,
// and what they have in common is chance.
static bool is_alike(struct slice before, struct slice after, const struct pieces *tokens,
                     const struct hunks *hunks) {
    size_t old = count_full(before), new = count_full(after), common = old;
    for (size_t i = 0; i < hunks->count; i++) {
        struct span run = bytes_of(tokens, hunks->items[i].before, before);
        common -= count_full(slice_between(before, run.start, run.end));
    }
    return 2 * common >= (old < new ? old : new);
}

// Two changes with nothing but blanks between them are one.
static void join_hunks(const struct pieces *before, struct hunks *hunks) {
    size_t kept = 0;
    for (size_t i = 1; i < hunks->count; i++) {
        struct hunk *last = &hunks->items[kept], *hunk = &hunks->items[i];
        size_t gap = hunk->before.start - last->before.end;
        if (gap == 1 && is_blank(before->items[last->before.end].text.data[0])) {
            last->before.end = hunk->before.end;
            last->after.end = hunk->after.end;
        } else {
            hunks->items[++kept] = *hunk;
        }
    }
    hunks->count = hunks->count ? kept + 1 : 0;
}

static void add_token_edits(struct slice before, struct slice after, size_t offset,
                            struct edits *edits) {
    struct pieces old = { 0 }, new = { 0 };
    struct hunks hunks = { 0 };
    split_tokens(before, &old);
    split_tokens(after, &new);
    if (old.count <= TOKENS_MAX && new.count <= TOKENS_MAX)
        find_hunks(&old, &new, &hunks);
    if (hunks.count && is_alike(before, after, &old, &hunks)) {
        join_hunks(&old, &hunks);
        for (size_t i = 0; i < hunks.count; i++) {
            struct span from = bytes_of(&old, hunks.items[i].before, before);
            struct span to = bytes_of(&new, hunks.items[i].after, after);
            struct slice gone = slice_between(before, from.start, from.end);
            struct slice come = slice_between(after, to.start, to.end);
            // Of white space the part that stays stays; a word is a word.
            if (count_full(gone) + count_full(come) == 0)
                add_edit(gone, come, offset + from.start, edits);
            else
                vec_push(edits,
                         ((struct edit){ { offset + from.start, offset + from.end }, come }));
        }
    } else {
        add_edit(before, after, offset, edits);
    }
    vec_release(&old);
    vec_release(&new);
    vec_release(&hunks);
}

void diff_edits(struct slice before, struct slice after, size_t offset, struct edits *edits) {
    struct side from = { .text = before }, to = { .text = after };
    struct hunks hunks = { 0 };
    split_lines(before, true, &from.lines);
    split_lines(after, true, &to.lines);
    find_hunks(&from.lines, &to.lines, &hunks);
    for (size_t i = 0; i < hunks.count; i++) {
        struct span old = bytes_of(&from.lines, hunks.items[i].before, before);
        struct span new = bytes_of(&to.lines, hunks.items[i].after, after);
        add_token_edits(slice_between(before, old.start, old.end),
                        slice_between(after, new.start, new.end), offset + old.start, edits);
    }
    vec_release(&hunks);
    vec_release(&from.lines);
    vec_release(&to.lines);
}

void diff_lines(struct slice before, struct slice after, struct edits *edits) {
    struct side from = { .text = before }, to = { .text = after };
    struct hunks hunks = { 0 };
    split_lines(before, false, &from.lines);
    split_lines(after, false, &to.lines);
    find_hunks(&from.lines, &to.lines, &hunks);
    for (size_t i = 0; i < hunks.count; i++) {
        struct span new = bytes_of(&to.lines, hunks.items[i].after, after);
        vec_push(edits, ((struct edit){ bytes_of(&from.lines, hunks.items[i].before, before),
                                        slice_between(after, new.start, new.end) }));
    }
    vec_release(&hunks);
    vec_release(&from.lines);
    vec_release(&to.lines);
}

static bool print_lines(char mark, const struct pieces *lines, size_t start, size_t end,
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
static bool print_hunks(const struct hunk *hunks, size_t count, const struct pieces *before,
                        const struct pieces *after, struct buffer *out) {
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

static bool print_diff(struct slice before, struct slice after, const char *path, bool is_new,
                       struct buffer *out) {
    struct pieces before_lines = { 0 }, after_lines = { 0 };
    struct hunks hunks = { 0 };
    split_lines(before, false, &before_lines);
    split_lines(after, false, &after_lines);
    find_hunks(&before_lines, &after_lines, &hunks);
    bool fits = hunks.count == 0 || ((is_new ? buffer_append_string(out, "--- /dev/null\n")
                                             : print_name("--- a/", path, out)) &&
                                     print_name("+++ b/", path, out));
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

bool diff_unified(struct slice before, struct slice after, const char *path, struct buffer *out) {
    return print_diff(before, after, path, false, out);
}

bool diff_created(struct slice text, const char *path, struct buffer *out) {
    return print_diff(SLICE(""), text, path, true, out);
}
