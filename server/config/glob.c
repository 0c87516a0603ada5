// Matches path patterns by keeping the set of all places in the pattern where a match could be
// (Thompson, 1968): each character of the path visits each place at most once, so that no pattern
// of anyone's can take long. Compares code points; a byte that is no UTF-8 stands for itself.
// Reads no folders.
#include "config/glob.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <stdint.h>

enum {
    PATTERN_BYTES_MAX = 512,
    BRACE_DEPTH_MAX = 16,
    INVALID_BYTE = 0x110000, // past every code point
};

enum token_kind {
    TOKEN_LITERAL,
    TOKEN_ANY,         // ?
    TOKEN_STAR,        // *
    TOKEN_DEEP,        // **, when it is come to
    TOKEN_DEEP_INSIDE, // **, while it takes in characters: its second star
    TOKEN_SET,         // [a-z]
    TOKEN_OPEN,        // {
    TOKEN_COMMA,       // between alternatives
    TOKEN_CLOSE,       // }
    TOKEN_END,
};

struct token { // at the byte of the pattern where it begins
    uint16_t kind;
    uint16_t next;    // the place after it; of a comma, after its closing brace
    uint16_t sibling; // of { and comma: the next comma or } of the same braces
    uint32_t code;    // of a literal
};

struct program {
    const char *pattern;
    struct token tokens[PATTERN_BYTES_MAX + 1];
};

struct places {
    uint16_t items[PATTERN_BYTES_MAX + 1];
    size_t count;
};

static uint32_t decode(struct slice text, size_t at, size_t *length) {
    static const unsigned char lead_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    *length = utf8_length_at(text, at);
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    if (!*length) {
        *length = 1;
        return INVALID_BYTE + bytes[0];
    }
    uint32_t code = bytes[0] & lead_bits[*length];
    for (size_t i = 1; i < *length; i++)
        code = code << 6 | (bytes[i] & 0x3F);
    return code;
}

// --- Reading a pattern ---------------------------------------------------------------------------

struct braces {
    size_t openers[BRACE_DEPTH_MAX], last[BRACE_DEPTH_MAX]; // last: { or comma so far
    size_t depth;
};

static const char *read_set(struct slice whole, size_t at, struct token *token) {
    size_t first = at + 1;
    if (first < whole.length && (whole.data[first] == '!' || whole.data[first] == '^'))
        first++;
    size_t end = slice_find(whole, SLICE("]"), first);
    if (end == SLICE_NOT_FOUND)
        return "a \"[\" has no \"]\"";
    if (end == first)
        return "there is nothing between \"[\" and \"]\"";
    if (slice_find(slice_between(whole, first, end), SLICE("/"), 0) != SLICE_NOT_FOUND)
        return "\"[…]\" cannot hold a \"/\"";
    token->kind = TOKEN_SET;
    token->next = (uint16_t)(end + 1);
    return NULL;
}

static const char *read_brace(struct program *program, struct braces *braces, size_t at) {
    struct token *token = &program->tokens[at];
    char byte = program->pattern[at];
    token->kind = byte == '{' ? TOKEN_OPEN : byte == ',' ? TOKEN_COMMA : TOKEN_CLOSE;
    if (byte == '{') {
        if (braces->depth == BRACE_DEPTH_MAX)
            return "its braces are nested too deep";
        braces->openers[braces->depth] = braces->last[braces->depth] = at;
        braces->depth++;
        return NULL;
    }
    if (!braces->depth)
        return "a \"}\" has no \"{\"";
    size_t *last = &braces->last[braces->depth - 1];
    program->tokens[*last].sibling = (uint16_t)at;
    *last = at;
    if (byte == ',')
        return NULL;
    braces->depth--;
    size_t comma = program->tokens[braces->openers[braces->depth]].sibling;
    for (; comma != at; comma = program->tokens[comma].sibling)
        program->tokens[comma].next = (uint16_t)(at + 1);
    return NULL;
}

// `length` gets the bytes that the token takes in the pattern.
static const char *read_token(struct program *program, struct slice whole, struct braces *braces,
                              size_t at, size_t *length) {
    struct token *token = &program->tokens[at];
    char byte = whole.data[at];
    *token = (struct token){ .next = (uint16_t)(at + 1) };
    *length = 1;
    if (byte == '[') {
        const char *fault = read_set(whole, at, token);
        *length = token->next - at;
        return fault;
    }
    if (byte == '{' || byte == '}' || (byte == ',' && braces->depth))
        return read_brace(program, braces, at);
    if (byte == '*' && at + 1 < whole.length && whole.data[at + 1] == '*') {
        token->kind = TOKEN_DEEP;
        program->tokens[at + 1] =
            (struct token){ .kind = TOKEN_DEEP_INSIDE, .next = (uint16_t)(at + 2) };
        *length = 2;
        return NULL;
    }
    token->kind = byte == '*' ? TOKEN_STAR : byte == '?' ? TOKEN_ANY : TOKEN_LITERAL;
    token->code = decode(whole, at, length);
    token->next = (uint16_t)(at + *length);
    return NULL;
}

// NULL, or what is wrong.
static const char *compile(const char *pattern, struct program *program) {
    struct slice whole = slice_from(pattern);
    struct braces braces = { .depth = 0 };
    size_t length = 0;
    program->pattern = pattern;
    if (whole.length > PATTERN_BYTES_MAX)
        return "it is longer than 512 bytes";
    for (size_t at = 0; at < whole.length; at += length) {
        const char *fault = read_token(program, whole, &braces, at, &length);
        if (fault)
            return fault;
    }
    program->tokens[whole.length] = (struct token){ .kind = TOKEN_END };
    return braces.depth ? "a \"{\" has no \"}\"" : NULL;
}

