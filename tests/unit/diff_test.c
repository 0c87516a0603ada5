// Differences: that edits turn one text into the other, touch no line that stays and split
// nothing; that a unified diff reads as it should, and that the real `patch`, where there is one,
// makes the other text of it.
#include "text/diff.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "runner/check.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_boundary(struct slice text, size_t at) {
    bool in_crlf = at > 0 && at < text.length && text.data[at - 1] == '\r' && text.data[at] == '\n';
    return utf8_floor(text, at) == at && !in_crlf;
}

// Appends the edits; checks that they are in order, split nothing and lead to `after`.
static bool check_edits(struct slice before, struct slice after, struct edits *edits) {
    diff_edits(before, after, 0, edits);
    bool is_good = check(edits_are_valid(edits, before.length));
    if (!is_good)
        return false;
    for (size_t i = 0; i < edits->count && is_good; i++) {
        struct span span = edits->items[i].span;
        is_good = check(is_boundary(before, span.start) && is_boundary(before, span.end)) &&
                  check(span.start < span.end || edits->items[i].replacement.length > 0);
    }
    struct buffer out = { 0 };
    check(edits_apply(edits, before, &out));
    is_good = check_text(buffer_slice(&out), after) && is_good;
    buffer_release(&out);
    return is_good;
}

// --- Edits -------------------------------------------------------------------------------------

