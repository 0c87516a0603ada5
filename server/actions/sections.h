// A text in sections that are asked about one after the other, because all of it at once is more
// than a model reads well, or at all.
#pragma once

#include "actions/remarks.h"
#include "actions/subject.h"

enum {
    SECTION_BYTES_MAX = 48 << 10, // about 14,000 tokens: what is read well
    SECTION_BYTES_MIN = 4 << 10,
};

// Sections of the scope, in order, without gaps: each as many whole definitions as fit into
// `bytes`; at most twice that where one alone is longer, and cut at lines where it is longer still.
// One section where all of it fits. Any thread; the caller releases `sections`.
void sections_of(const struct subject *subject, size_t bytes, struct spans *sections);
// The subject with one of them as its scope.
struct subject sections_subject(const struct subject *subject, struct span section);
