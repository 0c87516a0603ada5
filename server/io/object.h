// Shared objects of wye's own, loaded when they are first needed: what they bring with them (curl,
// SQLite) is most of a start's time and memory. Private to io/. For threads of the pool.
#pragma once

// What `symbol` in wye-NAME.so is, a struct whose first member is the version, which must be ours;
// loaded for good. NULL where it cannot be had, and `message` says why and what to do.
const void *object_load(const char *name, const char *symbol, const char *library,
                        char message[400]);
