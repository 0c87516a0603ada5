// What wye.run and wye.route are about: their one argument, checked.
#pragma once

#include "actions/action.h"
#include "engine/workspace.h"
#include "lsp/rpc.h"

struct target {
    const struct action *action; // of the profile
    struct profile *profile;     // for whoever keeps the action to retain
    struct workspace_document *document;
    struct span selection;
    const char *instruction, *model; // NULL: not given; borrowed from the params
    const char *refines;             // the job whose edit it is about; the same
    const struct json *diagnostics;  // of the document at `moment`; the same
    uint64_t moment;
    bool wait;
};

// Reads `params` of workspace/executeCommand. False, having answered the request with an error,
// where they cannot be followed.
bool target_read(struct session *session, struct rpc_request *request, const struct json *params,
                 struct target *target);
