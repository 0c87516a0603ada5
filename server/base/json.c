// Values: cJSON's tree behind names of ours. Before cJSON sees a text, the scanner has validated
// and repaired it; what cJSON would print with loss or in its own layout is printed here. No
// other file includes cJSON.h.
#include "base/json.h"

#include "base/json_scan.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>

static const double integer_max = 9007199254740992.0; // 2^53: past it doubles skip integers

static cJSON *inside(const struct json *value) {
    return (cJSON *)(void *)(size_t)value; // cJSON's own functions are careless about const
}

static struct json *outside(const cJSON *item) {
    return (struct json *)(void *)(size_t)item;
}

// --- Reading -----------------------------------------------------------------------------------

// cJSON takes its memory from us from here on, so that it never sees a NULL.
static void use_own_memory(void) {
    static bool is_done;
    if (!is_done)
        cJSON_InitHooks(&(cJSON_Hooks){ .malloc_fn = memory_alloc, .free_fn = memory_free });
    is_done = true;
}

static struct json *parse(struct slice text, bool is_relaxed, struct error *error) {
    use_own_memory();
    char *copy = memory_string_of(text);
    cJSON *root = NULL;
    if ((!is_relaxed || json_scan_blank(copy, text.length, error)) &&
        json_scan_clean(copy, text.length, error)) {
        const char *end = NULL;
        root = cJSON_ParseWithLengthOpts(copy, text.length, &end, false);
        if (!root || (size_t)(end - copy) + strspn(end, " \t\r\n") != text.length) {
            cJSON_Delete(root);
            root = NULL;
            error_set(error, ERROR_MALFORMED, "byte %zu of the JSON cannot be read",
                      end ? (size_t)(end - copy) : 0);
        }
    }
    memory_free(copy);
    return outside(root);
}

struct json *json_parse(struct slice text, struct error *error) {
    return parse(text, false, error);
}

struct json *json_parse_relaxed(struct slice text, struct error *error) {
    return parse(text, true, error);
}

void json_destroy(struct json *value) {
    cJSON_Delete(inside(value));
}

bool json_is_object(const struct json *value) {
    return cJSON_IsObject(inside(value));
}

bool json_is_array(const struct json *value) {
    return cJSON_IsArray(inside(value));
}

bool json_is_string(const struct json *value) {
    return cJSON_IsString(inside(value));
}

bool json_is_number(const struct json *value) {
    return cJSON_IsNumber(inside(value));
}

bool json_is_integer(const struct json *value) {
    double number = json_number_or(value, 0.5);
    return fabs(number) <= integer_max && number == (double)(int64_t)number;
}

bool json_is_bool(const struct json *value) {
    return cJSON_IsBool(inside(value));
}

bool json_is_null(const struct json *value) {
    return cJSON_IsNull(inside(value));
}

const struct json *json_find(const struct json *object, const char *key) {
    const cJSON *found = NULL;
    if (!json_is_object(object))
        return NULL;
    for (const cJSON *member = inside(object)->child; member; member = member->next) {
        if (strcmp(member->string, key) == 0)
            found = member;
    }
    return outside(found);
}

const struct json *json_find_path(const struct json *object, ...) {
    va_list keys;
    va_start(keys, object);
    for (const char *key; (key = va_arg(keys, const char *));)
        object = json_find(object, key);
    va_end(keys);
    return object;
}

const char *json_string(const struct json *value) {
    return json_string_or(value, NULL);
}

const char *json_string_or(const struct json *value, const char *fallback) {
    return json_is_string(value) ? inside(value)->valuestring : fallback;
}

int64_t json_integer_or(const struct json *value, int64_t fallback) {
    return json_is_integer(value) ? (int64_t)inside(value)->valuedouble : fallback;
}

double json_number_or(const struct json *value, double fallback) {
    return json_is_number(value) ? inside(value)->valuedouble : fallback;
}

