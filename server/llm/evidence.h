// What was published of models by language: acceptance, seconds, dollars. The source is "GPT-5.4 vs
// Claude Opus 4.6" of March 2026: 200 tasks, answers reviewed blind by three engineers.
#pragma once

struct evidence {
    double kept;         // the share that was accepted at the first pass
    double results;      // of so many tasks
    double seconds, usd; // a task; the same in all languages
};

// For a family of the catalogue ("claude-opus") and a language's id; languages that were not
// measured have the figures of all. NULL: the family was not measured. Static.
const struct evidence *evidence_find(const char *family, const char *language);
