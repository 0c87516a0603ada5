// A session file is sections (`-- name --`) of files and settings, and one of steps. Steps begin
// with `>` (the client), `~` (a provider, or the world); all other lines of that section are what
// the server did, and are written anew.

#include "runner/script.h"

#include "runner/check.h"
#include "runner/client.h"
#include "runner/fault.h"
#include "runner/script_stream.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>

#define ROOT "/project/"

struct script {
    struct client *client;
    struct script_host *host;
    struct arena arena;
    const char *problem;
    struct buffer *transcript;
    const struct script_options *options;
    size_t delivered; // tasks of the host
    bool is_paused;   // what is queued is delivered by `~ step` alone
    bool is_cut;      // by a fault: nothing more is played
};

// --- Sections ------------------------------------------------------------------------------------

static bool section_name(struct slice line, struct slice *name) {
    bool is_one = line.length > 6 && slice_starts_with(line, SLICE("-- ")) &&
                  slice_ends_with(line, SLICE(" --"));
    if (is_one)
        *name = slice_between(line, 3, line.length - 3);
    return is_one;
}

// `\r` and `\u{feff}` stand for what an editor of the file could not keep. The last line feed of a
// section belongs to it, unless a line `\` follows.
static struct slice unescape(struct arena *arena, struct slice text) {
    if (slice_ends_with(text, SLICE("\n\\\n")))
        text.length -= 3;
    char *out = arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        struct slice rest = slice_between(text, i, text.length);
        if (slice_starts_with(rest, SLICE("\\r"))) {
            out[length++] = '\r';
            i++;
        } else if (slice_starts_with(rest, SLICE("\\u{feff}"))) {
            memcpy(out + length, "\xef\xbb\xbf", 3);
            length += 3;
            i += 7;
        } else {
            out[length++] = text.data[i];
        }
    }
    return (struct slice){ out, length };
}

static void take_environment(struct script *script, struct slice text) {
    struct slice line;
    while (slice_next_line(&text, &line)) {
        size_t equals = slice_find(line, SLICE("="), 0);
        if (equals == SLICE_NOT_FOUND)
            continue;
        script_host_set_variable(
            script->host, arena_string(&script->arena, slice_between(line, 0, equals)),
            arena_string(&script->arena, slice_between(line, equals + 1, line.length)));
    }
}

// A captured client has its own root, which becomes the one of session files.
static void take_client(struct script *script, struct slice name) {
    static const char captured[] = "/home/dev/project";
    char path[512];
    size_t length, at;
    snprintf(path, sizeof path, "tests/initialize/" SLICE_FORMAT ".json", SLICE_ARGUMENT(name));
    char *bytes = check_read_file(path, &length);
    if (!bytes) {
        script->problem = "there is no such client in tests/initialize";
        return;
    }
    struct slice rest = { bytes, length };
    struct buffer json = { 0 };
    while ((at = slice_find(rest, slice_from(captured), 0)) != SLICE_NOT_FOUND) {
        buffer_append(&json, slice_between(rest, 0, at));
        buffer_append_string(&json, "/project");
        rest = slice_between(rest, at + strlen(captured), rest.length);
    }
    buffer_append(&json, rest);
    client_set_initialize(script->client, buffer_slice(&json));
    buffer_release(&json);
    memory_free(bytes);
}

static void take_section(struct script *script, struct slice name, struct slice text) {
    struct arena *arena = &script->arena;
    if (slice_is(name, "environment")) {
        take_environment(script, text);
    } else if (slice_is(name, "config")) {
        script_host_set_file(script->host, "/home/dev/.config/wye/config.json", text);
    } else if (slice_is(name, "ledger")) {
        buffer_append(&script_host_ledger(script->host)->experience, text);
    } else if (slice_is(name, "workspace")) {
        if (!client_set_workspace(script->client, text))
            script->problem = "the workspace section is no JSON";
    } else if (slice_is(name, "initialize")) {
        if (!client_set_initialize(script->client, text))
            script->problem = "the initialize section is no JSON";
    } else if (slice_starts_with(name, SLICE("client "))) {
        take_client(script, slice_between(name, 7, name.length));
    } else {
        const char *path = arena_format(arena, ROOT SLICE_FORMAT, SLICE_ARGUMENT(name));
        client_set_document(script->client, path, unescape(arena, text));
    }
}

// --- Steps ---------------------------------------------------------------------------------------

static void take_all(struct script *script);
static bool deliver(struct script *script);

