// The host's record: loads wye-ledger.so at the first one. Private to io/.
#pragma once

#include "io/loop.h"

// Puts the function into the loop's host. Loads nothing yet.
void ledger_writer_install(struct loop *loop);
// Closes the ledger. Nothing may be left to be written.
void ledger_writer_release(struct loop *loop);
