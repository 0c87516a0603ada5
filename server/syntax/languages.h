// The languages that wye parses: one row each in languages.def, one folder of query files each in
// grammars/. Nothing here allocates; all of it may be called from any thread.
#pragma once

#include "base/slice.h"

struct language;

// By the client's languageId first, then by the path's extension, its file name, and the text's
// shebang. NULL where none of them is known: scope is then line-based.
const struct language *language_find(const char *language_id, const char *path, struct slice text);
const struct language *language_at(size_t index);              // NULL past the last: for listings
const char *language_id(const struct language *language);      // "python": routes' `language`
const char *language_name(const struct language *language);    // "Python": for people
const char *language_comment(const struct language *language); // "#", "//"
// The first languageId that clients give it, "shellscript", and its first extension, "sh": where
// one stands for all.
struct slice language_client_id(const struct language *language);
struct slice language_extension(const struct language *language);
// Whether the info string of a Markdown fence names this language ("py", "python3"); an empty one
// does not.
bool language_has_fence(const struct language *language, struct slice info);
// Whether an info string names any language at all (rows here and well-known others such as
// "rust", "bash", "json", "diff"), so that an answer in another language can be told from prose.
bool language_is_fence(struct slice info);
