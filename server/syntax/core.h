// What the files of this room share and no other room sees: the tree-sitter core's own types.
#pragma once

#include "syntax/query.h"

#include <tree_sitter/api.h>

enum {
    LANGUAGE_FOLDERS = 4, // its own and three shared ones
};

// Before any other use of the core; more calls do nothing.
void core_start(void);
// Bytes that the core has allocated on this thread so far, freed ones included.
size_t core_allocated(void);

const TSLanguage *language_grammar(const struct language *language);
// Position of its row in languages.def, and the number of rows.
size_t language_index(const struct language *language);
size_t language_count(void);
// The query file of one of a language's folders; empty where there is none. `path` gets a name
// for messages.
struct slice language_query(const struct language *language, enum query_kind kind, size_t folder,
                            const char **path);
const TSTree *tree_raw(const struct tree *tree);
