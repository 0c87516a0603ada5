// The ground: slices, arenas, buffers with their cap, UTF-8, and messages that are too long.
// What JSON does is in json_test.c.
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "runner/check.h"

#include <stdint.h>

static void slices(void) {
    check_case("slices");
    struct slice none = { 0 };
    check(slice_is_equal(none, SLICE("")) && slice_is(none, "") && slice_is(none, NULL));
    check(slice_starts_with(SLICE("abc"), SLICE("ab")) && !slice_starts_with(none, SLICE("a")));
    check(slice_ends_with(SLICE("abc"), SLICE("bc")) && slice_ends_with(SLICE("a"), none));
    check(!slice_ends_with(SLICE("c"), SLICE("bc")));
    check_text(slice_trim(SLICE(" \t\r\n\f\va b\n ")), SLICE("a b"));
    check_text(slice_trim(SLICE(" \n")), none);
    check_number(slice_find(SLICE("aaab"), SLICE("aab"), 0), 1);
    check_number(slice_find(SLICE("aaab"), SLICE("a"), 3), SLICE_NOT_FOUND);
    check_number(slice_find(SLICE("ab"), SLICE("abc"), 0), SLICE_NOT_FOUND);
    check_number(slice_find(SLICE("ab"), none, 2), 2);
    check_number(slice_find(SLICE("ab"), none, 3), SLICE_NOT_FOUND);
    check_number(slice_find(none, SLICE("a"), 0), SLICE_NOT_FOUND);
    check(slice_compare(SLICE("ab"), SLICE("abc")) < 0 && slice_compare(none, none) == 0);
    check(slice_compare(SLICE("b"), SLICE("abc")) > 0);
    struct slice rest = SLICE("a\n\r\n\rb\r"), line;
    struct buffer cut = { 0 };
    while (slice_next_line(&rest, &line))
        buffer_format(&cut, "<" SLICE_FORMAT ">", SLICE_ARGUMENT(line));
    check_text(buffer_slice(&cut), SLICE("<a><><><b>"));
    buffer_release(&cut);
    check(!slice_next_line(&none, &line));
}

static void arenas(void) {
    check_case("arenas");
    struct arena arena = { 0 };
    static const size_t sizes[] = { 1, 0, 24, 5000, 3, 1 << 20, 100, 4096, 7 };
    unsigned char *blocks[200];
    for (size_t i = 0; i < 200; i++) {
        size_t size = sizes[i % 9];
        blocks[i] = arena_alloc(&arena, size);
        check((uintptr_t)blocks[i] % 16 == 0);
        for (size_t k = 0; k<size; k += size> 4096 ? 4096 : 1)
            check(blocks[i][k] == 0);
        memset(blocks[i], (int)i + 1, size);
    }
    for (size_t i = 0; i < 200; i++) {
        if (sizes[i % 9])
            check(blocks[i][0] == i + 1 && blocks[i][sizes[i % 9] - 1] == i + 1);
    }
    check_text(slice_from(arena_format(&arena, "%d %s", 7, "x")), SLICE("7 x"));
    struct slice copy = arena_copy(&arena, SLICE("ab"));
    check_text(copy, SLICE("ab"));
    check_number(copy.data[2], 0);
    arena_release(&arena);
    check_text(slice_from(arena_string(&arena, (struct slice){ 0 })), SLICE(""));
    arena_release(&arena);
    arena_release(&arena);
}

static void buffers(void) {
    check_case("buffers");
    struct buffer buffer;
    buffer_init(&buffer, 10);
    check_text(buffer_slice(&buffer), SLICE(""));
    buffer_consume(&buffer, 3);
    buffer_truncate(&buffer, 0);
    check(buffer_append_string(&buffer, "") && buffer.data[0] == '\0');
    check(buffer_append_string(&buffer, "12345678"));
    check(!buffer_append_string(&buffer, "abc") && buffer.overflowed);
    check(!buffer_format(&buffer, "%d", 100));
    check(buffer_format(&buffer, "%d", 90));
    check_text(buffer_slice(&buffer), SLICE("1234567890"));
    check(!buffer_append_byte(&buffer, 'x'));
    buffer_consume(&buffer, 8);
    check_text(slice_from(buffer.data), SLICE("90"));
    buffer_truncate(&buffer, 1);
    check_text(slice_from(buffer.data), SLICE("9"));
    buffer_consume(&buffer, 99);
    check_number(buffer.length, 0);
    check(buffer.overflowed);
    buffer_clear(&buffer);
    check(!buffer.overflowed);
    buffer_release(&buffer);
    check(!buffer.data && buffer.limit == 10);
    buffer.limit = 0;
    for (int i = 0; i < 1000; i++)
        check(buffer_append(&buffer, SLICE("0123456789")));
    check_number(buffer.length, 10000);
    buffer_release(&buffer);
}

