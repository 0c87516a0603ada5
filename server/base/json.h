// JSON: the only user of cJSON, and the one place that closes its holes (NUL and lone surrogates,
// trailing garbage, `01`, raw control characters, invalid UTF-8, case-insensitive keys, 2^53).
//
// Values form a tree that its root owns; json_destroy on the root frees it. A value given to
// json_add_* or json_push belongs to the parent then. Strings are UTF-8 C strings. Values do not
// outlive their message: copy what must.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdint.h>

struct json; // is a cJSON inside; never NULL-checked by json_destroy's callers

// --- Reading ---------------------------------------------------------------------------------

// Strict RFC 8259. U+0000 becomes U+001A and a lone surrogate U+FFFD (both keep their width in
// UTF-16, so positions stay right). NULL with an error that names line and column otherwise. At
// most 512 levels deep. Copies what it needs of `text`.
struct json *json_parse(struct slice text, struct error *error);
// The same for files that people write: // and /* */ comments, trailing commas, a BOM.
struct json *json_parse_relaxed(struct slice text, struct error *error);
void json_destroy(struct json *value); // NULL is allowed

bool json_is_object(const struct json *value); // NULL is none of these
bool json_is_array(const struct json *value);
bool json_is_string(const struct json *value);
bool json_is_number(const struct json *value);
bool json_is_integer(const struct json *value); // a whole number within ±2^53
bool json_is_bool(const struct json *value);
bool json_is_null(const struct json *value);

// Member `key` of an object, exact case, the last where there are several; NULL where it is
// missing or `object` is no object (or NULL), so that look-ups chain.
const struct json *json_find(const struct json *object, const char *key);
// Down a path of keys: json_find_path(params, "textDocument", "uri", NULL).
const struct json *json_find_path(const struct json *object, ...) __attribute__((sentinel));

// NULL-safe values with a fallback for another type.
const char *json_string(const struct json *value); // NULL where it is no string
const char *json_string_or(const struct json *value, const char *fallback);
int64_t json_integer_or(const struct json *value, int64_t fallback); // also 3.0; not 3.5
double json_number_or(const struct json *value, double fallback);
bool json_bool_or(const struct json *value, bool fallback);

// Walks members and items in order: for (c = json_first(v); c; c = json_next(c)).
const struct json *json_first(const struct json *container); // NULL for empty or no container
const struct json *json_next(const struct json *child);
const char *json_key(const struct json *member); // NULL in arrays
size_t json_count(const struct json *container);

// --- Raw text and lines ------------------------------------------------------------------------

// The raw text of member `key` of the object that `text` is, without white space around it:
// request ids are echoed so. Empty where it is missing. `text` must have passed json_parse.
struct slice json_raw_member(struct slice text, const char *key);
// Line and column, both from 1, column in bytes, of the value at `path` ("routes[2].when.task",
// keys without dots or brackets escaped by nothing: "models.gpt-4.1.price" is tried greedily) in
// relaxed text; of the deepest part that is there, when not all of it is. 1 and 1 for "".
void json_locate(struct slice text, const char *path, size_t *line, size_t *column);

// --- Writing -----------------------------------------------------------------------------------

struct json *json_object(void);
struct json *json_array(void);
struct json *json_null(void);
struct json *json_string_value(struct slice text); // NUL and invalid UTF-8 are replaced as above
struct json *json_integer_value(int64_t value);    // all 64 bits are printed
struct json *json_number_value(double value);      // NaN and infinity become null
struct json *json_bool_value(bool value);
struct json *json_raw_value(struct slice text);   // printed as it is; must be valid JSON
struct json *json_copy(const struct json *value); // deep; NULL gives NULL

// Each returns the child. `object` and `value` must not be NULL.
struct json *json_add(struct json *object, const char *key, struct json *value);
struct json *json_add_string(struct json *object, const char *key, const char *text);
struct json *json_add_slice(struct json *object, const char *key, struct slice text);
struct json *json_add_integer(struct json *object, const char *key, int64_t value);
struct json *json_add_number(struct json *object, const char *key, double value);
struct json *json_add_bool(struct json *object, const char *key, bool value);
struct json *json_add_null(struct json *object, const char *key);
struct json *json_add_object(struct json *object, const char *key);
struct json *json_add_array(struct json *object, const char *key);
struct json *json_push(struct json *array, struct json *value);
// Takes member `key` out and frees it, where it is there.
void json_remove(struct json *object, const char *key);

// Appends the text: compact, or indented by two blanks for people. False where the cap was met.
bool json_print(const struct json *value, struct buffer *out);
bool json_print_pretty(const struct json *value, struct buffer *out);
