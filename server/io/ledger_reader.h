// A question to a ledger for a call that does nothing else: the command line. Servers ask through
// the host, which never blocks.
#pragma once

#include "io/ledger.h"

// Appends the answer, as JSON; nothing where there is no ledger, and then none is made. False with
// a sentence where it cannot be read. `message` may hold one all the same. Blocks.
bool ledger_reader_ask(const char *path, enum ledger_question question, int64_t since_ms,
                       struct buffer *json, char message[400]);