static struct slice next_word(struct slice *rest) {
    *rest = slice_trim(*rest);
    size_t end = slice_find(*rest, SLICE(" "), 0);
    if (end == SLICE_NOT_FOUND)
        end = rest->length;
    struct slice word = slice_between(*rest, 0, end);
    *rest = slice_trim(slice_between(*rest, end, rest->length));
    return word;
}

static void send_http_data(struct script *script, struct slice bytes) {
    size_t at = 0;
    while (at < bytes.length) {
        size_t size = client_next_chunk(script->client, bytes.length - at);
        struct host_http_event event = { .kind = HOST_HTTP_DATA,
                                         .data = slice_between(bytes, at, at + size) };
        if (!script_host_http(script->host, &event))
            return;
        at += size;
    }
}

static void http_head(struct script *script, int status, struct slice headers) {
    struct host_header list[8];
    size_t count = 0;
    while (headers.length && count < 8) {
        size_t end = slice_find(headers, SLICE(";"), 0);
        struct slice one = slice_between(headers, 0, end == SLICE_NOT_FOUND ? headers.length : end);
        headers = slice_between(headers, one.length + (end != SLICE_NOT_FOUND), headers.length);
        size_t colon = slice_find(one, SLICE(":"), 0);
        if (colon == SLICE_NOT_FOUND)
            break;
        list[count].name = arena_string(&script->arena, slice_trim(slice_between(one, 0, colon)));
        list[count++].value =
            arena_string(&script->arena, slice_trim(slice_between(one, colon + 1, one.length)));
    }
    struct host_http_event event = {
        .kind = HOST_HTTP_HEAD, .status = status, .headers = list, .header_count = count
    };
    if (!script_host_http(script->host, &event))
        script->problem = "there is no request to answer";
}

static void http_end(struct script *script) {
    script_host_http(script->host, &(struct host_http_event){ .kind = HOST_HTTP_END });
}

// A text of the file: JSON string syntax, quotes included.
static struct slice quoted(struct script *script, struct slice text) {
    struct json *value = json_parse(text, NULL);
    if (!json_string(value))
        script->problem = "a text in quotes was expected";
    struct slice copy = arena_copy(&script->arena, slice_from(json_string_or(value, "")));
    json_destroy(value);
    return copy;
}

static void step_data(struct script *script, struct slice rest) {
    send_http_data(script, quoted(script, rest));
}

// One event of a stream: `~ event NAME {json}`, or `~ event {json}` without a name.
static void step_event(struct script *script, struct slice rest) {
    struct buffer stream = { 0 };
    if (rest.length && rest.data[0] != '{' && rest.data[0] != '[') {
        struct slice name = next_word(&rest);
        buffer_format(&stream, "event: " SLICE_FORMAT "\n", SLICE_ARGUMENT(name));
    }
    buffer_format(&stream, "data: " SLICE_FORMAT "\n\n", SLICE_ARGUMENT(rest));
    send_http_data(script, buffer_slice(&stream));
    buffer_release(&stream);
}

static void step_end(struct script *script, struct slice rest) {
    (void)rest;
    http_end(script);
}

static void step_fail(struct script *script, struct slice rest) {
    static const char *const kinds[] = {
        [HOST_HTTP_CONNECT] = "connect",   [HOST_HTTP_TLS] = "tls",
        [HOST_HTTP_CUT] = "cut",           [HOST_HTTP_REDIRECT] = "redirect",
        [HOST_HTTP_OVERSIZE] = "oversize", [HOST_HTTP_OTHER] = "other",
    };
    struct slice word = next_word(&rest);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!slice_is(word, kinds[i]))
            continue;
        struct host_http_event event = { .kind = HOST_HTTP_FAIL,
                                         .failure = (enum host_http_failure)i,
                                         .message = arena_string(&script->arena, rest) };
        script_host_http(script->host, &event);
        return;
    }
    script->problem = "unknown kind of failure";
}

static void answer(struct script *script, struct slice text,
                   void (*encode)(struct slice text, struct buffer *stream)) {
    struct buffer stream = { 0 };
    encode(quoted(script, text), &stream);
    http_head(script, 200, SLICE("content-type: text/event-stream"));
    send_http_data(script, buffer_slice(&stream));
    http_end(script);
    buffer_release(&stream);
}

static void step_anthropic(struct script *script, struct slice rest) {
    answer(script, rest, script_stream_anthropic);
}

