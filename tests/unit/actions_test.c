// Actions against files of text: a document, answers as models give them, and what comes of each;
// prompts as golden files. How the case files are written stands in tests/actions/README.md.
#include "actions/action.h"
#include "actions/sections.h"

#include "base/memory.h"
#include "base/vec.h"
#include "runner/check.h"
#include "runner/subject.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { PATH_BYTES = 256, TITLE_BYTES = 200 };

// --- Texts with visible white space --------------------------------------------------------------

#define SIGN_CR "\xe2\x90\x8d"    // ␍
#define SIGN_LF "\xe2\x90\x8a"    // ␊
#define SIGN_BLANK "\xe2\x90\xa0" // ␠
#define SIGN_END "\xe2\x90\x84"   // ␄
#define SIGN_BOM "\xe2\x8c\x82"   // ⌂

enum { SIGN_BYTES = 3 };

// The bytes that a section stands for.
static struct slice from_signs(struct arena *arena, struct slice body, bool is_crlf) {
    static const char *const signs[][2] = {
        { SIGN_CR, "\r" },
        { SIGN_LF, "" },
        { SIGN_BLANK, " " },
        { SIGN_BOM, "\xef\xbb\xbf" },
    };
    struct buffer text = { 0 };
    bool has_end = slice_ends_with(body, slice_from(SIGN_END));
    size_t at = 0, end = has_end ? body.length - SIGN_BYTES : body.length;
    while (at < end) {
        size_t sign = 0;
        struct slice rest = slice_between(body, at, end);
        while (sign < sizeof signs / sizeof *signs &&
               !slice_starts_with(rest, slice_from(signs[sign][0])))
            sign++;
        if (sign < sizeof signs / sizeof *signs) {
            buffer_append_string(&text, signs[sign][1]);
            at += SIGN_BYTES;
        } else {
            if (body.data[at] == '\n' && is_crlf)
                buffer_append_byte(&text, '\r');
            buffer_append_byte(&text, body.data[at++]);
        }
    }
    if (!has_end && text.length)
        buffer_append_string(&text, is_crlf ? "\r\n" : "\n");
    struct slice copy = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static void append_byte_as_sign(struct buffer *out, struct slice text, size_t at, bool is_crlf) {
    char byte = text.data[at], next = at + 1 < text.length ? text.data[at + 1] : '\0';
    if (byte == '\r' && is_crlf && next == '\n')
        return;
    if (byte == '\r')
        buffer_append_string(out, SIGN_CR);
    else if (byte == '\n' && is_crlf && (at == 0 || text.data[at - 1] != '\r'))
        buffer_append_string(out, SIGN_LF "\n");
    else if (byte == ' ' && (next == '\r' || next == '\n' || next == '\0'))
        buffer_append_string(out, SIGN_BLANK);
    else
        buffer_append_byte(out, byte);
}

static void append_signs(struct buffer *out, struct slice text, bool is_crlf) {
    bool has_bom = slice_starts_with(text, SLICE("\xef\xbb\xbf"));
    if (has_bom)
        buffer_append_string(out, SIGN_BOM);
    for (size_t at = has_bom ? 3 : 0; at < text.length; at++)
        append_byte_as_sign(out, text, at, is_crlf);
    if (!text.length || text.data[text.length - 1] != '\n')
        buffer_append_string(out, SIGN_END "\n");
}

// --- Sections of a case file ---------------------------------------------------------------------

struct section {
    struct slice header, body; // body without its last line's end and blank lines after it
};

// Other lines that begin so are comments of the document.
static bool is_header(struct slice line) {
    static const char *const headers[] = { "== ",         "-- answer",      "-- after",
                                           "-- same",     "-- unchanged",   "-- refused",
                                           "-- findings", "-- not offered", "-- file " };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (slice_starts_with(line, slice_from(headers[i])))
            return true;
    return false;
}

static bool next_section(struct slice *rest, struct section *section) {
    struct slice line, ahead = *rest;
    if (!slice_next_line(&ahead, &section->header))
        return false;
    section->body = (struct slice){ ahead.data, 0 };
    for (*rest = ahead; slice_next_line(&ahead, &line) && !is_header(line); *rest = ahead)
        if (line.length)
            section->body.length = (size_t)(line.data + line.length - section->body.data);
    return true;
}

static bool has_flag(struct slice header, const char *flag) {
    return slice_find(header, slice_from(flag), 0) != SLICE_NOT_FOUND;
}

static const char *title_of(struct arena *arena, struct slice header) {
    size_t colon = slice_find(header, SLICE(": "), 0);
    return arena_string(arena, colon == SLICE_NOT_FOUND
                                   ? SLICE("")
                                   : slice_between(header, colon + 2, header.length));
}

struct group {
    const struct action *action;
    const char *path, *title;
    struct slice text;
    bool is_crlf;
    const char *file; // that the edits are of, and what it holds; NULL: the document itself
    struct slice file_text;
    struct slice last; // what an answer before came to, for "-- same"
};

// By the last word of its id.
static const struct action *find_action(const char *name) {
    for (size_t i = 0; action_at(i); i++) {
        const char *dot = strrchr(action_at(i)->id, '.');
        if (strcmp(dot ? dot + 1 : action_at(i)->id, name) == 0)
            return action_at(i);
    }
    return NULL;
}

// "== simplify cart.js (crlf): title"
static bool group_parse(struct arena *arena, const struct section *section, struct group *group) {
    char action[TITLE_BYTES] = "", path[TITLE_BYTES] = "";
    const char *header = arena_string(arena, section->header);
    if (sscanf(header, "== %199s %199[^ :]", action, path) != 2)
        return false;
    *group = (struct group){
        .action = find_action(action),
        .path = arena_string(arena, slice_from(path)),
        .title = title_of(arena, section->header),
        .is_crlf = has_flag(section->header, "(crlf)"),
    };
    group->text = from_signs(arena, section->body, group->is_crlf);
    return group->action && group->action->read;
}

// --- What an answer comes to ---------------------------------------------------------------------

static void append_findings(const struct subject *subject, const struct reading *reading,
                            struct buffer *out) {
    struct text *text = text_create(subject->text);
    buffer_append_string(out, "-- findings\n");
    for (size_t i = 0; i < reading->findings.count; i++) {
        const struct finding *finding = &reading->findings.items[i];
        struct range range = text_range_of(text, finding->span, POSITION_UTF16);
        buffer_format(out, "%u:%u-%u:%u %s %s: %s\n", range.start.line + 1,
                      range.start.character + 1, range.end.line + 1, range.end.character + 1,
                      finding_severity_name(finding->severity), finding->category, finding->title);
    }
    if (reading->dropped)
        buffer_format(out, "dropped %zu\n", reading->dropped);
    text_release(text);
}

// Edits must lie in the scope and be worth having; the text after is theirs.
static void append_after(struct arena *arena, struct group *group, const struct subject *subject,
                         const struct reading *reading, struct buffer *out) {
    struct buffer after = { 0 }, signs = { 0 };
    check(edits_are_valid(&reading->edits, subject->text.length));
    bool is_wider = group->action->is_of_diagnostics; // all of the definition around
    struct span scope = group->action->verify_rule == VERIFY_ADDS_DEFINITION
                            ? subject->function.span
                            : subject->scope.span;
    for (size_t i = 0; i < reading->edits.count && !is_wider; i++) {
        const struct edit *edit = &reading->edits.items[i];
        check(edit->span.start >= scope.start);
        check(edit->span.end <= scope.end);
    }
    edits_apply(&reading->edits, subject->text, &after);
    append_signs(&signs, buffer_slice(&after), group->is_crlf);
    bool is_equal = slice_is_equal(buffer_slice(&after), subject->text);
    check(is_equal == !reading->edits.count);
    if (is_equal) {
        buffer_append_string(out, "-- unchanged\n");
    } else if (slice_is_equal(buffer_slice(&signs), group->last)) {
        buffer_append_string(out, "-- same\n");
    } else {
        buffer_append_string(out, "-- after\n");
        buffer_append(out, buffer_slice(&signs));
        group->last = arena_copy(arena, buffer_slice(&signs));
    }
    buffer_release(&after);
    buffer_release(&signs);
}

static void play_answer(struct arena *arena, struct group *group, struct slice answer,
                        struct buffer *out) {
    struct marked_subject marked, file = { 0 };
    struct reading reading = { .outcome = ATTEMPT_cancelled };
    marked_subject_open(&marked, arena, group->path, group->text);
    if (group->action->is_of_diagnostics && !marked.subject.diagnostics.length)
        marked.subject.diagnostics = SLICE("- something is wrong");
    const char *objection = action_objection(group->action, &marked.subject);
    if (objection) {
        buffer_format(out, "-- not offered\n%s\n", objection);
        marked_subject_close(&marked);
        return;
    }
    if (group->file) {
        struct span whole = { 0, group->file_text.length };
        marked_subject_open_at(&file, arena, group->file, group->file_text, whole);
        marked.subject.destination = &file.subject;
    }
    group->action->read(arena, &marked.subject, answer, &reading);
    check((reading.outcome == ATTEMPT_ok) == !reading.message);
    if (reading.outcome != ATTEMPT_ok)
        buffer_format(out, "-- refused\n%s: %s\n", attempt_outcome_name(reading.outcome, 0),
                      reading.message);
    else if (group->action->result == ACTION_FINDINGS)
        append_findings(&marked.subject, &reading, out);
    else
        append_after(arena, group, group->file ? &file.subject : &marked.subject, &reading, out);
    if (group->file)
        marked_subject_close(&file);
    vec_release(&reading.findings);
    vec_release(&reading.edits);
    marked_subject_close(&marked);
}

static bool is_expectation(const struct section *section) {
    return slice_starts_with(section->header, SLICE("-- ")) &&
           !slice_starts_with(section->header, SLICE("-- answer")) &&
           !slice_starts_with(section->header, SLICE("-- file "));
}

// "-- file tests/test_cart.py": the file that an action edits in place of the document. One that is
// still to be made has no text.
static void take_file(struct arena *arena, const struct section *section, struct group *group) {
    group->file = arena_string(arena, slice_between(section->header, 8, section->header.length));
    group->file_text =
        section->body.length ? from_signs(arena, section->body, group->is_crlf) : SLICE("");
    group->last = SLICE("");
}

static void check_expectation(const struct section *section, struct slice actual) {
    struct buffer expected = { 0 };
    if (is_expectation(section)) {
        buffer_append(&expected, section->header);
        buffer_append_byte(&expected, '\n');
        buffer_append(&expected, section->body);
        if (section->body.length)
            buffer_append_byte(&expected, '\n');
    }
    check_text(actual, buffer_slice(&expected));
    buffer_release(&expected);
}

static void append_section(struct buffer *out, const struct section *section) {
    buffer_append_byte(out, '\n');
    buffer_append(out, section->header);
    buffer_append_byte(out, '\n');
    buffer_append(out, section->body);
    if (section->body.length)
        buffer_append_byte(out, '\n');
}

static void play_section(struct arena *arena, struct group *group, const struct section *section,
                         struct slice rest, struct buffer *out) {
    check_case("%s %s: %s: %s", group->action->id, group->path, group->title,
               title_of(arena, section->header));
    struct slice answer = from_signs(arena, section->body, has_flag(section->header, "(crlf)"));
    struct buffer actual = { 0 };
    struct section expectation = { 0 };
    play_answer(arena, group, answer, &actual);
    next_section(&rest, &expectation);
    if (!getenv("WYE_BLESS"))
        check_expectation(&expectation, buffer_slice(&actual));
    buffer_append(out, buffer_slice(&actual));
    buffer_release(&actual);
}

// Plays the cases of a file and appends it as it should be, with what came of every answer.
static void play_cases(struct arena *arena, struct slice text, struct buffer *out) {
    struct group group = { 0 };
    struct section section;
    struct slice ahead = text, line;
    const char *start = text.data;
    while (slice_next_line(&ahead, &line) && !is_header(line))
        text = ahead;
    struct slice opening = { start, (size_t)(text.data - start) };
    buffer_append(out, slice_trim(opening));
    buffer_append_byte(out, '\n');
    while (next_section(&text, &section)) {
        if (is_expectation(&section))
            continue;
        append_section(out, &section);
        if (slice_starts_with(section.header, SLICE("== "))) {
            check_case("actions: " SLICE_FORMAT, SLICE_ARGUMENT(section.header));
            if (!check_true(group_parse(arena, &section, &group), "a header of a case", __FILE__,
                            __LINE__))
                return;
        } else if (slice_starts_with(section.header, SLICE("-- file "))) {
            take_file(arena, &section, &group);
        } else {
            play_section(arena, &group, &section, text, out);
        }
    }
}

static void play_file(const char *name) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "tests/actions/%s", name);
    if (check_is_skipped(path))
        return;
    struct arena arena = { 0 };
    struct buffer whole = { 0 };
    size_t length = 0;
    char *bytes = check_read_file(path, &length);
    check_case("%s", path);
    if (check_true(bytes != NULL, path, __FILE__, __LINE__))
        play_cases(&arena, (struct slice){ bytes, length }, &whole);
    check_case("%s is written as blessed", path);
    check_golden(buffer_slice(&whole), path);
    buffer_release(&whole);
    memory_free(bytes);
    arena_release(&arena);
}

