// The dialects against captured streams and errors, all of them text in tests/providers:
// - DIALECT-NAME.sse, or .ndjson: bytes of a response; DIALECT-NAME.events: what must come out;
// - classify.txt: statuses and bodies with what they mean, one a line.
// A new stream is a new file: no row here.

#include "runner/check.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/vec.h"
#include "providers/dialect.h"
#include "providers/sse.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

void suite_providers(void);

#define FOLDER "tests/providers/"

// --- Events as text ------------------------------------------------------------------------------

static const char *const stop_names[] = {
    [LLM_STOP_COMPLETE] = "complete", [LLM_STOP_LENGTH] = "length",
    [LLM_STOP_REFUSAL] = "refusal",   [LLM_STOP_FILTER] = "filter",
    [LLM_STOP_CONTEXT] = "context",   [LLM_STOP_ERROR] = "error",
};

static void print_quoted(struct buffer *out, const char *before, struct slice text) {
    struct json *value = json_string_value(text);
    buffer_append_string(out, before);
    json_print(value, out);
    json_destroy(value);
}

static void print_error(struct buffer *out, const struct llm_error *error) {
    buffer_append_string(out, attempt_outcome_name(error->outcome, error->http_status));
    if (error->is_retryable)
        buffer_append_string(out, " retryable");
    if (error->is_key_dead)
        buffer_append_string(out, " dead key");
    if (error->retry_after_ms >= 0)
        buffer_format(out, " after %lld ms", (long long)error->retry_after_ms);
    buffer_format(out, ": %s", error->message);
}

static void print_event(struct buffer *out, const struct llm_event *event) {
    const struct llm_usage *usage = &event->usage;
    switch (event->kind) {
    case LLM_TEXT:
        print_quoted(out, "text ", event->text);
        break;
    case LLM_THINKING:
        print_quoted(out, "thinking ", event->text);
        break;
    case LLM_USAGE:
        buffer_format(out,
                      "usage uncached %lld, cache read %lld, cache write %lld, output %lld, "
                      "reasoning %lld",
                      (long long)usage->uncached, (long long)usage->cache_read,
                      (long long)usage->cache_write, (long long)usage->output,
                      (long long)usage->reasoning);
        break;
    case LLM_STOP:
        buffer_format(out, "stop %s", stop_names[event->stop]);
        if (event->text.length > 0)
            print_quoted(out, " ", event->text);
        break;
    case LLM_DONE:
        buffer_append_string(out, "done");
        break;
    case LLM_ERROR:
        buffer_append_string(out, "error ");
        print_error(out, &event->error);
        break;
    }
    buffer_append_byte(out, '\n');
}

// --- Playing a stream ----------------------------------------------------------------------------

struct play {
    struct buffer events; // as text
    struct buffer text;   // of the answer
    unsigned ends, stops;
    bool is_done;
    size_t events_after_end;
    bool is_quiet; // counts only
};

static void on_event(const struct llm_event *event, void *data) {
    struct play *play = data;
    play->events_after_end += play->ends;
    play->stops += event->kind == LLM_STOP;
    if (event->kind == LLM_DONE || event->kind == LLM_ERROR)
        play->ends++;
    play->is_done |= event->kind == LLM_DONE;
    if (event->kind == LLM_TEXT)
        buffer_append(&play->text, event->text);
    if (!play->is_quiet)
        print_event(&play->events, event);
}

static void play_release(struct play *play) {
    buffer_release(&play->events);
    buffer_release(&play->text);
}

enum { WHOLE = 0, BYTEWISE = 1, RANDOM = 2 };

static void play_stream(struct play *play, const struct dialect *dialect, struct slice bytes,
                        int way, unsigned long long *random) {
    struct decoder *decoder = decoder_create(dialect);
    for (size_t at = 0; at < bytes.length;) {
        size_t step = bytes.length - at;
        if (way == BYTEWISE)
            step = 1;
        if (way == RANDOM && step > 1)
            step = 1 + check_random(random) % (step < 40 ? step : 40);
        // A copy of just these bytes, so that reading past them is seen.
        char *chunk = memory_alloc(step);
        memcpy(chunk, bytes.data + at, step);
        decoder_feed(decoder, (struct slice){ chunk, step }, on_event, play);
        memory_free(chunk);
        at += step;
    }
    decoder_finish(decoder, on_event, play);
    decoder_finish(decoder, on_event, play);
    decoder_feed(decoder, SLICE("data: {}\n\n{}\n"), on_event, play);
    decoder_destroy(decoder);
}

static void check_ends_once(const struct play *play) {
    check_number(play->ends, 1);
    check_number(play->events_after_end, 0);
    check(play->stops <= 1);
    check(!play->is_done || play->stops == 1);
}

