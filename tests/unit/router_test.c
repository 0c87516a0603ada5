// Plays tests/router/*.txt: sections of configuration, then one case a line (the format is told
// in shipped.txt). WYE_BLESS=1 rewrites what stands behind the arrows. Below that: what does not
// fit a line: the answer as JSON, and that a decision repeats exactly.
#include "runner/check.h"

#include "base/memory.h"
#include "llm/router.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const tasks[] = { "explain",  "review", "security", "refactor", "optimize",
                                     "document", "test",   "fix",      NULL };
static const char *const actions[] = { "explain",           "review",
                                       "review.security",   "review.changes",
                                       "refactor.simplify", NULL };
static const char *const languages[] = { "c", "python", "javascript", "typescript", "go", NULL };
static const char *const traits[] = { "react", "test", "security", "async", "types", NULL };
static const char *const effort_words[] = { "none", "low", "medium", "high", NULL };
static const char *const dialects[] = { "builtin", "anthropic", "openai", "openai-chat",
                                        "gemini",  "ollama",    NULL };

static const struct config_vocabulary vocabulary = {
    .tasks = tasks,
    .actions = actions,
    .languages = languages,
    .traits = traits,
    .efforts = effort_words,
    .dialects = dialects,
    .is_model_name = catalogue_is_shipped_name,
};

static const struct {
    const char *id, *name;
} language_names[] = {
    { "c", "C" },     { "python", "Python" }, { "javascript", "JavaScript" },
    { "go", "Go" },   { "java", "Java" },     { "typescript", "TypeScript" },
    { "sql", "SQL" },
};

// --- Configurations ------------------------------------------------------------------------------

struct setting {
    struct config *config;
    struct catalogue *catalogue;
    struct experience *experience; // NULL where the file has no section "ledger"
};

// One record a line: MODEL LANGUAGE TASK KEPT/JUDGED [SECONDS USD].
static struct experience *read_ledger(struct slice text) {
    struct json *records = json_array();
    for (struct slice line; slice_next_line(&text, &line);) {
        char model[64], language[32], task[32];
        long long kept, judged;
        double seconds = 0, usd = 0;
        char copy[200] = "";
        snprintf(copy, sizeof copy, SLICE_FORMAT, SLICE_ARGUMENT(line));
        if (sscanf(copy, "%63s %31s %31s %lld/%lld %lf %lf", model, language, task, &kept, &judged,
                   &seconds, &usd) < 5)
            continue;
        struct json *record = json_push(records, json_object());
        json_add_string(record, "model", model);
        json_add_string(record, "language", language);
        json_add_string(record, "task", task);
        json_add_integer(record, "actions", judged);
        json_add_integer(record, "judged", judged);
        json_add_integer(record, "kept", kept);
        json_add_number(record, "seconds", seconds);
        json_add_number(record, "costMicroUsd", usd * 1e6);
    }
    struct experience *experience = experience_create(records);
    json_destroy(records);
    return experience;
}

static struct setting setting_create(const char *const texts[CONFIG_SOURCES], struct slice ledger) {
    struct config_layer *layers[CONFIG_SOURCES] = { config_layer_shipped(&vocabulary) };
    for (unsigned source = CONFIG_USER; source < CONFIG_SOURCES; source++) {
        if (texts[source])
            layers[source] = config_layer_parse((enum config_source)source, "test",
                                                slice_from(texts[source]), &vocabulary);
    }
    struct setting setting = { .config = config_merge(layers, CONFIG_SOURCES, &vocabulary) };
    for (size_t i = 0; i < CONFIG_SOURCES; i++)
        config_layer_release(layers[i]);
    for (size_t i = 0; i < setting.config->problem_count; i++) {
        const struct config_problem *problem = &setting.config->problems[i];
        if (problem->is_error)
            check_true(false, problem->message, __FILE__, __LINE__);
    }
    setting.catalogue = catalogue_create(setting.config);
    setting.experience = ledger.length ? read_ledger(ledger) : NULL;
    return setting;
}

