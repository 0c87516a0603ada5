// One action: what it is called, when it is offered, what a model is asked, and what the answer
// means. One file and one row (actions.def) each. Names a task, never a model.
#pragma once

#include "actions/subject.h"
#include "llm/attempt.h"
#include "text/edit.h"
#include "text/finding.h"

enum action_result { ACTION_MARKDOWN, ACTION_FINDINGS, ACTION_EDITS };

// What the structural engine can do where no model serves.
enum action_builtin {
    ACTION_NO_BUILTIN,
    ACTION_EXPLAIN,
    ACTION_REVIEW,
    ACTION_REVIEW_SECURITY, // the findings of that category
    ACTION_REVIEW_CHANGES,  // those on changed lines
    ACTION_SIMPLIFY,
};

// What an edit must leave as it is.
enum verify_rule {
    VERIFY_KEEPS_DEFINITIONS, // what is defined in the scope stays, by name and kind
    VERIFY_KEEPS_NAMES,       // the same, but for functions' parameters
    VERIFY_KEEPS_CODE,        // all of it: only comments and doc strings may differ
    VERIFY_ADDS_DEFINITION,   // that too, and a new one is called by what is there
    VERIFY_MAY_REDEFINE,      // the person asked for something that may want otherwise
};

struct prompt {
    struct slice system;
    struct slice user;
    const char *shortfall; // what is not asked about, a sentence for the person; NULL: nothing
};

// What an answer came to.
struct reading {
    enum attempt_outcome outcome; // ATTEMPT_ok, or why it cannot be used
    const char *message;          // for the person, where it cannot be used
    struct findings findings;     // ACTION_FINDINGS; the vec is heap memory, strings the arena's
    size_t dropped;               // findings whose quote is not in the text
    // ACTION_EDITS, by offsets of the text of the subject, or of its destination; empty: equal
    struct edits edits;
};

// Where the edits of an action may belong.
struct file_place {
    const char *path;   // from the workspace's root, and below it
    bool makes_folders; // a new file is made there, whether its folder is there or not
};

struct action {
    const char *id;   // "refactor.simplify"
    const char *task; // "refactor"
    const char *kind; // a code action kind: "refactor.rewrite", "wye.explain"
    const char *verb; // "Simplify", for titles
    // NULL: the verb and what it is about.
    const char *(*title)(struct arena *arena, const struct subject *subject);
    const char *no_offer; // why `offer` said no, where that is not for want of code
    enum action_result result;
    enum action_builtin builtin;
    enum verify_rule verify_rule; // ACTION_EDITS
    // What leaves besides the code, its file's imports and the signatures around it: "what is
    // reported". NULL: nothing does.
    const char *also_leaves;
    int64_t output_tokens_max;     // the one output cap: request and estimate
    int64_t output_tokens_typical; // what an answer usually takes: for progress only
    const char *schema;            // a JSON Schema of the answer, or NULL
    const char *schema_name;
    const struct config_action *custom; // NULL: one of wye's own
    bool is_of_file;                    // all of it, wherever the cursor is
    bool is_of_changes;                 // against what the file was: a baseline is fetched first
    bool refines;                       // where an edit was made before, it is about that one
    bool is_of_diagnostics; // offered for what a request's diagnostics say, each by itself
    bool takes_generated;   // also offered for code that a program wrote
    // Microseconds, on the loop: whether there is something to do here. NULL: wherever there is
    // code.
    bool (*offer)(const struct subject *subject);
    // The places where its edits may belong, best first; false past the last. The first file that
    // is there is the destination, else one that is made in the first folder that is there. The
    // place of the subject itself may be one of them. NULL: edits are of the subject.
    bool (*place)(struct arena *arena, const struct subject *subject, size_t index,
                  struct file_place *place);
    // On a worker: what the model is told. In the arena.
    struct prompt (*prompt)(struct arena *arena, const struct subject *subject);
    // On a worker: what a whole answer means. NULL for Markdown, which is shown as it comes.
    void (*read)(struct arena *arena, const struct subject *subject, struct slice answer,
                 struct reading *reading);
};

// What becomes of a finding's suggestion. Not in the table: it asks no model, and a review must
// have come first.
extern const struct action action_suggestion;

// "Simplify parse_header"; in the arena.
const char *action_title(struct arena *arena, const struct action *action,
                         const struct subject *subject);
// Why it is not offered there, in a sentence for whoever calls it all the same; NULL where it is.
const char *action_objection(const struct action *action, const struct subject *subject);
const struct action *action_find(const char *id); // NULL where there is none
const struct action *action_at(size_t index);     // NULL past the last, in the menu's order
const char *const *action_ids(void);              // NULL-terminated, for the configuration
const char *const *action_tasks(void);            // every task that routes may name
