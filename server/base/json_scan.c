// A machine of four states over the bytes, with a stack of the brackets that are still open. It
// does not recurse, it allocates nothing, and it keeps every byte in its place; what it lets
// through, cJSON reads without loss. It builds no values.
#include "base/json_scan.h"

#include "base/utf8.h"

#include <math.h>
#include <stdint.h>

enum {
    NUMBER_BYTES_MAX = 63, // cJSON's parse_number has a buffer of 64 and ignores the rest
    ESCAPE_BYTES = 6,      // \uXXXX
};

enum expected { VALUE, VALUE_OR_CLOSE, KEY, KEY_OR_CLOSE, COMMA_OR_CLOSE };

struct scan {
    char *text; // ends with a NUL, which no rule accepts: no rule looks past it
    size_t length;
    size_t at;
    const char *problem; // what is wrong at `at`
    enum expected expected;
    size_t depth;
    char closers[JSON_DEPTH_MAX];
};

static bool fail(struct scan *scan, const char *problem) {
    scan->problem = problem;
    return false;
}

void json_scan_place(struct slice text, size_t at, size_t *line, size_t *column) {
    size_t line_start = 0;
    *line = 1;
    for (size_t i = 0; i < at; i++) {
        bool is_crlf = text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n';
        if (text.data[i] == '\n' || (text.data[i] == '\r' && !is_crlf)) {
            ++*line;
            line_start = i + 1;
        }
    }
    *column = at - line_start + 1;
}

static bool error_at(struct slice text, size_t at, const char *problem, struct error *error) {
    size_t line, column;
    json_scan_place(text, at, &line, &column);
    return error_set(error, ERROR_MALFORMED, "line %zu, column %zu: %s", line, column, problem);
}

