// Opens, asks and closes. A ledger that is damaged is set aside as by a server, so that it is told
// once and the next one begins.
#include "io/ledger_reader.h"

#include "io/object.h"

#include <unistd.h>

bool ledger_reader_ask(const char *path, enum ledger_question question, int64_t since_ms,
                       struct buffer *json, char message[400]) {
    message[0] = '\0';
    if (access(path, F_OK) != 0)
        return true;
    const struct ledger_functions *functions =
        object_load("ledger", "ledger_functions", "libsqlite3", message);
    struct ledger *ledger = functions ? functions->open(path, message) : NULL;
    const bool is_read = ledger && functions->read(ledger, question, since_ms, json, message);
    if (ledger)
        functions->close(ledger);
    return is_read;
}
