// Owns the open documents, each with its parse and its resolved path, and makes examinations of
// them. Never blocks: the tree, the real path and the scope come from workers.

#include "engine/workspace.h"

#include "base/limits.h"
#include "base/uri.h"
#include "base/vec.h"
#include "engine/folders.h"
#include "engine/repository.h"
#include "syntax/query.h"
#include "text/edit.h"

struct workspace_document {
    struct workspace *workspace;
    struct document *document;
    const struct language *language;
    struct parse *parse;
    struct request *requests;       // not answered yet
    struct repository_probe *probe; // NULL: it has been looked
    bool is_versioned;              // lies in a repository, and there is a git
};

struct workspace {
    struct host *host;
    struct folders folders;
    struct {
        struct workspace_document **items;
        size_t count, capacity;
    } documents;
};

struct workspace *workspace_create(struct host *host) {
    struct workspace *workspace = MEMORY_NEW(struct workspace);
    workspace->host = host;
    return workspace;
}

void workspace_set_folders(struct workspace *workspace, const char *const *paths, size_t count) {
    folders_set(&workspace->folders, paths, count);
}

const char *workspace_folder_of(const struct workspace *workspace, const char *path) {
    return folders_find(&workspace->folders, path);
}

// --- Documents -----------------------------------------------------------------------------------

struct workspace_document *workspace_find(struct workspace *workspace, const char *uri) {
    for (size_t i = 0; i < workspace->documents.count; i++)
        if (strcmp(workspace->documents.items[i]->document->uri, uri) == 0)
            return workspace->documents.items[i];
    return NULL;
}

struct workspace_document *workspace_find_path(struct workspace *workspace, const char *path) {
    for (size_t i = 0; i < workspace->documents.count; i++) {
        const char *own = workspace->documents.items[i]->document->path;
        if (own && strcmp(own, path) == 0)
            return workspace->documents.items[i];
    }
    return NULL;
}

size_t workspace_count(const struct workspace *workspace) {
    return workspace->documents.count;
}

// Queries take up to a third of a second to compile; so that the first menu does not wait for them,
// a worker begins when the first document of a language is opened.
static void warm_queries(void *language) {
    query_warm(language);
}

static void nothing_more(void *data) {
    (void)data;
}

static void on_probe(bool is_found, void *data) {
    struct workspace_document *document = data;
    document->probe = NULL;
    document->is_versioned = is_found;
}

static struct workspace_document *create_document(struct workspace *workspace, const char *uri,
                                                  const char *path, const char *language_id,
                                                  int64_t version, struct slice text) {
    struct workspace_document *document = MEMORY_NEW(struct workspace_document);
    document->workspace = workspace;
    document->document = document_create(uri, path, language_id, version, text);
    document->language = language_find(language_id, path, text);
    document->parse = parse_create(workspace->host, document->language, document->document);
    return document;
}

struct workspace_document *workspace_open(struct workspace *workspace, const char *uri,
                                          const char *path, const char *language_id,
                                          int64_t version, struct slice text, struct error *error) {
    struct workspace_document *known = workspace_find(workspace, uri);
    if (known)
        workspace_close(workspace, known);
    if (text.length > DOCUMENT_BYTES_MAX) {
        error_set(error, ERROR_LIMIT, "%s is larger than %d MB; wye leaves it alone.", uri,
                  DOCUMENT_BYTES_MAX >> 20);
        return NULL;
    }
    if (workspace->documents.count == OPEN_DOCUMENTS_MAX) {
        error_set(error, ERROR_LIMIT, "More than %d documents are open; close some.",
                  OPEN_DOCUMENTS_MAX);
        return NULL;
    }
    struct workspace_document *document =
        create_document(workspace, uri, path, language_id, version, text);
    if (path)
        document->probe = repository_probe(workspace->host, path, on_probe, document);
    vec_push(&workspace->documents, document);
    if (document->language)
        workspace->host->offload(workspace->host, warm_queries, nothing_more,
                                 (void *)document->language);
    return document;
}

