// The table of languages: how a document is recognised, which parser and which query files serve
// it. Static data only; holds no compiled query (query.c) and no tree.
#include "syntax/languages.h"

#include "base/error.h"
#include "syntax/core.h"

#include <ctype.h>

struct query_file {
    const char *start; // NULL: there is no such file
    const char *end;
    const char *path;
};

struct language {
    const char *id;
    const char *name;
    const char *comment;
    const char *language_ids;
    const char *extensions;
    const char *file_names;
    const char *interpreters;
    const char *fences;
    const TSLanguage *(*grammar)(void);
    struct query_file queries[LANGUAGE_FOLDERS][QUERY_KINDS];
};

// The symbols that `ld -r -b binary` makes of a query file; weak, so that a missing file is NULL.
#define FILE_SYMBOL(folder, kind, end) _binary_grammars_##folder##_##kind##_scm_##end
#define DECLARE_FILE(folder, kind)                                                                 \
    extern const char FILE_SYMBOL(folder, kind, start)[] __attribute__((weak));                    \
    extern const char FILE_SYMBOL(folder, kind, end)[] __attribute__((weak));
#define DECLARE_FOLDER(folder)                                                                     \
    DECLARE_FILE(folder, scopes)                                                                   \
    DECLARE_FILE(folder, outline)                                                                  \
    DECLARE_FILE(folder, traits)                                                                   \
    DECLARE_FILE(folder, review)                                                                   \
    DECLARE_FILE(folder, facts)                                                                    \
    DECLARE_FILE(folder, simplify)                                                                 \
    DECLARE_FILE(folder, extract)
#define FILE_ROW(folder, kind)                                                                     \
    { FILE_SYMBOL(folder, kind, start), FILE_SYMBOL(folder, kind, end), #folder "/" #kind ".scm" }
#define FOLDER_ROW(folder)                                                                         \
    {                                                                                              \
        [QUERY_SCOPES] = FILE_ROW(folder, scopes), [QUERY_OUTLINE] = FILE_ROW(folder, outline),    \
        [QUERY_TRAITS] = FILE_ROW(folder, traits), [QUERY_REVIEW] = FILE_ROW(folder, review),      \
        [QUERY_FACTS] = FILE_ROW(folder, facts), [QUERY_SIMPLIFY] = FILE_ROW(folder, simplify),    \
        [QUERY_EXTRACT] = FILE_ROW(folder, extract),                                               \
    }

DECLARE_FOLDER(none)
#define LANGUAGE(symbol, parser, name, comment, ids, extensions, files, interpreters, fences, a,   \
                 b, c)                                                                             \
    const TSLanguage *tree_sitter_##parser(void);                                                  \
    DECLARE_FOLDER(symbol)                                                                         \
    DECLARE_FOLDER(a)                                                                              \
    DECLARE_FOLDER(b)                                                                              \
    DECLARE_FOLDER(c)
#include "syntax/languages.def"
#undef LANGUAGE

static const struct language languages[] = {
#define LANGUAGE(symbol, parser, name, comment, ids, extensions, files, interpreters, fences, a,   \
                 b, c)                                                                             \
    { #symbol,                                                                                     \
      name,                                                                                        \
      comment,                                                                                     \
      ids,                                                                                         \
      extensions,                                                                                  \
      files,                                                                                       \
      interpreters,                                                                                \
      fences,                                                                                      \
      tree_sitter_##parser,                                                                        \
      { FOLDER_ROW(a), FOLDER_ROW(b), FOLDER_ROW(c), FOLDER_ROW(symbol) } },
#include "syntax/languages.def"
#undef LANGUAGE
};

// What else stands behind three backquotes, or in a languageId, and is a language or a format.
static const char other_languages[] =
    "ada apacheconf applescript asm assembly astro awk bash bat bibtex c# c++ cc clj clojure "
    "cmake cobol coffee coffeescript conf console cpp crystal cs csharp css csv cuda cuda-cpp "
    "cxx cython d dart diff django-html docker dockerfile dotenv ebnf edn elisp elixir elm "
    "emacs-lisp erb erlang ex exs f# fish fortran fs fsharp gherkin git-commit git-rebase glsl "
    "gql gradle graphql groovy haml handlebars haskell haxe hcl hlsl hpp hs html http ini ipynb "
    "java jinja jl json json5 jsonc jsonl jsp julia kotlin ksh kt kts latex less lisp log lua m "
    "make makefile markdown mathematica matlab md mdx mermaid meson mjml mustache nasm ndjson "
    "nginx nim nix objc objective-c objective-cpp ocaml octave pascal patch perl perl6 php pl "
    "plantuml plpgsql postgresql powershell prisma prolog properties proto protobuf ps1 psql "
    "pug puppet purescript pwsh r racket raku rb re reason regex rego res rescript "
    "restructuredtext rs rst ruby rust sass sbt scala scheme scss sed sh shell shellscript "
    "shell-session smalltalk sol solidity sql squirrel starlark stylus svelte svg swift "
    "systemverilog tcl terraform tex tf thrift toml tsql turtle twig v vala vb vbnet "
    "verilog vhdl vim viml vimscript vue vue-html wasm wat wgsl x86asm xhtml xml xsl yaml yml "
    "zig zsh";

