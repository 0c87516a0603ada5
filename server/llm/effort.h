// How hard a model shall think: each task's wish, the word for it that a model takes, and the room
// that thoughts need besides the answer.
#pragma once

#include <stddef.h>
#include <stdint.h>

// "none", "low", …, "max", from the least to the most: all that vendors have. NULL-terminated.
const char *const *effort_names(void);

// The words that one model takes, as a set. 0: it is not told how hard to think.
typedef unsigned efforts;

efforts effort_of_name(const char *name); // 0: no such word

// What is sent for a task: the nearest to its wish among those that the model takes, of two equally
// near ones the lesser, which is quicker and cheaper. NULL: nothing. Static.
const char *effort_for_task(efforts taken, const char *task);

// How many tokens of thoughts to allow for at this effort; NULL: the model is told none, and thinks
// as it likes. Vendors count thoughts against the same limit as the answer, which would else be cut
// by them.
int64_t effort_tokens(const char *effort);
