// The section on what code reads and writes outside of itself: fields, variables of the file,
// what its parameters point to. A name counts only where the syntax leaves no doubt.
#include "builtin/describe.h"
#include "builtin/tally.h"
#include "builtin/words.h"

static bool has_at(const struct explanation *about, enum fact_kind kind, size_t near) {
    const struct fact *at = &about->facts.items[near];
    for (size_t i = near; i-- > 0;) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->span.start != at->span.start || fact->span.end != at->span.end)
            break;
        if (fact->kind == kind)
            return true;
    }
    for (size_t i = near + 1; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if (fact->span.start != at->span.start || fact->span.end != at->span.end)
            break;
        if (fact->kind == kind)
            return true;
    }
    return false;
}

// An assignment that is seen outside: to a field or element of what was not made here, or to a
// name that is declared outside.
static bool is_written_outside(const struct explanation *about, const struct fact *fact) {
    struct slice root = words_root(fact->text);
    if (name_set_has(&about->outers, root))
        return true;
    bool is_name = root.length == fact->text.length;
    return root.length && !name_set_has(&about->locals, root) &&
           !(is_name && name_set_has(&about->parameters, root));
}

static bool is_read_outside(const struct explanation *about, size_t at) {
    const struct fact *fact = &about->facts.items[at];
    if (has_at(about, FACT_call, at) || has_at(about, FACT_write, at))
        return false;
    if (fact->kind == FACT_read)
        return explanation_is_own(about, fact->detail);
    return fact->kind == FACT_use && !has_at(about, FACT_ignore, at) &&
           name_set_has(&about->globals, fact->text) && !explanation_declares(about, fact->text);
}

static void append_names(const struct explanation *about, const char *verb,
                         const struct tally *tally) {
    if (!tally->count)
        return;
    buffer_format(about->out, "- %s ", verb);
    for (size_t i = 0; i < tally->count; i++) {
        buffer_append_string(about->out, words_separator(i, tally->count));
        words_code(about->out, tally->rows[i].key, WORDS_CODE_MAX);
        buffer_append_string(about->out, " (");
        tally_lines(about->out, &tally->rows[i]);
        buffer_append_string(about->out, ")");
    }
    buffer_append_string(about->out, tally->dropped ? " and more\n" : "\n");
}

void describe_names(const struct explanation *about) {
    struct tally reads = tally_create(about->arena), writes = tally_create(about->arena);
    for (size_t i = 0; i < about->facts.count; i++) {
        const struct fact *fact = &about->facts.items[i];
        if ((fact->kind != FACT_write && fact->kind != FACT_read && fact->kind != FACT_use) ||
            !explanation_holds(about, fact))
            continue;
        size_t line = explanation_line(about, fact->span.start);
        if (fact->kind == FACT_write && is_written_outside(about, fact))
            tally_add(&writes, fact->text, line, NULL);
        else if (fact->kind != FACT_write && is_read_outside(about, i))
            tally_add(&reads, fact->text, line, NULL);
    }
    if (!reads.count && !writes.count)
        return;
    explanation_heading(about, "Reads and writes");
    append_names(about, "Reads", &reads);
    append_names(about, "Assigns to", &writes);
}
