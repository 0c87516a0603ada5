// What typing costs: one session in this process, over the real loop and its worker threads, beside
// the bare parser on the same text and the same edits.
//
//     keystroke FILE LINES      prints one JSON object of figures; FILE is repeated up to LINES
//
// A keystroke inserts a character at a random place; the next one takes it away again, so that the
// program is broken in at most one place, as while somebody types. Every one is followed by a
// codeAction, as in VS Code; every third comes while the parse of the one before is on its way. The
// bare parser has its turn afterwards, lest it disturbs the memory of what is measured.
#include "bench/measure.h"

#include "base/buffer.h"
#include "base/json.h"
#include "base/memory.h"
#include "io/loop.h"
#include "lsp/session.h"
#include "runner/check.h"
#include "syntax/core.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEYSTROKES = 1000, SEED = 20261125 };

struct bench {
    struct loop *loop;
    struct session *session;
    struct text *text; // what the client has
    int version, request;
    unsigned replies_wanted;
    unsigned long long random;
    const char *uri;
    TSParser *parser;
    TSTree *tree; // the bare parser's; NULL before its turn
    struct samples edit, loop_cost, answer, raw;
};

// --- The client ----------------------------------------------------------------------------------

static struct bench *bench;

// Replies come framed, one a write or several; none of ours is longer than what is looked at.
static void on_write(struct host *host, struct slice bytes) {
    (void)host;
    const struct slice mark = SLICE("\"result\"");
    for (size_t at = 0; (at = slice_find(bytes, mark, at)) != SLICE_NOT_FOUND; at += mark.length)
        if (bench->replies_wanted && --bench->replies_wanted == 0)
            loop_stop(bench->loop);
}

static void send(const char *method, bool is_request, struct json *params) {
    struct json *message = json_object();
    json_add_string(message, "jsonrpc", "2.0");
    if (is_request)
        json_add_integer(message, "id", ++bench->request);
    json_add_string(message, "method", method);
    json_add(message, "params", params);
    struct buffer body = { 0 }, frame = { 0 };
    json_print(message, &body);
    buffer_format(&frame, "Content-Length: %zu\r\n\r\n", body.length);
    buffer_append(&frame, buffer_slice(&body));
    bench->replies_wanted += is_request;
    session_input(bench->session, buffer_slice(&frame));
    buffer_release(&frame);
    buffer_release(&body);
    json_destroy(message);
}

static struct json *parse(const char *text) {
    return json_parse(slice_from(text), NULL);
}

static void add_position(struct json *object, const char *key, size_t offset) {
    struct position position = text_position_at(bench->text, offset, POSITION_UTF8);
    struct json *json = json_add_object(object, key);
    json_add_integer(json, "line", position.line);
    json_add_integer(json, "character", position.character);
}

static void wait_for_replies(void) {
    while (bench->replies_wanted)
        loop_run(bench->loop);
}

static void open_document(const char *language) {
    send("initialize", true,
         parse("{\"capabilities\":{\"general\":{\"positionEncodings\":[\"utf-8\"]}}}"));
    send("initialized", false, json_object());
    struct json *params = json_object(), *document = json_add_object(params, "textDocument");
    json_add_string(document, "uri", bench->uri);
    json_add_string(document, "languageId", language);
    json_add_integer(document, "version", ++bench->version);
    json_add_slice(document, "text", text_slice(bench->text));
    send("textDocument/didOpen", false, params);
    wait_for_replies();
}

static void send_change(struct span span, struct slice inserted) {
    struct json *params = json_object(), *document = json_add_object(params, "textDocument");
    json_add_string(document, "uri", bench->uri);
    json_add_integer(document, "version", ++bench->version);
    struct json *change = json_push(json_add_array(params, "contentChanges"), json_object());
    struct json *range = json_add_object(change, "range");
    add_position(range, "start", span.start);
    add_position(range, "end", span.end);
    json_add_slice(change, "text", inserted);
    double start = measure_thread_us();
    send("textDocument/didChange", false, params);
    samples_add(&bench->edit, measure_thread_us() - start);
}

static void send_code_action(size_t offset) {
    struct json *params = json_object(), *range = json_add_object(params, "range");
    json_add_string(json_add_object(params, "textDocument"), "uri", bench->uri);
    add_position(range, "start", offset);
    add_position(range, "end", offset);
    json_add_array(json_add_object(params, "context"), "diagnostics");
    send("textDocument/codeAction", true, params);
}

// --- The bare parser -----------------------------------------------------------------------------

static TSPoint point_at(size_t offset) {
    size_t line = text_line_at(bench->text, offset);
    return (TSPoint){ (uint32_t)line, (uint32_t)(offset - text_line_start(bench->text, line)) };
}

static void reparse_raw(void) {
    struct slice text = text_slice(bench->text);
    double start = measure_now_us();
    TSTree *next =
        ts_parser_parse_string(bench->parser, bench->tree, text.data, (uint32_t)text.length);
    samples_add(&bench->raw, measure_now_us() - start);
    ts_tree_delete(bench->tree);
    bench->tree = next;
}