static void known_edits(void) {
    static const struct {
        const char *before, *after;
        const char *edits; // "start-end:replacement;" of each
    } cases[] = {
        { "", "", "" },
        { "a\n", "a\n", "" },
        { "", "a\n", "0-0:a\n;" },
        { "a\n", "", "0-2:;" },
        { "a", "a\n", "1-1:\n;" },
        { "a\n", "a", "1-2:;" },
        { "a\nb\nc\n", "a\nX\nc\n", "2-3:X;" },
        { "one two\nb\nthree\n", "one 2 two\nb\nthre\n", "4-4:2 ;14-15:;" },
        { "a\nb\nc\n", "a\nc\n", "2-4:;" },
        { "a\nc\n", "a\nb\nc\n", "2-2:b\n;" },
        { "a\r\nb\r\n", "a\nb\n", "1-3:\n;4-6:\n;" },
        { "a\nb\n", "a\r\nb\r\n", "1-2:\r\n;3-4:\r\n;" },
        { "a\rb\rc", "a\rX\rc", "2-3:X;" },
        { "x\u00e9y\n", "x\u00e8y\n", "1-3:\u00e8;" },
        { "x\U0001F600y\n", "x\U0001F601y\n", "1-5:\U0001F601;" },
        { "x\u00e9", "x\u0129", "1-3:\u0129;" }, // the last bytes are the same
        { "aaa\n", "aa\n", "2-3:;" },
        // Of lines that are alike only the tokens that differ, each of them whole.
        { "f(a, b)\n", "f(x, b, c)\n", "2-3:x;6-6:, c;" },
        { "  if a >= 9:\n", "    if a > 9:\n", "2-2:  ;7-9:>;" },
        { "one = two + three\n", "one = 2 + three * four\n", "6-9:2;17-17: * four;" },
        { "size_t count(a, b);\n", "size_t counts(a, b);\n", "7-12:counts;" },
        { "a(b);\nc(d);\n", "a(x);\nc(y);\n", "2-3:x;8-9:y;" },
        { "a = b c d;\n", "a = x y d;\n", "4-7:x y;" },
        // What has little in common is replaced in one.
        { "return a + b;\n", "if (x) y(a, z);\n", "0-12:if (x) y(a, z);" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("edits %zu", i);
        struct edits edits = { 0 };
        struct buffer told = { 0 };
        buffer_append_string(&told, "");
        check_edits(slice_from(cases[i].before), slice_from(cases[i].after), &edits);
        for (size_t k = 0; k < edits.count; k++) {
            struct edit edit = edits.items[k];
            buffer_format(&told, "%zu-%zu:" SLICE_FORMAT ";", edit.span.start, edit.span.end,
                          SLICE_ARGUMENT(edit.replacement));
        }
        check_text(buffer_slice(&told), slice_from(cases[i].edits));
        buffer_release(&told);
        vec_release(&edits);
    }
    check_case("edits moved by an offset");
    struct edits edits = { 0 };
    diff_edits(SLICE("a\nb\n"), SLICE("a\nB\n"), 100, &edits);
    check(edits.count == 1 && edits.items[0].span.start == 102 && edits.items[0].span.end == 103);
    vec_release(&edits);
}

static void append_random(struct buffer *out, unsigned long long *state, size_t pieces) {
    static const char *const names[] = {
        "a\n",    "b\n",    "\n",         "a\r\n",    "\r", "\n\r",
        "\u00e9", "\u00e8", "\U0001F600", "\u0129\n", "b",  "\r\n"
    };
    for (size_t i = 0; i < pieces; i++)
        buffer_append_string(out, names[check_random(state) % (sizeof names / sizeof *names)]);
}

static void random_texts(void) {
    unsigned long long state = check_seed() | 1;
    check_case("random texts");
    for (int i = 0; i < 3000; i++) {
        struct buffer before = { 0 }, after = { 0 };
        append_random(&before, &state, check_random(&state) % 20);
        size_t kept = check_random(&state) % (before.length + 1);
        kept = utf8_floor(buffer_slice(&before), kept);
        buffer_append(&after, slice_between(buffer_slice(&before), 0, kept));
        append_random(&after, &state, check_random(&state) % 6);
        size_t from = utf8_floor(buffer_slice(&before), check_random(&state) % (before.length + 1));
        buffer_append(&after, slice_between(buffer_slice(&before), from, before.length));
        struct edits edits = { 0 };
        bool is_good = check_edits(buffer_slice(&before), buffer_slice(&after), &edits);
        vec_release(&edits);
        buffer_release(&before);
        buffer_release(&after);
        if (!is_good)
            return;
    }
}

static bool touches(struct span edit, struct span line) {
    if (edit.start == edit.end)
        return edit.start > line.start && edit.start < line.end;
    return edit.start < line.end && edit.end > line.start;
}

// Lines that are each there once: those that stay must be in no edit.
static void unchanged_lines(void) {
    unsigned long long state = check_seed() | 1;
    for (int round = 0; round < 50; round++) {
        check_case("unchanged lines %d", round);
        struct buffer before = { 0 }, after = { 0 };
        struct span kept[200];
        size_t kept_count = 0;
        const char *ending = round % 3 == 0 ? "\r\n" : round % 3 == 1 ? "\n" : "\r";
        for (size_t i = 0; i < 200; i++) {
            size_t start = before.length;
            unsigned long long chance = check_random(&state) % 12;
            buffer_format(&before, "line %zu of many%s", i, ending);
            if (chance > 2) {
                kept[kept_count++] = (struct span){ start, before.length };
                buffer_append(&after, slice_between(buffer_slice(&before), start, before.length));
            } else if (chance > 0) {
                buffer_format(&after, "line %zu, changed%s", i, ending);
            }
            if (check_random(&state) % 15 == 0)
                buffer_format(&after, "more after %zu%s", i, ending);
        }
        struct edits edits = { 0 };
        check_edits(buffer_slice(&before), buffer_slice(&after), &edits);
        bool is_good = edits.count > 1;
        for (size_t i = 0; i < edits.count; i++) {
            for (size_t k = 0; k < kept_count; k++)
                is_good = is_good && !touches(edits.items[i].span, kept[k]);
        }
        check(is_good);
        vec_release(&edits);
        buffer_release(&before);
        buffer_release(&after);
    }
}

static void too_different(void) {
    check_case("too different");
    struct buffer before = { 0 }, after = { 0 };
    buffer_append_string(&before, "same\n");
    buffer_append_string(&after, "same\n");
    for (int i = 0; i < 3000; i++) {
        buffer_format(&before, "%d\ncommon\n", i);
        buffer_format(&after, "%d\ncommon\n", i + 100000);
    }
    struct edits edits = { 0 };
    check_edits(buffer_slice(&before), buffer_slice(&after), &edits);
    check_number(edits.count, 1);
    check_number(edits.items[0].span.start, 5);
    vec_release(&edits);
    buffer_release(&before);
    buffer_release(&after);
}

// --- Unified -----------------------------------------------------------------------------------

static void known_diffs(void) {
    static const struct {
        const char *before, *after, *diff;
    } cases[] = {
        { "a\n", "a\n", "" },
        { "", "a\n", "@@ -0,0 +1,1 @@\n+a\n" },
        { "a\n", "", "@@ -1,1 +0,0 @@\n-a\n" },
        { "a", "a\n", "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n" },
        { "a\nb", "c\nb", "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n" },
        { "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
          "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n" },
        { "1\n2\n3\n4\n5\n6\n7\n8\n", "X\n2\n3\n4\n5\n6\n7\nY\n",
          "@@ -1,8 +1,8 @@\n-1\n+X\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+Y\n" },
        { "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "X\n2\n3\n4\n5\n6\n7\n8\nY\n",
          "@@ -1,4 +1,4 @@\n-1\n+X\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+Y\n" },
        { "a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("unified %zu", i);
        struct buffer out = { 0 }, expected = { 0 };
        if (cases[i].diff[0])
            buffer_append_string(&expected, "--- a/dir/x.c\n+++ b/dir/x.c\n");
        buffer_append_string(&expected, cases[i].diff);
        check(
            diff_unified(slice_from(cases[i].before), slice_from(cases[i].after), "dir/x.c", &out));
        check_text(buffer_slice(&out), buffer_slice(&expected));
        buffer_release(&out);
        buffer_release(&expected);
    }
    check_case("a diff over the cap");
    struct buffer small = { .limit = 40 };
    check(!diff_unified(SLICE("a\n"), SLICE("b\n"), "x.c", &small));
    buffer_release(&small);
}

static void write_file(const char *folder, const char *name, struct slice bytes) {
    struct buffer path = { 0 };
    buffer_format(&path, "%s/%s", folder, name);
    FILE *file = fopen(path.data, "wb");
    if (check(file != NULL)) {
        check(fwrite(bytes.data, 1, bytes.length, file) == bytes.length);
        fclose(file);
    }
    buffer_release(&path);
}

enum { PATCHED_FILES = 150 };

// Two texts with much in common: every third has CRLF, some have no final terminator, the first
// four are empty on one side.
static void random_pair(unsigned long long *state, int number, struct buffer *before,
                        struct buffer *after) {
    const char *ending = number % 3 ? "\n" : "\r\n";
    size_t count = number < 4 ? 0 : check_random(state) % 40;
    for (size_t i = 0; i < count; i++) {
        bool is_last = i + 1 == count && number % 4 == 0;
        unsigned long long chance = check_random(state) % 14;
        size_t word = check_random(state) % 5;
        if (number % 7)
            buffer_format(before, "%zu\u00e9 line%s", word, is_last ? "" : ending);
        if (chance < 12)
            buffer_format(after, "%zu\u00e9 line%s", word, is_last && chance ? "" : ending);
        if (chance == 13)
            buffer_format(after, "\tnew %zu\n", i);
    }
    if (number < 4)
        buffer_append_string(number % 2 ? before : after, number < 2 ? "a\nb" : "a\r\n");
}

static void real_patch(void) {
    check_case("the real patch");
    char folder[] = P_tmpdir "/wye-diff-XXXXXX";
    if (system("command -v patch >/dev/null 2>&1") != 0 || !check(mkdtemp(folder) != NULL))
        return;
    unsigned long long state = check_seed() | 1;
    static struct buffer before[PATCHED_FILES], after[PATCHED_FILES];
    struct buffer patch = { 0 }, name = { 0 }, command = { 0 };
    for (int i = 0; i < PATCHED_FILES; i++) {
        random_pair(&state, i, &before[i], &after[i]);
        buffer_clear(&name);
        buffer_format(&name, i % 2 ? "file %d.txt" : "%d.txt", i);
        write_file(folder, name.data, buffer_slice(&before[i]));
        check(diff_unified(buffer_slice(&before[i]), buffer_slice(&after[i]), name.data, &patch));
    }
    write_file(folder, "all.patch", buffer_slice(&patch));
    buffer_format(&command, "cd '%s' && patch -s -p1 <all.patch", folder);
    check_number(system(command.data), 0);
    for (int i = 0; i < PATCHED_FILES; i++) {
        buffer_clear(&name);
        buffer_format(&name, i % 2 ? "%s/file %d.txt" : "%s/%d.txt", folder, i);
        size_t length = 0;
        char *patched = check_read_file(name.data, &length); // patch may remove an emptied file
        struct slice actual = { patched, length };
        check_text(actual, buffer_slice(&after[i]));
        memory_free(patched);
        buffer_release(&before[i]);
        buffer_release(&after[i]);
    }
    buffer_clear(&command);
    buffer_format(&command, "rm -rf '%s'", folder);
    check_number(system(command.data), 0);
    buffer_release(&patch);
    buffer_release(&name);
    buffer_release(&command);
}

void suite_diff(void);
void suite_diff(void) {
    known_edits();
    random_texts();
    unchanged_lines();
    too_different();
    known_diffs();
    real_patch();
}
