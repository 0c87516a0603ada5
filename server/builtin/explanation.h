// An explanation while it is written: what it is about, what is known of it, where it goes.
#pragma once

#include "builtin/builtin.h"
#include "builtin/facts.h"
#include "builtin/names.h"
#include "text/text.h"

struct explanation {
    struct arena *arena;
    const struct builtin_subject *subject;
    struct buffer *out;
    struct text *lines; // for line numbers
    struct facts facts; // of the whole file, or of the scope in a very large one
    struct outline outline;
    int definition;         // number in the outline of what is explained, or -1
    size_t function;        // number of its function fact, or FACT_NO_OWNER
    struct span area;       // the code it is about: a function's body, a class, a selection
    bool is_code;           // the file has something that runs: else it is data
    bool every_owner;       // also what belongs to functions inside the area (classes, files)
    struct name_set locals; // declared in what is explained, its own name left out
    struct name_set parameters;
    struct name_set outers;    // declared there to be from outside
    struct name_set receivers; // self and the like
    struct name_set globals;   // variables of the file
};

size_t explanation_line(const struct explanation *about, size_t offset); // from 1
// Whether a fact belongs to what is explained, not to a function inside of it.
bool explanation_has(const struct explanation *about, const struct fact *fact);
// Whether it is anywhere inside, and NULL or a remark for facts of an inner function.
bool explanation_holds(const struct explanation *about, const struct fact *fact);
const char *explanation_remark(const struct explanation *about, const struct fact *fact);

// Appends a level-two heading.
void explanation_heading(const struct explanation *about, const char *title);
// Whether a name means something that is declared inside of what is explained.
bool explanation_declares(const struct explanation *about, struct slice name);
// Whether a name means the object itself.
bool explanation_is_own(const struct explanation *about, struct slice name);
// Whether there is a fact of that kind inside `within`.
bool explanation_has_any(const struct explanation *about, enum fact_kind kind, struct span within);
// Whether a plain name at `offset` can mean the definition: nothing is around it but the file, and
// what is open and around `offset` too.
bool explanation_can_mean(const struct explanation *about, size_t offset,
                          const struct definition *definition);
