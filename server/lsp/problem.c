// Models miscount lines, so that places are told by the text that stands there. Of other files only
// the name is told: a path may say more than its owner likes.
#include "lsp/problem.h"

#include "base/utf8.h"
#include "lsp/convert.h"
#include "text/text.h"

#include <stdlib.h>

enum {
    PROBLEMS_MAX = 50,
    MESSAGE_BYTES_MAX = 2000,
    RELATED_MAX = 5,
};

static const char *message_of(const struct json *diagnostic) {
    return json_string_or(json_find(diagnostic, "message"), "");
}

// --- Groups --------------------------------------------------------------------------------------

struct problem {
    const struct json *json;
    struct range range;
};

static int compare_positions(struct position a, struct position b) {
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return a.character == b.character ? 0 : a.character < b.character ? -1 : 1;
}

static int compare_problems(const void *a, const void *b) {
    const struct problem *x = a, *y = b;
    int order = compare_positions(x->range.start, y->range.start);
    return order ? order : compare_positions(y->range.end, x->range.end);
}

static size_t read_problems(const struct json *diagnostics, struct problem *problems) {
    size_t count = 0;
    for (const struct json *item = json_first(diagnostics); item && count < PROBLEMS_MAX;
         item = json_next(item)) {
        struct problem *problem = &problems[count];
        problem->json = item;
        if (*message_of(item) && convert_range(json_find(item, "range"), &problem->range))
            count++;
    }
    if (count)
        qsort(problems, count, sizeof *problems, compare_problems);
    return count;
}

size_t problem_groups(struct arena *arena, const struct json *diagnostics,
                      struct problem_group **groups) {
    struct problem problems[PROBLEMS_MAX];
    size_t count = read_problems(diagnostics, problems), group_count = 0;
    const struct json **items = ARENA_ARRAY(arena, count, const struct json *);
    *groups = ARENA_ARRAY(arena, count, struct problem_group);
    for (size_t i = 0; i < count; i++) {
        struct problem_group *last = group_count ? &(*groups)[group_count - 1] : NULL;
        const struct range range = problems[i].range;
        items[i] = problems[i].json;
        bool overlaps = last && (compare_positions(range.start, last->range.end) < 0 ||
                                 compare_positions(range.start, last->range.start) == 0);
        if (!overlaps) {
            (*groups)[group_count++] = (struct problem_group){ &items[i], 1, range };
            continue;
        }
        last->count++;
        if (compare_positions(range.end, last->range.end) > 0)
            last->range.end = range.end;
    }
    return group_count;
}

// --- Words ---------------------------------------------------------------------------------------

static struct slice cut(struct slice text, size_t bytes_max) {
    if (text.length > bytes_max)
        text.length = utf8_floor(text, bytes_max);
    return slice_trim(text);
}

// The first line of a range, whole; "" where it was changed since.
static struct slice line_at(const struct document *document, uint64_t moment, struct range range,
                            enum position_encoding encoding) {
    if (!history_shift_range(&document->history, moment, &range))
        return SLICE("");
    struct slice text = text_slice(document->text);
    size_t at = text_span_of(document->text, range, encoding).start;
    size_t start = text_line_start(document->text, text_line_at(document->text, at));
    struct slice rest = slice_between(text, start, text.length), line;
    return slice_next_line(&rest, &line) ? cut(line, MESSAGE_BYTES_MAX) : SLICE("");
}

// "(ruff F821)"; codes may be numbers.
static void append_source(const struct json *diagnostic, struct buffer *out) {
    const char *source = json_string_or(json_find(diagnostic, "source"), "");
    const struct json *code = json_find(diagnostic, "code");
    struct buffer words = { 0 };
    buffer_append_string(&words, source);
    if (json_is_integer(code))
        buffer_format(&words, "%s%lld", words.length ? " " : "",
                      (long long)json_integer_or(code, 0));
    else if (json_is_string(code))
        buffer_format(&words, "%s%s", words.length ? " " : "", json_string(code));
    if (words.length)
        buffer_format(out, " (" SLICE_FORMAT ")",
                      SLICE_ARGUMENT(cut(buffer_slice(&words), MESSAGE_BYTES_MAX)));
    buffer_release(&words);
}

static void append_line(const struct document *document, uint64_t moment, const struct json *range,
                        enum position_encoding encoding, struct buffer *out) {
    struct range place;
    if (!convert_range(range, &place))
        return;
    struct slice line = line_at(document, moment, place, encoding);
    if (line.length)
        buffer_format(out, ", at the line `" SLICE_FORMAT "`", SLICE_ARGUMENT(line));
}

static void append_related(const struct json *diagnostic, const struct document *document,
                           uint64_t moment, enum position_encoding encoding, struct buffer *out) {
    const struct json *item = json_first(json_find(diagnostic, "relatedInformation"));
    for (int i = 0; item && i < RELATED_MAX; item = json_next(item), i++) {
        const char *uri = json_string_or(json_find_path(item, "location", "uri", NULL), "");
        const char *base = strrchr(uri, '/');
        buffer_format(out, "\n  related: " SLICE_FORMAT,
                      SLICE_ARGUMENT(cut(slice_from(message_of(item)), MESSAGE_BYTES_MAX)));
        if (strcmp(uri, document->uri) == 0)
            append_line(document, moment, json_find_path(item, "location", "range", NULL), encoding,
                        out);
        else if (base)
            buffer_format(out, ", in %.200s", base + 1);
    }
}

struct slice problem_describe(struct arena *arena, const struct json *diagnostics,
                              const struct document *document, uint64_t moment,
                              enum position_encoding encoding) {
    struct problem problems[PROBLEMS_MAX];
    size_t count = read_problems(diagnostics, problems);
    struct buffer out = { 0 };
    for (size_t i = 0; i < count; i++) {
        const struct json *item = problems[i].json;
        buffer_format(&out, "%s- " SLICE_FORMAT, i ? "\n" : "",
                      SLICE_ARGUMENT(cut(slice_from(message_of(item)), MESSAGE_BYTES_MAX)));
        append_source(item, &out);
        append_line(document, moment, json_find(item, "range"), encoding, &out);
        append_related(item, document, moment, encoding, &out);
    }
    struct slice text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

struct slice problem_title(struct arena *arena, const struct json *diagnostics) {
    struct problem problems[PROBLEMS_MAX];
    size_t count = read_problems(diagnostics, problems);
    if (!count)
        return SLICE("");
    const char *first = message_of(problems[0].json);
    return slice_from(count == 1 ? arena_string(arena, slice_trim(slice_from(first)))
                                 : arena_format(arena, "%zu problems: %s", count, first));
}
