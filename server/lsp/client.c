// The client's capabilities as plain flags. A table says where each one stands.
// What is not said, or said with the wrong type, is a no. Nothing changes after initialize.
#include "lsp/client.h"

struct flag {
    size_t offset;
    const char *path[4];
};

#define AT(member) offsetof(struct client, member)

// Below `capabilities`; true is yes.
static const struct flag flags[] = {
    { AT(has_apply_edit), { "workspace", "applyEdit" } },
    { AT(has_document_changes), { "workspace", "workspaceEdit", "documentChanges" } },
    { AT(has_version_support), { "textDocument", "publishDiagnostics", "versionSupport" } },
    { AT(has_progress), { "window", "workDoneProgress" } },
    { AT(has_show_document), { "window", "showDocument", "support" } },
    { AT(has_configuration), { "workspace", "configuration" } },
    { AT(has_dynamic_configuration),
      { "workspace", "didChangeConfiguration", "dynamicRegistration" } },
    { AT(has_dynamic_files), { "workspace", "didChangeWatchedFiles", "dynamicRegistration" } },
    { AT(has_stream), { "experimental", "wye", "stream" } },
    { AT(has_outcome), { "experimental", "wye", "outcome" } },
};

// Best first; the last is what a client that offers nothing has.
static const struct encoding {
    const char *name;
    enum position_encoding encoding;
} encodings[] = {
    { "utf-8", POSITION_UTF8 },
    { "utf-32", POSITION_UTF32 },
    { "utf-16", POSITION_UTF16 },
};

enum { ENCODINGS = sizeof encodings / sizeof *encodings, LLM_GENERATED = 1 };

static bool read_flag(const struct json *value, const char *const path[4]) {
    for (size_t i = 0; i < 4 && path[i]; i++)
        value = json_find(value, path[i]);
    return json_bool_or(value, false);
}

static bool holds_text(const struct json *array, const char *text) {
    for (const struct json *item = json_first(array); item; item = json_next(item)) {
        if (strcmp(json_string_or(item, ""), text) == 0)
            return true;
    }
    return false;
}

static bool holds_number(const struct json *array, int64_t number) {
    for (const struct json *item = json_first(array); item; item = json_next(item)) {
        if (json_integer_or(item, number - 1) == number)
            return true;
    }
    return false;
}

static enum position_encoding choose_encoding(const struct json *offered) {
    size_t at = 0;
    while (at < ENCODINGS - 1 && !holds_text(offered, encodings[at].name))
        at++;
    return encodings[at].encoding;
}

void client_read(struct client *client, const struct json *params) {
    const struct json *able = json_find(params, "capabilities");
    *client = (struct client){ 0 };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        *(bool *)((char *)client + flags[i].offset) = read_flag(able, flags[i].path);
    client->encoding = choose_encoding(json_find_path(able, "general", "positionEncodings", NULL));
    const struct json *code_action = json_find_path(able, "textDocument", "codeAction", NULL);
    client->has_code_action_literals =
        json_is_object(json_find(code_action, "codeActionLiteralSupport"));
    client->has_code_lens =
        json_find_path(params, "capabilities", "textDocument", "codeLens", NULL) != NULL;
    client->has_disabled = json_bool_or(json_find_path(params, "capabilities", "textDocument",
                                                       "codeAction", "disabledSupport", NULL),
                                        false);
    client->has_llm_tag =
        holds_number(json_find_path(code_action, "tagSupport", "valueSet", NULL), LLM_GENERATED);
    client->has_pull_diagnostics =
        json_is_object(json_find_path(able, "textDocument", "diagnostic", NULL)) &&
        json_bool_or(json_find_path(able, "workspace", "diagnostics", "refreshSupport", NULL),
                     false);
    // Neovim takes documentChanges and checks their version, but does not say so.
    const char *name = json_string_or(json_find_path(params, "clientInfo", "name", NULL), "");
    client->has_document_changes |= strcmp(name, "Neovim") == 0;
    client->has_create_file =
        client->has_document_changes &&
        holds_text(json_find_path(able, "workspace", "workspaceEdit", "resourceOperations", NULL),
                   "create");
    // Neovim's empty buffer has one line already, which is left over behind what is inserted.
    client->ends_last_line = strcmp(name, "Neovim") == 0;
    // eglot visits the file of an edit, there or not, and announces no operations.
    client->makes_files_by_edit = strcmp(name, "Eglot") == 0;
}

const char *client_encoding_name(const struct client *client) {
    size_t at = 0;
    while (encodings[at].encoding != client->encoding)
        at++;
    return encodings[at].name;
}
