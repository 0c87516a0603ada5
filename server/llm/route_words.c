// Only words: which route holds is the router's to say. A shipped route is called by the row of
// the evidence that its `why` ends with, any other by where it stands.
#include "llm/route_words.h"

// The row of the evidence at the end of a shipped route's `why`: "… (E1)" gives "E1".
static struct slice evidence_row(const char *why) {
    struct slice text = slice_from(why);
    if (!slice_ends_with(text, SLICE(")")))
        return (struct slice){ .data = "", .length = 0 };
    size_t start = text.length - 1;
    while (start > 0 && text.data[start - 1] != '(')
        start--;
    return slice_between(text, start, text.length - 1);
}

const char *route_words_row(struct arena *arena, const struct config_route *route) {
    const char *source = config_source_name(route->source);
    if (route->source == CONFIG_SHIPPED) {
        struct slice row = evidence_row(route->why);
        if (row.length > 0)
            return arena_format(arena, SLICE_FORMAT " (%s)", SLICE_ARGUMENT(row), source);
    }
    return arena_format(arena, "%s route %zu", source, route->number);
}

const char *route_words_subject(struct arena *arena, const struct router_subject *subject) {
    const char *language = subject->language_name;
    if (!language || !*language)
        language = subject->language && *subject->language ? subject->language : "Any";
    return arena_format(arena, "%s %s", language, subject->task);
}

const char *route_words_reason(struct arena *arena, const struct config_route *route,
                               const struct router_subject *subject) {
    const char *about = route_words_subject(arena, subject);
    if (route->source == CONFIG_SHIPPED && *route->why)
        return arena_format(arena, "%s: %s", about, route->why);
    const char *row = route_words_row(arena, route);
    if (!*route->why)
        return arena_format(arena, "%s: %s", about, row);
    return arena_format(arena, "%s: %s (%s)", about, route->why, row);
}
