// Names with bytes: the files, variables and links of a scripted world. A name is there once.
// Names are copied, and so are the bytes.
#pragma once

#include "base/slice.h"

struct pair {
    char *name;
    char *value;
    size_t length;
};

struct pairs {
    struct pair *items;
    size_t count, capacity;
};

struct pair *pairs_find(struct pairs *pairs, const char *name); // NULL where there is none
void pairs_set(struct pairs *pairs, const char *name, struct slice value);
void pairs_remove(struct pairs *pairs, const char *name);
void pairs_release(struct pairs *pairs);
