// The client's documents, kept by the same text room that the server has, in the encoding that the
// server chose, so that positions can be checked against offsets. Every change is sent as it is
// made; a version counts changes.

#include "runner/client_parts.h"

#include "base/vec.h"
#include "syntax/languages.h"

#include <stdio.h>

// --- Files ---------------------------------------------------------------------------------------

static size_t cut_mark(struct buffer *text, const char *mark) {
    size_t at = slice_find(buffer_slice(text), slice_from(mark), 0);
    if (at == SLICE_NOT_FOUND)
        return at;
    memmove(text->data + at, text->data + at + strlen(mark), text->length - at - strlen(mark));
    buffer_truncate(text, text->length - strlen(mark));
    return at;
}

void client_set_document(struct client *client, const char *path, struct slice text) {
    struct buffer plain = { 0 };
    buffer_append(&plain, text);
    struct file file = { .path = memory_string(path) };
    size_t cursor = cut_mark(&plain, "$0"), start = cut_mark(&plain, "$["),
           end = cut_mark(&plain, "$]");
    if (cursor != SLICE_NOT_FOUND)
        file.marked = (struct span){ cursor, cursor };
    else if (start != SLICE_NOT_FOUND && end != SLICE_NOT_FOUND)
        file.marked = (struct span){ start, end };
    file.uri = memory_string(arena_format(&client->arena, "file://%s", path));
    file.text = text_create(buffer_slice(&plain));
    script_host_set_file(client->host, path, buffer_slice(&plain));
    vec_push(&client->files, file);
    buffer_release(&plain);
}

void client_release_files(struct client *client) {
    for (size_t i = 0; i < client->files.count; i++) {
        memory_free(client->files.items[i].path);
        memory_free(client->files.items[i].uri);
        text_release(client->files.items[i].text);
    }
    vec_release(&client->files);
}

struct slice client_next_word(struct slice *rest) {
    *rest = slice_trim(*rest);
    size_t end = slice_find(*rest, SLICE(" "), 0);
    if (end == SLICE_NOT_FOUND)
        end = rest->length;
    struct slice word = slice_between(*rest, 0, end);
    *rest = slice_trim(slice_between(*rest, end, rest->length));
    return word;
}

struct file *client_find_file(struct client *client, struct slice name) {
    const char *path = arena_format(&client->arena, "/project/" SLICE_FORMAT, SLICE_ARGUMENT(name));
    for (size_t i = 0; i < client->files.count; i++)
        if (strcmp(client->files.items[i].path, path) == 0)
            return &client->files.items[i];
    return NULL;
}

// --- JSON ----------------------------------------------------------------------------------------

static struct json *position_json(struct position position) {
    struct json *json = json_object();
    json_add_integer(json, "line", position.line);
    json_add_integer(json, "character", position.character);
    return json;
}

static struct json *raw_range_json(struct range range) {
    struct json *json = json_object();
    json_add(json, "start", position_json(range.start));
    json_add(json, "end", position_json(range.end));
    return json;
}

struct json *client_range_json(const struct client *client, const struct file *file,
                               struct span span) {
    return raw_range_json(text_range_of(file->text, span, client->encoding));
}

struct json *client_document_json(const struct file *file, bool has_version) {
    struct json *json = json_object();
    json_add_string(json, "uri", file->uri);
    if (has_version)
        json_add_integer(json, "version", file->version);
    return json;
}

// What an editor would say. D stands for the languages that are not parsed.
static const char *client_id(struct arena *arena, const char *path) {
    const struct language *language = language_find(NULL, path, SLICE(""));
    if (language)
        return arena_string(arena, language_client_id(language));
    return slice_ends_with(slice_from(path), SLICE(".d")) ? "d" : "plaintext";
}

// --- Open and close ------------------------------------------------------------------------------