static void check_plays_alike(const struct dialect *dialect, struct slice bytes,
                              struct slice expected) {
    unsigned long long random = check_seed() | 1;
    for (int way = WHOLE; way < RANDOM + 8; way++) {
        struct play play = { 0 };
        play_stream(&play, dialect, bytes, way < RANDOM ? way : RANDOM, &random);
        check_text(buffer_slice(&play.events), expected);
        play_release(&play);
    }
}

// The same stream with other line ends, a BOM and comments says the same.
static void check_rewritten(const struct dialect *dialect, struct slice bytes, const char *line_end,
                            const char *before, struct slice expected) {
    struct buffer rewritten = { 0 };
    struct slice rest = bytes, line;
    buffer_append_string(&rewritten, before);
    while (slice_next_line(&rest, &line)) {
        const bool is_last = rest.length == 0 && bytes.data[bytes.length - 1] != '\n';
        buffer_append(&rewritten, line);
        buffer_append_string(&rewritten, is_last ? "" : line_end);
    }
    check_plays_alike(dialect, buffer_slice(&rewritten), expected);
    buffer_release(&rewritten);
}

// Cut anywhere: ends once, the text is a beginning of the whole one, and all of it where that is
// taken for a success.
static void check_cuts(const struct dialect *dialect, struct slice bytes, struct slice whole_text) {
    const size_t stride = bytes.length / 300 + 1;
    for (size_t length = check_seed() % stride; length < bytes.length; length += stride) {
        struct play play = { .is_quiet = true };
        play_stream(&play, dialect, slice_between(bytes, 0, length), WHOLE, NULL);
        check_ends_once(&play);
        check(slice_starts_with(whole_text, buffer_slice(&play.text)));
        check(!play.is_done || play.text.length == whole_text.length);
        play_release(&play);
    }
}

// Any bytes: no crash, one end.
static void check_damaged(const struct dialect *dialect, struct slice bytes) {
    unsigned long long random = check_seed() * 2 + 1;
    for (int round = 0; round < 20; round++) {
        char *copy = memory_string_of(bytes);
        for (size_t i = 0; i < 1 + bytes.length / 200; i++)
            copy[check_random(&random) % bytes.length] = (char)check_random(&random);
        struct play play = { .is_quiet = true };
        play_stream(&play, dialect, (struct slice){ copy, bytes.length }, RANDOM, &random);
        check_ends_once(&play);
        play_release(&play);
        memory_free(copy);
    }
}

// By the longest name that the file begins with: openai-chat-text.sse is no stream of openai.
static const struct dialect *dialect_of_file(const char *file) {
    const struct dialect *found = NULL;
    for (const char *const *name = dialect_names(); *name; name++) {
        const size_t length = strlen(*name);
        if (strncmp(file, *name, length) == 0 && file[length] == '-' &&
            (!found || strlen(found->name) < length))
            found = dialect_find(*name);
    }
    return found;
}

static void check_stream(const char *file) {
    check_case("%s", file);
    const struct dialect *dialect = dialect_of_file(file);
    char path[512], golden[512];
    snprintf(path, sizeof path, FOLDER "%s", file);
    const char *extension = strrchr(file, '.');
    const bool is_ndjson = strcmp(extension, ".ndjson") == 0;
    snprintf(golden, sizeof golden, FOLDER "%.*s.events", (int)(extension - file), file);
    size_t length = 0;
    char *bytes = check_read_file(path, &length);
    if (!check(dialect != NULL) || !check(bytes != NULL))
        return;
    const struct slice stream = { bytes, length };
    struct play play = { 0 };
    play_stream(&play, dialect, stream, WHOLE, NULL);
    check_ends_once(&play);
    check_golden(buffer_slice(&play.events), golden);
    const struct slice expected = buffer_slice(&play.events);
    check_plays_alike(dialect, stream, expected);
    if (length > 0) {
        check_rewritten(dialect, stream, "\r\n", "", expected);
        check_rewritten(dialect, stream, "\r", "", expected);
        if (is_ndjson)
            check_rewritten(dialect, stream, "\n\r\n", "", expected);
        const bool is_stream = is_ndjson ? bytes[0] == '{' && bytes[1] != '\n'
                                         : bytes[0] != '<' && bytes[0] != '{' && bytes[0] != '[';
        if (is_stream) // what is none is read as it is
            check_rewritten(dialect, stream, "\n", "\xEF\xBB\xBF", expected);
        check_cuts(dialect, stream, buffer_slice(&play.text));
        check_damaged(dialect, stream);
    }
    play_release(&play);
    memory_free(bytes);
}

