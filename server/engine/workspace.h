// Open documents with their trees. Trees follow lazily, off the loop; a burst of changes is one
// reparse.
#pragma once

#include "actions/subject.h"
#include "base/host.h"
#include "engine/parse.h"
#include "text/document.h"

struct workspace;
struct workspace_document;

struct workspace *workspace_create(struct host *host);
void workspace_destroy(struct workspace *workspace); // parses in flight are cancelled
void workspace_set_folders(struct workspace *workspace, const char *const *paths, size_t count);
// The folder that holds `path`, the longest of several; NULL where none does.
const char *workspace_folder_of(const struct workspace *workspace, const char *path);

// Opens, or replaces what was open under the same URI. NULL past OPEN_DOCUMENTS_MAX or
// DOCUMENT_BYTES_MAX. `path` is NULL where the URI is no file's.
struct workspace_document *workspace_open(struct workspace *workspace, const char *uri,
                                          const char *path, const char *language_id,
                                          int64_t version, struct slice text, struct error *error);
void workspace_close(struct workspace *workspace, struct workspace_document *document);
struct workspace_document *workspace_find(struct workspace *workspace, const char *uri);
// The open document of a file; NULL where there is none.
struct workspace_document *workspace_find_path(struct workspace *workspace, const char *path);
size_t workspace_count(const struct workspace *workspace);

const struct document *workspace_document_get(const struct workspace_document *document);
const struct language *workspace_document_language(const struct workspace_document *document);
// Applies one change of a didChange; the tree is told, nothing is parsed.
bool workspace_change(struct workspace_document *document, struct range range,
                      enum position_encoding encoding, struct slice text,
                      struct document_change *change, struct error *error);
bool workspace_change_all(struct workspace_document *document, enum position_encoding encoding,
                          struct slice text, struct document_change *change, struct error *error);
void workspace_set_version(struct workspace_document *document, int64_t version);

// A snapshot with all that actions look at; owned by whoever asked for it.
struct examination {
    struct subject subject;
    struct text *text;                            // what subject.text is of
    struct tree *tree;                            // what subject.tree is
    char *uri, *path, *relative_path, *real_path; // path and real_path may be NULL
    int64_t version;
    uint64_t moment;      // of the document's history, while that document is open
    const char *degraded; // NULL, or why scope is line-based: one sentence
    struct arena arena;
    struct host *host;
};

typedef void workspace_on_examination(struct examination *examination, void *data);

// Brings the tree up to date, then finds scope and traits, all on a worker; calls back later from
// the loop, exactly once; NULL when the document was closed meanwhile.
// `selection` is by offsets of the present text; edits meanwhile move it.
void workspace_examine(struct workspace_document *document, struct span selection,
                       enum parse_need need, workspace_on_examination *on_examination, void *data);
// The same for all of a file that is not open and holds `text`; its version is -1.
void workspace_examine_file(struct workspace *workspace, const char *path, struct slice text,
                            workspace_on_examination *on_examination, void *data);
void examination_destroy(struct examination *examination); // NULL is allowed; the tree on a worker
