// Loads wye-http.so, where curl lives, at the first request. Private to io/.
#pragma once

#include "io/http_call.h"
#include "io/loop.h"

// Puts the HTTP functions into the loop's host. Loads nothing yet.
void http_loader_install(struct loop *loop);
// Takes the call from curl, where curl has it.
void http_loader_cancel(struct http_call *call);
// Closes curl's side; its handles close with the loop's next turns. No call may be left.
void http_loader_release(struct loop *loop);