static void skip_blanks(struct scan *scan) {
    scan->at += strspn(scan->text + scan->at, " \t\r\n");
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

// --- Strings -----------------------------------------------------------------------------------

// The value of the escape \uXXXX at `text`, or -1.
static int unicode_escape(const char *text) {
    if (text[0] != '\\' || text[1] != 'u')
        return -1;
    int code = 0;
    for (int i = 2; i < ESCAPE_BYTES; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *digit = text[i] ? strchr(digits, text[i]) : NULL;
        if (!digit)
            return -1;
        code = code * 16 + (int)((digit - digits) % 16);
    }
    return code;
}

static bool scan_escape(struct scan *scan) {
    char *escape = scan->text + scan->at;
    if (escape[1] && strchr("\"\\/bfnrt", escape[1])) {
        scan->at += 2;
        return true;
    }
    int code = unicode_escape(escape);
    if (code < 0)
        return fail(scan, "this escape is none that JSON has");
    scan->at += ESCAPE_BYTES;
    if (code == 0) {
        memcpy(escape, "\\u001a", ESCAPE_BYTES);
    } else if (code >= 0xD800 && code <= 0xDFFF) {
        int low = code < 0xDC00 ? unicode_escape(escape + ESCAPE_BYTES) : -1;
        if (low >= 0xDC00 && low <= 0xDFFF)
            scan->at += ESCAPE_BYTES;
        else
            memcpy(escape, "\\ufffd", ESCAPE_BYTES);
    }
    return true;
}

// Eight bytes at once: what is left in the high bits tells a byte over 0x7F, under 0x20, or equal
// to a quote or a backslash (the test for a zero byte of "Bit Twiddling Hacks").
static bool is_plain(uint64_t eight) {
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t quote = eight ^ (ones * '"'), backslash = eight ^ (ones * '\\');
    uint64_t found = eight | (eight - ones * 0x20) | (quote - ones) | (backslash - ones);
    return (found & highs) == 0;
}

size_t json_scan_plain(struct slice text, size_t from) {
    uint64_t eight;
    for (; text.length - from >= sizeof eight; from += sizeof eight) {
        memcpy(&eight, text.data + from, sizeof eight);
        if (!is_plain(eight))
            break;
    }
    for (; from < text.length; from++) {
        unsigned char byte = (unsigned char)text.data[from];
        if (byte < 0x20 || byte > 0x7F || byte == '"' || byte == '\\')
            break;
    }
    return from;
}

static bool scan_string(struct scan *scan) {
    struct slice whole = { scan->text, scan->length };
    scan->at++;
    for (;;) {
        unsigned char byte = (unsigned char)scan->text[scan->at];
        if (byte == '"') {
            scan->at++;
            return true;
        }
        if (byte == '\\') {
            if (!scan_escape(scan))
                return false;
        } else if (byte < 0x20) {
            return fail(scan, "a control character in a string must be written as an escape");
        } else if (byte < 0x80) {
            scan->at = json_scan_plain(whole, scan->at);
        } else {
            size_t length = utf8_length_at(whole, scan->at);
            if (length == 0)
                return fail(scan, "this byte is not UTF-8; save the text as UTF-8");
            scan->at += length;
        }
    }
}

// --- Numbers and words -------------------------------------------------------------------------

// Seventeen digits name any double; blanks fill the rest.
static void shorten_number(char *number, size_t length) {
    char after = number[length];
    number[length] = '\0';
    double value = strtod(number, NULL);
    number[length] = after;
    char brief[NUMBER_BYTES_MAX + 1];
    int written = isinf(value) ? snprintf(brief, sizeof brief, value < 0 ? "-1e999" : "1e999")
                               : snprintf(brief, sizeof brief, "%.17g", value);
    memset(number, ' ', length);
    memcpy(number, brief, (size_t)written);
}

static bool scan_digits(struct scan *scan) {
    if (!is_digit(scan->text[scan->at]))
        return fail(scan, "a digit is missing here");
    while (is_digit(scan->text[scan->at]))
        scan->at++;
    return true;
}

static bool scan_number(struct scan *scan) {
    const char *text = scan->text;
    size_t start = scan->at;
    scan->at += text[scan->at] == '-';
    if (text[scan->at] == '0' && is_digit(text[scan->at + 1]))
        return fail(scan, "a number must not begin with 0");
    if (!scan_digits(scan))
        return false;
    if (text[scan->at] == '.') {
        scan->at++;
        if (!scan_digits(scan))
            return false;
    }
    if (text[scan->at] == 'e' || text[scan->at] == 'E') {
        scan->at++;
        scan->at += text[scan->at] == '+' || text[scan->at] == '-';
        if (!scan_digits(scan))
            return false;
    }
    if (scan->at - start > NUMBER_BYTES_MAX)
        shorten_number(scan->text + start, scan->at - start);
    return true;
}

static bool scan_word(struct scan *scan) {
    static const char *const words[] = { "true", "false", "null" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strncmp(scan->text + scan->at, words[i], strlen(words[i])) == 0) {
            scan->at += strlen(words[i]);
            return true;
        }
    }
    return fail(scan, "a value is missing here");
}

// --- The machine -------------------------------------------------------------------------------

static bool scan_open(struct scan *scan, char closer, enum expected inside) {
    if (scan->depth == JSON_DEPTH_MAX)
        return fail(scan, "this is nested too deeply");
    scan->closers[scan->depth++] = closer;
    scan->at++;
    scan->expected = inside;
    return true;
}

static bool scan_close(struct scan *scan) {
    scan->depth--;
    scan->at++;
    scan->expected = COMMA_OR_CLOSE;
    return true;
}

static bool scan_value(struct scan *scan) {
    char byte = scan->text[scan->at];
    if (byte == ']' && scan->expected == VALUE_OR_CLOSE)
        return scan_close(scan);
    if (byte == '{')
        return scan_open(scan, '}', KEY_OR_CLOSE);
    if (byte == '[')
        return scan_open(scan, ']', VALUE_OR_CLOSE);
    scan->expected = COMMA_OR_CLOSE;
    if (byte == '"')
        return scan_string(scan);
    return byte == '-' || is_digit(byte) ? scan_number(scan) : scan_word(scan);
}