const char *glob_check(const char *pattern) {
    static const struct {
        const char *text, *fault;
        bool is_at_start, is_at_end;
    } mistakes[] = {
        { "!", "it cannot be negated with \"!\"", true, false },
        { "./", "leave out the \"./\" in front", true, false },
        { "~/", "\"~\" is not expanded here; write the whole path", true, false },
        { "/", "it names a folder; end it with \"/**\" for the files in it", false, true },
        { "\\", "folders are parted by \"/\", and \"\\\" has no meaning", false, false },
    };
    struct slice whole = slice_from(pattern);
    if (!whole.length)
        return "it is empty";
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct slice text = slice_from(mistakes[i].text);
        bool is_made = mistakes[i].is_at_start ? slice_starts_with(whole, text)
                       : mistakes[i].is_at_end ? slice_ends_with(whole, text)
                                               : slice_find(whole, text, 0) != SLICE_NOT_FOUND;
        if (is_made)
            return mistakes[i].fault;
    }
    struct program program;
    return compile(pattern, &program);
}

// --- Matching ------------------------------------------------------------------------------------

struct matcher {
    const struct program *program;
    struct places now, then;
    size_t seen[PATTERN_BYTES_MAX + 1]; // the step in which a place was added last
    size_t step;                        // from 1
};

static void add(struct matcher *matcher, size_t place) {
    if (matcher->seen[place] == matcher->step)
        return;
    matcher->seen[place] = matcher->step;
    matcher->then.items[matcher->then.count++] = (uint16_t)place;
}

// "**/" may also stand for no folder at all, where a segment begins.
static bool is_skippable(const char *pattern, size_t at) {
    bool is_start = at == 0 || strchr("/{,", pattern[at - 1]);
    return is_start && pattern[at + 2] == '/';
}

// Adds the places that can be reached from `then`'s ones without a character.
static void close_over(struct matcher *matcher) {
    const struct token *tokens = matcher->program->tokens;
    for (size_t i = 0; i < matcher->then.count; i++) {
        size_t at = matcher->then.items[i];
        const struct token *token = &tokens[at];
        switch (token->kind) {
        case TOKEN_DEEP:
            add(matcher, at + 1);
            if (is_skippable(matcher->program->pattern, at))
                add(matcher, at + 3);
            break;
        case TOKEN_OPEN:
            for (size_t start = at; tokens[start].kind != TOKEN_CLOSE;
                 start = tokens[start].sibling)
                add(matcher, start + 1);
            break;
        case TOKEN_STAR:
        case TOKEN_DEEP_INSIDE:
        case TOKEN_COMMA:
        case TOKEN_CLOSE:
            add(matcher, token->next);
            break;
        default:
            break;
        }
    }
}

static bool is_in_set(const char *pattern, size_t at, size_t end, uint32_t code) {
    struct slice whole = { pattern, end };
    bool is_negated = pattern[at + 1] == '!' || pattern[at + 1] == '^';
    size_t length;
    for (at += is_negated ? 2 : 1; at < end; at += length) {
        uint32_t low = decode(whole, at, &length), high = low;
        if (at + length + 1 < end && pattern[at + length] == '-') {
            at += length + 1;
            high = decode(whole, at, &length);
        }
        if (code >= low && code <= high)
            return !is_negated;
    }
    return is_negated;
}

static void take(struct matcher *matcher, size_t at, uint32_t code) {
    const struct program *program = matcher->program;
    const struct token *token = &program->tokens[at];
    bool is_deep = token->kind == TOKEN_DEEP_INSIDE;
    if (is_deep || (token->kind == TOKEN_STAR && code != '/'))
        add(matcher, at);
    bool is_taken = false;
    if (token->kind == TOKEN_LITERAL)
        is_taken = token->code == code;
    else if (token->kind == TOKEN_ANY)
        is_taken = code != '/';
    else if (token->kind == TOKEN_SET)
        is_taken = code != '/' && is_in_set(program->pattern, at, token->next - 1u, code);
    if (is_taken)
        add(matcher, token->next);
}

static void begin_step(struct matcher *matcher) {
    matcher->now = matcher->then;
    matcher->then.count = 0;
    matcher->step++;
}

static bool run(const struct program *program, struct slice path) {
    struct matcher matcher = { .program = program, .step = 1 };
    add(&matcher, 0);
    close_over(&matcher);
    size_t length;
    for (size_t at = 0; at < path.length && matcher.then.count; at += length) {
        uint32_t code = decode(path, at, &length);
        begin_step(&matcher);
        for (size_t i = 0; i < matcher.now.count; i++)
            take(&matcher, matcher.now.items[i], code);
        close_over(&matcher);
    }
    for (size_t i = 0; i < matcher.then.count; i++) {
        if (program->tokens[matcher.then.items[i]].kind == TOKEN_END)
            return true;
    }
    return false;
}

bool glob_match(const char *pattern, const char *path) {
    struct program program;
    if (compile(pattern, &program))
        return false;
    const char *name = strrchr(path, '/');
    bool is_name_only = name && !strchr(pattern, '/');
    return run(&program, slice_from(is_name_only ? name + 1 : path));
}
