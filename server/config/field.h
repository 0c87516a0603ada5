// The table of all keys: what the parser reads, the merge picks, show prints and the schema's test
// compares. A new key is one row in field.c.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct reading;
// Whether a text is good; reports why not.
typedef bool field_check(struct reading *reading, const char *text);
// Whether an item of a map or a list is good as a whole; reports why not.
typedef bool field_item_check(struct reading *reading, const void *item);
// Puts in what an item of a list does not say; whether it is kept. `number` is its place, from 1;
// `has_errors` says that something in it was reported.
typedef bool field_item_complete(struct reading *reading, void *item, size_t number,
                                 bool has_errors);

enum field_kind {        // what stands in memory; what means "not given"
    FIELD_TEXT,          // const char *; NULL
    FIELD_TEXTS,         // struct config_strings; items NULL
    FIELD_TEXT_OR_TEXTS, // the same, also written as one string
    FIELD_TRUTH,         // int 1 or 0; -1
    FIELD_COUNT,         // unsigned; 0
    FIELD_WHOLE,         // int64_t; 0
    FIELD_BOUND,         // int64_t; -1
    FIELD_NUMBER,        // double; -1
    FIELD_HEADERS,       // struct layer_headers; items NULL
    FIELD_GROUP,         // a struct, its keys in `group`
    FIELD_MAP,           // struct layer_entries: names to items of `group`
    FIELD_LIST,          // struct layer_entries: items of `group`
    FIELD_IGNORED,       // nothing: for editors, such as "$schema"
    FIELD_KINDS
};

// What a source that can come with a repository may do with a key.
enum field_right {
    RIGHT_ALL,
    RIGHT_LOWER, // only make it less than the stronger sources have it
    RIGHT_NONE,
};

// Which of several sources counts.
enum field_pick {
    PICK_LATEST,
    PICK_LOWEST,
    PICK_UNITE, // all of them: lists add up
};

struct field_group;

struct field {
    const char *key;
    enum field_kind kind;
    size_t offset;   // in the struct of its group
    double min, max; // of numbers, both included
    const struct field_group *group;
    field_check *check; // of each text
    enum field_right right;
    enum field_pick pick;
    bool is_secret; // its value is neither shown nor repeated in a message
    bool is_vital;  // what is wrong in it makes the whole item useless
};

struct field_group {
    const struct field *fields;
    size_t count;
    size_t size;                   // of its struct
    field_item_check *check;       // NULL: none
    field_item_complete *complete; // of lists
    // What a person would write for it, for messages about a wrong type.
    const char *example;
};

const struct field_group *field_root(void);
const struct field_group *field_provider(void);
const struct field_group *field_model(void);
const struct field_group *field_route(void);
const struct field_group *field_action(void);

const struct field *field_find(const struct field_group *group, const char *key); // NULL: unknown

// Marks every value of the struct as not given. Names and origins of items are left alone.
void field_clear(const struct field_group *group, void *values);
// Whether it is one value, and no group, map or list of them, and not without any.
bool field_is_leaf(const struct field *field);
bool field_is_set(const struct field *field, const void *values); // false for groups
const void *field_member(const struct field *field, const void *values);
void field_copy(const struct field *field, void *to, const void *from);
double field_number(const struct field *field, const void *values); // of a truth or a number