// --- Prompts -------------------------------------------------------------------------------------

// The documents are those of tests/actions/prompts/*.before; a golden an action.
static void play_prompt(const char *name, const char *path) {
    char before[PATH_BYTES], golden[PATH_BYTES];
    snprintf(before, sizeof before, "tests/actions/prompts/%s.before", name);
    size_t length = 0;
    char *bytes = check_read_file(before, &length);
    struct arena arena = { 0 };
    struct marked_subject marked;
    marked_subject_open(&marked, &arena, path, (struct slice){ bytes, length });
    marked.subject.instruction = SLICE("Keep the order, whatever happens.");
    const struct action *action;
    for (size_t i = 0; (action = action_at(i)); i++) {
        check_case("prompt of %s for %s", action->id, name);
        if (action_objection(action, &marked.subject))
            continue;
        struct prompt prompt = action->prompt(&arena, &marked.subject);
        check_true(slice_find(prompt.user, subject_code(&marked.subject), 0) != SLICE_NOT_FOUND,
                   "the prompt holds the code as it is", __FILE__, __LINE__);
        struct slice text =
            slice_from(arena_format(&arena, SLICE_FORMAT "\n\n" SLICE_FORMAT,
                                    SLICE_ARGUMENT(prompt.system), SLICE_ARGUMENT(prompt.user)));
        snprintf(golden, sizeof golden, "tests/actions/prompts/%s.%s.txt", name, action->id);
        check_golden(text, golden);
    }
    marked_subject_close(&marked);
    memory_free(bytes);
    arena_release(&arena);
}