static void step_openai(struct script *script, struct slice rest) {
    answer(script, rest, script_stream_openai);
}

static void step_responses(struct script *script, struct slice rest) {
    answer(script, rest, script_stream_responses);
}

static void step_time(struct script *script, struct slice rest) {
    script_host_advance(script->host, strtoull(arena_string(&script->arena, rest), NULL, 10));
}

static void step_file(struct script *script, struct slice rest) {
    const char *path = arena_string(&script->arena, next_word(&rest));
    script_host_set_file(script->host, path, quoted(script, rest));
    script_host_touch(script->host, path);
}

static void step_remove(struct script *script, struct slice rest) {
    const char *path = arena_string(&script->arena, rest);
    script_host_remove_file(script->host, path);
    script_host_touch(script->host, path);
}

static void step_link(struct script *script, struct slice rest) {
    const char *path = arena_string(&script->arena, next_word(&rest));
    script_host_set_link(script->host, path, arena_string(&script->arena, rest));
}

static void step_command(struct script *script, struct slice rest) {
    const char *word = arena_string(&script->arena, next_word(&rest));
    if (strcmp(word, "hangs") == 0)
        script_children_add(script_host_children(script->host), -1, NULL);
    else
        script_children_add(script_host_children(script->host), (int)strtol(word, NULL, 10),
                            arena_string(&script->arena, quoted(script, rest)));
}

static void step_show(struct script *script, struct slice rest) {
    struct slice bytes;
    const char *path = arena_string(&script->arena, rest);
    if (!script_host_find_file(script->host, path, &bytes)) {
        script->problem = "there is no file to show";
        return;
    }
    struct slice line;
    while (slice_next_line(&bytes, &line))
        buffer_format(script->transcript, "= |%s" SLICE_FORMAT "\n", line.length ? " " : "",
                      SLICE_ARGUMENT(line));
}

static void step_unreadable(struct script *script, struct slice rest) {
    const char *path = arena_string(&script->arena, next_word(&rest));
    script_host_set_unreadable(script->host, path, arena_string(&script->arena, rest));
    script_host_touch(script->host, path);
}

// disk MESSAGE: writing fails with it; disk: it does not any more.
static void step_disk(struct script *script, struct slice rest) {
    script_host_set_disk_problem(script->host,
                                 rest.length ? arena_string(&script->arena, rest) : NULL);
}

// variable NAME VALUE: in the environment; an empty value is as good as none.
static void step_variable(struct script *script, struct slice rest) {
    const char *name = arena_string(&script->arena, next_word(&rest));
    script_host_set_variable(script->host, name, arena_string(&script->arena, rest));
}

// spent MICRO_USD [MS]: today, until now; the ledger answers so late.
static void step_spent(struct script *script, struct slice rest) {
    struct script_ledger *ledger = script_host_ledger(script->host);
    ledger->spent_micro_usd = strtoll(arena_string(&script->arena, next_word(&rest)), NULL, 10);
    ledger->delay_ms = strtoull(arena_string(&script->arena, rest), NULL, 10);
}

static void step_request(struct script *script, struct slice rest) {
    script_host_choose_request(script->host,
                               strtoull(arena_string(&script->arena, rest), NULL, 10));
}

static void step_sent(struct script *script, struct slice rest) {
    (void)rest;
    struct slice body = script_host_last_body(script->host);
    buffer_format(script->transcript, "= sent " SLICE_FORMAT "\n", SLICE_ARGUMENT(body));
}

static void step_records(struct script *script, struct slice rest) {
    (void)rest;
    struct buffer *records = &script_host_ledger(script->host)->records;
    buffer_append(script->transcript, buffer_slice(records));
    buffer_clear(records);
}

static void step_pause(struct script *script, struct slice rest) {
    (void)rest;
    script->is_paused = true;
}

static void step_step(struct script *script, struct slice rest) {
    unsigned long long count = strtoull(arena_string(&script->arena, rest), NULL, 10);
    for (unsigned long long i = 0; i < (count ? count : 1); i++) {
        if (!deliver(script))
            script->problem = "there is nothing to deliver";
        take_all(script);
    }
}

// until TEXT: as many steps as it takes for this to come.
static void step_until(struct script *script, struct slice rest) {
    const size_t start = script->transcript->length;
    struct slice come = { 0 };
    while (slice_find(come, rest, 0) == SLICE_NOT_FOUND) {
        if (!deliver(script)) {
            script->problem = "what was waited for did not come";
            return;
        }
        take_all(script);
        come = slice_between(buffer_slice(script->transcript), start, script->transcript->length);
    }
}

