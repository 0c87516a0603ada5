// The filter that defuses a model's Markdown: a table of inputs and outputs, each fed whole, by
// bytes and in random chunks. Does not know what renderers make of the output: with WYE_MARKDOWN
// set it writes a corpus there, as lines of JSON, which tests/actions/markdown.test.mjs renders.
#include "actions/markdown.h"

#include "base/json.h"
#include "runner/check.h"

#include <stdio.h>
#include <stdlib.h>

enum { CORPUS_MIXED = 12000, CORPUS_SHORT = 30000, FRAGMENTS_MAX = 14, CHUNKINGS = 3 };

static const struct row {
    const char *name, *input, *output;
} rows[] = {
    { "plain text", "Adds `a` and **b**.\n\n- one\n- two\n", NULL },
    { "an image", "![x](http://x/?q=secret)", "!\\[x](http://x/?q=secret)" },
    { "an image by reference", "![x][y]\n\n[y]: http://x\n", "!\\[x][y]\n\n[y]: http://x\n" },
    { "an image in a link", "[![x](y)](z)", "[!\\[x](y)](z)" },
    { "a link", "[x](http://x)", NULL },
    { "an exclamation", "No! Yes!\n[x](y)\n", NULL },
    { "an escaped image", "\\![x](y)", "\\!\\[x](y)" },
    { "an escaped backslash before an image", "\\\\![x](y)", "\\\\!\\[x](y)" },
    { "an image over two lines", "a !\n[x](y)", NULL },
    { "a tag", "<img src=x onerror=y>", "&lt;img src=x onerror=y>" },
    { "a closing tag", "</div>", "&lt;/div>" },
    { "a comment", "<!-- x -->", "&lt;!-- x -->" },
    { "an instruction", "<?php x ?>", "&lt;?php x ?>" },
    { "an autolink", "<https://x>", "&lt;https://x>" },
    { "comparisons", "a < b, a<=b, 1<2, a << b", NULL },
    { "a template", "vector<int> and Map<K, V>", "vector&lt;int> and Map&lt;K, V>" },
    { "an escaped tag", "\\<b>", "\\&lt;b>" },
    { "a code span", "`vector<int>` and `![x](y)`", NULL },
    { "a code span of two", "`` a`<b> ``", NULL },
    { "a code span that does not close", "a `b <i> c\n", "a \\`b &lt;i> c\n" },
    { "a code span over two lines", "a `b\nc` <i>\n", "a \\`b\nc\\` &lt;i>\n" },
    { "an escaped backtick", "\\`<b>`\n", "\\`&lt;b>\\`\n" },
    { "a code span with a bar", "`a|<b>`",
      "`a|<\xe2\x81\xa0"
      "b>`" },
    { "a fence", "```c\n#include <stdio.h>\n![x](y)\n```\n<b>\n",
      "```c\n#include <stdio.h>\n![x](y)\n```\n&lt;b>\n" },
    { "a tilde fence", "~~~\n<b>\n```\n<i>\n~~~\n<u>", "~~~\n<b>\n```\n<i>\n~~~\n&lt;u>" },
    { "a longer fence", "````\n```\n<b>\n````\n<u>", "````\n```\n<b>\n````\n&lt;u>" },
    { "an open fence", "```\n<b>\n", NULL },
    { "a fence with a backtick in its info", "``` `<b>\n<i>\n", "\\`\\`\\` \\`&lt;b>\n&lt;i>\n" },
    { "tildes with a backtick in the info", "~~~ `x\n<b>\n~~~\n<i>\n",
      "~~~ `x\n<b>\n~~~\n&lt;i>\n" },
    { "a fence in a list's item", "- ~~~\n  ~~~\n  <b>\n- ```\n  <i>\n",
      "- \\~~~\n  ~~~\n  <b>\n- \\`\\`\\`\n  &lt;i>\n" },
    { "a fence that is indented too far to close", "```\n    ```\n```\n<b>\n```\n",
      "```\n    ```\n```\n&lt;b>\n```\n" },
    { "a fence that perhaps closes", "- a\n  ```\n    ```\n  ```\n  <b>\n  ```\n",
      "- a\n  ```\n    ```\n  \\`\\`\\`\n  &lt;b>\n  \\`\\`\\`\n" },
    { "a form feed behind a closing fence", "```\n```\f\n<b>\n```\n<i>\n",
      "```\n```\f\n<b>\n```\n&lt;i>\n" },
    { "a form feed in a list's fence", "- a\n  ```\n\f\n  <b>\n", "- a\n  ```\n\f\n  &lt;b>\n" },
    { "a fence that some take for a table", "``` a|b\n---\n<b>\n", "\\`\\`\\` a|b\n---\n&lt;b>\n" },
    { "a fence that some take for a link's target", "[a]: \n```\n<b>\n",
      "[a]: \n\\`\\`\\`\n&lt;b>\n" },
    { "a fence behind a colon", "Like this:\n```\n<b>\n", NULL },
    { "strikethrough", "~~a~~ ~", NULL },
    { "tildes in a line", "a ~~~ b", "a \\~~~ b" },
    { "an indented fence", "  ```\n  <b>\n  ```\n<u>", "  ```\n  <b>\n  ```\n&lt;u>" },
    { "a fence with CR LF", "```\r\n<b>\r\n```\r\n<i>\r\n", "``` \n<b> \n``` \n&lt;i> \n" },
    { "a CR alone", "a\r<b>\r```\r<i>", "a &lt;b> \\`\\`\\` &lt;i>" },
    { "nothing", "", NULL },
    { "a lone mark at the end", "a !", NULL },
    { "a lone bracket at the end", "a <", NULL },
    { "a lone backslash at the end", "a \\", NULL },
    { "beyond ASCII", "Größe 🙂 <ü> „x“", NULL },
};

