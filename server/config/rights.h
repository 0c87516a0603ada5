// What the sources that can come with a repository may not do.
#pragma once

#include "base/json.h"
#include "config/field.h"
#include "config/reading.h"

// Whether this key of the root is none of the source's business; reports it, once. Empty values
// are no attempt, and are not reported.
bool rights_refuse(struct reading *reading, const struct field *field, const struct json *value);
// Whether a value that may only be lowered is let through: `strongest` is what counts without it,
// negative where there is none.
bool rights_may_lower(enum config_source source, const struct field *field, double value,
                      double strongest);
