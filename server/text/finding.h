// One remark of a review on a place in a text.
#pragma once

#include "base/slice.h"
#include "text/position.h"

enum finding_severity { // LSP's DiagnosticSeverity
    FINDING_ERROR = 1,
    FINDING_WARNING,
    FINDING_INFORMATION,
    FINDING_HINT,
};

struct finding {
    struct span span;
    enum finding_severity severity;
    const char *rule;        // "bare-except", "model"; the diagnostic's code
    const char *category;    // "correctness", "security", "performance", "style", "maintainability"
    const char *title;       // without a full stop
    const char *detail;      // teaches: why, and what to do instead
    struct slice suggestion; // new text for just this span; without data: none is made
};

struct findings {
    struct finding *items; // strings are borrowed: an arena's or static
    size_t count;
    size_t capacity;
};

// "error", "warning", "information", "hint".
const char *finding_severity_name(enum finding_severity severity);
// False for any other word.
bool finding_severity_parse(struct slice name, enum finding_severity *severity);
// By start, then by severity.
void findings_sort(struct findings *findings);
// Where the line `quote` stands in `within` (both trimmed, white space inside folded), the
// occurrence nearest to `near`; the span is of the line without its indentation. False when it is
// not there. `quote` may be several lines: then all must follow each other.
bool finding_anchor(struct slice text, struct span within, struct slice quote, size_t near,
                    struct span *anchor);
