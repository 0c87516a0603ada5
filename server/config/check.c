// Owns what makes a text or an item good for its key. Invariant: each check reports exactly one
// problem when it says no, and never repeats a value that could be a key. Knows no names of its
// own but the policies of "prefer"; the others are in the vocabulary.
#include "config/check.h"

#include "config/glob.h"
#include "config/suggestion.h"
#include "config/url.h"

#include <ctype.h>

static const char *const policies[] = { "quality", "speed", "cost", "balanced", NULL };
static const char *const scopes[] = { "definition", "selection", "file", NULL };
static const char *const outputs[] = { "edits", "markdown", "findings", NULL };
static const char *const placeholders[] = { "code",        "language", "path", "diagnostics",
                                            "instruction", "imports",  NULL };
static const char *const key_headers[] = { "authorization", "x-api-key", "api-key",
                                           "x-goog-api-key", NULL };

#define BUILTIN "builtin"

enum { VARIABLE_BYTES_MAX = 128, NAME_BYTES_MAX = 60 };

static bool is_listed(const char *const *names, const char *text) {
    for (; names && *names; names++) {
        if (strcmp(*names, text) == 0)
            return true;
    }
    return false;
}

static const char *join(struct arena *arena, const char *const *names) {
    const char *joined = "";
    for (; names && *names; names++)
        joined = arena_format(arena, "%s%s%s", joined, *joined ? ", " : "", *names);
    return joined;
}

// --- Names ---------------------------------------------------------------------------------------

static void report_unknown(struct reading *reading, const char *const *names, const char *what,
                           const char *text) {
    struct suggestion suggestion;
    suggestion_begin(&suggestion, text);
    suggestion_offer_all(&suggestion, names);
    const char *quoted = reading_quote(reading, text);
    if (suggestion.best)
        reading_fault(reading, "unknown %s \"%s\": did you mean \"%s\"?", what, quoted,
                      suggestion.best);
    else
        reading_fault(reading, "unknown %s \"%s\": there are %s", what, quoted,
                      join(&reading->layer->arena, names));
}

// Shipped names may be ahead of what is built: they are tested, not checked.
static bool check_name(struct reading *reading, const char *const *names, const char *what,
                       const char *text) {
    if (reading->layer->source == CONFIG_SHIPPED || is_listed(names, text))
        return true;
    report_unknown(reading, names, what, text);
    return false;
}

bool check_task(struct reading *reading, const char *text) {
    return check_name(reading, reading->vocabulary->tasks, "task", text);
}

bool check_trait(struct reading *reading, const char *text) {
    return check_name(reading, reading->vocabulary->traits, "trait", text);
}

bool check_effort(struct reading *reading, const char *text) {
    return check_name(reading, reading->vocabulary->efforts, "effort", text);
}

bool check_scope(struct reading *reading, const char *text) {
    return check_name(reading, scopes, "scope", text);
}

bool check_output(struct reading *reading, const char *text) {
    return check_name(reading, outputs, "output", text);
}

bool check_prefer(struct reading *reading, const char *text) {
    return check_name(reading, policies, "policy", text);
}

bool check_language(struct reading *reading, const char *text) {
    const char *const *names = reading->vocabulary->languages;
    if (!check_plain(reading, text))
        return false;
    if (reading->layer->source == CONFIG_SHIPPED || is_listed(names, text))
        return true;
    struct suggestion suggestion;
    suggestion_begin(&suggestion, text);
    suggestion_offer_all(&suggestion, names);
    const char *quoted = reading_quote(reading, text);
    const char *path = reading->path.data;
    if (suggestion.best)
        reading_note(reading, false, "%s: unknown language \"%s\": did you mean \"%s\"?", path,
                     quoted, suggestion.best);
    else
        reading_note(reading, false,
                     "%s: \"%s\" is no language that wye parses: it holds only where the editor "
                     "names a file's language so",
                     path, quoted);
    return true;
}

bool check_dialect(struct reading *reading, const char *text) {
    return check_name(reading, reading->vocabulary->dialects, "dialect", text);
}

// --- Texts ---------------------------------------------------------------------------------------

static bool has_control(const char *text) {
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            return true;
    }
    return false;
}

bool check_plain(struct reading *reading, const char *text) {
    if (!*text) {
        reading_fault(reading, "must not be empty");
        return false;
    }
    if (has_control(text)) {
        reading_fault(reading, "must not hold line breaks or other control characters");
        return false;
    }
    return true;
}

bool check_pattern(struct reading *reading, const char *text) {
    const char *fault = glob_check(text);
    if (fault)
        reading_fault(reading, "\"%s\" is no good pattern: %s", reading_quote(reading, text),
                      fault);
    return !fault;
}

bool check_url(struct reading *reading, const char *text) {
    const char *fault = url_fault(text);
    if (fault)
        reading_fault(reading, "%s", fault);
    return !fault;
}

// People put the key itself here: it must not come back in a message.
bool check_variable(struct reading *reading, const char *text) {
    size_t length = strlen(text), good = 0;
    while (isalnum((unsigned char)text[good]) || text[good] == '_')
        good++;
    bool is_name = length && good == length && length <= VARIABLE_BYTES_MAX &&
                   !isdigit((unsigned char)text[0]);
    if (!is_name)
        reading_fault(reading, "must name an environment variable, such as \"TEAM_API_KEY\"; a "
                               "key itself does not belong into a configuration");
    return is_name;
}

