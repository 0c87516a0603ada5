// Opens texts for tests of actions. Owns text and tree; the subject borrows from both. Does
// nothing that engine/workspace.c does not do for a document.

#include "runner/subject.h"

static size_t cut_mark(struct buffer *text, const char *mark) {
    size_t at = slice_find(buffer_slice(text), slice_from(mark), 0);
    if (at == SLICE_NOT_FOUND)
        return at;
    memmove(text->data + at, text->data + at + strlen(mark), text->length - at - strlen(mark));
    buffer_truncate(text, text->length - strlen(mark));
    return at;
}

static void examine(struct marked_subject *marked, struct arena *arena, const char *path,
                    struct span selection) {
    struct subject *subject = &marked->subject;
    struct slice text = buffer_slice(&marked->text);
    enum tree_status status;
    const struct language *language = language_find(NULL, path, text);
    if (language)
        marked->tree = tree_parse(language, text, NULL, NULL, &status);
    *subject = (struct subject){
        .text = text,
        .tree = marked->tree,
        .language = language,
        .language_id = language ? language_id(language) : "plaintext",
        .language_name = language ? language_name(language) : "plaintext",
        .path = arena_string(arena, slice_from(path)),
        .has_selection = selection.start != selection.end,
        .instruction = SLICE(""),
    };
    subject_examine(subject, selection, false);
}

void marked_subject_open(struct marked_subject *marked, struct arena *arena, const char *path,
                         struct slice text) {
    *marked = (struct marked_subject){ 0 };
    buffer_append(&marked->text, text);
    size_t cursor = cut_mark(&marked->text, "$0");
    struct span selection = { cursor, cursor };
    if (cursor == SLICE_NOT_FOUND) {
        selection.start = cut_mark(&marked->text, "$[");
        selection.end = cut_mark(&marked->text, "$]");
    }
    if (selection.start == SLICE_NOT_FOUND || selection.end == SLICE_NOT_FOUND)
        selection = (struct span){ 0, marked->text.length };
    examine(marked, arena, path, selection);
}

void marked_subject_open_at(struct marked_subject *marked, struct arena *arena, const char *path,
                            struct slice text, struct span selection) {
    *marked = (struct marked_subject){ 0 };
    buffer_append(&marked->text, text);
    examine(marked, arena, path, selection);
}

void marked_subject_close(struct marked_subject *marked) {
    tree_destroy(marked->tree);
    buffer_release(&marked->text);
    *marked = (struct marked_subject){ 0 };
}