static void check_sections(const struct subject *subject) {
    struct spans sections;
    sections_of(subject, SECTION_BYTES_MAX, &sections);
    size_t at = subject->scope.span.start;
    for (size_t i = 0; i < sections.count; i++) {
        struct span section = sections.items[i];
        check(section.start == at && section.end > at);
        check(section.end - section.start <= 2 * SECTION_BYTES_MAX);
        check(at == 0 || subject->text.data[at - 1] == '\n');
        at = section.end;
    }
    check(at == subject->scope.span.end);
    vec_release(&sections);
}

// Functions of random length, some longer than a section, in languages with a tree and without.
static void play_sections(void) {
    static const char *const paths[] = { "long.py", "long.unknown" };
    unsigned long long random = check_seed();
    for (int round = 0; round < 40; round++) {
        struct arena arena = { 0 };
        struct buffer text = { 0 };
        check_case("sections, round %d", round);
        for (unsigned long long i = check_random(&random) % 30; i > 0; i--) {
            buffer_format(&text, "def function_%llu():\n", i);
            for (unsigned long long n = check_random(&random) % 4000; n > 0; n--)
                buffer_append_string(&text, "    call(\"a line like any\")\n");
            buffer_append_string(&text, "    return 1\n\n\n");
        }
        struct marked_subject marked;
        marked_subject_open_at(&marked, &arena, paths[round % 2], buffer_slice(&text),
                               (struct span){ 0, 0 });
        subject_widen(&marked.subject, scope_of_file(marked.subject.text));
        check_sections(&marked.subject);
        marked_subject_close(&marked);
        buffer_release(&text);
        arena_release(&arena);
    }
}

