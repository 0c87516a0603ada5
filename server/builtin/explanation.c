// Small questions that every part of an explanation asks of its facts: what belongs to it, on
// which line something is. Says nothing itself but headings.
#include "builtin/explanation.h"

size_t explanation_line(const struct explanation *about, size_t offset) {
    return text_line_at(about->lines, offset) + 1;
}

bool explanation_has(const struct explanation *about, const struct fact *fact) {
    return span_contains(about->area, fact->span) &&
           (about->every_owner || fact->owner == about->function);
}

bool explanation_holds(const struct explanation *about, const struct fact *fact) {
    return span_contains(about->area, fact->span);
}

const char *explanation_remark(const struct explanation *about, const struct fact *fact) {
    return explanation_has(about, fact) ? NULL : ", in a function that is made here";
}

void explanation_heading(const struct explanation *about, const char *title) {
    buffer_format(about->out, "\n## %s\n\n", title);
}

bool explanation_declares(const struct explanation *about, struct slice name) {
    return name_set_has(&about->locals, name) || name_set_has(&about->parameters, name);
}

bool explanation_is_own(const struct explanation *about, struct slice name) {
    return slice_is(name, "this") || name_set_has(&about->receivers, name);
}

bool explanation_has_any(const struct explanation *about, enum fact_kind kind, struct span within) {
    for (size_t i = 0; i < about->facts.count; i++) {
        if (about->facts.items[i].kind == kind && span_contains(within, about->facts.items[i].span))
            return true;
    }
    return false;
}

bool explanation_can_mean(const struct explanation *about, size_t offset,
                          const struct definition *definition) {
    const struct definition *all = about->outline.definitions;
    for (int at = definition->parent; at >= 0; at = all[at].parent)
        if (!all[at].is_open || offset < all[at].core.start || offset >= all[at].core.end)
            return false;
    return true;
}