struct names {
    char **items;
    size_t count, capacity;
};

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void check_streams(void) {
    struct names names = { 0 };
    DIR *folder = opendir(FOLDER);
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder)) {
        const struct slice name = slice_from(entry->d_name);
        if (slice_ends_with(name, SLICE(".sse")) || slice_ends_with(name, SLICE(".ndjson")))
            vec_push(&names, memory_string(entry->d_name));
    }
    if (folder)
        closedir(folder);
    check_case("streams");
    check(names.count > 40); // else this suite has lost its data
    qsort(names.items, names.count, sizeof *names.items, compare_names);
    for (size_t i = 0; i < names.count; i++) {
        if (!check_is_skipped(names.items[i]))
            check_stream(names.items[i]);
        memory_free(names.items[i]);
    }
    vec_release(&names);
}

// --- Caps (F22) ----------------------------------------------------------------------------------

// Feeds `bytes` up to `count` times behind `before`; the last event ends it.
static void check_flood(const char *name, const char *dialect_name, const char *before,
                        const char *bytes, size_t count, const char *expected_last_line) {
    check_case("%s", name);
    struct decoder *decoder = decoder_create(dialect_find(dialect_name));
    struct play play = { 0 };
    decoder_feed(decoder, slice_from(before), on_event, &play);
    for (size_t i = 0; i < count && play.ends == 0; i++) {
        buffer_clear(&play.events); // only the last one is looked at
        decoder_feed(decoder, slice_from(bytes), on_event, &play);
    }
    decoder_finish(decoder, on_event, &play);
    check_ends_once(&play);
    check_text(buffer_slice(&play.events), slice_from(expected_last_line));
    check(play.text.length <= ANSWER_BYTES_MAX);
    decoder_destroy(decoder);
    play_release(&play);
}

