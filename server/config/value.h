// JSON values to members of a layer's structs, one reader a kind of field. Private to config/.
#pragma once

#include "config/field.h"
#include "config/reading.h"

typedef void value_reader(struct reading *reading, const struct field *field,
                          const struct json *value, void *member);

value_reader value_text, value_texts, value_text_or_texts, value_truth, value_count, value_whole,
    value_number, value_headers;
