// What a finding is offered: its suggestion applied, or to be dismissed.
#pragma once

#include "lsp/rpc.h"
#include "text/position.h"

#define QUICKFIX_KIND "quickfix"

struct document;

// Appends the code actions for the findings of a document that touch a range.
void quickfix_list(const struct session *session, const struct document *document,
                   struct range range, struct json *offers);

// The commands that these carry.
void quickfix_apply(struct session *session, struct rpc_request *request,
                    const struct json *params);
void quickfix_dismiss(struct session *session, struct rpc_request *request,
                      const struct json *params);
