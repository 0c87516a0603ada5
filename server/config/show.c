// Shows what counts and where it came from. Invariant: the origin of a value is found by the same
// pick that the merge made, and nothing secret is shown.
#include "config/config.h"

#include "config/merged.h"

#define REDACTED "…"

// NULL where there is nothing to show.
typedef struct json *printer(const struct field *field, const void *member);

static struct json *print_text(const struct field *field, const void *member) {
    (void)field;
    const char *text = *(const char *const *)member;
    return *text ? json_string_value(slice_from(text)) : NULL;
}

static struct json *print_texts(const struct field *field, const void *member) {
    const struct config_strings *texts = member;
    struct json *list = json_array();
    for (size_t i = 0; i < texts->count && !field->is_secret; i++)
        json_push(list, json_string_value(slice_from(texts->items[i])));
    if (field->is_secret && texts->count)
        json_push(list, json_string_value(SLICE(REDACTED)));
    return list;
}

static struct json *print_truth(const struct field *field, const void *member) {
    (void)field;
    return json_bool_value(*(const int *)member == 1);
}

static struct json *print_count(const struct field *field, const void *member) {
    (void)field;
    return json_integer_value(*(const unsigned *)member);
}

static struct json *print_whole(const struct field *field, const void *member) {
    (void)field;
    return json_integer_value(*(const int64_t *)member);
}

static struct json *print_number(const struct field *field, const void *member) {
    (void)field;
    return json_number_value(*(const double *)member);
}

static struct json *print_headers(const struct field *field, const void *member) {
    (void)field;
    const struct layer_headers *headers = member;
    struct json *object = json_object();
    for (size_t i = 0; i < headers->count; i++)
        json_add_string(object, headers->items[i].name, REDACTED);
    return object;
}

static printer *const printers[FIELD_KINDS] = {
    [FIELD_TEXT] = print_text,   [FIELD_TEXTS] = print_texts,   [FIELD_TEXT_OR_TEXTS] = print_texts,
    [FIELD_TRUTH] = print_truth, [FIELD_COUNT] = print_count,   [FIELD_WHOLE] = print_whole,
    [FIELD_BOUND] = print_whole, [FIELD_NUMBER] = print_number, [FIELD_HEADERS] = print_headers,
};

static struct json *print_leaf(const struct field *field, const void *values) {
    return printers[field->kind](field, field_member(field, values));
}

static struct json *with_origin(struct json *value, enum config_source source) {
    struct json *leaf = json_object();
    json_add(leaf, "value", value);
    json_add_string(leaf, "origin", config_source_name(source));
    return leaf;
}

// A struct of one source, as people write it: without origins.
static struct json *print_plain(const struct field_group *group, const void *values) {
    struct json *object = json_object();
    for (size_t i = 0; i < group->count; i++) {
        const struct field *field = &group->fields[i];
        struct json *value = NULL;
        if (field->kind == FIELD_GROUP)
            value = print_plain(field->group, field_member(field, values));
        else if (field_is_leaf(field) && field_is_set(field, values))
            value = print_leaf(field, values);
        if (value && field->kind == FIELD_GROUP && json_count(value) == 0)
            json_destroy(value);
        else if (value)
            json_add(object, field->key, value);
    }
    return object;
}

// --- With origins --------------------------------------------------------------------------------

static bool is_in(const struct config_strings *list, const char *text) {
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], text) == 0)
            return true;
    }
    return false;
}

// The weakest source that gives an item is where it is from: no stronger one can take it away.
static enum config_source origin_of(const struct candidates *candidates, const struct field *field,
                                    const char *text) {
    size_t at = 0;
    while (at + 1 < candidates->count && !is_in(field_member(field, candidates->values[at]), text))
        at++;
    return candidates->sources[at];
}

static void show_united(struct json *object, const struct field *field,
                        const struct candidates *candidates, const struct config_strings *all) {
    struct json *list = json_add_array(object, field->key);
    for (size_t i = 0; i < all->count; i++)
        json_push(list, with_origin(json_string_value(slice_from(all->items[i])),
                                    origin_of(candidates, field, all->items[i])));
}