static void setting_release(struct setting *setting) {
    experience_destroy(setting->experience);
    catalogue_destroy(setting->catalogue);
    config_release(setting->config);
    *setting = (struct setting){ 0 };
}

static bool is_blessing(void) {
    return getenv("WYE_BLESS") != NULL;
}

// --- One case ------------------------------------------------------------------------------------

struct lists { // of providers, with commas
    struct slice keys, dead;
};

struct outline { // a case's left side
    struct router_subject subject;
    struct lists lists;
};

static bool is_listed(struct slice list, const char *name) {
    for (size_t start = 0; start < list.length;) {
        size_t comma = slice_find(list, SLICE(","), start);
        size_t end = comma == SLICE_NOT_FOUND ? list.length : comma;
        if (slice_is(slice_between(list, start, end), name))
            return true;
        start = end + 1;
    }
    return slice_is(list, "all");
}

static enum router_key key_state(const struct config_provider *provider, void *data) {
    const struct lists *lists = data;
    if (is_listed(lists->dead, provider->name))
        return ROUTER_KEY_DEAD;
    if (provider->local)
        return ROUTER_KEY_NONE_NEEDED;
    return is_listed(lists->keys, provider->name) ? ROUTER_KEY_PRESENT : ROUTER_KEY_MISSING;
}

static const char *const *split(struct arena *arena, struct slice list) {
    const char **items = ARENA_ARRAY(arena, list.length + 2, const char *);
    size_t count = 0;
    for (size_t start = 0; start < list.length;) {
        size_t comma = slice_find(list, SLICE(","), start);
        size_t end = comma == SLICE_NOT_FOUND ? list.length : comma;
        items[count++] = arena_string(arena, slice_between(list, start, end));
        start = end + 1;
    }
    return items;
}

static int64_t number(struct slice text) {
    int64_t value = 0;
    for (size_t i = 0; i < text.length; i++)
        value = value * 10 + (text.data[i] - '0');
    return value;
}

static bool set_option(struct arena *arena, struct outline *outline, struct slice key,
                       struct slice value) {
    struct router_subject *subject = &outline->subject;
    const struct {
        const char *name;
        int64_t *number;
        const char **text;
        struct slice *list;
    } options[] = {
        { "lines", &subject->lines, NULL, NULL },
        { "tokens", &subject->input_tokens, NULL, NULL },
        { "cap", &subject->output_tokens_max, NULL, NULL },
        { "action", NULL, &subject->action, NULL },
        { "path", NULL, &subject->path, NULL },
        { "model", NULL, &subject->model, NULL },
        { "keys", NULL, NULL, &outline->lists.keys },
        { "dead", NULL, NULL, &outline->lists.dead },
    };
    if (slice_is(key, "draw")) {
        subject->draw = (uint64_t)number(value);
        return true;
    }
    if (slice_is(key, "traits")) {
        subject->traits = split(arena, value);
        return true;
    }
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!slice_is(key, options[i].name))
            continue;
        if (options[i].number)
            *options[i].number = number(value);
        else if (options[i].text)
            *options[i].text = arena_string(arena, value);
        else
            *options[i].list = value;
        return true;
    }
    return false;
}

static struct slice next_word(struct slice *rest) {
    *rest = slice_trim(*rest);
    size_t blank = slice_find(*rest, SLICE(" "), 0);
    size_t end = blank == SLICE_NOT_FOUND ? rest->length : blank;
    struct slice word = slice_between(*rest, 0, end);
    *rest = slice_between(*rest, end, rest->length);
    return word;
}