bool json_bool_or(const struct json *value, bool fallback) {
    return json_is_bool(value) ? cJSON_IsTrue(inside(value)) : fallback;
}

const struct json *json_first(const struct json *container) {
    bool is_container = json_is_object(container) || json_is_array(container);
    return is_container ? outside(inside(container)->child) : NULL;
}

const struct json *json_next(const struct json *child) {
    return outside(inside(child)->next);
}

const char *json_key(const struct json *member) {
    return inside(member)->string;
}

size_t json_count(const struct json *container) {
    size_t count = 0;
    for (const struct json *child = json_first(container); child; child = json_next(child))
        count++;
    return count;
}

// --- Building ----------------------------------------------------------------------------------

static struct json *create(int type, char *text, double number) {
    use_own_memory();
    cJSON *item = cJSON_CreateNull();
    item->type = type;
    item->valuestring = text;
    item->valuedouble = number;
    return outside(item);
}

struct json *json_object(void) {
    return create(cJSON_Object, NULL, 0);
}

struct json *json_array(void) {
    return create(cJSON_Array, NULL, 0);
}

struct json *json_null(void) {
    return create(cJSON_NULL, NULL, 0);
}

// A copy in which NUL is U+001A and each byte that is not UTF-8 is U+FFFD: as position.h counts
// such bytes, so that positions in the client's text stay right.
static char *clean_copy(struct slice text) {
    char *copy = memory_alloc(3 * text.length + 1);
    size_t written = 0;
    for (size_t at = 0; at < text.length;) {
        size_t length = utf8_length_at(text, at);
        struct slice part = length ? slice_between(text, at, at + length) : SLICE("\xEF\xBF\xBD");
        if (text.data[at] == '\0')
            part = SLICE("\x1A");
        memcpy(copy + written, part.data, part.length);
        written += part.length;
        at += length ? length : 1;
    }
    return copy;
}

static bool is_clean(struct slice text) {
    size_t at = utf8_skip_ascii(text, 0);
    while (at < text.length) {
        size_t length = utf8_length_at(text, at);
        if (!length)
            return false;
        at = utf8_skip_ascii(text, at + length);
    }
    return text.length == 0 || !memchr(text.data, '\0', text.length);
}

struct json *json_string_value(struct slice text) {
    char *copy = is_clean(text) ? memory_string_of(text) : clean_copy(text);
    return create(cJSON_String, copy, 0);
}

struct json *json_integer_value(int64_t value) {
    if (value >= -(int64_t)integer_max && value <= (int64_t)integer_max)
        return create(cJSON_Number, NULL, (double)value);
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    return json_raw_value(slice_from(digits));
}

struct json *json_number_value(double value) {
    return isfinite(value) ? create(cJSON_Number, NULL, value) : json_null();
}

struct json *json_bool_value(bool value) {
    return create(value ? cJSON_True : cJSON_False, NULL, 0);
}

struct json *json_raw_value(struct slice text) {
    return create(cJSON_Raw, memory_string_of(text), 0);
}

struct json *json_copy(const struct json *value) {
    return outside(cJSON_Duplicate(inside(value), true));
}

struct json *json_add(struct json *object, const char *key, struct json *value) {
    ASSERT(json_is_object(object) && value);
    cJSON_AddItemToObject(inside(object), key, inside(value));
    return value;
}

struct json *json_add_string(struct json *object, const char *key, const char *text) {
    return json_add_slice(object, key, slice_from(text));
}

struct json *json_add_slice(struct json *object, const char *key, struct slice text) {
    return json_add(object, key, json_string_value(text));
}

struct json *json_add_integer(struct json *object, const char *key, int64_t value) {
    return json_add(object, key, json_integer_value(value));
}

struct json *json_add_number(struct json *object, const char *key, double value) {
    return json_add(object, key, json_number_value(value));
}

struct json *json_add_bool(struct json *object, const char *key, bool value) {
    return json_add(object, key, json_bool_value(value));
}