static void step_resume(struct script *script, struct slice rest) {
    (void)rest;
    script->is_paused = false;
}

static const struct world_step {
    const char *name;
    void (*run)(struct script *script, struct slice rest);
} world_steps[] = {
    { "data", step_data },
    { "event", step_event },
    { "end", step_end },
    { "fail", step_fail },
    { "anthropic", step_anthropic },
    { "openai", step_openai },
    { "responses", step_responses },
    { "time", step_time },
    { "file", step_file },
    { "remove", step_remove },
    { "link", step_link },
    { "command", step_command },
    { "show", step_show },
    { "unreadable", step_unreadable },
    { "disk", step_disk },
    { "spent", step_spent },
    { "variable", step_variable },
    { "request", step_request },
    { "sent", step_sent },
    { "records", step_records },
    { "pause", step_pause },
    { "step", step_step },
    { "until", step_until },
    { "resume", step_resume },
};

static void play_world(struct script *script, struct slice step) {
    struct slice rest = step, word = next_word(&rest);
    if (word.length == 3 && word.data[0] >= '1' && word.data[0] <= '5') {
        http_head(script, (int)strtol(arena_string(&script->arena, word), NULL, 10), rest);
        return;
    }
    for (size_t i = 0; i < sizeof world_steps / sizeof *world_steps; i++) {
        if (slice_is(word, world_steps[i].name)) {
            world_steps[i].run(script, rest);
            return;
        }
    }
    script->problem = "unknown step after ~";
}

// --- The whole -----------------------------------------------------------------------------------

static void take_all(struct script *script) {
    while (client_take(script->client, script->transcript))
        ;
}

// One task of the host, and the fault when it is due.
static bool deliver(struct script *script) {
    if (script->is_cut || !script_host_step(script->host))
        return false;
    if (++script->delivered == script->options->fault_after) {
        script->is_cut = script->options->fault == SCRIPT_FAULT_END;
        fault_strike(script->options->fault, script->host, script->client);
    }
    return true;
}

static void settle(struct script *script) {
    do {
        while (!script->is_paused && deliver(script))
            ;
    } while (!script->is_cut && client_take(script->client, script->transcript));
}

static void play_line(struct script *script, struct slice line) {
    bool is_step = line.length > 1 && strchr(">~", line.data[0]) && line.data[1] == ' ';
    bool is_output = line.length > 0 && strchr("<=", line.data[0]);
    if (is_output)
        return;
    buffer_append(script->transcript, line);
    buffer_append_byte(script->transcript, '\n');
    if (!is_step)
        return;
    struct slice step = slice_between(line, 2, line.length);
    if (line.data[0] == '>') {
        const char *problem = client_play(script->client, step);
        script->problem = problem ? problem : script->problem;
    } else {
        play_world(script, step);
    }
    settle(script);
}

struct script_result script_play(struct slice source, const struct script_options *options,
                                 struct buffer *transcript) {
    struct script script = { .transcript = transcript, .problem = "", .options = options };
    script.host = script_host_create();
    script_host_set_variable(script.host, "HOME", "/home/dev");
    script.client = client_create(script.host, options);
    struct slice rest = source, line, name = { 0 }, next;
    const char *start = rest.data;
    bool is_session = false;
    for (const char *at = rest.data; slice_next_line(&rest, &line); at = rest.data) {
        bool is_header = section_name(line, &next);
        if (script.is_cut)
            break;
        if (is_session && !is_header) {
            play_line(&script, line);
            continue;
        }
        buffer_append(transcript, (struct slice){ at, (size_t)(rest.data - at) });
        if (!is_header)
            continue;
        if (name.length)
            take_section(&script, name, (struct slice){ start, (size_t)(at - start) });
        name = next;
        start = rest.data;
        is_session = slice_is(name, "session");
        if (is_session)
            client_start(script.client);
    }
    client_stop(script.client);
    script_host_drain(script.host);
    take_all(&script);
    struct script_result result = {
        .unanswered = client_unanswered(script.client),
        .astray = client_astray(script.client),
        .live = script_host_live(script.host),
        .leaks = script_host_leaks(script.host),
        .delivered = script.delivered,
        .problem = script.problem,
    };
    client_destroy(script.client);
    script_host_destroy(script.host);
    arena_release(&script.arena);
    return result;
}
