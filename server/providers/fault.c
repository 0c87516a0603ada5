// Classifying failures. Owns three tables: HTTP statuses, the vendors' error types and codes, and
// phrases for services that have no codes. Invariant: a failure that a second try cannot mend is
// never retryable, and a dead key is never retried. It waits for nothing and retries nothing.

#include "providers/fault.h"

#include "providers/reason.h"
#include "providers/retry_after.h"

#include <stdio.h>
#include <strings.h>

// What a word or phrase changes; ATTEMPT_ok leaves the outcome as it is. Where there is a status,
// it decides what is retryable, and a word can only say no; in a stream the word decides.
struct meaning {
    const char *text;
    enum attempt_outcome outcome;
    bool is_retryable;
    bool is_key_dead;
};

// `type` and `code` of error objects, and the reasons in Google's details. A quota that is used up
// comes as 429, and only paying mends it: for this session the key is as dead as after a 402.
static const struct meaning words[] = {
    { "context_length_exceeded", ATTEMPT_context_length, false, false },
    { "exceed_context_size_error", ATTEMPT_context_length, false, false }, // llama-server
    { "content_filter", ATTEMPT_filtered, false, false },
    { "content_policy_violation", ATTEMPT_filtered, false, false },
    { "invalid_prompt", ATTEMPT_filtered, false, false }, // OpenAI: it was flagged
    { "bio_policy", ATTEMPT_filtered, false, false },
    { "insufficient_quota", ATTEMPT_ok, false, true },
    { "billing_error", ATTEMPT_ok, false, true },
    { "authentication_error", ATTEMPT_ok, false, true },
    { "permission_error", ATTEMPT_ok, false, true },
    { "invalid_api_key", ATTEMPT_ok, false, true },
    { "API_KEY_INVALID", ATTEMPT_ok, false, true }, // Gemini, with 400
    { "account_deactivated", ATTEMPT_ok, false, true },
    { "rate_limit_error", ATTEMPT_ok, true, false },
    { "rate_limit_exceeded", ATTEMPT_ok, true, false },
    { "overloaded_error", ATTEMPT_ok, true, false },
    { "server_is_overloaded", ATTEMPT_ok, true, false },
    { "slow_down", ATTEMPT_ok, true, false },
    { "timeout_error", ATTEMPT_ok, true, false },
    { "api_error", ATTEMPT_ok, true, false },
    { "server_error", ATTEMPT_ok, true, false },
    { "internal_server_error", ATTEMPT_ok, true, false },
};

// In the message, in any case: services without codes, and Anthropic, whose one type
// invalid_request_error covers all of these.
static const struct meaning phrases[] = {
    { "prompt is too long", ATTEMPT_context_length, false, false },
    { "maximum context length", ATTEMPT_context_length, false, false },
    { "exceeds the maximum number of tokens", ATTEMPT_context_length, false, false }, // Gemini
    { "exceed context limit", ATTEMPT_context_length, false, false },
    { "context window", ATTEMPT_context_length, false, false },
    { "context size", ATTEMPT_context_length, false, false },
    { "context length", ATTEMPT_context_length, false, false },
    { "context overflow", ATTEMPT_context_length, false, false },
    { "content management policy", ATTEMPT_filtered, false, false },
    { "content filtering policy", ATTEMPT_filtered, false, false },
    { "safety system", ATTEMPT_filtered, false, false },
    { "requires moderation", ATTEMPT_filtered, false, false },
    { "usage policy", ATTEMPT_filtered, false, false },
    { "credit balance is too low", ATTEMPT_ok, false, true },
};

static bool is_key_refused(int64_t status) {
    return status == 401 || status == 402 || status == 403;
}

// What the vendors' SDKs retry: 408, 409, 429 and 5xx; not 501 and 505, which stay as they are.
static bool is_status_retryable(int64_t status) {
    if (status == 408 || status == 409 || status == 425 || status == 429)
        return true;
    return status >= 500 && status <= 599 && status != 501 && status != 505;
}

static bool holds_phrase(const char *message, const char *phrase) {
    const size_t length = strlen(phrase);
    for (; *message; message++) {
        if (strncasecmp(message, phrase, length) == 0)
            return true;
    }
    return false;
}

static const struct meaning *find_word(const char *word) {
    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].text, word) == 0)
            return &words[i];
    }
    return NULL;
}

static const struct meaning *find_phrase(const char *message) {
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (holds_phrase(message, phrases[i].text))
            return &phrases[i];
    }
    return NULL;
}

