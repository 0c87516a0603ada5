// The sample of a language: tests/syntax/sample.EXT, one realistic program a row of languages.def.
#pragma once

#include "base/slice.h"
#include "syntax/languages.h"

enum { SAMPLE_PATH_BYTES = 96 };

// "tests/syntax/sample.py", with `ending` behind it.
void sample_path(const struct language *language, const char *ending, char path[SAMPLE_PATH_BYTES]);
// Its bytes, freed with memory_free; a failed check and NULL where there is none.
char *sample_read(const struct language *language, struct slice *text);
