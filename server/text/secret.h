// Secrets that were written into a text: keys by the shape that their vendor gave them
// (secrets.def), private key blocks, passwords in URLs, and what looks random in an assignment to a
// name that speaks of a password. Examples and stand-ins ("changeme", "<your key>") are none.
#pragma once

#include "base/slice.h"
#include "text/position.h"

struct secret {
    struct span span; // what must not be told: no quotes, no name, no line end
    size_t prefix;    // bytes at its start that every such secret has: "ghp_"
    const char *name; // "GitHub token", "password": static, for people
    bool is_doubtful; // may well be an example: to be hidden, but not to be complained of
};

struct secrets {
    struct secret *items; // in order, disjoint
    size_t count, capacity;
};

// Any thread; one pass. A private key block is one secret a line. The caller releases `secrets`.
void secrets_find(struct slice text, struct secrets *secrets);
