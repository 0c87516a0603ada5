// One plain sentence for the person: window/showMessage.
#pragma once

#include "base/slice.h"

struct session;

enum message_type { // LSP's MessageType
    MESSAGE_ERROR = 1,
    MESSAGE_WARNING,
    MESSAGE_INFO,
};

void message_show(struct session *session, enum message_type type, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Sends warnings and errors of the log to the client as window/logMessage from now on.
void message_attach_log(struct session *session);
void message_detach_log(void);
