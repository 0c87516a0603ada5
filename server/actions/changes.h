// What a text differs in from the one that it was.
#pragma once

#include "actions/remarks.h"
#include "actions/subject.h"
#include "base/buffer.h"
#include "text/finding.h"

// Whole lines of the subject's text that its baseline has not, or beside which it has more, in
// order; the caller releases `spans`. Line ends do not count. Any thread, as all here.
void changes_find(const struct subject *subject, struct spans *spans);
// Whether a span touches one of them.
bool changes_touch(const struct spans *spans, struct span span);
// Leaves the findings on changed lines; how many it dropped.
size_t changes_keep(const struct subject *subject, struct findings *findings);
// Appends them as a unified diff of at most so many bytes, in whole lines. False where that is not
// all.
bool changes_append_diff(const struct subject *subject, size_t bytes_max, struct buffer *out);