// open FILE [LANGUAGE]
const char *client_step_open(struct client *client, struct slice rest) {
    struct file *file = client_find_file(client, client_next_word(&rest));
    if (!file)
        return "there is no such file to open";
    file->version = 1;
    file->is_closed = file->has_first = file->has_last = false;
    struct json *params = json_object(), *item = json_add_object(params, "textDocument");
    json_add_string(item, "uri", file->uri);
    struct slice id = client_next_word(&rest);
    json_add_string(item, "languageId",
                    id.length ? arena_string(&client->arena, id)
                              : client_id(&client->arena, file->path));
    json_add_integer(item, "version", file->version);
    json_add_slice(item, "text", text_slice(file->text));
    client_notify(client, "textDocument/didOpen", params);
    return NULL;
}

const char *client_step_close(struct client *client, struct slice rest) {
    struct file *file = client_find_file(client, rest);
    if (!file)
        return "there is no such file to close";
    struct json *params = json_object();
    json_add(params, "textDocument", client_document_json(file, false));
    client_notify(client, "textDocument/didClose", params);
    file->is_closed = true;
    return NULL;
}

// --- Changes -------------------------------------------------------------------------------------

static size_t moved(size_t offset, struct span span, size_t length) {
    if (offset < span.start)
        return offset;
    return offset < span.end ? span.start : offset - (span.end - span.start) + length;
}

static void replace_text(struct file *file, struct span span, struct slice text) {
    text_replace(&file->text, span, text);
    file->marked.start = moved(file->marked.start, span, text.length);
    file->marked.end = moved(file->marked.end, span, text.length);
}

// `range` is NULL for all of the document.
static void send_change(struct client *client, struct file *file, struct json *range,
                        struct slice text) {
    struct json *params = json_object();
    file->version++;
    json_add(params, "textDocument", client_document_json(file, true));
    struct json *change = json_push(json_add_array(params, "contentChanges"), json_object());
    if (range)
        json_add(change, "range", range);
    json_add_slice(change, "text", text);
    client_notify(client, "textDocument/didChange", params);
}

static void change_span(struct client *client, struct file *file, struct span span,
                        struct slice text) {
    struct json *range = client_range_json(client, file, span);
    replace_text(file, span, text);
    send_change(client, file, range, text);
}

void client_edit_all(struct client *client, bool is_last) {
    for (size_t i = 0; i < client->files.count; i++) {
        struct file *file = &client->files.items[i];
        const size_t at = is_last ? text_length(file->text) : 0;
        if (!file->version || file->is_closed)
            continue;
        *(is_last ? &file->has_last : &file->has_first) = true;
        change_span(client, file, (struct span){ at, at }, SLICE("\n"));
    }
}

void client_close_all(struct client *client) {
    for (size_t i = 0; i < client->files.count; i++) {
        const struct file *file = &client->files.items[i];
        if (file->version && !file->is_closed)
            client_step_close(client, slice_from(file->path + strlen("/project/")));
    }
}

static bool find_text(const struct file *file, struct slice wanted, struct span *span) {
    size_t at = slice_find(text_slice(file->text), wanted, 0);
    *span = (struct span){ at, at + wanted.length };
    return at != SLICE_NOT_FOUND;
}

// A text in quotes, in the arena; false where it is none.
static bool read_text(struct client *client, struct slice rest, struct slice *text) {
    struct json *value = json_parse(rest, NULL);
    const bool is_text = json_is_string(value);
    *text = arena_copy(&client->arena, slice_from(json_string_or(value, "")));
    json_destroy(value);
    return is_text;
}

// change FILE "old" "new": replaces the first place where the old text stands.
const char *client_step_change(struct client *client, struct slice rest) {
    struct file *file = client_find_file(client, client_next_word(&rest));
    size_t middle = slice_find(rest, SLICE("\" \""), 0);
    struct slice old, new;
    if (!file || middle == SLICE_NOT_FOUND ||
        !read_text(client, slice_between(rest, 0, middle + 1), &old) ||
        !read_text(client, slice_between(rest, middle + 2, rest.length), &new))
        return "change wants a file and two texts in quotes";
    struct span span;
    if (!find_text(file, old, &span))
        return "the text to change is not there";
    change_span(client, file, span, new);
    return NULL;
}

