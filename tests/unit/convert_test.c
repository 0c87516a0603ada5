// LSP's positions and URIs: what is taken, what is refused, and that a path survives both ways.
// Columns in the three encodings are in text_test.c.
#include "lsp/convert.h"

#include "base/uri.h"
#include "runner/check.h"

static void positions(void) {
    static const struct {
        const char *json, *expected; // "" where it is refused
    } cases[] = {
        { "{\"line\":3,\"character\":4}", "3:4" },
        { "{\"character\":4.0,\"line\":0}", "0:4" },
        { "{\"line\":0,\"character\":4294967295}", "0:4294967295" },
        { "{\"line\":0,\"character\":9007199254740991}", "0:4294967295" },
        { "{\"line\":-1,\"character\":4}", "" },
        { "{\"line\":1,\"character\":-4}", "" },
        { "{\"line\":1.5,\"character\":4}", "" },
        { "{\"line\":1e300,\"character\":4}", "" },
        { "{\"line\":\"1\",\"character\":4}", "" },
        { "{\"line\":1}", "" },
        { "[1,2]", "" },
        { "null", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("position %s", cases[i].json);
        struct json *json = json_parse(slice_from(cases[i].json), NULL);
        struct position position = { 0 };
        char text[40] = "";
        if (convert_position(json, &position))
            snprintf(text, sizeof text, "%u:%u", position.line, position.character);
        check_text(slice_from(text), slice_from(cases[i].expected));
        json_destroy(json);
    }
    check_case("ranges");
    struct range range;
    check(!convert_range(NULL, &range));
    struct json *half = json_parse(SLICE("{\"start\":{\"line\":0,\"character\":0}}"), NULL);
    check(!convert_range(half, &range));
    json_destroy(half);
}

static void paths_of_uris(void) {
    static const struct {
        const char *uri, *path; // NULL where there is none
    } cases[] = {
        { "file:///home/a/b.c", "/home/a/b.c" },
        { "file:///home/a%20b/%C3%A9.c", "/home/a b/\u00e9.c" },
        { "file:///home/\u00e9.c", "/home/\u00e9.c" },
        { "FILE:///a", "/a" },
        { "file:/a", "/a" },
        { "file://localhost/a", "/a" },
        { "file:///a/", "/a" },
        { "file:///a//", "/a" },
        { "file:///", "/" },
        { "file:///a%2Fb", "/a/b" },
        { "file:///100%", "/100%" },
        { "file:///100%4", "/100%4" },
        { "file:///a%zz%4g", "/a%zz%4g" },
        { "file:///a?b#c", "/a" },
        { "file:///a%3Fb%23c", "/a?b#c" },
        { "file:///c%3A/Users/x.c", "/c:/Users/x.c" },
        { "file:///C:/Users/x.c", "/C:/Users/x.c" },
        { "file:///a%00b", NULL },
        { "file://server/share/x.c", NULL },
        { "file:////server/share/x.c", NULL },
        { "file://c:/x", NULL },
        { "C:\\Users\\x.c", NULL },
        { "untitled:Untitled-1", NULL },
        { "vscode-notebook-cell:/a", NULL },
        { "file:", NULL },
        { "file://", NULL },
        { "file:a", NULL },
        { "/a", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("path of %s", cases[i].uri);
        struct arena arena = { 0 };
        const char *path = convert_path(&arena, cases[i].uri);
        check((path == NULL) == (cases[i].path == NULL));
        check_text(slice_from(path), slice_from(cases[i].path));
        arena_release(&arena);
    }
}

static void uris_of_paths(void) {
    struct arena arena = { 0 };
    check_case("uri of a path");
    check_text(slice_from(uri_of_path(&arena, "/a b/c+d:e%f/\u00e9~_-.md")),
               SLICE("file:///a%20b/c%2Bd%3Ae%25f/%C3%A9~_-.md"));
    check_case("there and back");
    char path[] = "/x?";
    for (int byte = 1; byte < 256; byte++) {
        path[2] = (char)byte;
        if (byte != '/')
            check_text(slice_from(convert_path(&arena, uri_of_path(&arena, path))),
                       slice_from(path));
    }
    arena_release(&arena);
}

void suite_convert(void) {
    positions();
    paths_of_uris();
    uris_of_paths();
}
