// Looks at the text before and after without their comments. What was there must be there still:
// each line in its order, each function as a whole, of each import every word. What came must hold
// tests that name, and where the language imports, import, what they test, and must not be that.
#include "actions/test_check.h"

#include "actions/remarks.h"
#include "actions/stub.h"

enum { MARKS_MAX = 6 };

static const struct test_language {
    const char *ids;              // parted by blanks
    const char *marks[MARKS_MAX]; // what a test begins with
    bool imports;                 // by the name of the file
    bool has_packages;            // a line `package x` that is the source's
    bool is_in_source;            // tests stand in the file that they test
} languages[] = {
    { .ids = "python", .marks = { "def test" }, .imports = true },
    { .ids = "javascript jsx typescript tsx",
      .marks = { "it(", "it.", "test(", "test." },
      .imports = true },
    { .ids = "go", .marks = { "func Test" }, .has_packages = true },
    { .ids = "java",
      .marks = { "@Test", "@ParameterizedTest", "@RepeatedTest" },
      .has_packages = true },
    { .ids = "c cpp", .marks = { "test_", "TEST", "BOOST_AUTO_TEST_CASE(" }, .imports = true },
    { .ids = "rust", .marks = { "#[test]", "#[tokio::test]" }, .is_in_source = true },
};

// A text of the destination, looked at.
struct half {
    struct slice text;
    struct slice bare; // without comments, which are blanks
    struct outline outline;
};

struct check {
    struct arena *arena;
    const struct subject *subject;
    const struct test_language *language;
    struct half before, after;
    struct outline source; // of what is tested
};

static const struct test_language *find_language(const struct subject *subject) {
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (slice_has_word(slice_from(languages[i].ids), slice_from(subject->language_id)))
            return &languages[i];
    return NULL;
}

static struct half half_of(struct arena *arena, const struct tree *tree, struct slice text) {
    struct span whole = { 0, text.length };
    struct spans comments;
    char *bare = arena_string(arena, text);
    remarks_find(tree, text, whole, REMARKS_COMMENTS, &comments);
    for (size_t i = 0; i < comments.count; i++)
        for (size_t at = comments.items[i].start; at < comments.items[i].end; at++)
            bare[at] = bare[at] == '\n' ? '\n' : ' ';
    vec_release(&comments);
    return (struct half){ text, { bare, text.length }, outline_of(arena, tree, text, whole) };
}

static struct slice slice_of(struct slice text, struct span span) {
    return slice_between(text, span.start, span.end);
}

