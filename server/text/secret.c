// One pass over the text, from word to word. Knows no language: a name, a sign of assignment and a
// literal look alike in all of them. Where it is wrong it errs to silence for words and to a find
// for what no person would type.
#include "text/secret.h"

#include "base/vec.h"

#include <ctype.h>
#include <math.h>

enum {
    VALUE_BYTES_MIN = 8,
    VALUE_BYTES_MAX = 512,
    BARE_BYTES_MIN = 16, // without quotes
    NAME_BYTES_MAX = 80,
    BLOCK_BYTES_MAX = 64 << 10,
    CHANGES_MIN = 3, // between letters and digits, or between cases: words have fewer
};

// --- Sets of characters --------------------------------------------------------------------------

enum set { HEX, UPPER, WORD, KEY, BASE64, JOINED };

static bool is_in(enum set set, char byte) {
    unsigned char c = (unsigned char)byte;
    switch (set) {
    case HEX:
        return isdigit(c) || (byte >= 'a' && byte <= 'f');
    case UPPER:
        return isdigit(c) || isupper(c);
    case WORD:
        return isalnum(c) || byte == '_';
    case KEY:
        return isalnum(c) || byte == '_' || byte == '-';
    case BASE64:
        return isalnum(c) || (byte && strchr("_-+/=", byte));
    case JOINED:
        return isalnum(c) || byte == '_' || byte == '-' || byte == '.';
    }
    return false;
}

static size_t run_length(struct slice text, size_t at, enum set set) {
    size_t end = at;
    while (end < text.length && is_in(set, text.data[end]))
        end++;
    return end - at;
}

// --- What looks random ---------------------------------------------------------------------------

// Shannon's, in bits for a byte.
static double entropy_of(struct slice text) {
    size_t counts[256] = { 0 };
    double bits = 0;
    for (size_t i = 0; i < text.length; i++)
        counts[(unsigned char)text.data[i]]++;
    for (size_t i = 0; i < 256; i++) {
        double share = (double)counts[i] / (double)text.length;
        bits -= counts[i] ? share * log2(share) : 0;
    }
    return bits;
}

static bool holds(struct slice text, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= text.length; i++) {
        size_t at = 0;
        while (at < length && tolower((unsigned char)text.data[i + at]) == word[at])
            at++;
        if (at == length)
            return true;
    }
    return false;
}

static bool is_stand_in(struct slice text) {
    static const char *const words[] = {
        "example", "changeme", "change-me", "change_me", "your-",  "your_",     "placeholder",
        "dummy",   "xxxx",     "****",      "....",      "sample", "redacted",  "1234567",
        "abcdef",  "insert",   "fake",      "getenv",    "env.",   "localhost", "password",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (holds(text, words[i]))
            return true;
    return false;
}

static bool has_digit(struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        if (isdigit((unsigned char)text.data[i]))
            return true;
    return false;
}

// How often letters and digits, or small and large letters, take turns. The first letter of a word
// may be large.
static size_t count_changes(struct slice text) {
    size_t changes = 0;
    for (size_t i = 1; i < text.length; i++) {
        unsigned char last = (unsigned char)text.data[i - 1], byte = (unsigned char)text.data[i];
        changes += (isdigit(last) && isalpha(byte)) || (isalpha(last) && isdigit(byte));
        changes += islower(last) && isupper(byte);
        changes += ispunct(byte) && !strchr("-_./:", byte);
    }
    return changes;
}

static bool is_template(struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (isspace(byte) || iscntrl(byte) || strchr("{}<>()", byte) ||
            (byte == '%' && i + 1 < text.length && strchr("sd(", text.data[i + 1])) ||
            (byte == '$' && i == 0))
            return true;
    }
    return false;
}

static bool is_random(struct slice value) {
    return value.length >= VALUE_BYTES_MIN && value.length <= VALUE_BYTES_MAX &&
           !is_template(value) && !is_stand_in(value) && has_digit(value) &&
           count_changes(value) >= CHANGES_MIN &&
           entropy_of(value) >= (value.length < 16 ? 2.75 : 3.2);
}