struct json *json_add_null(struct json *object, const char *key) {
    return json_add(object, key, json_null());
}

struct json *json_add_object(struct json *object, const char *key) {
    return json_add(object, key, json_object());
}

struct json *json_add_array(struct json *object, const char *key) {
    return json_add(object, key, json_array());
}

struct json *json_push(struct json *array, struct json *value) {
    ASSERT(json_is_array(array) && value);
    cJSON_AddItemToArray(inside(array), inside(value));
    return value;
}

void json_remove(struct json *object, const char *key) {
    for (const struct json *member; (member = json_find(object, key));)
        cJSON_Delete(cJSON_DetachItemViaPointer(inside(object), inside(member)));
}

// --- Printing ----------------------------------------------------------------------------------

enum { COMPACT = -1 }; // in place of a depth

static bool print_escape(char byte, struct buffer *out) {
    static const char names[] = "\"\\bfnrt", bytes[] = "\"\\\b\f\n\r\t";
    const char *known = strchr(bytes, byte);
    if (known)
        return buffer_append_byte(out, '\\') && buffer_append_byte(out, names[known - bytes]);
    return buffer_format(out, "\\u%04x", (unsigned)(unsigned char)byte);
}

static bool print_string(const char *string, struct buffer *out) {
    struct slice text = slice_from(string);
    bool is_written = buffer_append_byte(out, '"');
    size_t start = 0, at = 0;
    while ((at = json_scan_plain(text, at)) < text.length && is_written) {
        unsigned char byte = (unsigned char)text.data[at++];
        if (byte > 0x7F)
            continue;
        is_written =
            buffer_append(out, slice_between(text, start, at - 1)) && print_escape((char)byte, out);
        start = at;
    }
    return is_written && buffer_append(out, slice_between(text, start, text.length)) &&
           buffer_append_byte(out, '"');
}

// As short as it reads back the same.
static bool print_number(double number, struct buffer *out) {
    if (!isfinite(number))
        return buffer_append_string(out, "null");
    if (fabs(number) <= integer_max && number == (double)(int64_t)number)
        return buffer_format(out, "%" PRId64, (int64_t)number);
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    return buffer_append_string(out, text);
}

static bool print_line(int depth, struct buffer *out) {
    return depth < 0 || buffer_format(out, "\n%*s", 2 * depth, "");
}

// Recurses as deep as the value is, which JSON_DEPTH_MAX bounds for all that was parsed.
static bool print_value(const cJSON *item, int depth, struct buffer *out) {
    static const char *const words[] = {
        [cJSON_False] = "false", [cJSON_True] = "true", [cJSON_NULL] = "null"
    };
    if (item->type == cJSON_String)
        return print_string(item->valuestring, out);
    if (item->type == cJSON_Number)
        return print_number(item->valuedouble, out);
    if (item->type == cJSON_Raw)
        return buffer_append_string(out, item->valuestring);
    if (item->type <= cJSON_NULL)
        return buffer_append_string(out, words[item->type]);
    int inner = depth < 0 ? COMPACT : depth + 1;
    bool is_object = item->type == cJSON_Object;
    bool is_written = buffer_append_byte(out, is_object ? '{' : '[');
    for (const cJSON *child = item->child; child && is_written; child = child->next) {
        is_written = (child == item->child || buffer_append_byte(out, ',')) &&
                     print_line(inner, out) &&
                     (!is_object || (print_string(child->string, out) &&
                                     buffer_append_string(out, depth < 0 ? ":" : ": "))) &&
                     print_value(child, inner, out);
    }
    return is_written && (!item->child || print_line(depth, out)) &&
           buffer_append_byte(out, is_object ? '}' : ']');
}

bool json_print(const struct json *value, struct buffer *out) {
    return print_value(inside(value), COMPACT, out);
}

bool json_print_pretty(const struct json *value, struct buffer *out) {
    return print_value(inside(value), 0, out);
}
