// Counts what an explanation lists. Rows are few and bounded, so looking one up is a short walk;
// what finds no room is counted all the same.
#include "builtin/tally.h"

#include "builtin/words.h"

struct tally tally_create(struct arena *arena) {
    return (struct tally){ .rows = ARENA_ARRAY(arena, TALLY_ROWS_MAX, struct tally_row) };
}

static struct tally_row *find_row(struct tally *tally, struct slice key) {
    for (size_t i = 0; i < tally->count; i++) {
        if (slice_is_equal(tally->rows[i].key, key))
            return &tally->rows[i];
    }
    return NULL;
}

void tally_add(struct tally *tally, struct slice key, size_t line, const char *note) {
    struct tally_row *row = find_row(tally, key);
    if (!row) {
        if (tally->count == TALLY_ROWS_MAX) {
            tally->dropped++;
            return;
        }
        row = &tally->rows[tally->count++];
        row->key = key;
        row->note = note;
    }
    if (!note)
        row->note = NULL;
    if (row->line_count && row->last_line == line)
        return;
    if (row->line_count < TALLY_LINES_MAX)
        row->lines[row->line_count] = line;
    row->line_count++;
    row->last_line = line;
}

void tally_lines(struct buffer *out, const struct tally_row *row) {
    size_t shown = row->line_count < TALLY_LINES_MAX ? row->line_count : TALLY_LINES_MAX;
    size_t hidden = row->line_count - shown;
    buffer_append_string(out, row->line_count == 1 ? "line " : "lines ");
    for (size_t i = 0; i < shown; i++) {
        buffer_append_string(out, words_separator(i, hidden ? shown + 1 : shown));
        buffer_format(out, "%zu", row->lines[i]);
    }
    if (hidden)
        buffer_format(out, " and %zu more", hidden);
}