static bool scan_key(struct scan *scan) {
    char byte = scan->text[scan->at];
    if (byte == '}' && scan->expected == KEY_OR_CLOSE)
        return scan_close(scan);
    if (byte != '"')
        return fail(scan, "a key in double quotes is missing here");
    if (!scan_string(scan))
        return false;
    skip_blanks(scan);
    if (scan->text[scan->at] != ':')
        return fail(scan, "a ':' is missing here");
    scan->at++;
    scan->expected = VALUE;
    return true;
}

static bool scan_comma(struct scan *scan) {
    char closer = scan->closers[scan->depth - 1];
    if (scan->text[scan->at] == closer)
        return scan_close(scan);
    if (scan->text[scan->at] != ',')
        return fail(scan, closer == '}' ? "a ',' or '}' is missing here"
                                        : "a ',' or ']' is missing here");
    scan->at++;
    scan->expected = closer == '}' ? KEY : VALUE;
    return true;
}

static bool scan_step(struct scan *scan) {
    skip_blanks(scan);
    if (scan->expected == COMMA_OR_CLOSE)
        return scan_comma(scan);
    if (scan->expected == KEY || scan->expected == KEY_OR_CLOSE)
        return scan_key(scan);
    return scan_value(scan);
}

bool json_scan_clean(char *text, size_t length, struct error *error) {
    ASSERT(text[length] == '\0');
    struct scan scan = { .text = text, .length = length, .expected = VALUE };
    bool is_good = true;
    while (is_good && !(scan.expected == COMMA_OR_CLOSE && scan.depth == 0))
        is_good = scan_step(&scan);
    if (is_good) {
        skip_blanks(&scan);
        if (scan.at == length)
            return true;
        scan.problem = "nothing may follow the value";
    } else if (scan.at == length) {
        scan.problem = length ? "the text ends before its value does" : "the text is empty";
    }
    return error_at((struct slice){ text, length }, scan.at, scan.problem, error);
}

// --- What people write in files ----------------------------------------------------------------

// Past the closing quote, or the end. A raw line feed ends the string too: the strict pass will
// complain of it there, and the rest is blanked as if it had been closed.
static size_t string_end(struct slice text, size_t at) {
    for (at++; at < text.length && text.data[at] != '"' && text.data[at] != '\n'; at++) {
        if (text.data[at] == '\\')
            at++;
    }
    return at < text.length ? at + 1 : text.length;
}

// Past the comment at `at`, or SLICE_NOT_FOUND where it does not end.
static size_t comment_end(struct slice text, size_t at) {
    if (text.data[at + 1] == '*') {
        size_t end = slice_find(text, SLICE("*/"), at + 2);
        return end == SLICE_NOT_FOUND ? end : end + 2;
    }
    while (at < text.length && text.data[at] != '\n' && text.data[at] != '\r')
        at++;
    return at;
}

static void blank(char *text, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        if (text[i] != '\n' && text[i] != '\r')
            text[i] = ' ';
    }
}

bool json_scan_blank(char *text, size_t length, struct error *error) {
    struct slice whole = { text, length };
    size_t at = slice_starts_with(whole, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
    blank(text, 0, at);
    char previous = '\0';           // the last byte that is neither blank nor comment
    size_t comma = SLICE_NOT_FOUND; // the last comma, where a value precedes it
    while (at < length) {
        char byte = text[at];
        size_t end = at + 1;
        if (byte == '/' && end < length && (text[end] == '/' || text[end] == '*')) {
            end = comment_end(whole, at);
            if (end == SLICE_NOT_FOUND)
                return error_at(whole, at, "this comment does not end", error);
            blank(text, at, end);
        } else if (!byte || !strchr(" \t\r\n", byte)) {
            if (byte == '"')
                end = string_end(whole, at);
            else if (byte == ',')
                comma = previous && strchr("[{,:", previous) ? SLICE_NOT_FOUND : at;
            else if ((byte == '}' || byte == ']') && previous == ',' && comma != SLICE_NOT_FOUND)
                text[comma] = ' ';
            previous = byte;
        }
        at = end;
    }
    return true;
}