static void vecs(void) {
    check_case("vecs");
    struct {
        int *items;
        size_t count, capacity;
    } numbers = { 0 };
    for (int i = 0; i < 20; i++)
        vec_push(&numbers, i);
    vec_remove(&numbers, 0);
    vec_remove(&numbers, 18);
    check(numbers.count == 18 && numbers.items[0] == 1 && numbers.items[17] == 18);
    vec_release(&numbers);
    check(!numbers.items && numbers.count == 0);
    char key[] = "secret";
    memory_wipe(key, sizeof key);
    check(key[0] == 0 && key[5] == 0);
    check(memory_string(NULL) == NULL);
}

static void utf8(void) {
    static const struct {
        const char *bytes;
        size_t length;
    } cases[] = {
        { "a", 1 },
        { "\u00e9", 2 },
        { "\u20ac", 3 },
        { "\U0001F600", 4 },
        { "\U0010FFFF", 4 },
        { "\xEE\x80\x80", 3 },
        { "\xED\x9F\xBF", 3 },
        { "\x80", 0 },
        { "\xC1\xBF", 0 },
        { "\xC2", 0 },
        { "\xC2\x41", 0 },
        { "\xE0\x9F\xBF", 0 },
        { "\xE2\x82", 0 },
        { "\xED\xA0\x80", 0 },
        { "\xF0\x8F\xBF\xBF", 0 },
        { "\xF4\x90\x80\x80", 0 },
        { "\xF5\x80\x80\x80", 0 },
        { "\xF0\x9F\x98", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("utf-8 %zu", i);
        check_number(utf8_length_at(slice_from(cases[i].bytes), 0), cases[i].length);
        size_t whole = strlen(cases[i].bytes);
        for (size_t at = 0; at < whole; at++)
            check_number(utf8_floor(slice_from(cases[i].bytes), at), cases[i].length ? 0 : at);
        check_number(utf8_floor(slice_from(cases[i].bytes), whole + 5), whole);
    }
    check_case("skip ASCII");
    char text[40];
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'a', sizeof text);
        text[at] = '\x80';
        struct slice all = { text, sizeof text };
        check_number(utf8_skip_ascii(all, 0), at);
        check_number(utf8_skip_ascii(all, at), at);
        check_number(utf8_skip_ascii(slice_between(all, 0, at), 0), at);
        check_number(utf8_skip_ascii(all, at + 1), sizeof text);
    }
}

static void keep_line(enum log_level level, const char *line, void *data) {
    struct buffer *kept = data;
    buffer_format(kept, "%d:%s", (int)level, line);
}

static void messages(void) {
    check_case("errors");
    struct error error = { 0 };
    check(!error_set(NULL, ERROR_IO, "nobody listens"));
    check(!error_set(&error, ERROR_IO, "%s is %d", "x", 3));
    check_number(error.kind, ERROR_IO);
    check_text(slice_from(error.message), SLICE("x is 3"));
    for (size_t shift = 0; shift < 4; shift++) { // the cut falls on each byte of the code points
        char text[1201];
        memset(text, 'x', shift);
        for (size_t i = shift; i + 4 < sizeof text; i += 4)
            memcpy(text + i, "\U0001F600", 5);
        error_set(&error, ERROR_LIMIT, "%s", text);
        size_t length = strlen(error.message);
        check(length > sizeof error.message - 5 && (length - shift) % 4 == 0);
    }

    check_case("log");
    struct buffer kept = { 0 };
    log_set_sink(keep_line, &kept);
    log_line(LOG_DEBUG, "not shown");
    log_set_level(LOG_ERROR);
    log_line(LOG_WARN, "not shown either");
    check_number(kept.length, 0);
    log_line(LOG_ERROR, "this line\nis a %s", "test");
    check_text(buffer_slice(&kept), SLICE("0:this line is a test"));
    log_set_sink(NULL, NULL);
    log_set_level(LOG_WARN);
    buffer_release(&kept);
}

void suite_base(void);
void suite_base(void) {
    slices();
    arenas();
    buffers();
    vecs();
    utf8();
    messages();
}
