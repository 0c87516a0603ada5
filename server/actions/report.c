// Findings out of an answer. A quote that is not in the text is dropped and counted; so is what
// comes after too many findings.

#include "actions/report.h"

#include "actions/answer.h"
#include "actions/fit.h"
#include "base/json.h"
#include "base/limits.h"

enum {
    BLOCKS_TRIED = 16,
};

const char report_schema[] =
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"findings\"],"
    "\"properties\":{\"findings\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
    "\"additionalProperties\":false,"
    "\"required\":[\"quote\",\"severity\",\"category\",\"title\",\"detail\",\"suggestion\"],"
    "\"properties\":{"
    "\"quote\":{\"type\":\"string\",\"description\":\"the one line of code that it is about, "
    "copied exactly\"},"
    "\"severity\":{\"type\":\"string\",\"enum\":[\"error\",\"warning\",\"information\","
    "\"hint\"]},"
    "\"category\":{\"type\":\"string\",\"enum\":[\"correctness\",\"security\",\"performance\","
    "\"maintainability\",\"style\"]},"
    "\"title\":{\"type\":\"string\",\"description\":\"at most ten words, no full stop\"},"
    "\"detail\":{\"type\":\"string\",\"description\":\"why it is wrong, and what to do\"},"
    "\"suggestion\":{\"type\":[\"string\",\"null\"],\"description\":\"the new text for "
    "the quoted line, where changing that line alone puts it right\"}"
    "}}}}}";

void report_append_form(struct buffer *prompt) {
    buffer_append_string(
        prompt,
        "Report only what you can show in this code; an empty list is a good answer. For each "
        "finding quote the one line it is about exactly as it stands above, without its "
        "indentation. Where changing that line alone puts it right, suggest the text that takes "
        "its place, else null.\n"
        "Answer with JSON: {\"findings\": [{\"quote\", \"severity\": \"error\" | \"warning\" | "
        "\"information\" | \"hint\", \"category\": \"correctness\" | \"security\" | "
        "\"performance\" | \"maintainability\" | \"style\", \"title\", \"detail\", "
        "\"suggestion\": text | null}]}\n");
}

void report_keep(struct findings *findings, const char *category) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++)
        if (!strcmp(findings->items[i].category, category))
            findings->items[kept++] = findings->items[i];
    findings->count = kept;
}

// The list in a text that is JSON, as the schema has it or bare; NULL where there is none.
static const struct json *list_of(const struct json *value) {
    const struct json *list = json_is_array(value) ? value : json_find(value, "findings");
    return json_is_array(list) ? list : NULL;
}

static struct json *parse_list(struct slice text) {
    struct json *value = json_parse_relaxed(slice_trim(text), NULL);
    if (list_of(value))
        return value;
    json_destroy(value);
    return NULL;
}

// The JSON in an answer: all of it, or what stands in one of its fences, or from the first brace
// to the last. Models without native schemas wrap it in prose.
static struct json *parse_answer(struct slice answer) {
    struct slice code;
    struct json *value = parse_list(answer);
    for (size_t i = 0; !value && i < BLOCKS_TRIED && answer_block(answer, i, &code); i++)
        value = parse_list(code);
    size_t start = slice_find(answer, SLICE("{"), 0);
    size_t end = answer.length;
    while (end > 0 && answer.data[end - 1] != '}')
        end--;
    if (!value && start < end)
        value = parse_list(slice_between(answer, start, end));
    return value;
}

static bool text_is(const struct json *item, const char *key) {
    const char *text = json_string(json_find(item, key));
    return text && slice_trim(slice_from(text)).length > 0;
}

// Whether it has the schema's shape; what it means is asked later.
static bool is_finding(const struct json *item) {
    enum finding_severity severity;
    return text_is(item, "quote") && text_is(item, "title") && text_is(item, "detail") &&
           finding_severity_parse(slice_from(json_string_or(json_find(item, "severity"), "")),
                                  &severity);
}

static const char *copy_text(struct arena *arena, const struct json *item, const char *key) {
    return arena_string(arena, slice_trim(slice_from(json_string_or(json_find(item, key), ""))));
}

// What a model would have in place of the quoted line, in the shape of the file.
static struct slice suggestion_of(struct arena *arena, const struct subject *subject,
                                  struct span span, struct slice suggested) {
    struct subject quoted = *subject;
    struct slice code;
    if (!slice_trim(suggested).length)
        return (struct slice){ 0 };
    if (answer_block(suggested, 0, &code))
        suggested = code;
    quoted.scope = (struct scope){ .kind = SCOPE_LINES, .span = span, .core = span };
    suggested = fit_code(arena, &quoted, suggested);
    bool is_new = !slice_is_equal(suggested, subject_code(&quoted));
    return is_new ? suggested : (struct slice){ 0 };
}

static size_t distance(struct span span, size_t near) {
    return span.start > near ? span.start - near : near - span.start;
}

static bool find_quote(const struct subject *subject, const struct spans *places,
                       struct slice quote, size_t near, struct span *found) {
    bool is_found = false;
    for (size_t i = 0; i < places->count; i++) {
        struct span span;
        if (!finding_anchor(subject->text, places->items[i], quote, near, &span) ||
            (is_found && distance(span, near) >= distance(*found, near)))
            continue;
        *found = span;
        is_found = true;
    }
    return is_found || finding_anchor(subject->text, subject->scope.span, quote, near, found);
}

static void read_finding(struct arena *arena, const struct subject *subject,
                         const struct spans *places, const struct json *item,
                         struct reading *reading) {
    struct finding finding = { .rule = "model" };
    // Findings come in the order of the text more often than not: of several places that read
    // the same, the one nearest to the finding before is meant.
    size_t near = reading->findings.count
                      ? reading->findings.items[reading->findings.count - 1].span.end
                      : subject->scope.core.start;
    if (!find_quote(subject, places, slice_from(json_string(json_find(item, "quote"))), near,
                    &finding.span)) {
        reading->dropped++;
        return;
    }
    finding_severity_parse(slice_from(json_string(json_find(item, "severity"))), &finding.severity);
    finding.category = copy_text(arena, item, "category");
    finding.title = copy_text(arena, item, "title");
    finding.detail = copy_text(arena, item, "detail");
    finding.suggestion =
        suggestion_of(arena, subject, finding.span,
                      slice_from(json_string_or(json_find(item, "suggestion"), "")));
    if (reading->findings.count < FINDINGS_MAX)
        vec_push(&reading->findings, finding);
    else
        reading->dropped++;
}

void report_read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading) {
    const struct spans anywhere = { 0 };
    report_read_of(arena, subject, &anywhere, answer, reading);
}

void report_read_of(struct arena *arena, const struct subject *subject, const struct spans *places,
                    struct slice answer, struct reading *reading) {
    struct json *value = parse_answer(answer);
    const struct json *list = list_of(value);
    bool is_good = list != NULL;
    for (const struct json *item = json_first(list); item && is_good; item = json_next(item))
        is_good = is_finding(item);
    if (is_good) {
        reading->outcome = ATTEMPT_ok;
        for (const struct json *item = json_first(list); item; item = json_next(item))
            read_finding(arena, subject, places, item, reading);
        findings_sort(&reading->findings);
    } else {
        reading->outcome = ATTEMPT_bad_schema;
        reading->message = "The answer is not the list of findings that was asked for.";
    }
    json_destroy(value);
}
