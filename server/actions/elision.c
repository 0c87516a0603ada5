// What an elision reads like. A line counts as a comment that says so, or as a bare ellipsis where
// a statement or a body should be; an ellipsis inside of code (a spread, a slice) does not.

#include "actions/elision.h"

#include "actions/line_set.h"

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

static struct slice lowered(struct arena *arena, struct slice line) {
    struct slice copy = arena_copy(arena, line);
    char *text = (char *)copy.data;
    for (size_t i = 0; i < copy.length; i++)
        text[i] = lower(text[i]);
    return copy;
}

static const char *const phrases[] = {
    "rest of the code",
    "rest of the function",
    "rest of the class",
    "rest of the file",
    "rest of the method",
    "rest of the component",
    "rest of the module",
    "rest of the implementation",
    "rest of the body",
    "rest of the logic",
    "rest of code",
    "rest of your code",
    "rest of implementation",
    "rest unchanged",
    "remains the same",
    "remain the same",
    "remains unchanged",
    "remain unchanged",
    "stays the same",
    "stay the same",
    "unchanged code",
    "code unchanged",
    "(unchanged",
    "existing code",
    "existing logic",
    "existing implementation",
    "existing methods",
    "previous code",
    "other methods",
    "remaining code",
    "remaining methods",
    "same as before",
    "same as above",
    "same as original",
    "as in the original",
    "no changes here",
    "no change here",
    "no changes needed",
    "code omitted",
    "omitted for brevity",
    "omitted for clarity",
    "your code here",
    "code goes here",
    "implementation here",
    "implementation goes here",
};

static bool is_ellipsis_at_start(struct slice text) {
    return slice_starts_with(text, SLICE("...")) || slice_starts_with(text, SLICE("…"));
}

static bool is_ellipsis_at_end(struct slice text) {
    return slice_ends_with(text, SLICE("...")) || slice_ends_with(text, SLICE("…"));
}

// Whether a comment says that something is missing. `said` is in lower case.
static bool says_elided(struct slice said) {
    size_t start = 0, end = said.length;
    while (start < end && strchr("#/*{<!- \t", said.data[start]))
        start++;
    while (end > start && strchr("*/}-> \t", said.data[end - 1]))
        end--;
    said = slice_between(said, start, end);
    if (is_ellipsis_at_start(said) || is_ellipsis_at_end(said) || slice_is(said, "unchanged") ||
        slice_is(said, "omitted"))
        return true;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (slice_find(said, slice_from(phrases[i]), 0) != SLICE_NOT_FOUND)
            return true;
    return false;
}

static bool is_comment(struct slice text) {
    static const char *const marks[] = { "#", "//", "/*", "*", "{/*", "<!--", "-- " };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_starts_with(text, slice_from(marks[i])))
            return true;
    return false;
}

// The comment behind the code of a line, or nothing. A mark inside of a string passes for one too;
// it would have to say the same as an elision.
static struct slice comment_behind(struct slice text) {
    static const char *const marks[] = {
        " #", "\t#", " //", "\t//", " /*", " {/*", " <!--", " -- "
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = slice_find(text, slice_from(marks[i]), 0);
        if (at != SLICE_NOT_FOUND)
            return slice_between(text, at + 1, text.length);
    }
    return SLICE("");
}

bool elision_is_line(struct arena *arena, struct slice line) {
    struct slice text = lowered(arena, slice_trim(line));
    if (slice_is(text, "...") || slice_is(text, "…") || slice_ends_with(text, SLICE(": ...")))
        return true;
    if (is_comment(text))
        return says_elided(text);
    struct slice comment = comment_behind(text);
    return comment.length && says_elided(comment);
}

bool elision_is_in(struct arena *arena, struct slice before, struct slice after) {
    struct line_set lines;
    struct slice line;
    bool is_found = false;
    line_set_init(&lines, before, true);
    while (!is_found && slice_next_line(&after, &line))
        is_found = !line_set_has(&lines, line) && elision_is_line(arena, line);
    line_set_release(&lines);
    return is_found;
}
