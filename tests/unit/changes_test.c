// What counts as changed since HEAD: line by line, and as a model is shown it. What is done with it
// is in tests/sessions/review-changes*.session.
#include "actions/changes.h"

#include "base/vec.h"
#include "runner/check.h"

static struct subject subject_of(const char *was, const char *is) {
    return (struct subject){
        .text = slice_from(is),
        .baseline = slice_from(was),
        .path = "a.txt",
        .language_id = "plaintext",
    };
}

// A sign a line of the text: + where a finding would be kept.
static void mark_lines(const struct subject *subject, struct buffer *marks) {
    struct spans changes;
    changes_find(subject, &changes);
    for (size_t at = 0, end; at < subject->text.length; at = end) {
        size_t feed = slice_find(subject->text, SLICE("\n"), at);
        end = feed == SLICE_NOT_FOUND ? subject->text.length : feed + 1;
        buffer_append_byte(marks, changes_touch(&changes, (struct span){ at, at + 1 }) ? '+' : '.');
    }
    vec_release(&changes);
}

static void changed_lines(void) {
    static const struct {
        const char *was, *is, *marks;
    } cases[] = {
        { "a\nb\n", "a\nb\n", ".." },
        { "", "a\nb\n", "++" },
        { "a\nb\nc\n", "a\nX\nc\n", ".+." },
        { "a\nc\n", "a\nb\nc\n", ".+." },
        { "b\n", "b\nb\n", ".+" },
        { "a\nb", "a\nb\n", ".+" },
        { "if a:\n    b\n", "if a:\n    if c:\n        b\n", ".++" },
        // What the diff shows as new is new, though its words were there.
        { "return a + b\n", "c = 0\nreturn a +\nb\n", "+++" },
        { "x = 1; y = 2\nz\n", "x = 1;\ny = 2\nz\n", "++." },
        // Lines that are gone: the ones beside them.
        { "a\nb\nc\nd\n", "a\nb\nd\n", ".++" },
        { "a\nb\nc\n", "a\nb\n", ".+" },
        { "a\nb\nc\n", "b\nc\n", "+." },
        { "a\n", "", "" },
        // Neither line ends nor a mark at the start that the editor took away.
        { "a\nb\nc\n", "a\r\nb\r\nc\r\n", "..." },
        { "a\r\nb\r\n", "a\nb\n", ".." },
        { "a\nb\nc\n", "a\r\nX\r\nc\r\n", ".+." },
        { "a\nb\nc\nd\n", "a\r\nb\nX\nd\r\n", "..+." },
        { "a\r\nb\nc\n", "a\nb\r\nX\r\n", "..+" },
        { "\xef\xbb\xbf"
          "a\nb\n",
          "a\nX\n", ".+" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct subject subject = subject_of(cases[i].was, cases[i].is);
        struct buffer marks = { 0 };
        check_case("changed lines, case %zu", i);
        mark_lines(&subject, &marks);
        check_text(buffer_slice(&marks), slice_from(cases[i].marks));
        buffer_release(&marks);
    }
}

// A diff that is cut ends with a whole line, so with no piece of a secret and of no code point.
static void cut_diff(void) {
    static const char head[] = "--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,2 @@\n a\n";
    struct subject subject = subject_of("a\n", "a\r\nlänge\r\n");
    size_t line = strlen("+länge\n"), whole = strlen(head) + line;
    for (size_t most = strlen(head); most <= whole; most++) {
        struct buffer diff = { 0 };
        check_case("a diff cut at %zu of %zu bytes", most, whole);
        check(changes_append_diff(&subject, most, &diff) == (most == whole));
        check_number(diff.length, most < whole ? strlen(head) : whole);
        check(slice_starts_with(buffer_slice(&diff), slice_from(head)));
        buffer_release(&diff);
    }
}

void suite_changes(void) {
    changed_lines();
    cut_diff();
}
