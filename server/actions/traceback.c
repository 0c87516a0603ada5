// Found by the words that each begins with, in a line that is a comment; goes on as long as lines
// are comments. The last of them says what was raised.
#include "actions/traceback.h"

#include "actions/remarks.h"

static bool is_comment_line(struct slice line, struct slice sign) {
    return slice_starts_with(slice_trim(line), sign);
}

// Without the comment's sign.
static struct slice words_of(struct slice line, struct slice sign) {
    line = slice_trim(line);
    return slice_trim(slice_between(line, sign.length, line.length));
}

static bool is_in_comment(const struct subject *subject, size_t offset) {
    struct spans comments;
    remarks_find(subject->tree, subject->text, (struct span){ offset, offset + 1 },
                 REMARKS_COMMENTS, &comments);
    bool is_comment = !subject->tree || remarks_end_at(&comments, offset);
    vec_release(&comments);
    return is_comment;
}

static size_t line_start(struct slice text, size_t at) {
    while (at > 0 && text.data[at - 1] != '\n' && text.data[at - 1] != '\r')
        at--;
    return at;
}

void traceback_find(struct subject *subject) {
    const struct slice mark = SLICE("Traceback (most recent call last):");
    struct slice sign = slice_from(subject->language ? language_comment(subject->language) : "#");
    struct slice code = slice_between(subject->text, 0, subject->scope.span.end);
    size_t at = slice_find(code, mark, subject->scope.span.start);
    if (at == SLICE_NOT_FOUND || !is_in_comment(subject, at))
        return;
    size_t start = line_start(subject->text, at), end = start;
    struct slice rest = slice_between(subject->text, start, code.length), line, last = SLICE("");
    while (slice_next_line(&rest, &line) && is_comment_line(line, sign)) {
        end = (size_t)(line.data - subject->text.data) + line.length;
        if (words_of(line, sign).length)
            last = words_of(line, sign);
    }
    subject->diagnostics = slice_between(subject->text, start, end);
    subject->problem = last;
}
