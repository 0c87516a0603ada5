// A session in this process over the real loop and its worker threads, and the client that types
// into its one document.
#pragma once

#include "text/text.h"

struct typist {
    struct loop *loop;
    struct session *session;
    const char *uri;
    struct text *text; // what the client has
    int version, request;
    unsigned replies_wanted;
};

// Initializes a session without a document; `uri` must live as long. One at a time.
void typist_start(struct typist *typist, const char *uri);
void typist_open(struct typist *typist, const char *language, struct slice text);
void typist_close(struct typist *typist);
// Sends one change; the client's own text is not changed by it, but by typist_apply.
void typist_change(struct typist *typist, struct span span, struct slice inserted);
void typist_apply(struct typist *typist, struct span span, struct slice inserted);
void typist_ask(struct typist *typist, size_t offset); // for code actions
void typist_wait(struct typist *typist);               // until all replies are there
// Until nothing is left to be done.
void typist_rest(struct typist *typist);
void typist_end(struct typist *typist);
