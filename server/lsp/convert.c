// LSP's own ways to say where something is. Everything here is pure and takes any input.
// Whether a position lies inside of a text is text/position's to say.
#include "lsp/convert.h"

#include <strings.h>

static bool convert_number(const struct json *value, uint32_t *number) {
    const double given = json_number_or(value, -1);
    if (!json_is_integer(value) || given < 0)
        return false;
    *number = given > (double)UINT32_MAX ? UINT32_MAX : (uint32_t)given;
    return true;
}

bool convert_position(const struct json *value, struct position *position) {
    return convert_number(json_find(value, "line"), &position->line) &&
           convert_number(json_find(value, "character"), &position->character);
}

bool convert_range(const struct json *value, struct range *range) {
    return convert_position(json_find(value, "start"), &range->start) &&
           convert_position(json_find(value, "end"), &range->end);
}

// --- URIs ----------------------------------------------------------------------------------------

static int hex_digit(char byte) {
    static const char digits[] = "0123456789abcdef";
    const char *found =
        byte ? strchr(digits, byte >= 'A' && byte <= 'F' ? byte | 0x20 : byte) : NULL;
    return found ? (int)(found - digits) : -1;
}

// What follows the scheme and the authority; empty where it is no file of this machine.
static struct slice path_part(const char *uri) {
    static const char scheme[] = "file:", local[] = "//localhost/";
    const struct slice none = { "", 0 };
    if (strncasecmp(uri, scheme, sizeof scheme - 1) != 0)
        return none;
    const char *rest = uri + sizeof scheme - 1;
    if (strncasecmp(rest, local, sizeof local - 1) == 0)
        rest += sizeof local - 2;
    else if (strncmp(rest, "///", 3) == 0)
        rest += 2;
    const bool is_path = rest[0] == '/' && rest[1] != '/';
    return is_path ? (struct slice){ rest, strcspn(rest, "?#") } : none;
}

const char *convert_path(struct arena *arena, const char *uri) {
    const struct slice part = path_part(uri);
    if (part.length == 0)
        return NULL;
    char *path = arena_string(arena, part);
    size_t length = 0;
    for (size_t i = 0; i < part.length; i++) {
        const int high =
            part.data[i] == '%' && i + 2 < part.length ? hex_digit(part.data[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(part.data[i + 2]) : -1;
        path[length] = low >= 0 ? (char)(high * 16 + low) : part.data[i];
        if (path[length++] == '\0')
            return NULL;
        i += low >= 0 ? 2 : 0;
    }
    while (length > 1 && path[length - 1] == '/')
        length--;
    path[length] = '\0';
    return path;
}