// --- Keys by shape -------------------------------------------------------------------------------

static const struct shape {
    const char *name, *prefix;
    enum set set;
    size_t least, dots;
} shapes[] = {
#define SECRET(name, prefix, set, least, dots) { name, prefix, set, least, dots },
#include "text/secrets.def"
#undef SECRET
};

static void add(struct secrets *secrets, struct span span, size_t prefix, const char *name) {
    vec_push(secrets, ((struct secret){ .span = span, .prefix = prefix, .name = name }));
}

static size_t count_dots(struct slice text) {
    size_t dots = 0;
    for (size_t i = 0; i < text.length; i++)
        dots += text.data[i] == '.';
    return dots;
}

// The end of a key that begins at `at`, where a word begins; `at` where there is none.
static size_t find_shape(struct slice text, size_t at, struct secrets *secrets) {
    struct slice rest = slice_between(text, at, text.length);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct shape *shape = &shapes[i];
        struct slice prefix = slice_from(shape->prefix);
        if (!slice_starts_with(rest, prefix))
            continue;
        size_t start = at + prefix.length, length = run_length(text, start, shape->set);
        struct slice body = slice_between(text, start, start + length);
        if (length < shape->least || count_dots(body) < shape->dots || !has_digit(body) ||
            is_stand_in(body) || entropy_of(body) < 2.75)
            continue;
        add(secrets, (struct span){ at, start + length }, prefix.length, shape->name);
        return start + length;
    }
    return at;
}

// --- Private keys --------------------------------------------------------------------------------

static size_t line_end(struct slice text, size_t at) {
    while (at < text.length && text.data[at] != '\n' && text.data[at] != '\r')
        at++;
    return at;
}

// The stretch of base64 in a line, without quotes, comment signs and line feeds written out.
static struct span base64_in(struct slice text, struct span line) {
    struct span best = { line.start, line.start };
    for (size_t at = line.start; at < line.end;) {
        size_t length = 0;
        while (at + length < line.end && is_in(BASE64, text.data[at + length]) &&
               text.data[at + length] != '-')
            length++;
        if (length > best.end - best.start)
            best = (struct span){ at, at + length };
        at += length ? length : 1;
    }
    return best;
}

static struct slice part(struct slice text, size_t start, size_t length_max) {
    size_t rest = text.length - start;
    return slice_between(text, start, start + (rest < length_max ? rest : length_max));
}

// Where the key of a block begins that `at` is the head of; 0 where it is none.
static size_t after_head(struct slice text, size_t at) {
    const struct slice begin = SLICE("-----BEGIN "), dashes = SLICE("-----");
    enum { HEAD_BYTES_MAX = 80 };
    struct slice head = part(text, at, HEAD_BYTES_MAX);
    if (!slice_starts_with(head, begin))
        return 0;
    size_t end = slice_find(head, dashes, begin.length);
    head.length = end == SLICE_NOT_FOUND ? 0 : end;
    bool is_key = slice_find(head, SLICE("PRIVATE KEY"), 0) != SLICE_NOT_FOUND;
    return is_key ? at + end + dashes.length : 0;
}

// Lines end with a line feed, or with one that is written out.
static size_t find_block(struct slice text, size_t at, struct secrets *secrets) {
    size_t from = after_head(text, at);
    if (!from)
        return at;
    struct slice block = part(text, from, BLOCK_BYTES_MAX);
    size_t foot = slice_find(block, SLICE("-----END "), 0);
    size_t stop = from + (foot == SLICE_NOT_FOUND ? block.length : foot);
    while (from < stop) {
        size_t end = line_end(text, from);
        end = end < stop ? end : stop;
        size_t written = slice_find(slice_between(text, from, end), SLICE("\\n"), 0);
        bool is_written = written != SLICE_NOT_FOUND;
        struct span line = { from, is_written ? from + written : end };
        struct span body = base64_in(text, line);
        if (body.end - body.start >= VALUE_BYTES_MIN &&
            !holds(slice_between(text, body.start, body.end), "xxxxxxxx"))
            add(secrets, body, 0, "private key");
        from = line.end + (is_written ? 2 : 1);
    }
    return stop;
}

