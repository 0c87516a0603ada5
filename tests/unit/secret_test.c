// Secrets: every shape of secrets.def, made up here so that no file holds what looks like a key;
// what is assigned to names that speak of passwords; what must be left alone; and stand-ins, which
// come back as what they stood for.
#include "text/secret.h"

#include "base/memory.h"
#include "base/vec.h"
#include "runner/check.h"
#include "text/mask.h"

static const struct shape {
    const char *name, *prefix, *set;
    size_t least, dots;
} shapes[] = {
#define SECRET(name, prefix, set, least, dots) { name, prefix, #set, least, dots },
#include "text/secrets.def"
#undef SECRET
};

static const char *letters_of(const char *set) {
    static const char *const sets[][2] = {
        { "HEX", "0123456789abcdef" },
        { "UPPER", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" },
        { "WORD", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" },
        { "KEY", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-" },
        { "BASE64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" },
        { "JOINED", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-" },
    };
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (strcmp(sets[i][0], set) == 0)
            return sets[i][1];
    check_true(false, set, __FILE__, __LINE__);
    return "a";
}

static struct slice make_key(struct arena *arena, unsigned long long *random,
                             const struct shape *shape) {
    const char *letters = letters_of(shape->set);
    struct buffer key = { 0 };
    buffer_append_string(&key, shape->prefix);
    for (size_t i = 0; i < shape->least; i++) {
        bool is_dot = shape->dots && i && i % (shape->least / (shape->dots + 1)) == 0;
        // Letters and digits alternate often enough, whatever the numbers say.
        char byte = i % 5 == 3 ? "3729"[i % 4] : letters[check_random(random) % strlen(letters)];
        buffer_append_byte(&key, is_dot ? '.' : byte);
    }
    struct slice copy = arena_copy(arena, buffer_slice(&key));
    buffer_release(&key);
    return copy;
}

static size_t count_in(struct slice text, struct slice wanted) {
    size_t count = 0, at = 0;
    for (; (at = slice_find(text, wanted, at)) != SLICE_NOT_FOUND; at += wanted.length)
        count++;
    return count;
}

// Nothing of the key is in what leaves; the length, the lines and the rest are as they were; what
// comes back, whole or in pieces, is the text.
static void check_hidden(struct arena *arena, struct slice text, struct slice key, size_t prefix) {
    struct mask mask = { 0 };
    struct slice hidden = mask_hide(arena, &mask, text);
    check(mask.count > 0);
    check_number(hidden.length, text.length);
    check_number(count_in(hidden, key), 0);
    for (size_t at = prefix; at + 8 <= key.length; at++)
        check_number(count_in(hidden, slice_between(key, at, at + 8)), 0);
    for (size_t i = 0; i < text.length && i < hidden.length; i++)
        check((text.data[i] == '\n') == (hidden.data[i] == '\n'));
    check_text(mask_restore(arena, &mask, hidden), text);
    check_text(mask_hide(arena, &mask, text), hidden);
    for (size_t size = 1; size < 9; size += 3) {
        struct buffer held = { 0 }, out = { 0 };
        for (size_t at = 0; at < hidden.length; at += size) {
            size_t end = at + size < hidden.length ? at + size : hidden.length;
            mask_restore_part(&mask, &held, slice_between(hidden, at, end), end == hidden.length,
                              &out);
        }
        check_text(buffer_slice(&out), text);
        check_number(held.length, 0);
        buffer_release(&held);
        buffer_release(&out);
    }
}

static void play_shape(const struct shape *shape, unsigned long long *random) {
    static const char *const places[] = {
        "client = Client(\"%s\")\n",
        "const key = '%s';\n",
        "// old: %s\nint a;\n",
        "/*\n * curl -H \"Authorization: Bearer %s\"\n */\n",
        "text = \"\"\"\nfirst\n    %s\n\"\"\"\n",
        "{ \"a\": [\"%s\", 1] }\n",
        "export A=%s\n",
        "%s",
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct arena arena = { 0 };
        struct secrets secrets = { 0 };
        struct slice key = make_key(&arena, random, shape), place = slice_from(places[i]);
        size_t at = slice_find(place, SLICE("%s"), 0);
        check_case("%s (%s) in %s", shape->name, shape->prefix, places[i]);
        struct slice text = slice_from(
            arena_format(&arena, SLICE_FORMAT SLICE_FORMAT SLICE_FORMAT,
                         SLICE_ARGUMENT(slice_between(place, 0, at)), SLICE_ARGUMENT(key),
                         SLICE_ARGUMENT(slice_between(place, at + 2, place.length))));
        secrets_find(text, &secrets);
        if (check_number(secrets.count, 1)) {
            check_number(secrets.items[0].span.start, at);
            check_number(secrets.items[0].span.end, at + key.length);
            check_text(slice_from(secrets.items[0].name), slice_from(shape->name));
        } else {
            check_text(text, SLICE(""));
        }
        check_hidden(&arena, text, key, strlen(shape->prefix));
        vec_release(&secrets);
        arena_release(&arena);
    }
}

static void play_block(unsigned long long *random) {
    static const char *const forms[][3] = {
        { "-----BEGIN RSA PRIVATE KEY-----\n", "\n", "-----END RSA PRIVATE KEY-----\n" },
        { "KEY = \"\"\"-----BEGIN PRIVATE KEY-----\n", "\n    ",
          "-----END PRIVATE KEY-----\"\"\"\n" },
        { "a = \"-----BEGIN EC PRIVATE KEY-----\\n", "\\n", "-----END EC PRIVATE KEY-----\";" },
        { "# -----BEGIN OPENSSH PRIVATE KEY-----\n# ", "\n# ",
          "-----END OPENSSH PRIVATE KEY-----\n" },
        { "-----BEGIN PRIVATE KEY-----\r\n", "\r\n", "" },
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct shape line = { "", "", "BASE64", 64, 0 };
        struct arena arena = { 0 };
        struct buffer text = { 0 };
        struct secrets secrets = { 0 };
        struct slice last = SLICE("");
        check_case("private key %zu", i);
        buffer_append_string(&text, forms[i][0]);
        for (int lines = 0; lines < 6; lines++) {
            last = make_key(&arena, random, &line);
            buffer_append(&text, last);
            buffer_append_string(&text, forms[i][1]);
        }
        buffer_append_string(&text, forms[i][2]);
        secrets_find(buffer_slice(&text), &secrets);
        check_number(secrets.count, 6);
        check_hidden(&arena, buffer_slice(&text), last, 0);
        vec_release(&secrets);
        buffer_release(&text);
        arena_release(&arena);
    }
}

static void play_doubtful(void) {
    // Hidden, for what is hidden in vain costs nothing, but not complained of.
    static const char *const doubtful[] = {
        "http://user:pass;option@server/path",
        "http://user:wR7-pl0x@www.example.org/",
        "scheme://[user:passwd@]proxy.server:port",
    };
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
        struct secrets secrets = { 0 };
        check_case("doubtful: %s", doubtful[i]);
        secrets_find(slice_from(doubtful[i]), &secrets);
        if (check_number(secrets.count, 1))
            check(secrets.items[0].is_doubtful);
        vec_release(&secrets);
    }
}

static void play_assignments(void) {
    static const char *const found[][2] = {
        { "password = \"Tr0ub4dor&3x\"", "Tr0ub4dor&3x" },
        { "DB_PASSWORD='q8Zr2-k1Lw9'\n", "q8Zr2-k1Lw9" },
        { "{ \"apiKey\": \"8f1c2e9b7a4d4c0e\" }", "8f1c2e9b7a4d4c0e" },
        { "const char *secret = \"hX93kd82LmQ0\";", "hX93kd82LmQ0" },
        { "let access_token: &str = \"9fK2mZ81xQv4\";", "9fK2mZ81xQv4" },
        { "if (passphrase == 'aB3$dE6&gH9') {", "aB3$dE6&gH9" },
        { "auth_key := `k3y7Zp0qWm5x`", "k3y7Zp0qWm5x" },
        { "SECRET_KEY=d41f8cd98e00b204e980\n", "d41f8cd98e00b204e980" },
        { "token: 4be2a89f10c34d5577e0 # old", "4be2a89f10c34d5577e0" },
        { "url = \"postgres://app:wR7-pl0x@db/x\"", "wR7-pl0x" },
    };
    static const char *const left[] = {
        "password = \"changeme\"",
        "password = \"correct horse battery\"",
        "password = getpass.getpass()",
        "token = \"your-token-here\"",
        "secret = os.environ[\"APP_SECRET\"]",
        "secret = \"${APP_SECRET_1a2b3c4d}\"",
        "token_type = \"Bearer1a2b3c4d\"",
        "password_file = \"/run/secrets/a1b2c3d4\"",
        "const tokenName = \"x1y2z3w4v5\";",
        "key = \"user-token-v2\"",
        "token = \"sha256-of-the-body\"",
        "hash = \"d41f8cd98f00b204e9800998ecf8427e\"",
        "class=\"sk-folding-cube-animation-container-large-9\"",
        "api_key = \"sk-ant-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        "AKIAIOSFODNN7EXAMPLE",
        "https://user:password@localhost/x",
        "https://example.com:8080/a@b",
        "-----BEGIN RSA PRIVATE KEY-----\nXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\n",
        "SECRET_KEY=$OTHER_KEY_1a2b3c4d5e6f",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0\n",
        "passwords: 3",
        "",
    };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        struct arena arena = { 0 };
        struct secrets secrets = { 0 };
        struct slice text = slice_from(found[i][0]), secret = slice_from(found[i][1]);
        check_case("found in %s", found[i][0]);
        secrets_find(text, &secrets);
        if (check_number(secrets.count, 1)) {
            struct span span = secrets.items[0].span;
            check_text(slice_between(text, span.start, span.end), secret);
            check_hidden(&arena, text, secret, 0);
        }
        vec_release(&secrets);
        arena_release(&arena);
    }
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        struct secrets secrets = { 0 };
        check_case("left alone: %s", left[i]);
        secrets_find(slice_from(left[i]), &secrets);
        check_number(secrets.count, 0);
        vec_release(&secrets);
    }
}

static void play_torn(void) {
    struct arena arena = { 0 };
    struct mask mask = { 0 };
    check_case("a stand-in that was changed is noticed");
    struct slice hidden = mask_hide(
        &arena, &mask, SLICE("password = \"Tr0ub4dor&3x91kQ\"; token = \"aZ39bq8813xw\""));
    check_number(mask.count, 2);
    check(mask_is_torn(&mask, slice_between(hidden, 0, hidden.length - 30)));
    check(!mask_is_torn(&mask, mask_restore(&arena, &mask, hidden)));
    check(!mask_is_torn(&mask, SLICE("password = os.environ[\"PASSWORD\"]")));
    check_case("one secret has one stand-in, in all texts");
    struct slice twice = mask_hide(&arena, &mask, SLICE("PWD1 = 'Tr0ub4dor&3x91kQ'"));
    check_number(mask.count, 2);
    check_number(count_in(hidden, slice_between(twice, 8, twice.length - 1)), 1);
    arena_release(&arena);
}

static void play_piece(unsigned long long *random) {
    const struct shape line = { "", "", "BASE64", 64, 0 };
    struct arena arena = { 0 };
    struct mask mask = { 0 };
    check_case("a line from the middle of a private key is known");
    struct slice first = make_key(&arena, random, &line), second = make_key(&arena, random, &line);
    mask_learn(&arena, &mask,
               slice_from(arena_format(&arena,
                                       "a: |\n  -----BEGIN PRIVATE KEY-----\n  " SLICE_FORMAT
                                       "\n  " SLICE_FORMAT "\n  -----END PRIVATE KEY-----\n",
                                       SLICE_ARGUMENT(first), SLICE_ARGUMENT(second))));
    check_number(mask_count_used(&mask), 0);
    struct slice hidden = mask_hide(&arena, &mask, second);
    check_number(hidden.length, second.length);
    check(!slice_is_equal(hidden, second));
    check_number(mask_count_used(&mask), 1);
    arena_release(&arena);
}

// Whatever bytes there are, spans are in order and hiding is undone by restoring.
static void play_noise(unsigned long long *random) {
    static const char *const pieces[] = {
        "password",
        "token",
        "=",
        ":",
        "\"",
        "'",
        "\\",
        "\n",
        " ",
        "://",
        "@",
        "-----BEGIN ",
        "PRIVATE KEY-----",
        "-----END ",
        "sk-",
        "ghp_",
        "eyJ",
        "A1b2C3d4E5f6G7h8",
        "9",
        "\\n",
        "x",
        "\xff",
        "#",
    };
    for (int round = 0; round < 300; round++) {
        struct arena arena = { 0 };
        struct buffer text = { 0 };
        struct secrets secrets = { 0 };
        struct mask mask = { 0 };
        check_case("noise %d", round);
        for (size_t i = check_random(random) % 60; i > 0; i--)
            buffer_append_string(&text,
                                 pieces[check_random(random) % (sizeof pieces / sizeof *pieces)]);
        buffer_append_byte(&text, '\n');
        secrets_find(buffer_slice(&text), &secrets);
        size_t last = 0;
        for (size_t i = 0; i < secrets.count; i++) {
            struct span span = secrets.items[i].span;
            check(last <= span.start && span.start < span.end && span.end <= text.length);
            last = span.end;
        }
        struct slice hidden = mask_hide(&arena, &mask, buffer_slice(&text));
        check_text(mask_restore(&arena, &mask, hidden), buffer_slice(&text));
        vec_release(&secrets);
        buffer_release(&text);
        arena_release(&arena);
    }
}

void suite_secret(void) {
    unsigned long long random = check_seed() | 1;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (!check_is_skipped(shapes[i].name))
            play_shape(&shapes[i], &random);
    if (check_is_skipped("secret"))
        return;
    play_block(&random);
    play_assignments();
    play_doubtful();
    play_torn();
    play_piece(&random);
    play_noise(&random);
}
