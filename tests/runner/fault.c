// Faults strike between two tasks of the host, as they do in life. What is compared is told by
// client_files.c, which does the edits.

#include "runner/fault.h"

#include "runner/client.h"

#include "base/host.h"
#include "base/memory.h"
#include "base/vec.h"

#include <string.h>

enum { DELAY_MS = 60000 };

static void cut_all(struct script_host *host) {
    const struct host_http_event cut = { .kind = HOST_HTTP_FAIL,
                                         .failure = HOST_HTTP_CUT,
                                         .message = "cut by a fault" };
    script_host_choose_request(host, 1);
    while (script_host_http(host, &cut))
        ;
}

void fault_strike(enum script_fault fault, struct script_host *host, struct client *client) {
    switch (fault) {
    case SCRIPT_FAULT_NONE:
    case SCRIPT_FAULT_END:
    case SCRIPT_FAULTS:
        break;
    case SCRIPT_FAULT_CANCEL:
        client_cancel_all(client);
        break;
    case SCRIPT_FAULT_EDIT_FIRST:
    case SCRIPT_FAULT_EDIT_LAST:
        client_edit_all(client, fault == SCRIPT_FAULT_EDIT_LAST);
        break;
    case SCRIPT_FAULT_CLOSE:
        client_close_all(client);
        break;
    case SCRIPT_FAULT_CUT:
        cut_all(host);
        break;
    case SCRIPT_FAULT_DELAY:
        script_host_advance(host, DELAY_MS);
        break;
    }
}

bool fault_note(struct fault_edits *edits, enum script_fault fault, const struct fault_edit *edit) {
    bool is_known = false, is_same = false;
    for (size_t i = 0; i < edits->count; i++) {
        const struct fault_edit *other = &edits->items[i];
        const bool is_it = strcmp(edit->uri, other->uri) == 0 &&
                           strcmp(edit->content, other->content) == 0 &&
                           strcmp(edit->before, other->before) == 0;
        is_known |= is_it;
        is_same |= is_it && strcmp(edit->after, other->after) == 0;
    }
    if (fault == SCRIPT_FAULT_NONE)
        vec_push(edits, ((struct fault_edit){
                            .uri = memory_string(edit->uri),
                            .content = memory_string(edit->content),
                            .before = memory_string(edit->before),
                            .after = memory_string(edit->after),
                        }));
    return !is_known || is_same;
}

void fault_edits_release(struct fault_edits *edits) {
    for (size_t i = 0; i < edits->count; i++) {
        memory_free(edits->items[i].uri);
        memory_free(edits->items[i].content);
        memory_free(edits->items[i].before);
        memory_free(edits->items[i].after);
    }
    vec_release(edits);
}