// A file of 3000 functions: the surroundings stay in their budget, and the prompt says so.
static void play_large_file(void) {
    struct arena arena = { 0 };
    struct buffer text = { 0 };
    for (int i = 0; i < 3000; i++)
        buffer_format(&text, "def function_%d(first, second):\n    return first\n\n\n", i);
    buffer_append_string(&text, "def wanted():\n    return $01\n");
    struct marked_subject marked;
    marked_subject_open(&marked, &arena, "large.py", buffer_slice(&text));
    const struct action *action;
    for (size_t i = 0; (action = action_at(i)); i++) {
        check_case("prompt of %s for a large file", action->id);
        if (action_objection(action, &marked.subject))
            continue;
        struct slice user = action->prompt(&arena, &marked.subject).user;
        check(user.length > 8000 && user.length < 24000);
        check(slice_find(user, SLICE("(More of the file was left out for length.)"), 0) !=
              SLICE_NOT_FOUND);
        check(slice_find(user, SLICE("def wanted():\n    return 1\n```"), 0) != SLICE_NOT_FOUND);
    }
    marked_subject_close(&marked);
    buffer_release(&text);
    arena_release(&arena);
}

static void play_offers(void) {
    struct arena arena = { 0 };
    const struct action *action;
    static const char *const empty[] = { "", "\n\n", "\xef\xbb\xbf\n", " \t\r\n" };
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        struct marked_subject marked;
        marked_subject_open(&marked, &arena, "empty.py", slice_from(empty[i]));
        for (size_t j = 0; (action = action_at(j)); j++) {
            check_case("%s is not offered for empty text %zu", action->id, i);
            check(action_objection(action, &marked.subject) != NULL);
        }
        marked_subject_close(&marked);
    }
    arena_release(&arena);
}

