// Looks at a body without its comments, doc string, braces and blanks, in lower case. Knows the
// words of all languages at once: none of them means something else in another.
#include "actions/stub.h"

#include "actions/remarks.h"
#include "base/buffer.h"

static const char *const words[] = { "pass", "...", "…", "returnnotimplemented", "todo()" };
// What comes after these is what is said of it.
static const char *const beginnings[] = {
    "raisenotimplemented",
    "thrownewnotimplemented",
    "thrownewunsupportedoperation",
    "thrownewerror(\"notimplemented",
    "thrownewerror('notimplemented",
    "thrownewerror(`notimplemented",
    "throwstd::logic_error(\"notimplemented",
    "throwstd::runtime_error(\"notimplemented",
    "panic(\"notimplemented",
    "todo!(",
    "unimplemented!(",
};

static void append_bare(struct buffer *bare, const struct tree *tree, struct slice text,
                        struct span body) {
    struct spans comments, literals;
    remarks_find(tree, text, body, REMARKS_COMMENTS, &comments);
    remarks_find(tree, text, body, REMARKS_LITERALS, &literals);
    for (size_t i = body.start; i < body.end; i++) {
        size_t end = remarks_end_at(&comments, i);
        if (!end && !bare->length) // a doc string
            end = remarks_end_at(&literals, i);
        char byte = text.data[i];
        if (end)
            i = end - 1;
        else if (!strchr(" \t\r\n{}", byte))
            buffer_append_byte(bare, byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte);
    }
    while (bare->length && bare->data[bare->length - 1] == ';')
        bare->length--;
    vec_release(&comments);
    vec_release(&literals);
}

static bool is_bare_stub(struct slice bare) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(bare, words[i]))
            return true;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (slice_starts_with(bare, slice_from(beginnings[i])))
            return slice_find(bare, SLICE(";"), 0) == SLICE_NOT_FOUND;
    return !bare.length;
}

bool stub_is_body(const struct tree *tree, struct slice text, struct span body) {
    struct buffer bare = { 0 };
    append_bare(&bare, tree, text, body);
    bool is_stub = is_bare_stub(buffer_slice(&bare));
    buffer_release(&bare);
    return is_stub;
}
