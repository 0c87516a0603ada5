// A text with its marks, as the rewrites of a simplification see it: lines and their indentation,
// what may move where, and the result.
#pragma once

#include "builtin/marks.h"
#include "text/edit.h"

enum rewrite_kind {
    REWRITE_ELSE,
    REWRITE_ELIF,
    REWRITE_MERGE,
    REWRITE_BOOLEAN,
    REWRITE_GUARD, // gives way to any other
    REWRITE_KINDS,
};

struct rewrite {
    enum rewrite_kind kind;
    struct edit edit; // the replacement is the arena's
};

struct source {
    struct arena *arena;
    struct slice text;
    const struct marks *marks;
};

// The span of that capture; empty, at 0, where the match has none.
struct span source_span_of(const struct query_match *match, const char *name);
// The bytes from `start` to `end`; "?", which no rewrite takes, where they are not in order.
struct slice source_between(const struct source *source, size_t start, size_t end);
// Whether there is nothing but white space and bytes of `allowed`.
bool source_is_only(struct slice part, const char *allowed);
// The same, with comments between them.
bool source_is_only_comments(const struct source *source, struct span span, const char *allowed);
bool source_has_line_end(struct slice part);
bool source_is_word_byte(char byte);

size_t source_line_start(struct slice text, size_t offset);
// White space that the line of `offset` begins with.
struct slice source_indentation(struct slice text, size_t offset);
// Whether nothing but white space stands in front of `offset` on its line.
bool source_starts_line(struct slice text, size_t offset);
// The line end that the text uses around there.
struct slice source_line_ending(struct slice text, size_t offset);
// Indentation that `from` has and `to` is the start of.
bool source_is_deeper(struct slice from, struct slice to);
// `{ … }` with its braces at line ends: the lines between them, and their indentation. False where
// they are not, or hold nothing.
bool source_find_inside(const struct source *source, struct span braces, struct span *inside,
                        struct slice *indent);

// Whether the declarations of the block `body` can live in `parent`: nothing there, and nothing
// in the head of a function that `parent` is the body of, has such a name, and none of them would
// live longer than it does, where that matters.
bool source_can_leave(const struct source *source, struct span body, struct span parent);
// Whether all lines that start in it are indented with the bytes of `from`, or less: where tabs and
// blanks are mixed, lines would not move alike.
bool source_moves_alike(const struct source *source, struct span span, struct slice from);
// Appends a stretch of text; lines that start in it with `from` start with `to` instead, unless
// they are inside a literal.
void source_append_moved(const struct source *source, struct buffer *out, struct span span,
                         struct slice from, struct slice to);
// Makes the rewrite out of `words`, which it releases. False where they passed their cap.
bool source_finish(const struct source *source, struct buffer *words, enum rewrite_kind kind,
                   struct span span, struct rewrite *rewrite);
