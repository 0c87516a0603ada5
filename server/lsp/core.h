// What the files of this room share and no other room sees: the session's parts. Each part has
// its own file, which alone changes it.
#pragma once

#include "base/memory.h"
#include "base/vec.h"
#include "engine/job.h"
#include "lsp/client.h"
#include "lsp/configuration.h"
#include "lsp/convert.h"
#include "lsp/diagnostics.h"
#include "lsp/earlier.h"
#include "lsp/landed.h"
#include "lsp/message.h"
#include "lsp/methods.h"
#include "lsp/roots.h"
#include "lsp/rpc.h"
#include "lsp/run.h"
#include "lsp/session.h"

struct session {
    struct host *host;
    struct session_options options;
    char *user_file, *state_folder, *version;
    struct rpc rpc;
    struct client client;
    struct roots roots;
    struct settings *settings;   // from initialize on
    struct workspace *workspace; // from initialize on
    struct configuration configuration;
    struct diagnostics diagnostics;
    struct landings landings;
    struct runs runs;
    struct earlier_list earlier;
};

// Ends the session: on_exit is called, nothing is read or written from then on.
void session_end(struct session *session, int status);
