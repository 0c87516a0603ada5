// Reads single values: texts, lists of texts, numbers, headers. Invariant: each stores a value
// that is good for its key, or reports why not and leaves what was there.
#include "config/value.h"

#include "base/limits.h"
#include "config/check.h"

// --- Texts ---------------------------------------------------------------------------------------

static bool is_good_text(struct reading *reading, const struct field *field,
                         const struct json *value) {
    if (json_is_string(value))
        return field->check(reading, json_string(value));
    reading_fault(reading, "must be a string");
    return false;
}

static char *copy_text(struct reading *reading, const struct json *value) {
    return arena_string(&reading->layer->arena, slice_from(json_string(value)));
}

void value_text(struct reading *reading, const struct field *field, const struct json *value,
                void *member) {
    const char **to = member;
    if (!is_good_text(reading, field, value)) {
        if (field->is_vital)
            *to = ""; // a weaker source's value must not stand in for it
        return;
    }
    char *text = copy_text(reading, value);
    if (field->check == check_url) { // dialects append paths
        for (size_t end = strlen(text); end && text[end - 1] == '/'; end--)
            text[end - 1] = '\0';
    }
    *to = text;
}

// One string where a list is wanted is wrong, but says what was meant: a file that should never
// leave is kept back all the same.
static void read_lone_text(struct reading *reading, const struct field *field,
                           const struct json *value, struct config_strings *to) {
    if (!json_is_string(value) || field->is_secret) {
        reading_fault(reading, "must be a list of strings");
        return;
    }
    reading_fault(reading, "must be a list of strings: write [\"%s\"]",
                  reading_quote(reading, json_string(value)));
    if (field->pick != PICK_UNITE || !field->check(reading, json_string(value)))
        return;
    to->items = ARENA_ARRAY(&reading->layer->arena, 1, const char *);
    to->items[to->count++] = copy_text(reading, value);
}

void value_texts(struct reading *reading, const struct field *field, const struct json *value,
                 void *member) {
    struct config_strings *to = member;
    *to = (struct config_strings){ 0 };
    if (!json_is_array(value)) {
        read_lone_text(reading, field, value, to);
        return;
    }
    size_t number = 0, errors = reading->error_count;
    to->items = ARENA_ARRAY(&reading->layer->arena, json_count(value), const char *);
    for (const struct json *item = json_first(value); item; item = json_next(item), number++) {
        size_t mark = reading_enter_item(reading, number);
        if (number == CONFIG_ENTRIES_MAX) {
            reading_fault(reading, "only the first %d count", CONFIG_ENTRIES_MAX);
            item = NULL;
        } else if (is_good_text(reading, field, item)) {
            to->items[to->count++] = copy_text(reading, item);
        }
        reading_leave(reading, mark);
        if (!item)
            break;
    }
    if (field->is_secret && errors != reading->error_count)
        *to = (struct config_strings){ 0 }; // half a command is another command
}

void value_text_or_texts(struct reading *reading, const struct field *field,
                         const struct json *value, void *member) {
    if (!json_is_string(value)) {
        value_texts(reading, field, value, member);
        return;
    }
    struct config_strings *to = member;
    if (!field->check(reading, json_string(value)))
        return;
    to->items = ARENA_ARRAY(&reading->layer->arena, 1, const char *);
    to->items[0] = copy_text(reading, value);
    to->count = 1;
}

static bool is_header_value(const char *text) {
    for (; *text; text++) {
        if (((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7F)
            return false;
    }
    return true;
}

void value_headers(struct reading *reading, const struct field *field, const struct json *value,
                   void *member) {
    struct layer_headers *to = member;
    if (!json_is_object(value)) {
        reading_fault(reading, "must be an object of strings, such as { \"X-Team\": \"blue\" }");
        return;
    }
    to->count = 0;
    to->items = ARENA_ARRAY(&reading->layer->arena, json_count(value), struct config_header);
    for (const struct json *item = json_first(value); item; item = json_next(item)) {
        size_t mark = reading_enter_key(reading, json_key(item));
        if (!json_is_string(item))
            reading_fault(reading, "must be a string");
        else if (!is_header_value(json_string(item)))
            reading_fault(reading, "must not hold line breaks or other control characters");
        else if (field->check(reading, json_key(item)))
            to->items[to->count++] = (struct config_header){
                .name = arena_string(&reading->layer->arena, slice_from(json_key(item))),
                .value = copy_text(reading, item),
            };
        reading_leave(reading, mark);
    }
}

// --- Numbers -------------------------------------------------------------------------------------

static bool is_in_range(struct reading *reading, const struct field *field,
                        const struct json *value, bool is_whole) {
    const char *kind = is_whole ? "whole number" : "number";
    bool is_kind = is_whole ? json_is_integer(value) : json_is_number(value);
    double number = json_number_or(value, -1);
    if (is_kind && number >= field->min && number <= field->max)
        return true;
    reading_fault(reading, "must be a %s from %.0f to %.0f", kind, field->min, field->max);
    return false;
}

void value_truth(struct reading *reading, const struct field *field, const struct json *value,
                 void *member) {
    (void)field;
    if (json_is_bool(value))
        *(int *)member = json_bool_or(value, false);
    else
        reading_fault(reading, "must be true or false");
}

void value_count(struct reading *reading, const struct field *field, const struct json *value,
                 void *member) {
    if (is_in_range(reading, field, value, true))
        *(unsigned *)member = (unsigned)json_integer_or(value, 0);
}

void value_whole(struct reading *reading, const struct field *field, const struct json *value,
                 void *member) {
    if (is_in_range(reading, field, value, true))
        *(int64_t *)member = json_integer_or(value, 0);
}

void value_number(struct reading *reading, const struct field *field, const struct json *value,
                  void *member) {
    if (is_in_range(reading, field, value, false))
        *(double *)member = json_number_or(value, 0);
}
