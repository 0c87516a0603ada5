// What a message may be at most.
#pragma once

// Where it comes from.
struct origin {
    const char *host;
    unsigned short port;
};

enum entry_kind {
    ENTRY_HEADER,
    ENTRY_BODY,
};

extern const unsigned message_bytes_max;
