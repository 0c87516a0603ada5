// Path patterns as editors have them: * and ? within a segment, ** across segments, [a-z], [!a-z],
// {a,b}. A pattern without a slash matches a file name in any folder.
#pragma once

#include <stdbool.h>

// Linear in pattern × path at worst; never recursive without bound.
bool glob_match(const char *pattern, const char *path);
// NULL where the pattern is well-formed, else a static sentence.
const char *glob_check(const char *pattern);