static void destroy_document(struct workspace_document *document) {
    repository_probe_end(document->probe);
    parse_destroy(document->parse);
    document_destroy(document->document);
    memory_free(document);
}

static void forget_requests(struct workspace_document *document);

void workspace_close(struct workspace *workspace, struct workspace_document *document) {
    for (size_t i = 0; i < workspace->documents.count; i++) {
        if (workspace->documents.items[i] != document)
            continue;
        vec_remove(&workspace->documents, i);
        forget_requests(document);
        destroy_document(document);
        return;
    }
}

void workspace_destroy(struct workspace *workspace) {
    if (!workspace)
        return;
    while (workspace->documents.count)
        workspace_close(workspace, workspace->documents.items[workspace->documents.count - 1]);
    folders_release(&workspace->folders);
    vec_release(&workspace->documents);
    memory_free(workspace);
}

const struct document *workspace_document_get(const struct workspace_document *document) {
    return document->document;
}

const struct language *workspace_document_language(const struct workspace_document *document) {
    return document->language;
}

void workspace_set_version(struct workspace_document *document, int64_t version) {
    document->document->version = version;
}

// --- Changes -------------------------------------------------------------------------------------

static void follow(struct workspace_document *document, const struct document_change *change);

bool workspace_change(struct workspace_document *document, struct range range,
                      enum position_encoding encoding, struct slice text,
                      struct document_change *change, struct error *error) {
    if (!document_replace(document->document, range, encoding, text, change, error))
        return false;
    follow(document, change);
    return true;
}

bool workspace_change_all(struct workspace_document *document, enum position_encoding encoding,
                          struct slice text, struct document_change *change, struct error *error) {
    if (!document_replace_all(document->document, encoding, text, change, error))
        return false;
    follow(document, change);
    return true;
}

// --- Examination ---------------------------------------------------------------------------------

// Waits for the tree and the real path, then for a worker that finds the scope. When the document
// closes first, its requests are answered at once and outlive it only until these have come in.
struct request {
    struct request *next;                // of the document
    struct workspace_document *document; // NULL once it was closed
    struct examination *examination;
    struct span selection;
    enum parse_need need;
    bool has_text;    // edits do not concern it any more
    unsigned pending; // answers that are still to come
    workspace_on_examination *on_examination;
    void *data;
};

// The selection moves with what the user types while the tree is on its way; where the two touch,
// it becomes a cursor at the change.
static void follow(struct workspace_document *document, const struct document_change *change) {
    parse_change(document->parse, change);
    for (struct request *request = document->requests; request; request = request->next) {
        if (request->has_text)
            continue;
        size_t length = change->after_end - change->before.start;
        if (!span_shift(&request->selection, change->before, length))
            request->selection = (struct span){ change->after_end, change->after_end };
    }
}

static void forget_requests(struct workspace_document *document) {
    struct request *request = document->requests;
    document->requests = NULL;
    while (request) {
        struct request *next = request->next;
        request->document = NULL;
        request->on_examination(NULL, request->data);
        request = next;
    }
}

static void unlink_request(struct request *request) {
    struct request **link = &request->document->requests;
    while (*link != request)
        link = &(*link)->next;
    *link = request->next;
}

static void free_request(struct request *request) {
    examination_destroy(request->examination);
    memory_free(request);
}

static void examine_on_worker(void *data) {
    struct request *request = data;
    subject_examine(&request->examination->subject, request->selection,
                    request->need == PARSE_SOON);
}

static void finish_examination(void *data) {
    struct request *request = data;
    if (request->document) {
        struct examination *examination = request->examination;
        request->examination = NULL;
        unlink_request(request);
        request->on_examination(examination, request->data);
    }
    free_request(request);
}

static void proceed(struct request *request) {
    if (--request->pending)
        return;
    struct host *host = request->examination->host;
    if (request->document)
        host->offload(host, examine_on_worker, finish_examination, request);
    else
        free_request(request);
}

// Why there is no tree where none was tried; NULL where there is one.
static const char *why_lines(const struct workspace_document *document,
                             struct examination *examination) {
    if (document->language)
        return NULL;
    return arena_format(&examination->arena,
                        "wye does not parse %s, so it works on lines instead of definitions.",
                        examination->subject.language_name);
}

