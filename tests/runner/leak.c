// Looks for the test keys in whatever the scripted host is given. A key may stand in the headers of
// a request and nowhere else: that these are not looked at is the host's to know.
#include "runner/leak.h"

bool leak_has_key(struct slice bytes) {
    return slice_find(bytes, SLICE("test-key"), 0) != SLICE_NOT_FOUND;
}

void leak_look(size_t *count, struct buffer *notes, const char *where, struct slice bytes) {
    if (!leak_has_key(bytes))
        return;
    ++*count;
    buffer_format(notes, "= a key stands in %s\n", where);
}