// edit FILE LINE:CHARACTER-LINE:CHARACTER "text": positions are sent as they are given, from 0.
const char *client_step_edit(struct client *client, struct slice rest) {
    struct file *file = client_find_file(client, client_next_word(&rest));
    const char *place = arena_string(&client->arena, client_next_word(&rest));
    struct range range;
    struct slice text;
    if (!file || !read_text(client, rest, &text) ||
        sscanf(place, "%u:%u-%u:%u", &range.start.line, &range.start.character, &range.end.line,
               &range.end.character) != 4)
        return "edit wants a file, a range and a text in quotes";
    replace_text(file, text_span_of(file->text, range, client->encoding), text);
    send_change(client, file, raw_range_json(range), text);
    return NULL;
}

// replace FILE "text": a change without a range.
const char *client_step_replace(struct client *client, struct slice rest) {
    struct file *file = client_find_file(client, client_next_word(&rest));
    struct slice text;
    if (!file || !read_text(client, rest, &text))
        return "replace wants a file and a text in quotes";
    replace_text(file, (struct span){ 0, text_length(file->text) }, text);
    send_change(client, file, NULL, text);
    return NULL;
}

// --- The range of actions ------------------------------------------------------------------------

static const char *mark(struct client *client, struct slice rest, bool is_cursor) {
    struct file *file = client_find_file(client, client_next_word(&rest));
    struct slice text;
    struct span span;
    if (!file || !read_text(client, rest, &text) || !find_text(file, text, &span))
        return "a file and a text of it in quotes were expected";
    file->marked = is_cursor ? (struct span){ span.start, span.start } : span;
    return NULL;
}

// select FILE "text": actions are about the first place where it stands.
const char *client_step_select(struct client *client, struct slice rest) {
    return mark(client, rest, false);
}

// cursor FILE "text": about the place before it.
const char *client_step_cursor(struct client *client, struct slice rest) {
    return mark(client, rest, true);
}

static void note_line(struct client *client, struct slice line, bool is_last) {
    buffer_append_string(&client->notes, is_last ? "= \\" : "= |");
    if (line.length)
        buffer_append_byte(&client->notes, ' ');
    for (size_t i = 0; i < line.length; i++) {
        bool is_bom = slice_starts_with(slice_between(line, i, line.length), SLICE("\xef\xbb\xbf"));
        if (line.data[i] == '\r')
            buffer_append_string(&client->notes, "\\r");
        else if (is_bom)
            buffer_append_string(&client->notes, "\\u{feff}");
        else
            buffer_append_byte(&client->notes, line.data[i]);
        i += is_bom ? 2 : 0;
    }
    buffer_append_byte(&client->notes, '\n');
}

// text FILE: writes the document down, escaped as in its section, with `= \` before a last line
// that no line feed ends.
const char *client_step_text(struct client *client, struct slice rest) {
    struct file *file = client_find_file(client, rest);
    if (!file)
        return "there is no such file";
    struct slice text = text_slice(file->text);
    for (size_t start = 0; start < text.length;) {
        size_t end = slice_find(text, SLICE("\n"), start);
        bool is_last = end == SLICE_NOT_FOUND;
        note_line(client, slice_between(text, start, is_last ? text.length : end), is_last);
        start = is_last ? text.length : end + 1;
    }
    return NULL;
}

// --- Edits of the server -------------------------------------------------------------------------

static struct file *find_by_uri(struct client *client, const char *uri) {
    for (size_t i = 0; i < client->files.count; i++)
        if (strcmp(client->files.items[i].uri, uri) == 0)
            return &client->files.items[i];
    return NULL;
}

static struct position position_of(const struct json *value) {
    return (struct position){
        .line = (uint32_t)json_integer_or(json_find(value, "line"), 0),
        .character = (uint32_t)json_integer_or(json_find(value, "character"), 0),
    };
}

static const struct json *item_at(const struct json *list, size_t index) {
    const struct json *item = json_first(list);
    while (index--)
        item = json_next(item);
    return item;
}