static void fix_text(void *data) {
    ((struct request *)data)->has_text = true;
}

static void take_tree(const struct parse_snapshot *snapshot, void *data) {
    struct request *request = data;
    request->has_text = true;
    if (request->document && snapshot) {
        struct examination *examination = request->examination;
        examination->text = text_retain(snapshot->text);
        examination->tree = snapshot->tree ? tree_copy(snapshot->tree) : NULL;
        examination->version = snapshot->version;
        examination->moment = snapshot->moment;
        examination->degraded =
            *snapshot->why ? snapshot->why : why_lines(request->document, examination);
        examination->subject.text = text_slice(examination->text);
        examination->subject.tree = examination->tree;
    }
    proceed(request);
}

static void take_path(const char *path, void *data) {
    struct request *request = data;
    request->examination->real_path = memory_string(path);
    proceed(request);
}

// `is_quick`: for a menu, which does not offer what may not be there; for a command git is asked.
static struct examination *create_examination(struct workspace_document *document,
                                              struct span selection, bool is_quick) {
    const struct document *open = document->document;
    struct examination *examination = MEMORY_NEW(struct examination);
    examination->host = document->workspace->host;
    examination->uri = memory_string(open->uri);
    examination->path = memory_string(open->path);
    examination->relative_path = memory_string(
        open->path ? folders_relative(&document->workspace->folders, open->path) : open->uri);
    struct subject *subject = &examination->subject;
    const struct language *language = document->language;
    const char *id = language ? language_id(language) : open->language_id;
    subject->language = language;
    subject->language_id =
        arena_string(&examination->arena, slice_from(id && *id ? id : "plaintext"));
    subject->language_name = language ? language_name(language) : subject->language_id;
    subject->path = examination->relative_path;
    subject->is_versioned = document->is_versioned || (document->probe && !is_quick);
    subject->instruction = SLICE("");
    subject->has_selection = selection.start != selection.end;
    return examination;
}

void workspace_examine(struct workspace_document *document, struct span selection,
                       enum parse_need need, workspace_on_examination *on_examination, void *data) {
    struct request *request = MEMORY_NEW(struct request);
    request->document = document;
    request->selection = selection;
    request->need = need;
    request->on_examination = on_examination;
    request->data = data;
    request->examination = create_examination(document, selection, need == PARSE_SOON);
    request->next = document->requests;
    document->requests = request;
    struct host *host = document->workspace->host;
    const char *path = document->document->path;
    request->pending = path ? 2 : 1;
    if (path)
        host->real_path(host, path, take_path, request);
    parse_want(document->parse,
               (struct parse_waiter){
                   .need = need, .on_text = fix_text, .on_tree = take_tree, .data = request });
}

// A document that nobody has open, for as long as it is examined.
struct passing {
    struct workspace_document *document;
    workspace_on_examination *on_examination;
    void *data;
};

static void on_passing(struct examination *examination, void *data) {
    struct passing *passing = data;
    passing->on_examination(examination, passing->data);
    destroy_document(passing->document);
    memory_free(passing);
}

void workspace_examine_file(struct workspace *workspace, const char *path, struct slice text,
                            workspace_on_examination *on_examination, void *data) {
    struct arena arena = { 0 };
    struct passing *passing = MEMORY_NEW(struct passing);
    *passing = (struct passing){
        .document = create_document(workspace, uri_of_path(&arena, path), path, "", -1, text),
        .on_examination = on_examination,
        .data = data,
    };
    arena_release(&arena);
    struct span whole = { 0, text.length };
    workspace_examine(passing->document, whole, PARSE_EXACT, on_passing, passing);
}

void examination_destroy(struct examination *examination) {
    if (!examination)
        return;
    parse_discard_tree(examination->host, examination->tree);
    text_release(examination->text);
    memory_free(examination->uri);
    memory_free(examination->path);
    memory_free(examination->relative_path);
    memory_free(examination->real_path);
    arena_release(&examination->arena);
    memory_free(examination);
}