static void parse_case(struct arena *arena, const struct config *config, struct slice left,
                       struct outline *outline) {
    struct router_subject *subject = &outline->subject;
    *outline = (struct outline){
        .subject = { .lines = 30,
                     .input_tokens = 1000,
                     .output_tokens_max = 4000,
                     .path = "src/file" },
        .lists = { .keys = SLICE("anthropic,openai") },
    };
    subject->language = subject->language_name = arena_string(arena, next_word(&left));
    for (size_t i = 0; i < sizeof language_names / sizeof *language_names; i++) {
        if (strcmp(language_names[i].id, subject->language) == 0)
            subject->language_name = language_names[i].name;
    }
    subject->task = subject->action = arena_string(arena, next_word(&left));
    for (struct slice word = next_word(&left); word.length; word = next_word(&left)) {
        size_t equal = slice_find(word, SLICE("="), 0);
        check(equal != SLICE_NOT_FOUND && set_option(arena, outline, slice_between(word, 0, equal),
                                                     slice_between(word, equal + 1, word.length)));
    }
    subject->privacy =
        privacy_of(config, subject->path, subject->path, NULL, &subject->privacy_pattern);
}

// What a part "NAME: sentence" of the right side should say.
static const char *sentence_of(struct arena *arena, const struct router_decision *decision,
                               struct slice part) {
    size_t colon = slice_find(part, SLICE(":"), 0);
    struct slice name = slice_between(part, 0, colon == SLICE_NOT_FOUND ? part.length : colon);
    for (size_t i = 0; i < decision->candidate_count; i++) {
        const struct router_candidate *candidate = &decision->candidates[i];
        if (slice_is(name, candidate->name))
            return arena_format(arena, "%s: %s", candidate->name,
                                candidate->dropped ? candidate->dropped : candidate->reason);
    }
    return arena_format(arena, SLICE_FORMAT ": is no candidate", SLICE_ARGUMENT(name));
}

static const char *render(struct arena *arena, const struct router_decision *decision,
                          struct slice expected) {
    const char *text = "";
    for (size_t i = 0; i < decision->candidate_count; i++) {
        const struct router_candidate *candidate = &decision->candidates[i];
        text = arena_format(arena, "%s%s%s%s", text, i ? ", " : "", candidate->name,
                            candidate->dropped ? "(dropped)" : "");
    }
    text = arena_format(arena, "%s | %s", text, decision->row);
    const struct slice bar = SLICE(" | ");
    size_t row = slice_find(expected, bar, 0);
    size_t at = row == SLICE_NOT_FOUND ? row : slice_find(expected, bar, row + 1);
    while (at != SLICE_NOT_FOUND) {
        size_t next = slice_find(expected, bar, at + 1);
        size_t end = next == SLICE_NOT_FOUND ? expected.length : next;
        struct slice part = slice_between(expected, at + bar.length, end);
        text = arena_format(arena, "%s | %s", text, sentence_of(arena, decision, part));
        at = next;
    }
    return text;
}

static void play_case(const char *file, struct setting *setting, struct slice line,
                      struct buffer *blessed) {
    const struct slice arrow = SLICE(" => ");
    struct arena arena = { 0 };
    size_t at = slice_find(line, arrow, 0);
    size_t end = at == SLICE_NOT_FOUND ? line.length : at;
    struct slice left = slice_between(line, 0, end);
    struct slice expected =
        at == SLICE_NOT_FOUND ? SLICE("") : slice_between(line, at + arrow.length, line.length);
    check_case("%s: " SLICE_FORMAT, file, SLICE_ARGUMENT(left));
    struct outline outline;
    parse_case(&arena, setting->config, left, &outline);
    struct router_decision decision =
        router_decide(&arena, setting->config, setting->catalogue, setting->experience,
                      &outline.subject, key_state, &outline.lists);
    const char *actual = render(&arena, &decision, expected);
    buffer_append(blessed, left);
    buffer_append(blessed, arrow);
    buffer_append_string(blessed, actual);
    buffer_append_byte(blessed, '\n');
    if (!is_blessing())
        check_text(slice_from(actual), expected);
    arena_release(&arena);
}

// --- One file ------------------------------------------------------------------------------------

enum { SECTION_LEDGER = CONFIG_SOURCES, SECTION_CASES, SECTIONS };

struct sections {
    struct buffer texts[SECTIONS]; // none for shipped and for cases
    int current;                   // one of them: SECTION_SHIPPED to begin with
    struct setting setting;
};

