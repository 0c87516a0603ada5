// How long each model usually takes to its first token, of the calls that this server has seen.
// Knows no clock.
#pragma once

#include <stdint.h>

struct pace;

struct pace *pace_create(void);
void pace_destroy(struct pace *pace); // NULL is allowed
// A call had its first token after `ms`, or was given up after that without one.
void pace_add(struct pace *pace, const char *provider, const char *model, int64_t ms);
// The 95th percentile of the latest calls, by nearest rank, in milliseconds; -1: too few were seen
// to say.
int64_t pace_usual_ms(const struct pace *pace, const char *provider, const char *model);
