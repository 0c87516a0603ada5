// Finds a language's sample by its row, so that the tests of all languages need no list of them.
// Reads and checks nothing else.
#include "runner/sample.h"

#include "runner/check.h"

#include <stdio.h>

void sample_path(const struct language *language, const char *ending,
                 char path[SAMPLE_PATH_BYTES]) {
    snprintf(path, SAMPLE_PATH_BYTES, "tests/syntax/sample." SLICE_FORMAT "%s",
             SLICE_ARGUMENT(language_extension(language)), ending);
}

char *sample_read(const struct language *language, struct slice *text) {
    char path[SAMPLE_PATH_BYTES];
    size_t length = 0;
    sample_path(language, "", path);
    char *bytes = check_read_file(path, &length);
    check_true(bytes != NULL, path, __FILE__, __LINE__);
    *text = (struct slice){ bytes ? bytes : "", length };
    return bytes;
}