static void apply(struct span span, struct slice inserted) {
    if (!bench->tree) {
        text_replace(&bench->text, span, inserted);
        return;
    }
    TSInputEdit edit = { .start_byte = (uint32_t)span.start,
                         .old_end_byte = (uint32_t)span.end,
                         .new_end_byte = (uint32_t)(span.start + inserted.length),
                         .start_point = point_at(span.start),
                         .old_end_point = point_at(span.end) };
    text_replace(&bench->text, span, inserted);
    edit.new_end_point = point_at(span.start + inserted.length);
    ts_tree_edit(bench->tree, &edit);
}

// --- Typing --------------------------------------------------------------------------------------

static struct slice choose_character(void) {
    static const char *const characters[] = { "a", "e", "x", "_", "1", " ", "\n", ".",
                                              ",", ";", "(", ")", "{", "}", "\"", "=" };
    return slice_from(characters[check_random(&bench->random) % 16]);
}

// One keystroke and what follows of it, up to the answer; the thread's work is the loop's cost.
static void press(struct span span, struct slice inserted, bool is_during_parse) {
    double work = measure_thread_us();
    if (is_during_parse)
        send_code_action(span.start); // its parse is under way when the key is pressed
    send_change(span, inserted);
    apply(span, inserted);
    double start = measure_now_us();
    send_code_action(span.start);
    wait_for_replies();
    double answer = measure_now_us() - start;
    samples_add(&bench->loop_cost, measure_thread_us() - work);
    samples_add(&bench->answer, answer);
}

static void press_raw(struct span span, struct slice inserted, bool is_during_parse) {
    (void)is_during_parse;
    apply(span, inserted);
    reparse_raw();
}

static void type_randomly(void (*one)(struct span, struct slice, bool)) {
    bench->random = SEED;
    for (int i = 0; i < KEYSTROKES / 2; i++) {
        size_t offset = check_random(&bench->random) % text_length(bench->text);
        struct slice inserted = choose_character();
        one((struct span){ offset, offset }, inserted, i % 3 == 2);
        one((struct span){ offset, offset + 1 }, SLICE(""), false);
    }
}

// --- Figures -------------------------------------------------------------------------------------

static void print_samples(const char *name, struct samples *samples, const char *end) {
    printf("\"%s\":{\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f}%s", name,
           samples_quantile(samples, 0.5), samples_quantile(samples, 0.99),
           samples_quantile(samples, 1), end);
}

// How many answers came within 1.2 times the bare reparse and a millisecond, or, where that takes
// longer, within 20 ms and a few for what is on its way.
static double share_within(void) {
    enum { PATIENCE_US = 20000, GRACE_US = 3000 };
    size_t count = 0;
    for (size_t i = 0; i < bench->answer.count; i++) {
        double limit = 1.2 * bench->raw.items[i] + 1000;
        if (limit > PATIENCE_US + GRACE_US)
            limit = PATIENCE_US + GRACE_US;
        count += bench->answer.items[i] <= limit;
    }
    return (double)count / (double)bench->answer.count;
}

static void print_figures(void) {
    double within = share_within(); // before the samples are sorted
    printf("{\"bytes\":%zu,\"lines\":%zu,", text_length(bench->text), text_line_count(bench->text));
    print_samples("edit", &bench->edit, ",");
    print_samples("loop", &bench->loop_cost, ",");
    print_samples("answer", &bench->answer, ",");
    print_samples("raw", &bench->raw, ",");
    printf("\"within\":%.4f}\n", within);
}

static void on_exit_asked(int status, void *data) {
    (void)status, (void)data;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("keystroke FILE LINES\n", stderr);
        return 2;
    }
    struct bench own = { .loop = loop_create(), .parser = ts_parser_new() };
    char *program = measure_program(argv[1], (size_t)strtoul(argv[2], NULL, 10));
    char uri[64];
    snprintf(uri, sizeof uri, "file:///bench/program%s", strrchr(argv[1], '.'));
    bench = &own;
    own.uri = uri;
    own.text = text_create(slice_from(program));
    const struct language *language = language_find(NULL, uri, SLICE(""));
    ts_parser_set_language(own.parser, language_grammar(language));
    loop_host(own.loop)->write = on_write;
    own.session = session_create(&(struct session_options){
        .host = loop_host(own.loop), .version = "0", .on_exit = on_exit_asked, .data = bench });
    open_document(language_id(language));
    send_code_action(0);
    wait_for_replies();
    type_randomly(press);
    session_destroy(own.session);
    loop_destroy(own.loop);
    own.tree = ts_parser_parse_string(own.parser, NULL, program, (uint32_t)strlen(program));
    type_randomly(press_raw);
    print_figures();
    ts_tree_delete(own.tree);
    ts_parser_delete(own.parser);
    text_release(own.text);
    memory_free(program);
    return 0;
}
