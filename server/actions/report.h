// Findings as models answer them: each is anchored by a quoted line and never by a line number,
// which models miscount. All actions whose result is findings share it.
#pragma once

#include "actions/action.h"
#include "actions/remarks.h"

extern const char report_schema[]; // a JSON Schema, for action.schema

// Appends what a model is told about the form of an answer that is findings.
void report_append_form(struct buffer *prompt);
// Fills outcome, message, findings and dropped. Any thread.
void report_read(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading);
// The same; a quote that stands in one of the `places` and elsewhere as well is meant there.
void report_read_of(struct arena *arena, const struct subject *subject, const struct spans *places,
                    struct slice answer, struct reading *reading);
// Leaves those of one category.
void report_keep(struct findings *findings, const char *category);
