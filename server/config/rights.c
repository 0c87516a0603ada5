// Owns the difference between the person's own sources and those that can come with a repository.
// Invariant: what a weak source may not do never reaches the layer's values, or is refused when
// values are picked; either way it is reported once, as a warning. The rights themselves stand in
// the rows of field.c.
#include "config/rights.h"

static bool is_empty(const struct json *value) {
    bool is_container = json_is_object(value) || json_is_array(value);
    return json_is_null(value) || (is_container && json_count(value) == 0);
}

bool rights_refuse(struct reading *reading, const struct field *field, const struct json *value) {
    if (field->right != RIGHT_NONE || !layer_is_weak(reading->layer->source))
        return false;
    if (!is_empty(value))
        reading_note(reading, false,
                     "\"%s\" is ignored here, as this source can come with a repository: put it "
                     "into your own configuration (config.json)",
                     field->key);
    return true;
}

bool rights_may_lower(enum config_source source, const struct field *field, double value,
                      double strongest) {
    if (field->right != RIGHT_LOWER || !layer_is_weak(source) || strongest < 0)
        return true;
    return value <= strongest;
}
