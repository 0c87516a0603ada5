// What the client can do, read once from `initialize`. Odd or missing capabilities mean "no".
#pragma once

#include "base/json.h"
#include "text/position.h"

struct client {
    enum position_encoding encoding;
    bool has_apply_edit;
    bool has_document_changes;     // announced, or known to be taken
    bool has_create_file;          // CreateFile in documentChanges
    bool makes_files_by_edit;      // an edit of a file that is not there makes it
    bool ends_last_line;           // of a new file, by itself: what is sent must not
    bool has_code_action_literals; // else it takes plain commands
    bool has_llm_tag;              // CodeActionTag LLMGenerated
    bool has_code_lens;            // shows them
    bool has_disabled;             // code actions with the reason why they cannot be chosen
    bool has_version_support;      // of publishDiagnostics
    bool has_pull_diagnostics;     // asks for them, and can be told when to
    bool has_progress;             // window/workDoneProgress/create may be asked
    bool has_show_document;
    bool has_configuration;         // workspace/configuration may be asked
    bool has_dynamic_configuration; // didChangeConfiguration can be registered for
    bool has_dynamic_files;         // and didChangeWatchedFiles
    bool has_stream, has_outcome;   // experimental.wye
};

// `params` of initialize.
void client_read(struct client *client, const struct json *params);
// "utf-8" …
const char *client_encoding_name(const struct client *client);
