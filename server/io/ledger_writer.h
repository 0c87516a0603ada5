// The host's record and ask_ledger: loads wye-ledger.so when it is first needed. Private to io/.
#pragma once

#include "io/loop.h"

// Puts the functions into the loop's host. Loads nothing yet.
void ledger_writer_install(struct loop *loop);
// Closes the ledger. What could not be written until then is tried once more, and then lost; that
// is told.
void ledger_writer_release(struct loop *loop);
