// A table: what a test is called and in which folders it may stand, one row a family of languages.
// The places of a file are its folders times its names. Touches no disk: which one is there, others
// find out. No place is ever outside of the workspace's root.
#include "actions/test_place.h"

#include "base/buffer.h"

enum { NAMES_MAX = 3, FOLDERS_MAX = 6 };

struct convention {
    const char *languages;        // ids, parted by blanks
    const char *extension;        // of a test; NULL: what the source has
    const char *names[NAMES_MAX]; // `{}` is the source's; the first is what a new one is called
    // "/tests" at the root, "/tests/+" there in folders as the source's below its first one,
    // "./tests" beside the source, "." where the source is; "a>b" is where the source is with the
    // first a as b, whether that is there or not.
    const char *folders[FOLDERS_MAX];
};

static const struct convention conventions[] = {
    { "python", "py", { "test_{}", "{}_test" }, { "./tests", "/tests/+", "/tests", "/test", "." } },
    { "javascript jsx typescript tsx",
      NULL,
      { "{}.test", "{}.spec" },
      { "./__tests__", ".", "./tests", "/tests", "/test" } },
    { "go", "go", { "{}_test" }, { "." } },
    { "java",
      "java",
      { "{}Test", "{}Tests", "Test{}" },
      { "src/main/>src/test/", "/test", "/tests", "." } },
    { "c", "c", { "{}_test", "test_{}" }, { "./tests", "/tests", "./test", "/test", "." } },
    { "cpp", NULL, { "{}_test", "test_{}" }, { "./tests", "/tests", "./test", "/test", "." } },
    { "rust", NULL, { "{}" }, { "." } }, // `mod tests` in the file itself
};

// What a path is made of: "src/shop/", "cart", "py".
struct parts {
    struct slice folder, stem, extension;
};

static const struct convention *find_convention(const struct subject *subject) {
    for (size_t i = 0; i < sizeof conventions / sizeof *conventions; i++)
        if (slice_has_word(slice_from(conventions[i].languages), slice_from(subject->language_id)))
            return &conventions[i];
    return NULL;
}

static struct parts parts_of(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    struct parts parts = { { path, (size_t)(name - path) }, slice_from(name), SLICE("") };
    if (dot && dot > name) {
        parts.stem.length = (size_t)(dot - name);
        parts.extension = slice_from(dot + 1);
    }
    return parts;
}

// A header's tests are no header.
static struct slice extension_of(const struct convention *convention, const struct parts *parts) {
    if (convention->extension)
        return slice_from(convention->extension);
    return parts->extension.length && parts->extension.data[0] == 'h' ? SLICE("cpp")
                                                                      : parts->extension;
}

// The part of a folder behind its first name: "shop/" of "src/shop/".
static struct slice below_first(struct slice folder) {
    size_t slash = slice_find(folder, SLICE("/"), 0);
    return slash == SLICE_NOT_FOUND ? SLICE("") : slice_between(folder, slash + 1, folder.length);
}

// Appends the folder with a slash at its end, unless it is the root; false where it does not apply.
static bool append_folder(const struct parts *parts, const char *rule, struct buffer *path) {
    const char *swap = strchr(rule, '>');
    struct slice folder = parts->folder;
    if (swap) {
        struct slice from = { rule, (size_t)(swap - rule) };
        size_t at = slice_find(folder, from, 0);
        if (at == SLICE_NOT_FOUND || (at > 0 && folder.data[at - 1] != '/'))
            return false;
        buffer_append(path, slice_between(folder, 0, at));
        buffer_append_string(path, swap + 1);
        buffer_append(path, slice_between(folder, at + from.length, folder.length));
    } else if (rule[0] == '/') {
        struct slice name = slice_from(rule + 1);
        bool is_deep = slice_ends_with(name, SLICE("/+"));
        buffer_append(path, slice_between(name, 0, name.length - 2 * is_deep));
        buffer_append_byte(path, '/');
        if (is_deep)
            buffer_append(path, below_first(folder));
        return !is_deep || below_first(folder).length > 0;
    } else {
        buffer_append(path, folder);
        buffer_append_string(path, rule[1] ? rule + 2 : "");
        if (rule[1])
            buffer_append_byte(path, '/');
    }
    return true;
}

static void append_name(const char *pattern, const struct parts *parts, struct slice extension,
                        struct buffer *path) {
    const char *hole = strstr(pattern, "{}");
    buffer_append(path, (struct slice){ pattern, (size_t)(hole - pattern) });
    buffer_append(path, parts->stem);
    buffer_append_string(path, hole + 2);
    buffer_append_byte(path, '.');
    buffer_append(path, extension);
}

bool test_place_at(struct arena *arena, const struct subject *subject, size_t index,
                   struct file_place *place) {
    const struct convention *convention = find_convention(subject);
    struct parts parts = parts_of(subject->path);
    for (size_t i = 0; convention && i < FOLDERS_MAX && convention->folders[i]; i++) {
        for (size_t k = 0; k < NAMES_MAX && convention->names[k]; k++) {
            struct buffer path = { 0 };
            bool is_one = append_folder(&parts, convention->folders[i], &path) && index-- == 0;
            append_name(convention->names[k], &parts, extension_of(convention, &parts), &path);
            *place = (struct file_place){ arena_string(arena, buffer_slice(&path)),
                                          strchr(convention->folders[i], '>') != NULL };
            buffer_release(&path);
            if (is_one)
                return true;
        }
    }
    return false;
}

static bool has_name(struct slice stem, const char *pattern) {
    const char *hole = strstr(pattern, "{}");
    struct slice start = { pattern, (size_t)(hole - pattern) }, end = slice_from(hole + 2);
    return start.length + end.length > 0 && stem.length > start.length + end.length &&
           slice_starts_with(stem, start) && slice_ends_with(stem, end);
}

bool test_place_is_test(const struct subject *subject) {
    const struct convention *convention = find_convention(subject);
    struct parts parts = parts_of(subject->path);
    bool is_named = false;
    for (size_t i = 0; convention && i < NAMES_MAX && convention->names[i]; i++)
        is_named |= has_name(parts.stem, convention->names[i]);
    // A file with tests at its end, as Rust has it, is none itself.
    bool is_made_of =
        subject->traits & (traits)1 << TRAIT_test &&
        !(subject->scope.kind == SCOPE_FILE && strcmp(subject->language_id, "rust") == 0);
    return is_named || is_made_of;
}