// --- Passwords in URLs ---------------------------------------------------------------------------

static bool starts_with_any(struct slice text, const char *const words[], size_t count) {
    for (size_t i = 0; i < count; i++)
        if (slice_starts_with(text, slice_from(words[i])))
            return true;
    return false;
}

// "user:passwd@proxy", and what tests of URLs are full of: "pass;word@host".
static bool is_shown_in_url(struct slice password, struct slice host) {
    static const char *const words[] = { "pass", "secret", "pwd", "p4ss" };
    static const char *const hosts[] = {
        "example", "host", "server", "localhost", "proxy", "test", "127.0.0.1",
    };
    return (starts_with_any(password, words, sizeof words / sizeof *words) &&
            count_changes(password) < CHANGES_MIN) ||
           starts_with_any(host, hosts, sizeof hosts / sizeof *hosts) || holds(host, ".example");
}

// "://user:password@host"; `at` is behind the slashes.
static size_t find_in_url(struct slice text, size_t at, struct secrets *secrets) {
    enum { HOST_BYTES_MAX = 24 };
    size_t colon = 0, end = at;
    for (; end < text.length && !isspace((unsigned char)text.data[end]) &&
           !strchr("@/\"'`<>", text.data[end]);
         end++)
        if (text.data[end] == ':' && !colon)
            colon = end + 1;
    struct slice password = slice_between(text, colon ? colon : end, end);
    if (end == text.length || text.data[end] != '@' || password.length < 6 ||
        is_template(password) || is_stand_in(password) || entropy_of(password) < 2)
        return at;
    add(secrets, (struct span){ colon, end }, 0, "password in a URL");
    secrets->items[secrets->count - 1].is_doubtful =
        is_shown_in_url(password, part(text, end + 1, HOST_BYTES_MAX));
    return end;
}

// --- Assignments ---------------------------------------------------------------------------------

static bool is_name_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '_' || byte == '-';
}

static bool ends_in(struct slice name, const char *word) {
    size_t length = strlen(word);
    return name.length >= length &&
           holds(slice_between(name, name.length - length, name.length), word);
}

// "DB_PASSWORD", "apiKey"; not "password_file" or "tokenType", which hold something else.
static bool is_secret_name(struct slice name) {
    static const char *const words[] = {
        "password",    "passwd",         "passphrase", "pwd",        "secret",
        "token",       "apikey",         "api_key",    "api-key",    "accesskey",
        "access_key",  "access-key",     "authkey",    "auth_key",   "privatekey",
        "private_key", "private-key",    "credential", "accountkey", "signing_key",
        "signingkey",  "encryption_key",
    };
    static const char *const others[] = {
        "file",   "path",   "url",     "uri",     "name",  "id",      "type",   "length", "len",
        "count",  "hint",   "label",   "title",   "regex", "pattern", "prefix", "header", "expiry",
        "policy", "class",  "field",   "key_id",  "hash",  "digest",  "test",   "kind",   "format",
        "error",  "prompt", "message", "version", "size",  "index",   "offset", "limit",
    };
    bool speaks = false;
    if (name.length > NAME_BYTES_MAX)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words && !speaks; i++)
        speaks = holds(name, words[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others && speaks; i++)
        speaks = !ends_in(name, others[i]);
    return speaks;
}

static size_t skip_blanks(struct slice text, size_t at) {
    while (at < text.length && (text.data[at] == ' ' || text.data[at] == '\t'))
        at++;
    return at;
}

// Behind a name: its closing quote or bracket, and a sign of assignment or comparison. 0 where
// there is none.
static size_t after_sign(struct slice text, size_t at) {
    static const char *const signs[] = { "===", "!==", ":=", "=>", "==", "!=", "=", ":" };
    while (at < text.length && strchr("\"'`]", text.data[at]))
        at++;
    at = skip_blanks(text, at);
    struct slice rest = slice_between(text, at, text.length);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_starts_with(rest, slice_from(signs[i])))
            return skip_blanks(text, at + strlen(signs[i]));
    return 0;
}