static int section_of(struct slice line) {
    static const char *const headings[SECTIONS] = {
        [CONFIG_SHIPPED] = "-- shipped --", [CONFIG_USER] = "-- user --",
        [CONFIG_CLIENT] = "-- client --",   [CONFIG_WORKSPACE] = "-- workspace --",
        [CONFIG_PROJECT] = "-- project --", [SECTION_LEDGER] = "-- ledger --",
        [SECTION_CASES] = "-- cases --",
    };
    for (int i = 0; i < SECTIONS; i++) {
        if (slice_is(line, headings[i]))
            return i;
    }
    return -1;
}

static void sections_clear(struct sections *sections) {
    for (size_t i = 0; i < SECTIONS; i++)
        buffer_release(&sections->texts[i]);
    if (sections->setting.config)
        setting_release(&sections->setting);
}

// A layer behind cases begins a new configuration.
static void enter_section(struct sections *sections, int section) {
    if (section == SECTION_CASES) {
        const char *texts[CONFIG_SOURCES];
        for (size_t i = 0; i < CONFIG_SOURCES; i++)
            texts[i] = sections->texts[i].data;
        sections->setting = setting_create(texts, buffer_slice(&sections->texts[SECTION_LEDGER]));
    } else if (sections->current == SECTION_CASES) {
        sections_clear(sections);
    }
    sections->current = section;
}

static void play_file(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "tests/router/%s.txt", name);
    size_t length = 0;
    char *text = check_read_file(path, &length);
    check_case("%s", name);
    if (!check_true(text != NULL, path, __FILE__, __LINE__))
        return;
    struct slice rest = { .data = text, .length = length };
    struct sections sections = { .current = CONFIG_SHIPPED };
    struct buffer blessed = { 0 };
    for (struct slice line; slice_next_line(&rest, &line);) {
        int section = section_of(line);
        bool is_case = sections.current == SECTION_CASES && section < 0 && line.length > 0 &&
                       line.data[0] != '#';
        if (is_case) {
            play_case(name, &sections.setting, line, &blessed);
            continue;
        }
        buffer_append(&blessed, line);
        buffer_append_byte(&blessed, '\n');
        if (section >= 0)
            enter_section(&sections, section);
        else if (sections.current != SECTION_CASES && sections.current != CONFIG_SHIPPED)
            buffer_format(&sections.texts[sections.current], SLICE_FORMAT "\n",
                          SLICE_ARGUMENT(line));
    }
    if (is_blessing())
        check_golden(buffer_slice(&blessed), path);
    sections_clear(&sections);
    buffer_release(&blessed);
    memory_free(text);
}

// --- What does not fit a line --------------------------------------------------------------------

static struct setting setting_of_user(const char *text) {
    return setting_create((const char *const[CONFIG_SOURCES]){ [CONFIG_USER] = text }, SLICE(""));
}

