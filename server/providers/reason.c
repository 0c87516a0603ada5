// Reading a provider's words. Invariant: one line of text, no control characters, no key (some
// gateways quote the key that they refused). It does not judge what the words mean.

#include "providers/reason.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

enum { PLAIN_TEXT_BYTES_MAX = 200, KEY_LENGTH_MIN = 12 };

static const char ellipsis[] = "…";

// How the keys of the vendors and of the common gateways begin.
static const char *const key_prefixes[] = { "sk-", "sk_", "gsk_", "xai-", "pplx-", "AIza", "csk-" };

static bool is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '-' || byte == '_' || byte == '*';
}

static bool is_key(struct slice word) {
    if (word.length < KEY_LENGTH_MIN)
        return false;
    for (size_t i = 0; i < sizeof key_prefixes / sizeof *key_prefixes; i++) {
        if (slice_starts_with(word, slice_from(key_prefixes[i])))
            return true;
    }
    return false;
}

static void append_without_keys(struct buffer *line, struct slice text) {
    size_t at = 0;
    while (at < text.length) {
        size_t end = at;
        while (end < text.length && is_word_byte(text.data[end]))
            end++;
        const struct slice word = slice_between(text, at, end);
        buffer_append(line, is_key(word) ? SLICE("[key]") : word);
        if (end < text.length)
            buffer_append_byte(line, text.data[end]);
        at = end + 1;
    }
}

static void append_one_line(struct buffer *line, struct slice text) {
    bool is_gap = false;
    text = slice_trim(text);
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.data[i];
        const bool is_blank = byte <= ' ' || byte == 0x7F;
        if (is_blank && !is_gap)
            buffer_append_byte(line, ' ');
        else if (!is_blank)
            buffer_append_byte(line, text.data[i]);
        is_gap = is_blank;
    }
}

static void copy_cut(struct slice text, char *out, size_t size) {
    size_t length = text.length;
    const bool is_cut = length >= size;
    if (is_cut)
        length = utf8_floor(text, size - sizeof ellipsis);
    snprintf(out, size, SLICE_FORMAT "%s", (int)length, text.data ? text.data : "",
             is_cut ? ellipsis : "");
}

void reason_clean(struct slice text, char *out, size_t size) {
    struct buffer line = { 0 }, clean = { 0 };
    append_one_line(&line, text);
    append_without_keys(&clean, buffer_slice(&line));
    copy_cut(buffer_slice(&clean), out, size);
    buffer_release(&line);
    buffer_release(&clean);
}

// --- JSON ----------------------------------------------------------------------------------------

// {"error": {"message": …}}, {"error": "…"}, {"message": …} (Mistral), {"detail": "…"} and
// {"detail": [{"msg": …}]} (FastAPI: vLLM, LiteLLM).
static const char *find_words(const struct json *root) {
    const struct json *const error = json_find(root, "error");
    const struct json *const detail = json_find(root, "detail");
    const struct json *const places[] = {
        json_find(error, "message"),
        error,
        json_find(root, "message"),
        detail,
        json_find(json_first(json_is_array(detail) ? detail : NULL), "msg"),
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *words = json_string(places[i]);
        if (words && words[0])
            return words;
    }
    return NULL;
}

bool reason_of_json(const struct json *root, char *out, size_t size) {
    const char *words = find_words(root);
    if (!words)
        return false;
    // OpenRouter says "Provider returned error" and keeps the provider's words here.
    const char *raw = json_string(json_find_path(root, "error", "metadata", "raw", NULL));
    struct buffer text = { 0 };
    buffer_append_string(&text, words);
    if (raw && raw[0])
        buffer_format(&text, ": %s", raw);
    reason_clean(buffer_slice(&text), out, size);
    buffer_release(&text);
    return out[0] != '\0';
}

// --- Text and HTML -------------------------------------------------------------------------------

static struct slice find_title(struct slice body) {
    static const char *const starts[] = { "<title>", "<TITLE>" };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        const size_t start = slice_find(body, slice_from(starts[i]), 0);
        if (start == SLICE_NOT_FOUND)
            continue;
        const size_t end = slice_find(body, SLICE("</"), start);
        if (end != SLICE_NOT_FOUND)
            return slice_between(body, start + strlen(starts[i]), end);
    }
    return (struct slice){ 0 };
}

static void append_without_tags(struct buffer *text, struct slice body) {
    bool is_tag = false;
    for (size_t i = 0; i < body.length; i++) {
        const char byte = body.data[i];
        if (byte == '<' || (is_tag && byte == '>'))
            buffer_append_byte(text, ' ');
        else if (!is_tag)
            buffer_append_byte(text, byte);
        is_tag = byte == '<' || (is_tag && byte != '>');
    }
}

void reason_of_text(struct slice body, char *out, size_t size) {
    const struct slice trimmed = slice_trim(body);
    const size_t room = size < PLAIN_TEXT_BYTES_MAX ? size : PLAIN_TEXT_BYTES_MAX;
    if (trimmed.length == 0 || trimmed.data[0] != '<') {
        reason_clean(trimmed, out, room);
        return;
    }
    struct buffer text = { 0 };
    const struct slice title = find_title(trimmed);
    if (slice_trim(title).length > 0)
        buffer_append(&text, title);
    else
        append_without_tags(&text, trimmed);
    reason_clean(buffer_slice(&text), out, room);
    buffer_release(&text);
}