// Last first, so that the ranges before stay right.
static void apply_list(struct client *client, struct file *file, const struct json *list) {
    for (size_t i = json_count(list); i-- > 0;) {
        const struct json *edit = item_at(list, i), *value = json_find(edit, "range");
        struct range range = { position_of(json_find(value, "start")),
                               position_of(json_find(value, "end")) };
        change_span(client, file, text_span_of(file->text, range, client->encoding),
                    slice_from(json_string_or(json_find(edit, "newText"), "")));
    }
}

// The text without what a fault has put in.
static char *text_of(struct client *client, const struct file *file) {
    struct slice text = text_slice(file->text);
    if (file->has_first && slice_starts_with(text, SLICE("\n")))
        text = slice_between(text, 1, text.length);
    if (file->has_last && slice_ends_with(text, SLICE("\n")))
        text = slice_between(text, 0, text.length - 1);
    return arena_string(&client->arena, text);
}

size_t client_astray(const struct client *client) {
    return client->astray;
}

static struct json *apply_result(const char *failure) {
    struct json *result = json_object();
    json_add_bool(result, "applied", !failure);
    if (failure)
        json_add_string(result, "failureReason", failure);
    return result;
}

// What an edit is called, and all that it puts in.
static char *content_of(struct client *client, const char *label, const struct json *list) {
    struct buffer text = { 0 };
    buffer_format(&text, "%s\n", label);
    for (const struct json *edit = json_first(list); edit; edit = json_next(edit))
        buffer_format(&text, "%s\n", json_string_or(json_find(edit, "newText"), ""));
    char *result = arena_string(&client->arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

// A CreateFile; false where the file is there. As editors do, it is not written to the disk.
static bool make_file(struct client *client, const char *uri) {
    if (find_by_uri(client, uri))
        return false;
    struct file file = {
        .path = memory_string(uri + strlen("file://")),
        .uri = memory_string(uri),
        .text = text_create(SLICE("")),
    };
    vec_push(&client->files, file);
    return true;
}

// Edits of a file that is not open: it is opened with them done.
static struct json *apply_unopened(struct client *client, struct file *file,
                                   const struct json *list) {
    for (size_t i = json_count(list); i-- > 0;) {
        const struct json *edit = item_at(list, i), *value = json_find(edit, "range");
        struct range range = { position_of(json_find(value, "start")),
                               position_of(json_find(value, "end")) };
        text_replace(&file->text, text_span_of(file->text, range, client->encoding),
                     slice_from(json_string_or(json_find(edit, "newText"), "")));
    }
    const char *problem = client_step_open(client, slice_from(file->path + strlen("/project/")));
    return apply_result(problem);
}

struct json *client_apply(struct client *client, const struct json *params) {
    const struct json *edit = json_find(params, "edit");
    const struct json *change = json_first(json_find(edit, "documentChanges"));
    if (strcmp(json_string_or(json_find(change, "kind"), ""), "create") == 0) {
        if (!make_file(client, json_string_or(json_find(change, "uri"), "")))
            return apply_result("the file is there already");
        change = json_next(change);
    }
    const struct json *list = json_find(change, "edits");
    const struct json *document = json_find(change, "textDocument");
    const char *uri = json_string_or(json_find(document, "uri"), "");
    if (!change) {
        list = json_first(json_find(edit, "changes"));
        uri = list ? json_key(list) : "";
    }
    struct file *file = find_by_uri(client, uri);
    if (file && (file->version == 0 || file->is_closed) &&
        !json_is_integer(json_find(document, "version")))
        return apply_unopened(client, file, list);
    if (!file || file->is_closed)
        return apply_result("there is no such document");
    const struct json *version = json_find(document, "version");
    if (json_integer_or(version, file->version) != file->version)
        return apply_result("the version is not the document's");
    struct fault_edit done = { .uri = file->uri,
                               .content = content_of(
                                   client, json_string_or(json_find(params, "label"), ""), list),
                               .before = text_of(client, file) };
    apply_list(client, file, list);
    done.after = text_of(client, file);
    // A client that checks no versions may do it to another text, and is told so.
    if (version && client->options.edits)
        client->astray += !fault_note(client->options.edits, client->options.fault, &done);
    return apply_result(NULL);
}
