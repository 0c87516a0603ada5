// What the user's own ledger says of models: how many of their answers were kept, how long they
// took and what they cost. A plain copy of figures that were read elsewhere; never changes.
#pragma once

#include "base/json.h"

struct experience_record {
    const char *model, *language, *task;
    int64_t actions;      // that it gave the result of
    int64_t judged, kept; // results with a verdict, and those kept as they came
    double seconds, usd;  // a mean action of these; usd is of the model's own requests
};

struct experience;

// Of an array [{"model", "language", "task", "actions", "judged", "kept", "seconds",
// "costMicroUsd"}], as the ledger gives it. What is no such record, or says that more were kept
// than judged, is left out. Never NULL.
struct experience *experience_create(const struct json *records);
void experience_destroy(struct experience *experience); // NULL is allowed
// Borrowed. NULL where there is none, and where `experience` is NULL: nothing was read yet.
const struct experience_record *experience_find(const struct experience *experience,
                                                const char *model, const char *language,
                                                const char *task);
