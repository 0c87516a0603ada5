// Reads the head of a text for what generators put there. The phrases are those that Go's tools,
// protoc, bison, Linguist and Phabricator ("@generated") look for or write. Knows no language: a
// line counts as a comment when it begins with what begins comments somewhere.
#include "syntax/generated.h"

#include <ctype.h>
#include <stdint.h>

enum {
    HEAD_BYTES = 16 << 10,
    HEAD_LINES = 40,           // a licence may stand in front of the words
    WORDS_APART = 3,           // lines: "generated" and "do not edit" may stand on different ones
    DENSE_BYTES_MIN = 2 << 10, // less says nothing about a file
    DENSE_LINE_BYTES = 500,    // on average: no person writes so
};

static bool has_word(struct slice line, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= line.length; i++) {
        size_t at = 0;
        while (at < length && tolower((unsigned char)line.data[i + at]) == word[at])
            at++;
        if (at == length)
            return true;
    }
    return false;
}

static bool begins_comment(struct slice line) {
    static const char *const signs[] = { "//", "#", "/*", "*", "--", "<!--", ";", "%", "{-" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_starts_with(line, slice_from(signs[i])))
            return true;
    return false;
}

static bool forbids_edits(struct slice line) {
    static const char *const words[] = { "do not edit",   "do not modify", "don't edit",
                                         "do not change", "not be edited", "do not hand edit" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(line, words[i]))
            return true;
    return false;
}

static bool says_so(struct slice head) {
    struct slice line;
    size_t generated = SIZE_MAX, forbidden = SIZE_MAX;
    for (size_t i = 0; i < HEAD_LINES && slice_next_line(&head, &line); i++) {
        line = slice_trim(line);
        if (!begins_comment(line))
            continue;
        if (has_word(line, "@generated") || has_word(line, "a bison parser, made by"))
            return true;
        if (has_word(line, "generated"))
            generated = i;
        if (forbids_edits(line))
            forbidden = i;
        if (generated != SIZE_MAX && forbidden != SIZE_MAX &&
            (generated > forbidden ? generated - forbidden : forbidden - generated) <= WORDS_APART)
            return true;
    }
    return false;
}

static bool is_dense(struct slice head) {
    size_t lines = 1;
    for (size_t i = 0; i < head.length; i++)
        lines += head.data[i] == '\n';
    return head.length >= DENSE_BYTES_MIN && head.length / lines > DENSE_LINE_BYTES;
}

bool generated_is(struct slice text) {
    struct slice head = slice_between(text, 0, text.length < HEAD_BYTES ? text.length : HEAD_BYTES);
    return says_so(head) || is_dense(head);
}