static void show_group(struct arena *arena, struct json *object, const struct field_group *group,
                       const struct candidates *candidates) {
    for (size_t i = 0; i < group->count; i++) {
        const struct field *field = &group->fields[i];
        if (field->kind == FIELD_GROUP) {
            struct candidates inner = pick_into(arena, candidates, field);
            struct json *member = json_add_object(object, field->key);
            show_group(arena, member, field->group, &inner);
            if (json_count(member) == 0)
                json_remove(object, field->key);
        } else if (field_is_leaf(field) && field->pick != PICK_UNITE) {
            size_t best = pick_one(candidates, field);
            struct json *value =
                best != PICK_NONE ? print_leaf(field, candidates->values[best]) : NULL;
            if (value)
                json_add(object, field->key, with_origin(value, candidates->sources[best]));
        }
    }
}

static void show_entry(struct arena *arena, struct json *map, const struct merged *merged,
                       const struct field *field, const char *name) {
    struct candidates candidates = merged_entries(arena, merged, field, name);
    show_group(arena, json_add_object(map, name), field->group, &candidates);
}

static void show_privacy(struct arena *arena, struct json *root, const struct config *config,
                         const struct candidates *values) {
    const struct field *privacy = field_find(field_root(), "privacy");
    const struct field *never = field_find(privacy->group, "never");
    const struct field *local_only = field_find(privacy->group, "local_only");
    struct candidates inner = pick_into(arena, values, privacy);
    struct json *object = json_add_object(root, privacy->key);
    show_united(object, local_only, &inner, &config->local_only);
    show_united(object, never, &inner, &config->never);
}

struct json *config_show(const struct config *config) {
    const struct merged *merged = merged_of(config);
    struct arena arena = { 0 };
    struct json *root = json_object();
    const struct field *providers = field_find(field_root(), "providers");
    struct json *map = json_add_object(root, providers->key);
    for (size_t i = 0; i < config->provider_count; i++)
        show_entry(&arena, map, merged, providers, config->providers[i].name);
    const struct field *models = field_find(field_root(), "models");
    map = json_add_object(root, models->key);
    for (size_t i = 0; i < config->model_count; i++)
        show_entry(&arena, map, merged, models, config->models[i].name);
    struct json *routes = json_add_array(root, "routes");
    for (size_t i = 0; i < config->route_count; i++)
        json_push(routes, with_origin(print_plain(field_route(), &config->routes[i]),
                                      config->routes[i].source));
    struct json *actions = config->action_count ? json_add_array(root, "actions") : NULL;
    for (size_t i = 0; i < config->action_count; i++)
        json_push(actions, with_origin(print_plain(field_action(), &config->actions[i]),
                                       config->actions[i].source));
    struct candidates values = merged_values(&arena, merged);
    show_group(&arena, root, field_root(), &values);
    show_privacy(&arena, root, config, &values);
    arena_release(&arena);
    return root;
}

// --- For people ----------------------------------------------------------------------------------

enum { PATH_WIDTH_MAX = 48 };

struct table {
    struct buffer *out; // NULL: only the widths are wanted
    int path_width, origin_width;
};

static void add_row(struct table *table, const char *path, const char *origin,
                    const struct json *value) {
    int path_width = (int)strlen(path), origin_width = (int)strlen(origin);
    if (!table->out) {
        if (path_width > table->path_width && path_width <= PATH_WIDTH_MAX)
            table->path_width = path_width;
        if (origin_width > table->origin_width)
            table->origin_width = origin_width;
        return;
    }
    buffer_format(table->out, "%-*s  %-*s  ", table->path_width, path, table->origin_width, origin);
    json_print(value, table->out);
    buffer_append_byte(table->out, '\n');
}

static void add_rows(struct table *table, const struct json *value, struct buffer *path) {
    const char *origin = json_string(json_find(value, "origin"));
    if (origin) {
        add_row(table, path->data, origin, json_find(value, "value"));
        return;
    }
    size_t number = 0;
    const size_t mark = path->length;
    for (const struct json *child = json_first(value); child; child = json_next(child)) {
        if (json_key(child))
            buffer_format(path, "%s%s", mark ? "." : "", json_key(child));
        else
            buffer_format(path, "[%zu]", number++);
        add_rows(table, child, path);
        buffer_truncate(path, mark);
    }
}

void config_show_text(const struct config *config, struct buffer *out) {
    struct json *shown = config_show(config);
    struct buffer path = { 0 };
    struct table table = { .out = NULL };
    add_rows(&table, shown, &path);
    table.out = out;
    add_rows(&table, shown, &path);
    buffer_release(&path);
    json_destroy(shown);
}
