// Walks the JSON of one source along the table of keys. Invariant: a value is stored only when it
// is good; what is wrong becomes one problem, and the rest counts. A route whose condition is not
// understood is left out, as it would match more than was meant. Names of models are checked
// later, by the merge, when all of them are known.
#include "config/parse.h"

#include "base/limits.h"
#include "base/vec.h"
#include "config/check.h"
#include "config/field.h"
#include "config/rights.h"
#include "config/suggestion.h"
#include "config/value.h"

static value_reader read_group, read_map, read_list, read_ignored;

static value_reader *const readers[FIELD_KINDS] = {
    [FIELD_TEXT] = value_text,
    [FIELD_TEXTS] = value_texts,
    [FIELD_TEXT_OR_TEXTS] = value_text_or_texts,
    [FIELD_TRUTH] = value_truth,
    [FIELD_COUNT] = value_count,
    [FIELD_WHOLE] = value_whole,
    [FIELD_BOUND] = value_whole,
    [FIELD_NUMBER] = value_number,
    [FIELD_HEADERS] = value_headers,
    [FIELD_GROUP] = read_group,
    [FIELD_MAP] = read_map,
    [FIELD_LIST] = read_list,
    [FIELD_IGNORED] = read_ignored,
};

static void parse_group(struct reading *reading, const struct field_group *group,
                        const struct json *object, void *values);

// --- The whole -----------------------------------------------------------------------------------

// The parser's message begins with the place, which a problem has members for.
static void report_malformed(struct config_layer *layer, const struct error *error) {
    struct config_problem problem = { .file = layer->file, .is_error = true };
    int end = 0;
    bool has_place = layer_is_file(layer) && sscanf(error->message, "line %zu, column %zu: %n",
                                                    &problem.line, &problem.column, &end) == 2;
    problem.message =
        arena_format(&layer->arena,
                     "this is no valid JSON, so until it is mended only the built-in engine "
                     "answers: %s",
                     error->message + (has_place ? end : 0));
    vec_push(&layer->problems, problem);
    layer->is_closed = true;
}

void parse_unreadable(struct config_layer *layer, const char *message) {
    field_clear(field_root(), &layer->values);
    struct config_problem problem = {
        .file = layer->file,
        .is_error = true,
        .message = arena_format(
            &layer->arena, "until this can be read only the built-in engine answers: %s", message),
    };
    vec_push(&layer->problems, problem);
    layer->is_closed = true;
}

// Clients send null for what is not set; in a file it is a wrong type like any other.
static bool is_unset(const struct reading *reading, const struct json *value) {
    return json_is_null(value) && !layer_is_file(reading->layer);
}

static void parse_root(struct config_layer *layer, const struct json *root,
                       const struct config_vocabulary *vocabulary) {
    struct reading reading = {
        .layer = layer, .vocabulary = vocabulary, .root = root, .consequence = ""
    };
    if (json_is_object(root))
        parse_group(&reading, field_root(), root, &layer->values);
    else if (!is_unset(&reading, root))
        reading_fault(&reading, "must be an object, such as %s", field_root()->example);
    buffer_release(&reading.path);
}

void parse_layer(struct config_layer *layer, const struct config_vocabulary *vocabulary) {
    field_clear(field_root(), &layer->values);
    struct error error = { 0 };
    if (layer->text.length > CONFIG_FILE_BYTES_MAX) {
        error_set(&error, ERROR_LIMIT, "line 1, column 1: it is larger than %d KB",
                  CONFIG_FILE_BYTES_MAX >> 10);
        report_malformed(layer, &error);
        return;
    }
    if (!slice_trim(layer->text).length)
        return; // a file that was only just made says nothing
    struct json *root = json_parse_relaxed(layer->text, &error);
    if (root)
        parse_root(layer, root, vocabulary);
    else
        report_malformed(layer, &error);
    json_destroy(root);
}

static void report_unknown_key(struct reading *reading, const struct field_group *group,
                               size_t container, const char *key) {
    struct suggestion suggestion;
    suggestion_begin(&suggestion, key);
    for (size_t i = 0; i < group->count; i++)
        suggestion_offer(&suggestion, group->fields[i].key);
    struct arena *arena = &reading->layer->arena;
    const char *place =
        arena_format(arena, "%.*s%s", (int)container, reading->path.data, container ? ": " : "");
    const char *hint =
        suggestion.best ? arena_format(arena, ": did you mean \"%s\"?", suggestion.best) : "";
    reading_note(reading, true, "%sunknown key \"%s\"%s", place, reading_quote(reading, key), hint);
}

