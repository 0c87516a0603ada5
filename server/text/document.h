// An open document: its text, the version that the client gave it, and what was done to it. Says
// what each change did, in bytes and rows, so that a syntax tree can follow; knows no tree itself.
#pragma once

#include "base/error.h"
#include "text/history.h"
#include "text/position.h"
#include "text/text.h"

struct document {
    char *uri;         // as the client wrote it
    char *path;        // NULL where the URI is no file's
    char *language_id; // the client's
    int64_t version;
    struct text *text;
    struct history history;
};

// A place in rows and byte columns, as tree-sitter counts.
struct text_point {
    uint32_t row;
    uint32_t column;
};

struct document_change {
    struct span before; // the bytes that were replaced
    size_t after_end;   // where the new bytes end
    struct text_point start_point, before_end_point, after_end_point;
};

struct document *document_create(const char *uri, const char *path, const char *language_id,
                                 int64_t version, struct slice text);
void document_destroy(struct document *document);
// Replaces a range and tells what was done. Fails, changing nothing, where the text would pass
// DOCUMENT_BYTES_MAX.
bool document_replace(struct document *document, struct range range,
                      enum position_encoding encoding, struct slice replacement,
                      struct document_change *change, struct error *error);
// Replaces all.
bool document_replace_all(struct document *document, enum position_encoding encoding,
                          struct slice replacement, struct document_change *change,
                          struct error *error);