static void decision_as_json(void) {
    struct setting setting = setting_of_user(
        "{ \"routes\": [ { \"use\": [\"claude\", \"gpt\", \"builtin\"], \"why\": \"ours\" } ] }");
    struct lists lists = { .keys = SLICE("anthropic") };
    const struct router_subject subject = {
        .task = "review",
        .action = "review",
        .language = "python",
        .language_name = "Python",
        .traits = (const char *const[]){ "async", "types", NULL },
        .path = "a.py",
        .lines = 12,
        .input_tokens = 1000,
        .output_tokens_max = 2000,
    };
    check_case("the decision as JSON");
    struct arena arena = { 0 };
    struct buffer texts[2] = { 0 };
    for (size_t i = 0; i < 2; i++) {
        struct router_decision decision = router_decide(&arena, setting.config, setting.catalogue,
                                                        NULL, &subject, key_state, &lists);
        struct json *json = router_decision_json(&decision, &subject);
        json_print(json, &texts[i]);
        json_destroy(json);
    }
    check_text(buffer_slice(&texts[0]),
               SLICE("{\"action\":\"review\",\"task\":\"review\",\"language\":\"python\","
                     "\"traits\":[\"async\",\"types\"],\"lines\":12,\"tokens\":1000,"
                     "\"outputTokensMax\":2000,"
                     "\"row\":\"user route 1\",\"prefer\":\"balanced\",\"candidates\":["
                     "{\"model\":\"claude-opus-4-8\",\"provider\":\"anthropic\",\"usable\":true,"
                     "\"reason\":\"Python review: ours (user route 1)\",\"dropped\":null,"
                     "\"effort\":\"medium\",\"outputTokensMax\":10192,\"costMicroUsd\":259800,"
                     "\"figures\":{\"kept\":0.5,\"ownKept\":0,\"ownJudged\":0,\"seconds\":0,"
                     "\"usd\":0,\"utility\":0.5,\"basis\":\"none\"}},"
                     "{\"model\":\"gpt-5.5\",\"provider\":\"openai\",\"usable\":false,"
                     "\"reason\":\"Python review: ours (user route 1)\","
                     "\"dropped\":\"no key: set OPENAI_API_KEY\","
                     "\"effort\":\"medium\",\"outputTokensMax\":10192,\"costMicroUsd\":310760,"
                     "\"figures\":null},"
                     "{\"model\":\"builtin\",\"provider\":\"builtin\",\"usable\":true,"
                     "\"reason\":\"Python review: ours (user route 1)\",\"dropped\":null,"
                     "\"effort\":null,\"outputTokensMax\":0,\"costMicroUsd\":0,"
                     "\"figures\":null}]}"));
    check_case("the same question has the same answer");
    check_text(buffer_slice(&texts[1]), buffer_slice(&texts[0]));
    buffer_release(&texts[0]);
    buffer_release(&texts[1]);
    arena_release(&arena);
    setting_release(&setting);
}

static void dropped_outcomes(void) {
    struct setting setting = setting_of_user(
        "{ \"budget\": { \"usd_per_action\": 0.01 }, \"privacy\": { \"never\": [\"*.pem\"] } }");
    struct lists lists = { .keys = SLICE("all") };
    static const struct {
        const char *name;
        int64_t input_tokens;
        enum privacy privacy;
        enum attempt_outcome outcome;
    } cases[] = {
        { "usable", 100, PRIVACY_OPEN, ATTEMPT_ok },
        { "too dear", 100000, PRIVACY_OPEN, ATTEMPT_budget },
        { "too large comes before too dear", 2000000, PRIVACY_OPEN, ATTEMPT_context_length },
        { "privacy comes first", 2000000, PRIVACY_NEVER, ATTEMPT_privacy },
        { "not local", 100, PRIVACY_LOCAL_ONLY, ATTEMPT_privacy },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("dropped as: %s", cases[i].name);
        struct arena arena = { 0 };
        const struct router_subject subject = { .task = "review",
                                                .action = "review",
                                                .input_tokens = cases[i].input_tokens,
                                                .privacy = cases[i].privacy };
        struct router_decision decision = router_decide(&arena, setting.config, setting.catalogue,
                                                        NULL, &subject, key_state, &lists);
        check(decision.candidate_count > 1);
        check_number(decision.candidates[0].dropped_as, cases[i].outcome);
        check(!decision.candidates[decision.candidate_count - 1].dropped);
        arena_release(&arena);
    }
    setting_release(&setting);
}

static void outcome_names(void) {
    check_case("outcomes by name");
    const char *limited = attempt_outcome_name(ATTEMPT_http, 429);
    check_text(slice_from(attempt_outcome_name(ATTEMPT_http, 503)), SLICE("http_503"));
    check_text(slice_from(limited), SLICE("http_429"));
    check_text(slice_from(attempt_outcome_name(ATTEMPT_http, 123456)), SLICE("http_0"));
    check_text(slice_from(attempt_outcome_name(ATTEMPT_ok, 200)), SLICE("ok"));
    check_text(slice_from(attempt_outcome_name(ATTEMPT_privacy, 0)), SLICE("privacy"));
}

void suite_router(void) {
    static const char *const files[] = { "shipped", "configured", "dropped", "learned" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        play_file(files[i]);
    decision_as_json();
    dropped_outcomes();
    outcome_names();
}
