// Reads base URLs strictly, so that no other reader of the same text (curl) sees another host in
// it: no user part, no backslash, no blanks, no query. Resolves nothing: only names that always
// mean this machine count as local.
#include "config/url.h"

#include "base/slice.h"

#include <ctype.h>

enum { PORT_DIGITS_MAX = 5, PORT_MAX = 65535, LOOPBACK_DOTS = 3 };

struct parts {
    bool is_clear;     // http
    struct slice host; // with brackets where it is an IPv6 address
    struct slice port, path;
};

static bool take_prefix(struct slice *rest, struct slice prefix) {
    if (!slice_starts_with(*rest, prefix))
        return false;
    *rest = slice_between(*rest, prefix.length, rest->length);
    return true;
}

static bool split(struct slice rest, struct parts *parts) {
    parts->is_clear = take_prefix(&rest, SLICE("http://"));
    if (!parts->is_clear && !take_prefix(&rest, SLICE("https://")))
        return false;
    size_t slash = slice_find(rest, SLICE("/"), 0);
    size_t end = slash == SLICE_NOT_FOUND ? rest.length : slash;
    struct slice authority = slice_between(rest, 0, end);
    parts->path = slice_between(rest, end, rest.length);
    size_t bracket = slice_find(authority, SLICE("]"), 0);
    size_t colon = slice_find(authority, SLICE(":"), bracket == SLICE_NOT_FOUND ? 0 : bracket);
    parts->host = slice_between(authority, 0, colon == SLICE_NOT_FOUND ? authority.length : colon);
    parts->port = colon == SLICE_NOT_FOUND ? (struct slice){ "", 0 }
                                           : slice_between(authority, colon, authority.length);
    return true;
}

static bool has_only(struct slice text, const char *others, int (*is_class)(int)) {
    for (size_t i = 0; i < text.length; i++) {
        if (!is_class((unsigned char)text.data[i]) && !strchr(others, text.data[i]))
            return false;
    }
    return true;
}

static bool is_host(struct slice host) {
    if (host.length > 2 && host.data[0] == '[' && host.data[host.length - 1] == ']')
        return has_only(slice_between(host, 1, host.length - 1), ":.", isxdigit);
    return host.length && has_only(host, ".-_", isalnum);
}

static bool is_port(struct slice port) { // with its colon
    if (!port.length)
        return true;
    unsigned value = 0;
    for (size_t i = 1; i < port.length && port.length <= PORT_DIGITS_MAX + 1; i++) {
        if (!isdigit((unsigned char)port.data[i]))
            return false;
        value = value * 10 + (unsigned)(port.data[i] - '0');
    }
    return port.length <= PORT_DIGITS_MAX + 1 && value >= 1 && value <= PORT_MAX;
}

static bool is_path(struct slice path) {
    return has_only(path, "/-._~!$&'()*+,;=:@%", isalnum);
}

const char *url_fault(const char *url) {
    struct parts parts;
    if (!split(slice_from(url), &parts))
        return "must begin with https:// or http://";
    if (slice_find(slice_from(url), SLICE("@"), 0) < slice_from(url).length - parts.path.length)
        return "must not hold a user or a password; name the key with api_key_env";
    if (!is_host(parts.host))
        return "has no valid host";
    if (!is_port(parts.port))
        return "has no valid port";
    if (!is_path(parts.path))
        return "must end with a plain path, without blanks, \"?\" or \"#\"";
    return NULL;
}

// 127.0.0.0/8 in full, as short forms (127.1) and octal ones are read differently by others.
static bool is_loopback_address(struct slice host) {
    size_t dots = 0;
    for (size_t i = 0; i < host.length; i++)
        dots += host.data[i] == '.';
    return slice_starts_with(host, SLICE("127.")) && dots == LOOPBACK_DOTS &&
           has_only(host, ".", isdigit);
}

bool url_is_loopback(const char *url) {
    struct parts parts;
    return split(slice_from(url), &parts) &&
           (slice_is(parts.host, "localhost") || slice_is(parts.host, "[::1]") ||
            is_loopback_address(parts.host));
}

bool url_is_exposed(const char *url) {
    struct parts parts;
    return split(slice_from(url), &parts) && parts.is_clear && !url_is_loopback(url);
}
