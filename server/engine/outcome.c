// From the struct to the JSON of DOOR.md, the one way for editors, the terminal and the record.
// Ranges are told in the encoding that is passed in. Leaves out nothing and decides nothing.

#include "engine/outcome.h"

const char *outcome_status_name(enum outcome_status status) {
    static const char *const names[] = {
        [OUTCOME_APPLIED] = "applied",     [OUTCOME_SHOWN] = "shown",
        [OUTCOME_PUBLISHED] = "published", [OUTCOME_UNCHANGED] = "unchanged",
        [OUTCOME_REFUSED] = "refused",     [OUTCOME_FAILED] = "failed",
        [OUTCOME_CANCELLED] = "cancelled",
    };
    return names[status];
}

static struct json *position_json(struct position position) {
    struct json *json = json_object();
    json_add_integer(json, "line", position.line);
    json_add_integer(json, "character", position.character);
    return json;
}

struct json *range_json(struct range range) {
    struct json *json = json_object();
    json_add(json, "start", position_json(range.start));
    json_add(json, "end", position_json(range.end));
    return json;
}

struct json *outcome_range_json(const struct text *text, struct span span,
                                enum position_encoding encoding) {
    return range_json(text_range_of(text, span, encoding));
}

struct json *outcome_text_edits_json(const struct text *text, const struct edits *edits,
                                     enum position_encoding encoding) {
    struct json *list = json_array();
    for (size_t i = 0; i < edits->count; i++) {
        struct json *edit = json_push(list, json_object());
        json_add(edit, "range", outcome_range_json(text, edits->items[i].span, encoding));
        json_add_slice(edit, "newText", edits->items[i].replacement);
    }
    return list;
}

static struct json *usage_json(const struct llm_usage *usage) {
    struct json *json = json_object();
    json_add_integer(json, "uncached", usage->uncached);
    json_add_integer(json, "cacheRead", usage->cache_read);
    json_add_integer(json, "cacheWrite", usage->cache_write);
    json_add_integer(json, "output", usage->output);
    json_add_integer(json, "reasoning", usage->reasoning);
    json_add_bool(json, "estimated", usage->estimated);
    return json;
}

struct json *outcome_attempt_json(const struct outcome_attempt *attempt) {
    struct json *json = json_object();
    json_add_string(json, "model", attempt->model);
    json_add_string(json, "provider", attempt->provider);
    json_add_string(json, "outcome", attempt_outcome_name(attempt->outcome, attempt->http_status));
    json_add_integer(json, "ms", attempt->ms);
    json_add(json, "usage", usage_json(&attempt->usage));
    json_add_integer(json, "costMicroUsd", attempt->cost_micro_usd);
    return json;
}

static void add_attempts(struct json *json, const struct outcome_attempts *attempts) {
    struct json *list = json_add_array(json, "attempts");
    for (size_t i = 0; i < attempts->count; i++)
        json_push(list, outcome_attempt_json(&attempts->items[i]));
}

static void add_findings(struct json *json, const struct outcome *outcome,
                         enum position_encoding encoding) {
    struct json *list = json_add_array(json, "findings");
    for (size_t i = 0; i < outcome->findings->count; i++) {
        const struct finding *finding = &outcome->findings->items[i];
        struct json *item = json_push(list, json_object());
        json_add(item, "range", outcome_range_json(outcome->text, finding->span, encoding));
        json_add_string(item, "rule", finding->rule);
        json_add_string(item, "severity", finding_severity_name(finding->severity));
        json_add_string(item, "category", finding->category);
        json_add_string(item, "title", finding->title);
        json_add_string(item, "detail", finding->detail);
        if (!finding->suggestion.data)
            continue;
        struct json *suggestion = json_add_object(item, "suggestion");
        json_add(suggestion, "range", outcome_range_json(outcome->text, finding->span, encoding));
        json_add_slice(suggestion, "newText", finding->suggestion);
    }
}

struct json *outcome_creation_json(const char *uri) {
    struct json *json = json_object();
    json_add_string(json, "kind", "create");
    json_add_string(json, "uri", uri);
    return json;
}

// A WorkspaceEdit. `documentChanges` with the version where an editor has the document open.
static void add_edits(struct json *json, const struct outcome *outcome,
                      enum position_encoding encoding) {
    struct json *changes = json_add_array(json_add_object(json, "edits"), "documentChanges");
    if (outcome->is_new)
        json_push(changes, outcome_creation_json(outcome->uri));
    struct json *change = json_push(changes, json_object());
    struct json *document = json_add_object(change, "textDocument");
    json_add_string(document, "uri", outcome->uri);
    if (outcome->version >= 0)
        json_add_integer(document, "version", outcome->version);
    else
        json_add_null(document, "version");
    json_add(change, "edits", outcome_text_edits_json(outcome->text, outcome->edits, encoding));
}

static void add_result(struct json *json, const struct outcome *outcome,
                       enum position_encoding encoding) {
    switch (outcome->result) {
    case OUTCOME_NOTHING:
        break;
    case OUTCOME_MARKDOWN:
        json_add_slice(json, "markdown", outcome->markdown);
        break;
    case OUTCOME_FINDINGS:
        add_findings(json, outcome, encoding);
        break;
    case OUTCOME_EDITS:
        add_edits(json, outcome, encoding);
        break;
    }
}

void outcome_add_figures(struct json *json, const struct outcome *outcome) {
    json_add_string(json, "action", outcome->action);
    json_add_string(json, "task", outcome->task);
    json_add_string(json, "language", outcome->language);
    json_add_string(json, "status", outcome_status_name(outcome->status));
    json_add_string(json, "model", outcome->model);
    json_add_string(json, "provider", outcome->provider);
    json_add_string(json, "reason", outcome->reason);
    add_attempts(json, &outcome->attempts);
    json_add(json, "usage", usage_json(&outcome->usage));
    json_add_integer(json, "costMicroUsd", outcome->cost_micro_usd);
    if (outcome->first_token_ms >= 0)
        json_add_integer(json, "firstTokenMs", outcome->first_token_ms);
    else
        json_add_null(json, "firstTokenMs");
    json_add_integer(json, "totalMs", outcome->total_ms);
}

struct json *outcome_json(const struct outcome *outcome, enum position_encoding encoding) {
    struct json *json = json_object();
    json_add_string(json, "job", outcome->job);
    outcome_add_figures(json, outcome);
    add_result(json, outcome, encoding);
    json_add_string(json, "message", outcome->message);
    return json;
}
