// The sections of an explanation that speak of code: what it does, calls, reads, writes, how it
// ends, how complex it is, what it does to the world. explain.c puts them together.
#pragma once

#include "builtin/explanation.h"

// Each appends a section with its heading, or nothing where there is nothing to say.
void describe_steps(const struct explanation *about);
void describe_calls(const struct explanation *about);
void describe_callers(const struct explanation *about);
void describe_names(const struct explanation *about);
void describe_exits(const struct explanation *about);
void describe_complexity(const struct explanation *about);
void describe_effects(const struct explanation *about);
// "easy to follow", "manageable" … for a cyclomatic complexity.
const char *describe_judgement(size_t complexity);
