// What an action is about, found on a worker before anything is offered or asked. Plain data,
// borrowed from whoever holds the snapshot; pure functions may read it on any thread.
#pragma once

#include "syntax/outline.h"
#include "syntax/scope.h"
#include "syntax/traits.h"

#include <stdint.h>

struct config_action;

struct subject {
    const struct config_action *custom; // that it is the subject of; NULL: one of wye's own
    struct slice text;                  // the whole document
    const struct tree *tree;            // NULL: not parsed
    const struct language *language;    // NULL: not known
    const char *language_id;            // ours, else the client's
    const char *language_name;          // ours, else the client's
    const char *path;                   // from the workspace's root, for people and routes
    struct scope scope;
    bool has_selection; // the client asked for a range, not for a cursor
    // Of a selection that can become a function of its own (piece.h): the one in which it stands.
    // Empty elsewhere.
    struct scope function;
    bool is_versioned;     // lies in a git repository, as far as is known, and there is a git
    struct slice baseline; // the file at HEAD, where the action is about that
    bool is_documented;    // what the scope is about is (docs.h)
    traits traits;
    int64_t lines;            // of the scope
    struct slice instruction; // what the person wants done, for actions that ask; "" where nothing
    struct span note;         // the comment that says so (note.h); empty where none does
    bool is_refinement;       // what the person wants is said of an edit that was made here before
    // What other servers say about the code, or a traceback in a comment, as a model is told it; ""
    // where nothing. `problem` is the first of it in a few words.
    struct slice diagnostics, problem;
    // The file that the action's edits are of, where that is not this one; its text is empty where
    // it is still to be made. NULL: this one, or not looked for.
    const struct subject *destination;
};

// Fills what is found in text and tree, which are there already: scope, traits, lines, note. Heavy;
// any thread. `is_quick`: for a menu, whose guess at traits may be wrong about a long scope.
void subject_examine(struct subject *subject, struct span selection, bool is_quick);

// Gives it another scope.
void subject_widen(struct subject *subject, struct scope scope);

// "parse_header", "the selection", "server/main.c": the scope in a title or a sentence.
const char *subject_title(struct arena *arena, const struct subject *subject);
// The scope's bytes.
struct slice subject_code(const struct subject *subject);
// White space before the scope on its first line.
struct slice subject_indent(const struct subject *subject);