// A title is one short line, whatever a definition is called.
static void play_long_name(void) {
    struct arena arena = { 0 };
    struct buffer text = { 0 };
    struct marked_subject marked;
    buffer_append_string(&text, "{ \"");
    for (int i = 0; i < 20; i++)
        buffer_append_string(&text, "länge \t");
    buffer_append_string(&text, "\": { \"x\": [$01] } }");
    marked_subject_open(&marked, &arena, "long.json", buffer_slice(&text));
    check_case("the title of a long name");
    marked.subject.scope.name = slice_between(buffer_slice(&text), 3, text.length - 20);
    check_text(slice_from(subject_title(&arena, &marked.subject)),
               SLICE("länge länge länge länge länge länge länge länge län…"));
    marked_subject_close(&marked);
    buffer_release(&text);
    arena_release(&arena);
}

void suite_actions(void) {
    static const char *const prompts[][2] = {
        { "method", "shop/cart.py" }, { "class-method", "src/cart.ts" },
        { "file", "server/main.c" },  { "selection", "worker.go" },
        { "unparsed", "src/main.d" }, { "fences", "docs.js" },
    };
    char **files = check_list_files("tests/actions", ".txt");
    check(files[0] != NULL);
    for (char **file = files; *file; file++)
        play_file(*file);
    memory_free(files);
    for (size_t i = 0; i < sizeof prompts / sizeof *prompts; i++)
        if (!check_is_skipped(prompts[i][0]))
            play_prompt(prompts[i][0], prompts[i][1]);
    play_large_file();
    play_sections();
    play_long_name();
    play_offers();
}
