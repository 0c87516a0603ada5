// Walks the bytes of JSON without building values: for what a tree forgets, the raw spelling of a
// member and the place of a value. It trusts nothing about its input: on text that is no JSON it
// ends, inside the text, with some answer.
#include "base/json.h"

#include "base/json_scan.h"
#include "base/memory.h"

#include <stdint.h>

struct member {
    struct slice key; // as it is spelt, without its quotes
    size_t value;
    size_t value_end;
};

static char byte_at(struct slice text, size_t at) {
    return at < text.length ? text.data[at] : '\0';
}

static bool is_one_of(char byte, const char *set) {
    return byte && strchr(set, byte);
}

static size_t skip_blanks(struct slice text, size_t at) {
    while (is_one_of(byte_at(text, at), " \t\r\n"))
        at++;
    return at;
}

// Past the closing quote, which has an even number of backslashes before it. Most strings of size
// are documents, so that jumping from quote to quote pays.
static size_t skip_string(struct slice text, size_t at) {
    size_t start = at + 1;
    while ((at = slice_find(text, SLICE("\""), at + 1)) != SLICE_NOT_FOUND) {
        size_t plain = at;
        while (plain > start && text.data[plain - 1] == '\\')
            plain--;
        if ((at - plain) % 2 == 0)
            return at + 1;
    }
    return text.length;
}

// Past the value at `at`: brackets are counted, not matched, which is enough for valid JSON.
static size_t skip_value(struct slice text, size_t at) {
    size_t depth = 0;
    do {
        char byte = byte_at(text, at);
        if (byte == '"') {
            at = skip_string(text, at);
        } else if (is_one_of(byte, "{[")) {
            depth++;
            at++;
        } else if (is_one_of(byte, "}]")) {
            if (depth == 0)
                return at;
            depth--;
            at++;
        } else if (depth) {
            at++;
        } else {
            while (at < text.length && !is_one_of(text.data[at], ",:}] \t\r\n"))
                at++;
        }
    } while (depth && at < text.length);
    return at;
}

// The member at `*at`, which is past '{' or past the member before; false when there is none.
static bool next_member(struct slice text, size_t *at, struct member *member) {
    size_t start = skip_blanks(text, *at);
    if (byte_at(text, start) == ',')
        start = skip_blanks(text, start + 1);
    if (byte_at(text, start) != '"')
        return false;
    size_t end = skip_string(text, start);
    if (end < start + 2)
        return false;
    member->key = slice_between(text, start + 1, end - 1);
    end = skip_blanks(text, end);
    if (byte_at(text, end) != ':')
        return false;
    member->value = skip_blanks(text, end + 1);
    member->value_end = *at = skip_value(text, member->value);
    return true;
}

// --- Keys --------------------------------------------------------------------------------------

static unsigned hex_value(struct slice key, size_t at) {
    char digits[5] = { 0 };
    for (size_t i = 0; i < 4; i++)
        digits[i] = byte_at(key, at + i);
    return (unsigned)strtoul(digits, NULL, 16);
}

static size_t encode_utf8(unsigned code, char out[4]) {
    static const unsigned char leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(leads[length] | code);
    return length;
}

// Decodes the escape at `*at` and steps over it, with the same repairs as the strict pass.
static size_t decode_escape(struct slice key, size_t *at, char out[4]) {
    static const char names[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    char name = byte_at(key, *at + 1);
    if (name != 'u') {
        const char *known = name ? strchr(names, name) : NULL;
        out[0] = known ? bytes[known - names] : name;
        *at += 2;
        return 1;
    }
    unsigned code = hex_value(key, *at + 2);
    *at += 6;
    if (code >= 0xD800 && code < 0xDC00 && byte_at(key, *at) == '\\') {
        unsigned low = hex_value(key, *at + 2);
        if (byte_at(key, *at + 1) == 'u' && low >= 0xDC00 && low <= 0xDFFF) {
            *at += 6;
            return encode_utf8(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), out);
        }
    }
    bool is_lone = code >= 0xD800 && code <= 0xDFFF;
    return encode_utf8(is_lone ? 0xFFFD : code ? code : 0x1A, out);
}

// Where in `wanted` the key ends, which `wanted` must begin with; NULL where it does not.
static const char *match_key(struct slice key, const char *wanted) {
    size_t at = 0;
    while (at < key.length) {
        char bytes[4] = { key.data[at] };
        size_t length = 1;
        if (bytes[0] == '\\')
            length = decode_escape(key, &at, bytes);
        else
            at++;
        for (size_t i = 0; i < length; i++, wanted++) {
            if (!*wanted || *wanted != bytes[i])
                return NULL;
        }
    }
    return wanted;
}

struct slice json_raw_member(struct slice text, const char *key) {
    struct slice found = { "", 0 };
    size_t at = skip_blanks(text, 0);
    if (byte_at(text, at) != '{')
        return found;
    at++;
    struct member member;
    while (next_member(text, &at, &member)) {
        const char *end = match_key(member.key, key);
        if (end && !*end)
            found = slice_between(text, member.value, member.value_end);
    }
    return found;
}

// --- Places ------------------------------------------------------------------------------------

// Goes from the object at `*place` to the member whose key is the longest start of `path`.
static const char *enter_object(struct slice text, size_t *place, const char *path) {
    const char *best = NULL;
    size_t at = *place + 1;
    struct member member;
    while (next_member(text, &at, &member)) {
        const char *end = match_key(member.key, path);
        if (end && (!*end || is_one_of(*end, ".[")) && (!best || end >= best)) {
            best = end;
            *place = member.value;
        }
    }
    return best;
}

// Goes from the array at `*place` to the item that "[2]" at `path` names.
static const char *enter_array(struct slice text, size_t *place, const char *path) {
    if (*path != '[')
        return NULL;
    char *end;
    unsigned long wanted = strtoul(path + 1, &end, 10);
    size_t at = skip_blanks(text, *place + 1);
    for (unsigned long i = 0; i < wanted; i++) {
        at = skip_blanks(text, skip_value(text, at));
        if (byte_at(text, at) != ',')
            return NULL;
        at = skip_blanks(text, at + 1);
    }
    if (*end != ']' || at >= text.length || text.data[at] == ']')
        return NULL;
    *place = at;
    return end + 1;
}

static size_t find_place(struct slice text, const char *path) {
    size_t place = skip_blanks(text, 0);
    while (path && *path) {
        if (byte_at(text, place) == '{')
            path = enter_object(text, &place, path);
        else if (byte_at(text, place) == '[')
            path = enter_array(text, &place, path);
        else
            break;
        if (path && *path == '.')
            path++;
    }
    return place;
}

void json_locate(struct slice text, const char *path, size_t *line, size_t *column) {
    *line = *column = 1;
    if (!*path)
        return;
    char *copy = memory_string_of(text);
    json_scan_blank(copy, text.length, NULL);
    size_t place = find_place((struct slice){ copy, text.length }, path);
    memory_free(copy);
    json_scan_place(text, place, line, column);
}