// A type between the name and the value: "const char *password = …" has it in front,
// "password: &str = …" behind.
static size_t skip_type(struct slice text, size_t at) {
    size_t end = at;
    while (end < text.length && end - at < 40 &&
           (is_name_byte(text.data[end]) || strchr("&'<>:*? []", text.data[end])))
        end++;
    bool is_type = end > at && end + 1 < text.length && text.data[end] == '=' &&
                   text.data[end + 1] != '=' && text.data[end + 1] != '>';
    return is_type ? skip_blanks(text, end + 1) : at;
}

// Parts around quotes and backslashes, which are written in several ways.
static void add_parts(struct slice text, size_t start, size_t end, const char *name,
                      struct secrets *secrets) {
    enum { PART_BYTES_MIN = 5 }; // less could be anything, when it comes back
    for (size_t at = start; at < end;) {
        size_t stop = at;
        while (stop < end && !strchr("\\\"'`", text.data[stop]))
            stop++;
        if (stop - at >= PART_BYTES_MIN)
            add(secrets, (struct span){ at, stop }, 0, name);
        at = stop + 1;
    }
}

static size_t find_quoted(struct slice text, size_t at, const char *name, struct secrets *secrets) {
    size_t open = at;
    while (open < text.length && open - at < 2 && strchr("brfuLR@", text.data[open]))
        open++;
    if (open >= text.length || !strchr("\"'`", text.data[open]))
        return at;
    size_t end = open + 1;
    while (end < text.length && text.data[end] != text.data[open] && text.data[end] != '\n' &&
           end - open <= VALUE_BYTES_MAX)
        end += text.data[end] == '\\' ? 2 : 1;
    if (end >= text.length || text.data[end] == '\n' ||
        !is_random(slice_between(text, open + 1, end)))
        return at;
    add_parts(text, open + 1, end, name, secrets);
    return end;
}

// NAME=value on a line of its own, as in a .env file.
static size_t find_bare(struct slice text, size_t at, const char *name, struct secrets *secrets) {
    size_t end = at;
    while (end < text.length && is_in(BASE64, text.data[end]))
        end++;
    size_t rest = skip_blanks(text, end);
    bool is_last = rest == text.length || strchr("\r\n#", text.data[rest]);
    struct slice value = slice_between(text, at, end);
    if (!is_last || value.length < BARE_BYTES_MIN || !is_random(value))
        return at;
    add(secrets, (struct span){ at, end }, 0, name);
    return end;
}

static size_t find_assigned(struct slice text, size_t start, size_t end, struct secrets *secrets) {
    struct slice name = slice_between(text, start, end);
    size_t value = after_sign(text, end);
    if (!value || !is_secret_name(name))
        return start;
    const char *what = holds(name, "pass") || holds(name, "pwd") ? "password"
                       : holds(name, "token")                    ? "token"
                                                                 : "secret";
    size_t typed = skip_type(text, value), done = find_quoted(text, typed, what, secrets);
    if (done > typed)
        return done;
    done = find_bare(text, value, what, secrets);
    return done > value ? done : start;
}

// --- All of them ---------------------------------------------------------------------------------

// What begins at a word; its end, or `at`.
static size_t find_at_word(struct slice text, size_t at, size_t end, struct secrets *secrets) {
    size_t done = find_shape(text, at, secrets);
    return done > at ? done : find_assigned(text, at, end, secrets);
}

void secrets_find(struct slice text, struct secrets *secrets) {
    for (size_t at = 0; at < text.length;) {
        size_t done = at, end = at + 1;
        if (is_name_byte(text.data[at]) && text.data[at] != '-') {
            while (end < text.length && is_name_byte(text.data[end]))
                end++;
            done = find_at_word(text, at, end, secrets);
        } else if (text.data[at] == '-') {
            done = find_block(text, at, secrets);
        } else if (slice_starts_with(slice_between(text, at, text.length), SLICE("://"))) {
            done = find_in_url(text, at + 3, secrets);
            end = at + 3;
        }
        at = done > end ? done : end;
    }
}
