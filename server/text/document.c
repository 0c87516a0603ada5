// A document's text changes only here, so that every change is told in bytes and in tree-sitter's
// points. It sets no version: the caller knows which one the client sent.
#include "text/document.h"

#include "base/limits.h"
#include "base/memory.h"
#include "text/diff.h"

struct document *document_create(const char *uri, const char *path, const char *language_id,
                                 int64_t version, struct slice text) {
    struct document *document = MEMORY_NEW(struct document);
    *document = (struct document){
        .uri = memory_string(uri),
        .path = memory_string(path),
        .language_id = memory_string(language_id),
        .version = version,
        .text = text_create(text),
    };
    return document;
}

void document_destroy(struct document *document) {
    if (!document)
        return;
    memory_free(document->uri);
    memory_free(document->path);
    memory_free(document->language_id);
    text_release(document->text);
    history_release(&document->history);
    memory_free(document);
}

static bool is_row_start(const struct text *text, size_t line) {
    return line == 0 || text_slice(text).data[text_line_start(text, line) - 1] == '\n';
}

// tree-sitter's rows end with LF alone: where a lone CR ends a line, our lines are not its rows.
static struct text_point point_at(const struct text *text, size_t offset) {
    size_t line = text_line_at(text, offset), row = line, first = line;
    if (text_lone_cr_count(text) > 0) {
        for (row = 0; first > 0 && !is_row_start(text, first); first--)
            ;
        for (size_t at = 1; at <= first; at++)
            row += is_row_start(text, at);
    }
    return (struct text_point){ .row = (uint32_t)row,
                                .column = (uint32_t)(offset - text_line_start(text, first)) };
}

static void change_text(struct document *document, struct span span,
                        enum position_encoding encoding, struct slice replacement,
                        struct document_change *change) {
    struct document_change done = {
        .before = span,
        .after_end = span.start + replacement.length,
        .start_point = point_at(document->text, span.start),
        .before_end_point = point_at(document->text, span.end),
    };
    struct history_entry entry = {
        .version = document->version,
        .before = span,
        .after_length = replacement.length,
        .range = { text_position_at(document->text, span.start, encoding),
                   text_position_at(document->text, span.end, encoding) },
    };
    text_replace(&document->text, span, replacement);
    done.after_end_point = point_at(document->text, done.after_end);
    entry.range_after = text_position_at(document->text, done.after_end, encoding);
    history_record(&document->history, entry, document->text);
    if (change)
        *change = done;
}

static bool fits(size_t length, struct error *error) {
    if (length <= DOCUMENT_BYTES_MAX)
        return true;
    return error_set(error, ERROR_LIMIT,
                     "the document is larger than %d MB, which is too much for wye; close it",
                     DOCUMENT_BYTES_MAX >> 20);
}

bool document_replace(struct document *document, struct range range,
                      enum position_encoding encoding, struct slice replacement,
                      struct document_change *change, struct error *error) {
    struct span span = text_span_of(document->text, range, encoding);
    size_t kept = text_length(document->text) - (span.end - span.start);
    if (!fits(kept + replacement.length, error))
        return false;
    change_text(document, span, encoding, replacement, change);
    return true;
}

bool document_replace_all(struct document *document, enum position_encoding encoding,
                          struct slice replacement, struct document_change *change,
                          struct error *error) {
    if (!fits(replacement.length, error))
        return false;
    // Clients that send whole texts change little of them: tell what differs, no more.
    struct edit edit = diff_narrow(text_slice(document->text), replacement);
    change_text(document, edit.span, encoding, edit.replacement, change);
    return true;
}
