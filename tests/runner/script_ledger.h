// The ledger of a script: what it was given, as lines for the transcript, and what it tells.
#pragma once

#include "base/buffer.h"
#include "base/host.h"

struct script_ledger {
    struct buffer records;    // lines, since they were taken last
    struct buffer experience; // JSON; what it tells of models
    int64_t spent_micro_usd;  // today
    uint64_t delay_ms;        // until it answers
};

void script_ledger_release(struct script_ledger *ledger);
// What it cost comes to what was spent.
void script_ledger_record(struct script_ledger *ledger, struct slice json);
void script_ledger_answer(struct script_ledger *ledger, enum host_question question,
                          host_on_answer *on_answer, void *data);