enum feeding { FEED_WHOLE, FEED_BYTES, FEED_CHUNKS };

static void filter_text(struct slice input, enum feeding feeding, unsigned long long *random,
                        struct buffer *safe) {
    struct markdown_filter filter;
    markdown_filter_init(&filter);
    for (size_t at = 0; at < input.length;) {
        size_t left = input.length - at;
        size_t size = feeding == FEED_WHOLE   ? left
                      : feeding == FEED_BYTES ? 1
                                              : 1 + check_random(random) % 9;
        size = size < left ? size : left;
        markdown_filter_feed(&filter, slice_between(input, at, at + size), safe);
        at += size;
    }
    markdown_filter_finish(&filter, safe);
    markdown_filter_release(&filter);
}

// However it comes, it comes to the same.
static void check_feedings(struct slice input, struct slice output, unsigned long long *random) {
    for (int i = 0; i < 1 + CHUNKINGS; i++) {
        struct buffer safe = { 0 };
        filter_text(input, i ? FEED_CHUNKS : FEED_BYTES, random, &safe);
        check_text(buffer_slice(&safe), output);
        buffer_release(&safe);
    }
}

static void play_row(const struct row *row, unsigned long long *random) {
    struct buffer safe = { 0 };
    check_case("%s", row->name);
    filter_text(slice_from(row->input), FEED_WHOLE, random, &safe);
    check_text(buffer_slice(&safe), slice_from(row->output ? row->output : row->input));
    check_feedings(slice_from(row->input), buffer_slice(&safe), random);
    buffer_release(&safe);
}

// --- A corpus for renderers ----------------------------------------------------------------------