// A token as RFC 9110 has it.
bool check_header_name(struct reading *reading, const char *text) {
    const char *at = text;
    while (isalnum((unsigned char)*at) || (*at && strchr("!#$%&'*+-.^_`|~", *at)))
        at++;
    bool is_token = *text && !*at;
    if (!is_token)
        reading_fault(reading, "\"%s\" is no name of an HTTP header", reading_quote(reading, text));
    return is_token;
}

bool check_header_is_key(const char *name) {
    char lower[32] = { 0 };
    for (size_t i = 0; name[i] && i + 1 < sizeof lower; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    return strlen(name) < sizeof lower && is_listed(key_headers, lower);
}

// --- Actions of one's own ------------------------------------------------------------------------

const char *const *config_placeholders(void) {
    return placeholders;
}

static bool is_dotted_name(const char *text) {
    const char *at = text;
    while (isalnum((unsigned char)*at) || (at > text && *at && strchr("._-", *at)))
        at++;
    return *text && !*at && strlen(text) <= NAME_BYTES_MAX;
}

bool check_action_id(struct reading *reading, const char *text) {
    if (!is_dotted_name(text))
        reading_fault(reading, "must be a short name of letters, digits, dots and dashes, such as "
                               "\"translate.comments\"");
    else if (is_listed(reading->vocabulary->actions, text))
        reading_fault(reading, "\"%s\" is one of wye's own actions: choose another name", text);
    else
        return true;
    return false;
}

// Editors run actions of other kinds by themselves, "source.fixAll" whenever a file is saved: no
// model is asked unasked.
bool check_action_kind(struct reading *reading, const char *text) {
    static const char *const roots[] = { "refactor", "quickfix", "wye", NULL };
    char root[NAME_BYTES_MAX + 1] = { 0 };
    bool is_name = is_dotted_name(text);
    if (is_name)
        memcpy(root, text, strcspn(text, "."));
    if (is_name && is_listed(roots, root))
        return true;
    reading_fault(reading, "must be a kind of code action within refactor, quickfix or wye, such "
                           "as \"refactor.rewrite\"");
    return false;
}

static bool check_placeholder(struct reading *reading, const char *name) {
    if (is_listed(placeholders, name))
        return true;
    report_unknown(reading, placeholders, "placeholder", name);
    return false;
}

bool check_prompt(struct reading *reading, const char *text) {
    if (!slice_trim(slice_from(text)).length) {
        reading_fault(reading, "must not be empty");
        return false;
    }
    for (const char *at = text; (at = strstr(at, "{{"));) {
        const char *end = strstr(at, "}}");
        if (!end) {
            reading_fault(reading, "has a placeholder that does not end with }}");
            return false;
        }
        struct slice name = slice_trim((struct slice){ at + 2, (size_t)(end - at) - 2 });
        if (!check_placeholder(reading, arena_string(&reading->layer->arena, name)))
            return false;
        at = end;
    }
    return true;
}

// --- Items ---------------------------------------------------------------------------------------

bool check_bounds(struct reading *reading, const void *item) {
    const struct config_bounds *bounds = item;
    if (bounds->max < 0 || bounds->min <= bounds->max)
        return true;
    reading_fault(reading, "min %lld is more than max %lld, so nothing could match",
                  (long long)bounds->min, (long long)bounds->max);
    return false;
}

bool check_model(struct reading *reading, const void *item) {
    const struct config_model *model = item;
    if (strcmp(model->name, BUILTIN) == 0) {
        reading_fault(reading, "this name is taken by the structural engine: choose another");
        return false;
    }
    if (!model->context_tokens || model->output_tokens <= model->context_tokens)
        return true;
    reading_fault(reading, "output_tokens %lld is more than context_tokens %lld",
                  (long long)model->output_tokens, (long long)model->context_tokens);
    return false;
}

// A route is kept when its condition is understood and it names someone.
bool complete_route(struct reading *reading, void *item, size_t number, bool has_errors) {
    struct config_route *route = item;
    route->source = reading->layer->source;
    route->number = number;
    if (!route->why)
        route->why = "";
    if (!route->use.count && !has_errors)
        reading_fault(reading, "names no model in \"use\", such as %s", field_route()->example);
    return route->use.count && !reading->is_item_useless;
}

// An action is kept when all of it is good.
bool complete_action(struct reading *reading, void *item, size_t number, bool has_errors) {
    static const char *const kinds[] = { "refactor.rewrite", "wye.explain", "wye.review" };
    static const char *const tasks[] = { "refactor", "explain", "review" };
    struct config_action *action = item;
    action->source = reading->layer->source;
    action->number = number;
    if (has_errors)
        return false;
    const char *missing = !action->id ? "id" : !action->title ? "title" : "prompt";
    if (!action->id || !action->title || !action->prompt) {
        reading_fault(reading, "has no \"%s\", such as %s", missing, field_action()->example);
        return false;
    }
    size_t output = 0;
    if (!action->output)
        action->output = outputs[0];
    while (strcmp(outputs[output], action->output) != 0)
        output++;
    if (!action->scope)
        action->scope = scopes[0];
    if (!action->kind)
        action->kind = kinds[output];
    if (!action->task)
        action->task = tasks[output];
    return true;
}
