// Whether texts are what their keys ask for: names against the vocabulary, URLs, patterns, header
// names. Each reports what is wrong, with a suggestion where a known name is close.
#pragma once

#include "config/field.h"
#include "config/reading.h"

bool check_task(struct reading *reading, const char *text);
bool check_language(struct reading *reading, const char *text); // unknown ones only warn
bool check_trait(struct reading *reading, const char *text);
bool check_effort(struct reading *reading, const char *text);
bool check_dialect(struct reading *reading, const char *text);
bool check_prefer(struct reading *reading, const char *text);
bool check_pattern(struct reading *reading, const char *text);
bool check_url(struct reading *reading, const char *text);
bool check_variable(struct reading *reading, const char *text);
bool check_plain(struct reading *reading, const char *text); // not empty, no control characters
bool check_bounds(struct reading *reading, const void *item);
bool check_model(struct reading *reading, const void *item);
bool check_header_name(struct reading *reading, const char *text);
bool check_action_id(struct reading *reading, const char *text);
bool check_action_kind(struct reading *reading, const char *text);
bool check_scope(struct reading *reading, const char *text);
bool check_output(struct reading *reading, const char *text);
bool check_prompt(struct reading *reading, const char *text);
field_item_complete complete_route, complete_action;

// Whether a header of this name carries a key.
bool check_header_is_key(const char *name);
