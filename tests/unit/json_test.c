// JSON: what must parse, what must not and where it says so, repairs, raw members, places,
// printing; and random damage to good texts, which must end in a value or an error.
#include "base/json.h"

#include "base/json_scan.h"
#include "base/memory.h"
#include "runner/check.h"

#include <math.h>

static void check_print(const struct json *value, const char *expected) {
    struct buffer out = { 0 };
    check(json_print(value, &out));
    check_text(buffer_slice(&out), slice_from(expected));
    buffer_release(&out);
}

static void good_texts(void) {
    const struct {
        struct slice text;
        const char *printed;
    } cases[] = {
        { SLICE("null"), "null" },
        { SLICE(" \t\r\n true \n"), "true" },
        { SLICE("\"\""), "\"\"" },
        { SLICE("-0"), "0" },
        { SLICE("[1.0,3e0,0.5,-1E+2,1e-7]"), "[1,3,0.5,-100,1e-07]" },
        { SLICE("[9007199254740991,-9007199254740992]"), "[9007199254740991,-9007199254740992]" },
        { SLICE("{\"a\":{},\"b\":[],\"\":null}"), "{\"a\":{},\"b\":[],\"\":null}" },
        { SLICE("\"\\/\\\"\\\\\\b\\f\\n\\r\\t\""), "\"/\\\"\\\\\\b\\f\\n\\r\\t\"" },
        { SLICE("\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\""), "\"A\u00e9\u20ac\U0001F600\"" },
        { SLICE("\"a\\u0000b\""), "\"a\\u001ab\"" },
        { SLICE("{\"a\\u0000b\":1}"), "{\"a\\u001ab\":1}" },
        { SLICE("\"\\ud800\""), "\"\uFFFD\"" },
        { SLICE("\"\\udc00\\ud83d\""), "\"\uFFFD\uFFFD\"" },
        { SLICE("\"\\ud83d\\ud83d\\ude00\""), "\"\uFFFD\U0001F600\"" },
        { SLICE("\"\\ud83dx\""), "\"\uFFFDx\"" },
        { SLICE("\"\x7F\u00e9\U0010FFFF\""), "\"\x7F\u00e9\U0010FFFF\"" },
        { SLICE("1e999"), "null" },
        { SLICE("0.1000000000000000000000000000000000000000000000000000000000000000000000000"),
          "0.1" },
        { SLICE("[1000000000000000000000000000000000000000000000000000000000000000000000,2]"),
          "[1e+69,2]" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("good %zu", i);
        struct error error = { 0 };
        struct json *value = json_parse(cases[i].text, &error);
        if (!check(value != NULL)) {
            printf("  %s\n", error.message);
            continue;
        }
        check_print(value, cases[i].printed);
        json_destroy(value);
    }
}

static void bad_texts(void) {
    const struct {
        struct slice text;
        const char *place;
    } cases[] = {
        { SLICE(""), "line 1, column 1: " },
        { SLICE(" \n "), "line 2, column 2: " },
        { SLICE("1 2"), "line 1, column 3: " },
        { SLICE("{} x"), "line 1, column 4: " },
        { SLICE("{}\0"), "line 1, column 3: " },
        { SLICE("\0"), "line 1, column 1: " },
        { SLICE("01"), "line 1, column 1: " },
        { SLICE("-"), "line 1, column 2: " },
        { SLICE("-01"), "line 1, column 2: " },
        { SLICE("1."), "line 1, column 3: " },
        { SLICE(".5"), "line 1, column 1: " },
        { SLICE("+1"), "line 1, column 1: " },
        { SLICE("1e"), "line 1, column 3: " },
        { SLICE("[1,]"), "line 1, column 4: " },
        { SLICE("[,1]"), "line 1, column 2: " },
        { SLICE("[1 2]"), "line 1, column 4: " },
        { SLICE("[1\n,\r\n2\r3 4]"), "line 4, column 1: " },
        { SLICE("{\"a\":1,}"), "line 1, column 8: " },
        { SLICE("{a:1}"), "line 1, column 2: " },
        { SLICE("{\"a\" 1}"), "line 1, column 6: " },
        { SLICE("{\"a\":}"), "line 1, column 6: " },
        { SLICE("{\"a\":1]"), "line 1, column 7: " },
        { SLICE("[1}"), "line 1, column 3: " },
        { SLICE("]"), "line 1, column 1: " },
        { SLICE("[\"a\nb\"]"), "line 1, column 4: " },
        { SLICE("\"\t\""), "line 1, column 2: " },
        { SLICE("\"a"), "line 1, column 3: " },
        { SLICE("\"\\x\""), "line 1, column 2: " },
        { SLICE("\"\\u12g4\""), "line 1, column 2: " },
        { SLICE("\"\\ud800\\u\""), "line 1, column 8: " },
        { SLICE("\"\\"), "line 1, column 2: " },
        { SLICE("\"\xFF\""), "line 1, column 2: " },
        { SLICE("\"\xC0\x80\""), "line 1, column 2: " },
        { SLICE("\"\xED\xA0\x80\""), "line 1, column 2: " },
        { SLICE("\"\xF4\x90\x80\x80\""), "line 1, column 2: " },
        { SLICE("\"\xE2\x82\""), "line 1, column 2: " },
        { SLICE("tru"), "line 1, column 1: " },
        { SLICE("True"), "line 1, column 1: " },
        { SLICE("nullx"), "line 1, column 5: " },
        { SLICE("// no\n1"), "line 1, column 1: " },
        { SLICE("\xEF\xBB\xBF{}"), "line 1, column 1: " },
        { SLICE("[1,\f2]"), "line 1, column 4: " },
        { SLICE("NaN"), "line 1, column 1: " },
        { SLICE("'a'"), "line 1, column 1: " },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("bad %zu", i);
        struct error error = { 0 };
        struct json *value = json_parse(cases[i].text, &error);
        check(value == NULL);
        check_number(error.kind, ERROR_MALFORMED);
        struct slice message = slice_from(error.message);
        if (!check(slice_starts_with(message, slice_from(cases[i].place))))
            printf("  %s\n", error.message);
        json_destroy(value);
    }
}

static void depth(void) {
    static const size_t depths[] = { JSON_DEPTH_MAX, JSON_DEPTH_MAX + 1, 300000 };
    for (size_t i = 0; i < 3; i++) {
        check_case("%zu levels", depths[i]);
        struct buffer text = { 0 };
        for (size_t k = 0; k < depths[i]; k++)
            buffer_append_string(&text, i == 1 ? "[" : "{\"a\":");
        buffer_append_string(&text, "1");
        for (size_t k = 0; k < depths[i]; k++)
            buffer_append_byte(&text, i == 1 ? ']' : '}');
        struct error error = { 0 };
        struct json *value = json_parse(buffer_slice(&text), &error);
        check((value != NULL) == (depths[i] <= JSON_DEPTH_MAX));
        check_number(json_raw_member(buffer_slice(&text), "a").length,
                     i == 1 ? 0 : text.length - 6);
        size_t line, column;
        json_locate(buffer_slice(&text), "a.a.a", &line, &column);
        check_number(column, i == 1 ? 1 : 16);
        if (value) {
            struct buffer out = { 0 };
            struct json *copy = json_copy(value);
            check(json_print(copy, &out));
            check_text(buffer_slice(&out), buffer_slice(&text));
            json_destroy(copy);
            buffer_release(&out);
        }
        json_destroy(value);
        buffer_release(&text);
    }
}

static void relaxed(void) {
    const struct {
        struct slice text;
        const char *result; // what is printed, or where the error is
    } cases[] = {
        { SLICE("\xEF\xBB\xBF{}"), "{}" },
        { SLICE("// a\n{/* , */\"a\":1,// \"b\n/* * / */}"), "{\"a\":1}" },
        { SLICE("[1,[2,],{\"a\":[],},]"), "[1,[2],{\"a\":[]}]" },
        { SLICE("[1, // x\r /* y */ ] // end"), "[1]" },
        { SLICE("{\"a\":\"// no /* no */ ,]\\\"\",}"), "{\"a\":\"// no /* no */ ,]\\\"\"}" },
        { SLICE("[\"/\" /**/, \"*\" /***/]"), "[\"/\",\"*\"]" },
        { SLICE("/* \xFF \u00e9 */1"), "1" },
        { SLICE("[,]"), "line 1, column 2: " },
        { SLICE("[1,,]"), "line 1, column 4: " },
        { SLICE("{\"a\":,}"), "line 1, column 6: " },
        { SLICE("{,}"), "line 1, column 2: " },
        { SLICE("[1,\n/* \n"), "line 2, column 1: this comment does not end" },
        { SLICE("/*/"), "line 1, column 1: this comment does not end" },
        { SLICE("[1 / 2]"), "line 1, column 4: " },
        { SLICE("[1,]/"), "line 1, column 5: " },
        { SLICE("{ // one\n  /* two\n */ \"a\": 01,\n}"), "line 3, column 10: " },
        { SLICE("[\"a\n\",]"), "line 1, column 4: " },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("relaxed %zu", i);
        struct error error = { 0 };
        struct json *value = json_parse_relaxed(cases[i].text, &error);
        if (value)
            check_print(value, cases[i].result);
        else if (!check(slice_starts_with(slice_from(error.message), slice_from(cases[i].result))))
            printf("  %s\n", error.message);
        json_destroy(value);
    }
}

static void look_ups(void) {
    check_case("look-ups");
    struct json *value = json_parse(SLICE("{\"a\":1,\"A\":2,\"b\":{\"c\":[true,\"x\"]},\"a\":3.0,"
                                          "\"half\":3.5,\"big\":9007199254740993,\"n\":null,"
                                          "\"huge\":1e999}"),
                                    NULL);
    check_number(json_integer_or(json_find(value, "a"), 0), 3);
    check_number(json_integer_or(json_find(value, "A"), 0), 2);
    check(json_find(value, "B") == NULL);
    check(json_find(NULL, "a") == NULL);
    check(json_find(json_find(value, "a"), "a") == NULL);
    const struct json *list = json_find_path(value, "b", "c", NULL);
    check(json_is_array(list));
    check(json_find_path(value, "b", "x", "c", NULL) == NULL);
    check_number(json_count(list), 2);
    check(json_bool_or(json_first(list), false));
    check_text(slice_from(json_string(json_next(json_first(list)))), SLICE("x"));
    check(json_next(json_next(json_first(list))) == NULL);
    check(json_key(json_first(list)) == NULL);
    check_text(slice_from(json_key(json_first(value))), SLICE("a"));
    check_number(json_integer_or(json_find(value, "half"), 7), 7);
    check_number(json_integer_or(json_find(value, "huge"), 7), 7);
    check(json_number_or(json_find(value, "half"), 0) == 3.5);
    check(json_is_integer(json_find(value, "a")));
    check(!json_is_integer(json_find(value, "half")));
    check(!json_is_integer(NULL) && !json_is_number(NULL) && !json_is_null(NULL));
    check(json_is_null(json_find(value, "n")));
    check(json_string(json_find(value, "n")) == NULL);
    check_text(slice_from(json_string_or(NULL, "other")), SLICE("other"));
    check_number(json_count(value), 8);
    check_number(json_count(json_find(value, "a")), 0);
    json_remove(value, "a");
    check(json_find(value, "a") == NULL);
    check_number(json_count(value), 6);
    json_remove(value, "a");
    json_destroy(value);
    json_destroy(NULL);
}

static void writing(void) {
    check_case("writing");
    struct json *value = json_object();
    json_add_integer(value, "max", INT64_MAX);
    json_add_integer(value, "min", INT64_MIN);
    json_add_integer(value, "edge", ((int64_t)1 << 53) + 1);
    json_add_integer(value, "fits", (int64_t)1 << 53);
    json_add_number(value, "nan", NAN);
    json_add_number(value, "infinite", -INFINITY);
    json_add_number(value, "third", 1.0 / 3);
    json_add_number(value, "tiny", 5e-324);
    json_add_slice(value, "bytes", SLICE("a\0\xFF\xE2\x82z\x01\x1F\xED\xA0\x80"));
    json_add_string(value, "quote \"", "\\");
    json_add_bool(value, "yes", true);
    json_add_null(value, "none");
    json_add(value, "raw", json_raw_value(SLICE("{\"id\": 1.50}")));
    json_add_object(json_push(json_add_array(value, "list"), json_object()), "inner");
    check_number(json_count(value), 14);
    check(json_is_integer(json_find(value, "fits")) && json_is_string(json_find(value, "bytes")));
    json_remove(value, "list");
    struct json *copy = json_copy(value);
    json_destroy(value);
    check_print(copy, "{\"max\":9223372036854775807,\"min\":-9223372036854775808,"
                      "\"edge\":9007199254740993,\"fits\":9007199254740992,\"nan\":null,"
                      "\"infinite\":null,\"third\":0.3333333333333333,"
                      "\"tiny\":4.94065645841247e-324,"
                      "\"bytes\":\"a\\u001a\uFFFD\uFFFD\uFFFDz\\u0001\\u001f\uFFFD\uFFFD\uFFFD\","
                      "\"quote \\\"\":\"\\\\\",\"yes\":true,\"none\":null,"
                      "\"raw\":{\"id\": 1.50}}");
    struct buffer small = { .limit = 10 };
    check(!json_print(copy, &small));
    check(small.length <= 10);
    buffer_release(&small);
    json_destroy(copy);
    check(json_copy(NULL) == NULL);

    check_case("pretty");
    struct buffer out = { 0 };
    value = json_parse(SLICE("{\"a\":[1,{\"b\":{}}],\"c\":[]}"), NULL);
    check(json_print_pretty(value, &out));
    check_text(buffer_slice(&out), SLICE("{\n  \"a\": [\n    1,\n    {\n      \"b\": {}\n    }\n"
                                         "  ],\n  \"c\": []\n}"));
    json_destroy(value);
    buffer_release(&out);
}

static void raw_members(void) {
    const struct {
        struct slice text;
        const char *key, *raw;
    } cases[] = {
        { SLICE("{\"id\":12345678901234567890}"), "id", "12345678901234567890" },
        { SLICE(" { \"a\" : {\"id\":1} , \"id\" :  \"x\\\"}\"\n}"), "id", "\"x\\\"}\"" },
        { SLICE("{\"id\":1,\"id\": 2.50 ,\"ID\":3}"), "id", "2.50" },
        { SLICE("{\"\\u0069\\u0064\":-1e5}"), "id", "-1e5" },
        { SLICE("{\"\\ud83d\\ude00\\u00e9\\n\":null}"), "\U0001F600\u00e9\n", "null" },
        { SLICE("{\"id\":[1,{\"a\":\"]\"}, 2]}"), "id", "[1,{\"a\":\"]\"}, 2]" },
        { SLICE("{\"idx\":1,\"i\":2}"), "id", "" },
        { SLICE("[{\"id\":1}]"), "id", "" },
        { SLICE("{}"), "id", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("raw %zu", i);
        check_text(json_raw_member(cases[i].text, cases[i].key), slice_from(cases[i].raw));
    }
}

static void places(void) {
    static const char text[] = "// \"routes\": 0\n"
                               "{\n"
                               "  \"routes\": [\n"
                               "    1,\n"
                               "    { /* \u00e9 */ \"when\": { \"task\": \"x\" } },\n"
                               "  ],\r\n"
                               "  \"models\": { \"gpt-4\": 2, \"gpt-4.1\": { \"price\": 3, }, },\r"
                               "  \"models\": { \"gpt-4.1\": { \"price\": 4 } },\n"
                               "}\n";
    static const struct {
        const char *path;
        size_t line, column;
    } cases[] = {
        { "", 1, 1 },
        { "routes", 3, 13 },
        { "routes[0]", 4, 5 },
        { "routes[1]", 5, 5 },
        { "routes[1].when.task", 5, 34 },
        { "routes[1].when.other.deep", 5, 24 },
        { "routes[2]", 3, 13 },
        { "routes[-1]", 3, 13 },
        { "routes[x", 3, 13 },
        { "routes.when", 3, 13 },
        { "models.gpt-4.1.price", 8, 37 },
        { "models.gpt-4", 8, 13 },
        { "missing", 2, 1 },
        { "route", 2, 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("place %s", cases[i].path);
        size_t line = 0, column = 0;
        json_locate(slice_from(text), cases[i].path, &line, &column);
        check_number(line, cases[i].line);
        check_number(column, cases[i].column);
    }
}

// Whatever comes in, nothing crashes; what is accepted prints, and prints to something accepted.
static void damage(void) {
    static const char good[] =
        "{\"id\":1,\"a\":[true,{\"k\":\"v\\u0041\\ud83d\\ude00\u00e9\"},-1.5e3],"
        "/**/\"b\":null,}//";
    static const char pool[] = "{}[]\",:\\u0dD8/*-+.eE19tfn\n\r \xC3\xA9\xFF";
    unsigned long long state = check_seed() | 1;
    check_case("damage");
    for (int round = 0; round < 20000; round++) {
        char text[sizeof good];
        memcpy(text, good, sizeof good);
        size_t length = sizeof good - 1 - check_random(&state) % 8;
        for (unsigned long long i = check_random(&state) % 4; i > 0; i--)
            text[check_random(&state) % length] = pool[check_random(&state) % sizeof pool];
        char *exact = memory_alloc(length); // so that ASan sees a read past the end
        memcpy(exact, text, length);
        struct slice whole = { exact, length };
        size_t line, column;
        json_raw_member(whole, "b");
        json_locate(whole, "a[1].k", &line, &column);
        struct json *value = round % 2 ? json_parse(whole, NULL) : json_parse_relaxed(whole, NULL);
        if (value) {
            struct buffer out = { 0 };
            check(json_print(value, &out));
            struct json *again = json_parse(buffer_slice(&out), NULL);
            check(again != NULL);
            check_print(again, out.data);
            json_destroy(again);
            buffer_release(&out);
        }
        json_destroy(value);
        memory_free(exact);
    }
}

void suite_json(void);
void suite_json(void) {
    good_texts();
    bad_texts();
    depth();
    relaxed();
    look_ups();
    writing();
    raw_members();
    places();
    damage();
}
