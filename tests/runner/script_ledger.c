// Counts as the real one does, as far as budgets go; of models it tells what the script says,
// whatever was recorded.
#include "runner/script_ledger.h"

#include "base/arena.h"
#include "base/json.h"

void script_ledger_release(struct script_ledger *ledger) {
    buffer_release(&ledger->records);
    buffer_release(&ledger->experience);
}

void script_ledger_record(struct script_ledger *ledger, struct slice json) {
    buffer_format(&ledger->records, "= record " SLICE_FORMAT "\n", SLICE_ARGUMENT(json));
    struct json *record = json_parse(json, NULL);
    const struct json *attempt = json_find(record, "attempt");
    ledger->spent_micro_usd += json_integer_or(json_find(attempt, "costMicroUsd"), 0);
    json_destroy(record);
}

void script_ledger_answer(struct script_ledger *ledger, enum host_question question,
                          host_on_answer *on_answer, void *data) {
    struct buffer json = { 0 };
    if (question == HOST_SPENT)
        buffer_format(&json, "%lld", (long long)ledger->spent_micro_usd);
    else
        buffer_append(&json, buffer_slice(&ledger->experience));
    on_answer(buffer_slice(&json), data);
    buffer_release(&json);
}