static void parse_group(struct reading *reading, const struct field_group *group,
                        const struct json *object, void *values) {
    unsigned seen = 0;
    for (const struct json *value = json_first(object); value; value = json_next(value)) {
        const struct field *field = field_find(group, json_key(value));
        size_t mark = reading_enter_key(reading, json_key(value));
        unsigned bit = field ? 1u << (field - group->fields) : 0;
        if (!field)
            report_unknown_key(reading, group, mark, json_key(value));
        else if (seen & bit)
            reading_fault(reading, "is given more than once");
        if (field && !is_unset(reading, value) && !rights_refuse(reading, field, value))
            readers[field->kind](reading, field, value, (char *)values + field->offset);
        seen |= bit;
        reading_leave(reading, mark);
    }
}

// --- Groups, maps, lists -------------------------------------------------------------------------

static bool is_object(struct reading *reading, const struct field_group *group,
                      const struct json *value) {
    if (json_is_object(value))
        return true;
    reading_fault(reading, "must be an object, such as %s", group->example);
    return false;
}

static void read_group(struct reading *reading, const struct field *field, const struct json *value,
                       void *member) {
    const char *outside = reading->consequence;
    if (field->is_vital)
        reading->consequence = "; the route does not count until this is mended";
    size_t errors = reading->error_count;
    if (is_object(reading, field->group, value))
        parse_group(reading, field->group, value, member);
    if (errors == reading->error_count && field->group->check)
        field->group->check(reading, member);
    if (field->is_vital && errors != reading->error_count)
        reading->is_item_useless = true;
    reading->consequence = outside;
}

static void *item_at(const struct layer_entries *entries, const struct field_group *group,
                     size_t index) {
    return (char *)entries->items + index * group->size;
}

// Items of a map begin with their name.
static void *entry_named(struct reading *reading, const struct field_group *group,
                         struct layer_entries *entries, const char *name) {
    for (size_t i = 0; i < entries->count; i++) {
        if (strcmp(*(const char **)item_at(entries, group, i), name) == 0) {
            reading_fault(reading, "is given more than once");
            return item_at(entries, group, i);
        }
    }
    void *item = item_at(entries, group, entries->count++);
    field_clear(group, item);
    *(const char **)item = arena_string(&reading->layer->arena, slice_from(name));
    return item;
}

static bool is_full(struct reading *reading, const struct layer_entries *entries) {
    if (entries->count == CONFIG_ENTRIES_MAX)
        reading_fault(reading, "only the first %d count", CONFIG_ENTRIES_MAX);
    return entries->count == CONFIG_ENTRIES_MAX;
}

static void read_entry(struct reading *reading, const struct field_group *group,
                       const struct json *value, struct layer_entries *entries) {
    if (!check_plain(reading, json_key(value)) || !is_object(reading, group, value))
        return;
    void *item = entry_named(reading, group, entries, json_key(value));
    size_t errors = reading->error_count;
    parse_group(reading, group, value, item);
    if (errors == reading->error_count && group->check)
        group->check(reading, item);
}

static void read_map(struct reading *reading, const struct field *field, const struct json *value,
                     void *member) {
    struct layer_entries *entries = member;
    *entries = (struct layer_entries){ 0 };
    if (!json_is_object(value)) {
        reading_fault(reading, "must be an object of names, such as { \"team\": %s }",
                      field->group->example);
        return;
    }
    entries->items =
        arena_alloc_array(&reading->layer->arena, json_count(value), field->group->size);
    for (const struct json *item = json_first(value); item; item = json_next(item)) {
        size_t mark = reading_enter_key(reading, json_key(item));
        bool is_last = is_full(reading, entries);
        if (!is_last)
            read_entry(reading, field->group, item, entries);
        reading_leave(reading, mark);
        if (is_last)
            break;
    }
}

static void read_item(struct reading *reading, const struct field_group *group,
                      const struct json *value, size_t number, struct layer_entries *entries) {
    void *item = item_at(entries, group, entries->count);
    size_t errors = reading->error_count;
    if (!is_object(reading, group, value))
        return;
    field_clear(group, item);
    reading->is_item_useless = false;
    parse_group(reading, group, value, item);
    if (group->complete(reading, item, number, errors != reading->error_count))
        entries->count++;
}

static void read_list(struct reading *reading, const struct field *field, const struct json *value,
                      void *member) {
    struct layer_entries *entries = member;
    *entries = (struct layer_entries){ 0 };
    if (!json_is_array(value)) {
        reading_fault(reading, "must be a list, such as [%s]", field->group->example);
        return;
    }
    size_t number = 0;
    entries->items =
        arena_alloc_array(&reading->layer->arena, json_count(value), field->group->size);
    for (const struct json *item = json_first(value); item; item = json_next(item)) {
        size_t mark = reading_enter_item(reading, number++);
        bool is_last = is_full(reading, entries);
        if (!is_last)
            read_item(reading, field->group, item, number, entries);
        reading_leave(reading, mark);
        if (is_last)
            break;
    }
}

// --- What does nothing ---------------------------------------------------------------------------

static void read_ignored(struct reading *reading, const struct field *field,
                         const struct json *value, void *member) {
    (void)field, (void)member;
    if (!json_is_string(value))
        reading_fault(reading, "must be a string");
}
