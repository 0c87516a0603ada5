// PostgreSQL's dollar quotes for the SQL parser, in the place of the scanner of its package, which
// loses memory with every token that it looks for and does not find. A tag is what PostgreSQL takes
// for one, so `$1` is none. Nothing is allocated while a text is scanned.
#include <tree_sitter/alloc.h>
#include <tree_sitter/parser.h>

#include <string.h>
#include <wctype.h>

// In the order of the grammar's externals.
enum token { START_TAG, END_TAG, WHOLE_STRING };

enum {
    TAG_LENGTH_MAX = 63, // PostgreSQL's for all names
    // Characters; what is longer is an error, so that many strings without an end are not each
    // read to the end of the text.
    STRING_LENGTH_MAX = 1 << 16,
};

// What stands between the two dollars.
struct tag {
    uint32_t length;
    int32_t characters[TAG_LENGTH_MAX];
};

// The tag of the function body that is open.
struct scanner {
    bool is_open;
    struct tag tag;
};

static bool is_same(const struct tag *a, const struct tag *b) {
    return a->length == b->length &&
           !memcmp(a->characters, b->characters, a->length * sizeof *a->characters);
}

static bool is_tag_character(int32_t character, bool is_first) {
    bool is_letter = (character >= 'a' && character <= 'z') ||
                     (character >= 'A' && character <= 'Z') || character == '_' ||
                     character >= 0x80;
    return is_letter || (!is_first && character >= '0' && character <= '9');
}

// Reads `$tag` as far as the dollar behind it, which may also be the first one of another tag.
static bool scan_tag(TSLexer *lexer, struct tag *tag) {
    tag->length = 0;
    if (lexer->lookahead != '$')
        return false;
    lexer->advance(lexer, false);
    while (tag->length < TAG_LENGTH_MAX && is_tag_character(lexer->lookahead, !tag->length)) {
        tag->characters[tag->length++] = lexer->lookahead;
        lexer->advance(lexer, false);
    }
    return lexer->lookahead == '$';
}

static bool scan_to(TSLexer *lexer, const struct tag *wanted) {
    for (int length = 0; length < STRING_LENGTH_MAX && !lexer->eof(lexer); length++) {
        struct tag tag;
        if (lexer->lookahead != '$')
            lexer->advance(lexer, false);
        else if (scan_tag(lexer, &tag) && is_same(&tag, wanted))
            return true;
    }
    return false;
}

static bool finish(TSLexer *lexer, enum token token) {
    lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    lexer->result_symbol = token;
    return true;
}

bool tree_sitter_sql_external_scanner_scan(void *payload, TSLexer *lexer,
                                           const bool *valid_symbols) {
    struct scanner *scanner = payload;
    struct tag tag;
    while (iswspace((wint_t)lexer->lookahead))
        lexer->advance(lexer, true);
    if (!scan_tag(lexer, &tag))
        return false;
    if (scanner->is_open && is_same(&tag, &scanner->tag)) {
        scanner->is_open = false;
        return valid_symbols[END_TAG] && finish(lexer, END_TAG);
    }
    if (valid_symbols[START_TAG] && !scanner->is_open) {
        *scanner = (struct scanner){ .is_open = true, .tag = tag };
        return finish(lexer, START_TAG);
    }
    if (!valid_symbols[WHOLE_STRING])
        return false;
    lexer->advance(lexer, false);
    return scan_to(lexer, &tag) && finish(lexer, WHOLE_STRING);
}

// --- The state that the parser keeps with each token ---------------------------------------------

void *tree_sitter_sql_external_scanner_create(void) {
    return ts_calloc(1, sizeof(struct scanner));
}

void tree_sitter_sql_external_scanner_destroy(void *payload) {
    ts_free(payload);
}

unsigned tree_sitter_sql_external_scanner_serialize(void *payload, char *buffer) {
    const struct scanner *scanner = payload;
    size_t size = scanner->tag.length * sizeof *scanner->tag.characters;
    if (!scanner->is_open)
        return 0;
    buffer[0] = (char)scanner->tag.length; // an empty tag is one too
    memcpy(buffer + 1, scanner->tag.characters, size);
    return (unsigned)(1 + size);
}

void tree_sitter_sql_external_scanner_deserialize(void *payload, const char *buffer,
                                                  unsigned length) {
    struct scanner *scanner = payload;
    *scanner = (struct scanner){ .is_open = length > 0 };
    if (!length)
        return;
    scanner->tag.length = (unsigned char)buffer[0];
    memcpy(scanner->tag.characters, buffer + 1,
           scanner->tag.length * sizeof *scanner->tag.characters);
}