static bool holds(struct slice text, struct slice part) {
    return slice_find(text, part, 0) != SLICE_NOT_FOUND;
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

// --- What was there ------------------------------------------------------------------------------

static bool is_function(const struct definition *definition) {
    return strcmp(definition->noun, "function") == 0 || strcmp(definition->noun, "method") == 0;
}

static const char *quote(struct arena *arena, struct slice line) {
    line = slice_trim(line);
    return arena_format(arena, SLICE_FORMAT, line.length > 60 ? 60 : (int)line.length, line.data);
}

static bool is_in_import(const struct half *half, struct slice line) {
    size_t at = (size_t)(line.data - half->text.data);
    for (size_t i = 0; i < half->outline.import_count; i++)
        if (at < half->outline.imports[i].end && at + line.length > half->outline.imports[i].start)
            return true;
    return false;
}

// A line that is not in the answer, or not behind the one in front of it; empty where all are.
static struct slice find_lost_line(const struct half *before, struct slice after) {
    struct slice rest = before->text, line, other;
    while (slice_next_line(&rest, &line)) {
        bool is_there = !slice_trim(line).length || is_in_import(before, line);
        while (!is_there && slice_next_line(&after, &other))
            is_there = slice_is_equal(line, other);
        if (!is_there)
            return line;
    }
    return SLICE("");
}

// `main` may call one more test.
static struct slice find_torn_function(const struct half *before, struct slice after) {
    for (size_t i = 0; i < before->outline.definition_count; i++) {
        const struct definition *definition = &before->outline.definitions[i];
        if (is_function(definition) && !slice_is(definition->name, "main") &&
            !holds(after, slice_of(before->text, definition->core)))
            return slice_of(before->text, definition->signature);
    }
    return SLICE("");
}

static size_t indent_of(struct slice line) {
    size_t width = 0;
    while (width < line.length && strchr(" \t", line.data[width]))
        width++;
    return width;
}

// The lines from `first` as far as the one that closes what it opens.
static struct slice block_from(struct slice text, struct slice first) {
    size_t start = (size_t)(first.data - text.data), end = start + first.length;
    struct slice rest = slice_between(text, end, text.length), line;
    slice_next_line(&rest, &line); // the end of the first
    while (slice_next_line(&rest, &line)) {
        bool is_out = slice_trim(line).length && indent_of(line) <= indent_of(first);
        bool is_closing = is_out && indent_of(line) == indent_of(first) &&
                          strchr("})]", slice_trim(line).data[0]);
        if (is_out && !is_closing)
            break;
        if (slice_trim(line).length)
            end = (size_t)(line.data - text.data) + line.length;
        if (is_closing)
            break;
    }
    return slice_between(text, start, end);
}

static bool is_marked(const struct check *check, struct slice text, size_t *count);

// A test that is a call and no definition, as JavaScript has it.
static struct slice find_torn_test(const struct check *check) {
    struct slice rest = check->before.text, line;
    while (slice_next_line(&rest, &line)) {
        size_t at = (size_t)(line.data - check->before.text.data);
        struct slice bare = slice_between(check->before.bare, at, at + line.length);
        size_t count = 0;
        if (is_marked(check, bare, &count) &&
            !holds(check->after.text, block_from(check->before.text, line)))
            return line;
    }
    return SLICE("");
}

// Of an import that was extended every word is still in an import.
static struct slice find_lost_import(struct arena *arena, const struct half *before,
                                     const struct half *after) {
    struct buffer imports = { 0 };
    for (size_t i = 0; i < after->outline.import_count; i++) {
        buffer_append(&imports, slice_of(after->text, after->outline.imports[i]));
        buffer_append_byte(&imports, '\n');
    }
    struct slice all = arena_copy(arena, buffer_slice(&imports)), lost = SLICE("");
    buffer_release(&imports);
    for (size_t i = 0; i < before->outline.import_count && !lost.length; i++) {
        struct slice import = slice_of(before->text, before->outline.imports[i]);
        for (size_t at = 0, end; at < import.length; at = end + 1) {
            for (end = at; end < import.length && is_letter(import.data[end]); end++)
                ;
            if (end > at && !slice_has_word(all, slice_between(import, at, end)))
                lost = import;
        }
    }
    return lost;
}

static const char *find_disturbed(const struct check *check) {
    const struct slice found[] = {
        find_lost_line(&check->before, check->after.text),
        find_torn_function(&check->before, check->after.text),
        check->language->is_in_source ? SLICE("") : find_torn_test(check),
        find_lost_import(check->arena, &check->before, &check->after),
    };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (found[i].length)
            return arena_format(check->arena, "The answer changes what is in the test file (%s).",
                                quote(check->arena, found[i]));
    return NULL;
}

// --- What came -----------------------------------------------------------------------------------

// Whether a test begins in it; `count` grows by how many.
static bool is_marked(const struct check *check, struct slice text, size_t *count) {
    size_t known = *count;
    for (size_t i = 0; i < MARKS_MAX && check->language->marks[i]; i++) {
        struct slice mark = slice_from(check->language->marks[i]);
        for (size_t at = 0; (at = slice_find(text, mark, at)) != SLICE_NOT_FOUND; at += mark.length)
            *count += at == 0 || !(is_letter(text.data[at - 1]) || text.data[at - 1] == '.');
    }
    return *count > known;
}

// A test that came and does nothing.
static const struct definition *find_stub(const struct check *check, const struct tree *tree) {
    const struct half *after = &check->after;
    for (size_t i = 0; i < after->outline.definition_count; i++) {
        const struct definition *definition = &after->outline.definitions[i];
        struct span head = { definition->span.start, definition->signature.end };
        size_t count = 0;
        if (is_function(definition) && definition->body.end > definition->body.start &&
            is_marked(check, slice_of(after->bare, head), &count) &&
            !holds(check->before.text, slice_of(after->text, definition->core)) &&
            stub_is_body(tree, after->text, definition->body))
            return definition;
    }
    return NULL;
}

static bool defines(const struct half *half, const struct definition *wanted) {
    for (size_t i = 0; i < half->outline.definition_count; i++) {
        const struct definition *definition = &half->outline.definitions[i];
        if (definition->parent == -1 && definition->body.end > definition->body.start &&
            slice_is_equal(definition->name, wanted->name) &&
            strcmp(definition->noun, wanted->noun) == 0)
            return true;
    }
    return false;
}

static bool is_tested(const struct subject *subject, const struct definition *definition) {
    return definition->core.start >= subject->scope.span.start &&
           definition->core.end <= subject->scope.span.end && definition->name.length &&
           !slice_is(definition->name, "main");
}

// Whether the test file defines anew what it is to test.
static bool redefines(const struct check *check) {
    bool is_found = false;
    for (size_t i = 0; i < check->source.definition_count && !is_found; i++) {
        const struct definition *definition = &check->source.definitions[i];
        is_found = is_tested(check->subject, definition) && defines(&check->after, definition) &&
                   !defines(&check->before, definition);
    }
    return is_found && !check->language->is_in_source;
}

// Whether one of the names that are tested is in the tests.
static bool names_tested(const struct check *check) {
    const struct subject *subject = check->subject;
    if (subject->scope.kind == SCOPE_DEFINITION)
        return slice_has_word(check->after.bare, subject->scope.name);
    for (size_t i = 0; i < check->source.definition_count; i++)
        if (is_tested(subject, &check->source.definitions[i]) &&
            slice_has_word(check->after.bare, check->source.definitions[i].name))
            return true;
    return false;
}

static struct slice stem_of(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return (struct slice){ name, dot ? (size_t)(dot - name) : strlen(name) };
}

// A file that stands for its folder is imported by the folder's name, or by none.
static bool imports_tested(const struct check *check) {
    struct slice stem = stem_of(check->subject->path);
    if (!check->language->imports || slice_is(stem, "index") || slice_is(stem, "__init__"))
        return true;
    const struct half *after = &check->after;
    for (size_t i = 0; i < after->outline.import_count; i++)
        if (slice_has_word(slice_of(after->text, after->outline.imports[i]), stem))
            return true;
    return false;
}

static struct slice package_of(struct slice bare) {
    struct slice line;
    while (slice_next_line(&bare, &line))
        if (slice_starts_with(line, SLICE("package ")))
            return slice_trim(slice_between(line, 8, line.length));
    return SLICE("");
}

static bool is_in_package(const struct check *check, struct slice source) {
    struct slice here = package_of(check->after.bare), there = package_of(source);
    // Go's tests from outside.
    bool is_outside = slice_starts_with(here, there) &&
                      slice_is(slice_between(here, there.length, here.length), "_test");
    return !check->language->has_packages || slice_is_equal(here, there) || is_outside;
}

static const char *find_wrong(const struct check *check) {
    size_t before = 0, after = 0;
    is_marked(check, check->before.bare, &before);
    is_marked(check, check->after.bare, &after);
    if (after <= before)
        return "The answer adds no test.";
    if (redefines(check))
        return "The answer defines what it is to test once more, in place of testing it.";
    if (!names_tested(check))
        return "The tests do not name what they are to test.";
    if (!imports_tested(check))
        return "The tests do not import what they are to test.";
    if (!is_in_package(check, check->subject->text))
        return "The tests are in another package than what they are to test.";
    return NULL;
}

void test_check(struct arena *arena, const struct subject *subject, struct slice after,
                struct reading *reading) {
    const struct subject *file = subject->destination;
    enum tree_status status;
    struct tree *tree = tree_parse(file->language, after, NULL, NULL, &status);
    ASSERT(tree); // it was verified
    struct check check = {
        .arena = arena,
        .subject = subject,
        .language = find_language(subject),
        .before = half_of(arena, file->tree, file->text),
        .after = half_of(arena, tree, after),
        .source = outline_definitions(arena, subject->tree, subject->text, subject->scope.span),
    };
    ASSERT(check.language); // else there was no place for tests
    const char *disturbed = find_disturbed(&check);
    const char *wrong = disturbed ? disturbed : find_wrong(&check);
    const struct definition *stub = wrong ? NULL : find_stub(&check, tree);
    if (stub)
        wrong = arena_format(arena, "The test " SLICE_FORMAT " does nothing.",
                             SLICE_ARGUMENT(stub->name));
    if (wrong) {
        reading->outcome = stub ? ATTEMPT_elided : ATTEMPT_changed_code;
        reading->message = wrong;
    }
    tree_destroy(tree);
}
