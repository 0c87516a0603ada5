// Where a URI comes from a path and not from a client. What a client calls a file is left as it is:
// the two may differ, and then the client's counts.
#include "base/uri.h"

#include "base/buffer.h"

static bool is_unreserved(char byte) {
    static const char others[] = "-._~/";
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr(others, byte));
}

const char *uri_of_path(struct arena *arena, const char *path) {
    static const char digits[] = "0123456789ABCDEF";
    struct buffer uri = { 0 };
    buffer_append_string(&uri, "file://");
    for (const char *byte = path; *byte; byte++) {
        const unsigned char value = (unsigned char)*byte;
        const char escaped[] = { '%', digits[value >> 4], digits[value & 15] };
        if (is_unreserved(*byte))
            buffer_append_byte(&uri, *byte);
        else
            buffer_append(&uri, (struct slice){ escaped, sizeof escaped });
    }
    const char *copy = arena_string(arena, buffer_slice(&uri));
    buffer_release(&uri);
    return copy;
}