static bool word_is_equal(struct slice a, struct slice b) {
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (tolower((unsigned char)a.data[i]) != tolower((unsigned char)b.data[i]))
            return false;
    }
    return true;
}

static bool has_word(const char *words, struct slice word) {
    if (!word.length)
        return false;
    while (*words) {
        size_t length = strcspn(words, " ");
        if (word_is_equal((struct slice){ words, length }, word))
            return true;
        words += length;
        words += strspn(words, " ");
    }
    return false;
}

static struct slice base_name(struct slice path) {
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/' && path.data[start - 1] != '\\')
        start--;
    return slice_between(path, start, path.length);
}

// "" for a name without a dot, and for a dot file.
static struct slice extension_of(struct slice name) {
    for (size_t i = name.length; i > 1; i--) {
        if (name.data[i - 1] == '.')
            return slice_between(name, i, name.length);
    }
    return SLICE("");
}

static struct slice take_word(struct slice *rest) {
    *rest = slice_trim(*rest);
    size_t length = 0;
    while (length < rest->length && rest->data[length] != ' ' && rest->data[length] != '\t')
        length++;
    struct slice word = slice_between(*rest, 0, length);
    *rest = slice_between(*rest, length, rest->length);
    return word;
}

// "python" of "#!/usr/bin/env -S python3.12 -u"; "" where the first line is no shebang.
static struct slice interpreter_of(struct slice text) {
    struct slice line;
    if (!slice_starts_with(text, SLICE("#!")) || !slice_next_line(&text, &line))
        return SLICE("");
    line = slice_between(line, 2, line.length);
    struct slice name = base_name(take_word(&line));
    while (slice_is(name, "env") || slice_starts_with(name, SLICE("-")) ||
           slice_find(name, SLICE("="), 0) != SLICE_NOT_FOUND) {
        name = base_name(take_word(&line));
    }
    while (name.length && strchr("0123456789.", name.data[name.length - 1]))
        name.length--;
    return name;
}

// The first language that has `word` in the column of its row that lies at `column`.
static const struct language *find_by(size_t column, struct slice word) {
    for (size_t i = 0; i < language_count(); i++) {
        const char *const *words = (const void *)((const char *)&languages[i] + column);
        if (has_word(*words, word))
            return &languages[i];
    }
    return NULL;
}

const struct language *language_find(const char *id, const char *path, struct slice text) {
    struct slice client = slice_from(id);
    const struct language *found = find_by(offsetof(struct language, language_ids), client);
    // A client that says "cpp" of a file "x.h" knows better than the extension.
    if (found || has_word(other_languages, client))
        return found;
    struct slice name = base_name(slice_from(path));
    found = find_by(offsetof(struct language, extensions), extension_of(name));
    if (!found)
        found = find_by(offsetof(struct language, file_names), name);
    if (!found)
        found = find_by(offsetof(struct language, interpreters), interpreter_of(text));
    return found;
}

const struct language *language_at(size_t index) {
    return index < language_count() ? &languages[index] : NULL;
}

const char *language_id(const struct language *language) {
    return language->id;
}

const char *language_name(const struct language *language) {
    return language->name;
}

const char *language_comment(const struct language *language) {
    return language->comment;
}

static struct slice first_word(const char *words) {
    return (struct slice){ words, strcspn(words, " ") };
}

struct slice language_client_id(const struct language *language) {
    return first_word(language->language_ids);
}

struct slice language_extension(const struct language *language) {
    return first_word(language->extensions);
}

// The tag of an info string: "py" of "py title=x", "python" of "{.python}".
static struct slice fence_tag(struct slice info) {
    info = slice_trim(info);
    size_t start = 0;
    while (start < info.length && strchr("{.", info.data[start]))
        start++;
    size_t end = start;
    while (end < info.length && !strchr(" \t,;:{}=", info.data[end]))
        end++;
    return slice_between(info, start, end);
}

bool language_has_fence(const struct language *language, struct slice info) {
    return has_word(language->fences, fence_tag(info));
}

bool language_is_fence(struct slice info) {
    struct slice tag = fence_tag(info);
    for (size_t i = 0; i < language_count(); i++) {
        if (has_word(languages[i].fences, tag) || has_word(languages[i].language_ids, tag))
            return true;
    }
    return has_word(other_languages, tag);
}

const TSLanguage *language_grammar(const struct language *language) {
    core_start();
    return language->grammar();
}

size_t language_index(const struct language *language) {
    return (size_t)(language - languages);
}

size_t language_count(void) {
    return sizeof languages / sizeof *languages;
}

struct slice language_query(const struct language *language, enum query_kind kind, size_t folder,
                            const char **path) {
    ASSERT(folder < LANGUAGE_FOLDERS && kind < QUERY_KINDS);
    const struct query_file *file = &language->queries[folder][kind];
    *path = file->path;
    if (!file->start)
        return SLICE("");
    return (struct slice){ file->start, (size_t)(file->end - file->start) };
}
