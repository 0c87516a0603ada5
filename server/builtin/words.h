// Words for people: code spans that cannot break out, lists, counts, templates of query files,
// the first sentence of a comment. Appends to a buffer; keeps nothing.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "syntax/query.h"

enum {
    WORDS_CODE_MAX = 72, // bytes of source text that one code span shows
};

// `text` as a Markdown code span: white space around line ends folded, cut at `bytes_max` with an
// ellipsis, fenced by more backquotes than it holds.
void words_code(struct buffer *out, struct slice text, size_t bytes_max);
// The same text without the fence.
void words_plain(struct buffer *out, struct slice text, size_t bytes_max);
// A fenced block of the first `lines_max` lines, with an ellipsis where there are more.
void words_block(struct buffer *out, struct slice text, const char *info, size_t lines_max);
// "1 line", "3 lines", "no lines".
void words_count(struct buffer *out, size_t count, const char *noun, const char *plural);
// What stands between item `at` and the one before it in a list of `count`: "", ", " or " and ".
const char *words_separator(size_t at, size_t count);
// Fills {name} of `format` with the text of that capture, as code spans or plainly; {{ and }} are
// braces. A capture that is not there gives an ellipsis.
void words_fill(struct buffer *out, const char *format, const struct query_match *match,
                struct slice text, bool code_spans);
// Appends the first sentence of a comment or doc string, without its markers, on one line and
// safe in Markdown; nothing where it has no words. A paragraph that only repeats `name`, as it is
// or with parameters, is none. True when it appended something.
bool words_first_sentence(struct buffer *out, struct slice comment, struct slice name);
// The name that an expression starts with: "self" of "self.items[0]", "p" of "(*p).next".
struct slice words_root(struct slice expression);