static const char *const fragments[] = {
    "<img src=x>",
    "![a](b)",
    "![a][r]",
    "![a]",
    "[r]: http://x\n",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<!X",
    "<script>",
    "<div\n",
    "<a href=\"",
    "\">",
    "<",
    ">",
    "!",
    "[",
    "]",
    "(",
    ")",
    "`",
    "``",
    "```",
    "````",
    "~~~",
    "~~~~",
    "```c\n",
    "~~~ `x\n",
    "``` x`\n",
    "\n",
    "\n\n",
    "\n",
    "\n    ",
    "\n   ",
    "\n  ",
    "\n ",
    "\n\t",
    "\n- ",
    "\n* ",
    "\n1. ",
    "\n10) ",
    "\n> ",
    "\n>",
    "\n>> ",
    "\n- ```\n",
    "\n> ```\n",
    "\n1. ~~~\n",
    "\n   ```\n",
    "\n    ```\n",
    "\n```\n",
    "\n~~~\n",
    "\n  ```\n",
    "\n\x0c\n",
    "\n  ~~~\n",
    "\n  <b>\n",
    "\n<b>\n",
    "\n- ~~~\n",
    "\n> ~~~\n",
    "\n     ```\n",
    "\n\t```\n",
    "```\x0c\n",
    "~~~\t\n",
    "|",
    " | ",
    "\n| a | b |\n|---|---|\n",
    "\n|-|-|\n",
    "\n---\n",
    "\n===\n",
    "# ",
    "\n# ",
    "\\",
    "\\\\",
    "\\`",
    "\\<",
    "\\!",
    "\\[",
    "\\|",
    "&lt;",
    "&#33;",
    "&#60;",
    "*",
    "**",
    "_",
    " ",
    "  ",
    "  \n",
    "\r",
    "\r\n",
    "\t",
    "x",
    "a b",
    "\xe2\x81\xa0",
    "\xc2\xa0",
    "\x0b",
    "\x0c",
    "[x](<",
    "[x](y \"",
    "[x]: <",
    "<http://x>",
    "<x@y.z>",
    "\n- - ",
    "\n-\n",
    "\n-\n  ",
    "\n     ",
    "\n\n    ",
    "\n\n\t",
    "$",
    "==",
    "^",
    "[^1]",
    "\n[^1]: ",
    "\n: ",
};

enum { FRAGMENT_COUNT = sizeof fragments / sizeof *fragments };

static void append_json_line(FILE *file, struct slice input, struct slice output) {
    struct json *line = json_object();
    struct buffer text = { 0 };
    json_add_slice(line, "input", input);
    json_add_slice(line, "output", output);
    json_print(line, &text);
    fprintf(file, "%s\n", text.data);
    buffer_release(&text);
    json_destroy(line);
}

static void make_mixture(unsigned long long *random, size_t fragments_max, struct buffer *input) {
    for (size_t count = 1 + check_random(random) % fragments_max; count > 0; count--)
        buffer_append_string(input, fragments[check_random(random) % FRAGMENT_COUNT]);
}

static void play_mixtures(FILE *file, size_t count, size_t fragments_max,
                          unsigned long long *random) {
    for (size_t i = 0; i < count; i++) {
        struct buffer input = { 0 }, safe = { 0 };
        make_mixture(random, fragments_max, &input);
        check_case("mixture %zu of up to %zu", i, fragments_max);
        filter_text(buffer_slice(&input), FEED_WHOLE, random, &safe);
        check_feedings(buffer_slice(&input), buffer_slice(&safe), random);
        if (file)
            append_json_line(file, buffer_slice(&input), buffer_slice(&safe));
        buffer_release(&input);
        buffer_release(&safe);
    }
}

void suite_markdown(void) {
    unsigned long long random = check_seed() | 1;
    if (check_is_skipped("markdown mixtures"))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        play_row(&rows[i], &random);
    const char *path = getenv("WYE_MARKDOWN");
    FILE *file = path ? fopen(path, "wb") : NULL;
    check(!path == !file);
    size_t share = file ? 1 : 10; // without a renderer, only that chunks do not matter
    for (size_t i = 0; file && i < sizeof rows / sizeof *rows; i++) {
        struct buffer safe = { 0 };
        filter_text(slice_from(rows[i].input), FEED_WHOLE, &random, &safe);
        append_json_line(file, slice_from(rows[i].input), buffer_slice(&safe));
        buffer_release(&safe);
    }
    play_mixtures(file, CORPUS_MIXED / share, FRAGMENTS_MAX, &random);
    play_mixtures(file, CORPUS_SHORT / share, 6, &random);
    if (file)
        fclose(file);
}
