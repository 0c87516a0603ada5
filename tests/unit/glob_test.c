// Path patterns and the privacy lists made of them, as tables in tests/config/*.table, and patterns
// that others are slow with.

#include "runner/check.h"

#include "base/memory.h"
#include "config/config.h"
#include "config/glob.h"
#include "config/privacy.h"

#define FOLDER "tests/config/"

// Words of a line, parted by blanks; at most `most`.
static size_t split(struct slice line, char words[][128], size_t most) {
    size_t count = 0, at = 0;
    while (count < most && at < line.length) {
        size_t end = slice_find(line, SLICE(" "), at);
        end = end == SLICE_NOT_FOUND ? line.length : end;
        if (end > at)
            snprintf(words[count++], sizeof words[0], "%.*s", (int)(end - at), line.data + at);
        at = end + 1;
    }
    return count;
}

typedef void row_player(char words[][128], size_t count, const void *data);

static void play_table(const char *path, row_player *row, const void *data) {
    size_t length = 0;
    char *text = check_read_file(path, &length);
    if (!check(text != NULL))
        return;
    struct slice rest = { text, length }, line;
    while (slice_next_line(&rest, &line)) {
        char words[4][128] = { { 0 } };
        if (line.length && line.data[0] != '#') {
            check_case("%s: " SLICE_FORMAT, path, SLICE_ARGUMENT(line));
            row(words, split(line, words, 4), data);
        }
    }
    memory_free(text);
}

static void play_glob(char words[][128], size_t count, const void *data) {
    (void)data;
    bool is_bad = strcmp(words[0], "bad") == 0;
    check_number(count, is_bad ? 2 : 3);
    check((glob_check(words[1]) != NULL) == is_bad);
    if (!is_bad)
        check(glob_match(words[1], words[2]) == (strcmp(words[0], "yes") == 0));
}

static void play_privacy(char words[][128], size_t count, const void *data) {
    static const struct {
        const char *word;
        enum privacy privacy;
    } rows[] = { { "open", PRIVACY_OPEN },
                 { "local", PRIVACY_LOCAL_ONLY },
                 { "never", PRIVACY_NEVER } };
    check(count >= 3);
    const char *pattern = "";
    enum privacy privacy =
        privacy_of(data, words[1], words[2], count > 3 ? words[3] : NULL, &pattern);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(words[0], rows[i].word) == 0)
            check_number(privacy, rows[i].privacy);
    }
    check((pattern == NULL) == (privacy == PRIVACY_OPEN));
}

static void test_privacy(void) {
    static const struct config_vocabulary none = { .tasks = NULL };
    struct config_layer *layer = config_layer_parse(
        CONFIG_USER, "config.json",
        SLICE("{ \"privacy\": { \"never\": [\"**/.env*\", \"vault/**\", \"/top.txt\"],"
              "\"local_only\": [\"**/secrets/**\", \"*.pem\", \"/abs/own/**\"] } }"),
        &none);
    struct config *config = config_merge(&layer, 1, &none);
    config_layer_release(layer);
    check_number(config->problem_count, 0);
    play_table(FOLDER "privacy.table", play_privacy, config);
    check_case("privacy without paths");
    check_number(privacy_of(config, NULL, NULL, NULL, NULL), PRIVACY_OPEN);
    config_release(config);
}

// Patterns that take exponential time in matchers that go back.
static void test_glob_is_linear(void) {
    check_case("hostile patterns");
    char path[4096], pattern[500];
    memset(path, 'a', sizeof path);
    path[sizeof path - 1] = '\0';
    for (size_t i = 0; i + 1 < sizeof pattern; i++)
        pattern[i] = "a*"[i % 2];
    pattern[sizeof pattern - 1] = '\0';
    check(glob_match(pattern, path));
    pattern[sizeof pattern - 2] = 'b';
    check(!glob_match(pattern, path));
    for (size_t i = 0; i + 7 < sizeof pattern; i += 7)
        memcpy(pattern + i, "{a*,**}", 8);
    check(glob_match(pattern, path));
    memset(pattern, '{', sizeof pattern - 1);
    check(glob_check(pattern) != NULL && !glob_match(pattern, path));
    char longer[600];
    memset(longer, 'a', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    check(glob_check(longer) != NULL && !glob_match(longer, path));
}

void suite_glob(void);
void suite_glob(void) {
    play_table(FOLDER "globs.table", play_glob, NULL);
    test_privacy();
    test_glob_is_linear();
}
