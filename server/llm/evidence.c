// The figures, and nothing derived from them. Families stand for the models that were measured:
// their successors are what the catalogue has now.
#include "llm/evidence.h"

#include <stdbool.h>
#include <string.h>

static const char *const python[] = { "python", NULL };
static const char *const ecmascript[] = { "javascript", "javascriptreact", "jsx",
                                          "typescript", "typescriptreact", "tsx",
                                          NULL };
static const char *const sql[] = { "sql", NULL };

static const struct {
    const char *family;
    const char *const *languages; // NULL: whatever is left
    struct evidence evidence;
} rows[] = {
    { "claude-opus", python, { .kept = .89, .results = 80, .seconds = 8.2, .usd = .68 } },
    { "claude-opus", ecmascript, { .kept = .82, .results = 80, .seconds = 8.2, .usd = .68 } },
    { "claude-opus", sql, { .kept = .91, .results = 40, .seconds = 8.2, .usd = .68 } },
    { "claude-opus", NULL, { .kept = .87, .results = 200, .seconds = 8.2, .usd = .68 } },
    { "gpt", python, { .kept = .77, .results = 80, .seconds = 5.1, .usd = .31 } },
    { "gpt", ecmascript, { .kept = .83, .results = 80, .seconds = 5.1, .usd = .31 } },
    { "gpt", sql, { .kept = .76, .results = 40, .seconds = 5.1, .usd = .31 } },
    { "gpt", NULL, { .kept = .79, .results = 200, .seconds = 5.1, .usd = .31 } },
};

static bool is_of(const char *const *languages, const char *language) {
    for (; languages && *languages; languages++) {
        if (strcmp(*languages, language) == 0)
            return true;
    }
    return languages == NULL;
}

const struct evidence *evidence_find(const char *family, const char *language) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].family, family) == 0 && is_of(rows[i].languages, language))
            return &rows[i].evidence;
    }
    return NULL;
}