static void apply(const struct meaning *meaning, struct llm_error *error) {
    if (!meaning)
        return;
    if (meaning->outcome != ATTEMPT_ok)
        error->outcome = meaning->outcome;
    const bool is_status_against = error->http_status != 0 && !error->is_retryable;
    error->is_retryable = meaning->is_retryable && !is_status_against;
    error->is_key_dead = meaning->is_key_dead;
}

static void apply_status(int64_t status, struct llm_error *error) {
    error->is_retryable = is_status_retryable(status);
    error->is_key_dead = is_key_refused(status);
}

// Google's errors have a list of details: why (ErrorInfo), and for how long it wants to be left
// alone (RetryInfo, in place of a header).
static const struct meaning *apply_details(const struct json *object, struct llm_error *error) {
    const struct meaning *meaning = NULL;
    const struct json *details = json_find(object, "details");
    for (const struct json *detail = json_first(json_is_array(details) ? details : NULL); detail;
         detail = json_next(detail)) {
        if (!meaning)
            meaning = find_word(json_string(json_find(detail, "reason")));
        if (error->retry_after_ms < 0)
            error->retry_after_ms =
                retry_after_of_duration(json_string(json_find(detail, "retryDelay")));
    }
    return meaning;
}

// The code says more than the type, and both more than a phrase; a phrase is heard only where a
// type is vague (invalid_request_error) or absent.
static void apply_object(const struct json *object, struct llm_error *error) {
    const struct meaning *meaning = find_word(json_string(json_find(object, "code")));
    if (!meaning)
        meaning = find_word(json_string(json_find(object, "type")));
    const struct meaning *detail = apply_details(object, error);
    if (!meaning)
        meaning = detail;
    if (!meaning || meaning->is_retryable) {
        const struct meaning *phrase = find_phrase(error->message);
        const bool is_busy = error->http_status == 429 || error->http_status == 529;
        if (phrase && !is_busy)
            meaning = phrase;
    }
    apply(meaning, error);
}

static const struct json *find_object(const struct json *root) {
    const struct json *error = json_find(root, "error");
    return json_is_object(error) ? error : root;
}

// "x-should-retry" is a vendor's last word, but brings no dead key or full window back.
static void apply_should_retry(const char *value, struct llm_error *error) {
    if (!value || error->is_key_dead || error->outcome != ATTEMPT_http)
        return;
    if (strcasecmp(value, "true") == 0)
        error->is_retryable = true;
    if (strcasecmp(value, "false") == 0)
        error->is_retryable = false;
}

void fault_of_status(int status, const struct host_header *headers, size_t header_count,
                     struct slice body, struct llm_error *error) {
    *error = (struct llm_error){ .outcome = ATTEMPT_http, .http_status = status };
    error->retry_after_ms = retry_after_ms(headers, header_count);
    apply_status(status, error);
    struct json *parsed = json_parse(body, NULL);
    // Gemini's service for this dialect wraps its error into an array.
    const struct json *root = json_is_array(parsed) ? json_first(parsed) : parsed;
    if (!reason_of_json(root, error->message, sizeof error->message))
        reason_of_text(body, error->message, sizeof error->message);
    if (is_key_refused(status)) {
        const struct meaning *phrase = find_phrase(error->message);
        if (status == 403 && phrase && phrase->outcome == ATTEMPT_filtered)
            apply(phrase, error);
    } else {
        apply_object(find_object(root), error);
    }
    json_destroy(parsed);
    apply_should_retry(retry_after_header(headers, header_count, "x-should-retry"), error);
    if (!error->message[0])
        snprintf(error->message, sizeof error->message,
                 "The provider answered with status %d and gave no reason.", status);
}

void fault_of_object(const struct json *root, struct llm_error *error) {
    const struct json *object = find_object(root);
    *error = (struct llm_error){ .outcome = ATTEMPT_error, .retry_after_ms = -1 };
    if (!reason_of_json(root, error->message, sizeof error->message))
        snprintf(error->message, sizeof error->message,
                 "The provider broke off its answer and gave no reason.");
    apply_status(json_integer_or(json_find(object, "code"), 0), error);
    apply_object(object, error);
}

struct llm_error fault_own(enum attempt_outcome outcome, bool is_retryable, const char *message) {
    struct llm_error error = { .outcome = outcome,
                               .is_retryable = is_retryable,
                               .retry_after_ms = -1 };
    snprintf(error.message, sizeof error.message, "%s", message);
    return error;
}
