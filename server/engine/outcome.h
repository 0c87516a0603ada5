// The one result of an action, everywhere: LSP, command line, record (DOOR.md, "Outcome").
#pragma once

#include "base/arena.h"
#include "base/json.h"
#include "llm/attempt.h"
#include "text/edit.h"
#include "text/finding.h"
#include "text/text.h"

enum outcome_status {
    OUTCOME_APPLIED,
    OUTCOME_SHOWN,
    OUTCOME_PUBLISHED,
    OUTCOME_UNCHANGED,
    OUTCOME_REFUSED,
    OUTCOME_FAILED,
    OUTCOME_CANCELLED,
};

struct outcome_attempt {
    const char *model;
    const char *provider;
    enum attempt_outcome outcome;
    int http_status;
    int64_t ms;
    struct llm_usage usage;
    int64_t cost_micro_usd;
    // For telemetry alone:
    const char *requested;  // what the provider calls the model
    int64_t began_ms;       // since the action began
    int64_t first_token_ms; // since the call began; -1: none came
};

struct outcome_attempts {
    struct outcome_attempt *items;
    size_t count, capacity;
};

enum outcome_result { OUTCOME_NOTHING, OUTCOME_MARKDOWN, OUTCOME_FINDINGS, OUTCOME_EDITS };

// Strings are borrowed from the job, which outlives it.
struct outcome {
    const char *job;
    const char *key; // of this job among all that there ever were, for the record
    const char *action, *task, *language;
    enum outcome_status status;
    const char *model, *provider, *reason; // "" before one has answered
    struct outcome_attempts attempts;
    struct llm_usage usage; // of all attempts
    int64_t cost_micro_usd;
    int64_t first_token_ms; // -1: none came
    int64_t total_ms;
    enum outcome_result result;
    struct slice markdown;
    const struct findings *findings;
    const struct edits *edits;
    const char *message; // for the person; "" where there is nothing to add
    const char *kept;    // the file that holds a refused answer; NULL: none
    // What spans are of, and where it is:
    const struct text *text;
    const char *uri;
    int64_t version; // -1: the document is not open in an editor
    bool is_new;     // the edits make the file
    // For the record alone:
    const char *const *traits; // NULL-terminated; NULL before they are known
    int64_t lines;
    const char *route; // the row that decided; NULL before
    const char *file;  // a salted hash of the URI
};

const char *outcome_status_name(enum outcome_status status);
// Its figures, without what was made, the person's text, and the message.
void outcome_add_figures(struct json *json, const struct outcome *outcome);
struct json *outcome_attempt_json(const struct outcome_attempt *attempt);
// As DOOR.md has it. Columns in `encoding`; on the command line that is UTF-16.
struct json *outcome_json(const struct outcome *outcome, enum position_encoding encoding);
// LSP's shapes, which `edits` and `findings` are in: {"start": {"line", "character"}, "end": …},
// TextEdit[], and a finding without its message.
struct json *range_json(struct range range); // an LSP Range
struct json *outcome_range_json(const struct text *text, struct span span,
                                enum position_encoding encoding);
// A CreateFile, which fails where the file is there.
struct json *outcome_creation_json(const char *uri);
struct json *outcome_text_edits_json(const struct text *text, const struct edits *edits,
                                     enum position_encoding encoding);