static void check_caps(void) {
    static const char kilobyte[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static const char too_long[] = "error malformed: The provider sent an event longer than 1 MB, "
                                   "so its answer was dropped.\n";
    static const char too_much[] = "error malformed: The provider's answer is longer than 4 MB, so "
                                   "it was dropped.\n";
    char chunk[512];
    snprintf(chunk, sizeof chunk, "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n",
             kilobyte);
    check_flood("a line of 10 MB", "openai-chat", "data: ", kilobyte, 65536, too_long);
    check_flood("a comment of 10 MB", "anthropic", ": ", kilobyte, 65536, too_long);
    check_flood("an event name of 10 MB", "anthropic", "event: ", kilobyte, 65536, too_long);
    check_flood("an event of many lines", "openai-chat", "", "data: {}\n", 1 << 21, too_long);
    check_flood("an answer without end", "openai-chat", "", chunk, 65536, too_much);
    snprintf(chunk, sizeof chunk, "{\"message\":{\"content\":\"%s\"}}\n", kilobyte);
    check_flood("a line of JSON of 10 MB", "ollama", "{\"message\":\"", kilobyte, 65536, too_long);
    check_flood("a page in one line of 10 MB", "ollama", "<html>", kilobyte, 65536, too_long);
    check_flood("an answer of lines without end", "ollama", "", chunk, 65536, too_much);
    snprintf(chunk, sizeof chunk,
             "data: {\"type\":\"response.output_text.delta\",\"delta\":\"%s\"}\n\n", kilobyte);
    check_flood("an answer without end", "openai", "", chunk, 65536, too_much);
    snprintf(chunk, sizeof chunk,
             "data: {\"type\":\"response.output_text.done\",\"text\":\"%s\"}\n\n", kilobyte);
    check_flood("an answer of finished parts without end", "openai", "", chunk, 65536, too_much);
}

// --- The event stream's own rules ----------------------------------------------------------------

static void print_sse_event(const char *name, struct slice data, void *context) {
    buffer_format(context, "[%s|" SLICE_FORMAT "]", name, SLICE_ARGUMENT(data));
}

static void check_sse(struct slice bytes, const char *expected) {
    for (size_t step = 1; step <= bytes.length; step++) {
        struct sse sse;
        struct buffer out = { 0 };
        sse_init(&sse);
        for (size_t at = 0; at < bytes.length; at += step) {
            const size_t end = at + step < bytes.length ? at + step : bytes.length;
            check(sse_feed(&sse, slice_between(bytes, at, end), print_sse_event, &out));
        }
        check(sse_finish(&sse, print_sse_event, &out));
        check_text(buffer_slice(&out), slice_from(expected));
        buffer_release(&out);
        sse_release(&sse);
    }
}

static void check_sse_rules(void) {
    check_case("sse: line ends");
    check_sse(SLICE("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\r\n"),
              "[message|a][message|b][message|c][message|d]");
    check_case("sse: a CR and a LF of their own");
    check_sse(SLICE("data: a\r\ndata: b\r\r\ndata: c\n\r"), "[message|a\nb][message|c]");
    check_case("sse: names last for one event");
    check_sse(SLICE("event: x\ndata: 1\n\ndata: 2\n\nevent: y\n\ndata: 3\n\nevent: a\nevent: b\n"
                    "data: 4\n\n"),
              "[x|1][message|2][message|3][b|4]");
    check_case("sse: one blank after the colon");
    check_sse(SLICE("data:a\n\ndata:  b\n\ndata\n\ndata:\ndata:\n\ndata : c\n\n"),
              "[message|a][message| b][message|][message|\n]");
    check_case("sse: comments, other fields, colons");
    check_sse(SLICE(":\n: x\nid: 1\nretry: 5\ndata: a: b: c\n: y\ndata: d\n\n\n\n"),
              "[message|a: b: c\nd]");
    check_case("sse: a BOM at the start only");
    check_sse(SLICE("\xEF\xBB\xBF"
                    "data: a\n\n\xEF\xBB\xBF"
                    "data: b\n\n"),
              "[message|a]");
    check_case("sse: a last event without its empty line");
    check_sse(SLICE("data: a\n\nevent: e\ndata: b"), "[message|a][e|b]");
}

// --- Errors by status ----------------------------------------------------------------------------

enum { HEADERS_MAX = 8 };

// "name: value; name: value"
static size_t read_headers(struct arena *arena, struct slice text, struct host_header *headers) {
    size_t count = 0;
    while (text.length > 0 && count < HEADERS_MAX) {
        size_t end = slice_find(text, SLICE(";"), 0);
        end = end == SLICE_NOT_FOUND ? text.length : end;
        const size_t colon = slice_find(text, SLICE(":"), 0);
        headers[count++] = (struct host_header){
            .name = arena_string(arena, slice_trim(slice_between(text, 0, colon))),
            .value = arena_string(arena, slice_trim(slice_between(text, colon + 1, end))),
        };
        text = slice_between(text, end < text.length ? end + 1 : end, text.length);
    }
    return count;
}

// Appends the line with what it means after "=>".
static void print_classified(struct arena *arena, struct slice line, struct buffer *out) {
    const size_t arrow = slice_find(line, SLICE(" =>"), 0);
    const size_t open = slice_find(line, SLICE("["), 0);
    const size_t close = slice_find(line, SLICE("]"), 0);
    char name[32] = "";
    int status = 0;
    const bool is_read = arrow != SLICE_NOT_FOUND && open < close && close < arrow &&
                         sscanf(arena_string(arena, line), "%31s %d", name, &status) == 2;
    const struct dialect *dialect = is_read ? dialect_find(name) : NULL;
    if (!check(dialect != NULL))
        return;
    struct host_header headers[HEADERS_MAX];
    const size_t count = read_headers(arena, slice_between(line, open + 1, close), headers);
    struct llm_error error;
    dialect->classify_error(status, headers, count,
                            slice_trim(slice_between(line, close + 1, arrow)), &error);
    buffer_append(out, slice_between(line, 0, arrow));
    buffer_append_string(out, " => ");
    print_error(out, &error);
    check(!(error.is_retryable && error.is_key_dead));
}

// The whole file is written anew and compared with itself, so that it can be blessed.
static void check_classify(void) {
    check_case("classify.txt");
    size_t length = 0;
    char *text = check_read_file(FOLDER "classify.txt", &length);
    if (!check(text != NULL))
        return;
    struct arena arena = { 0 };
    struct buffer out = { 0 };
    struct slice rest = { text, length }, line;
    while (slice_next_line(&rest, &line)) {
        if (line.length == 0 || line.data[0] == '#')
            buffer_append(&out, line);
        else
            print_classified(&arena, line, &out);
        buffer_append_byte(&out, '\n');
    }
    check_golden(buffer_slice(&out), FOLDER "classify.txt");
    buffer_release(&out);
    arena_release(&arena);
    memory_free(text);
}

// --- The table -----------------------------------------------------------------------------------

static void check_table(void) {
    check_case("table");
    for (const char *const *name = dialect_names(); *name; name++) {
        const struct dialect *dialect = dialect_find(*name);
        check(dialect != NULL);
        check_text(slice_from(dialect ? dialect->name : NULL), slice_from(*name));
    }
    check(dialect_find("nonesuch") == NULL);
}

void suite_providers(void) {
    check_table();
    check_sse_rules();
    check_streams();
    check_caps();
    check_classify();
}
