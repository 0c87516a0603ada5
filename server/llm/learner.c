// The order is turned only between two of whom enough is known, and never on published figures
// alone against a route of the user's own: those who wrote it may have read them. Deterministic,
// unless `explore` asks for Thompson sampling: then each share is drawn from what is known of it,
// and who comes out best is asked first.
#include "llm/learner.h"

#include "llm/draw.h"
#include "llm/route_words.h"

#include <math.h>

static const double SURE = .9;

struct field { // the candidates among whom the order may change
    const struct learner_terms *terms;
    struct preference preference;
    struct router_candidate **places; // of those that are usable
    size_t count;
};

// --- The words -----------------------------------------------------------------------------------

// "31 of 34", or of what was published, "89 %".
static const char *share_words(struct arena *arena, const struct standing *standing) {
    if (standing->own_judged)
        return arena_format(arena, "%lld of %lld", (long long)standing->own_kept,
                            (long long)standing->own_judged);
    return arena_format(arena, "%.0f %%", round(100 * standing->evidence->kept));
}

// "yours: 31 of 34 kept, against 19 of 33"; "89 % kept where that was measured, against yours: 3 of
// 33".
static const char *record_words(struct arena *arena, const struct standing *one,
                                const struct standing *other) {
    const bool is_own = one->own_judged > 0, is_other_own = other->own_judged > 0;
    return arena_format(arena, "%s%s kept%s, against %s%s%s", is_own ? "yours: " : "",
                        share_words(arena, one), is_own ? "" : " where that was measured",
                        is_other_own && !is_own ? "yours: " : "", share_words(arena, other),
                        is_own && !is_other_own ? " where that was measured" : "");
}

// Where the shares alone do not say it: what is quicker or cheaper.
static const char *price_words(const struct field *field, const struct standing *one,
                               const struct standing *other) {
    const struct standing *both[] = { one, other };
    const enum standing_basis basis = standing_basis(both, 2);
    if (basis == STANDING_UNKNOWN || beta_exceeds(one->kept, other->kept, 0) >= SURE)
        return "";
    const struct standing_figures a = standing_figures(one, basis, field->preference);
    const struct standing_figures b = standing_figures(other, basis, field->preference);
    return arena_format(field->terms->arena,
                        "; in %.1f s for $%.4f, against %.1f s for $%.4f (prefer %s)", a.seconds,
                        a.usd, b.seconds, b.usd, field->terms->config->prefer);
}

// "Python refactor: yours: 31 of 34 kept, against 19 of 33; turns E9 (shipped)"
static const char *turned_words(const struct field *field, const struct router_candidate *up,
                                const struct router_candidate *down) {
    struct arena *arena = field->terms->arena;
    return arena_format(
        arena, "%s: %s%s; turns %s", route_words_subject(arena, field->terms->subject),
        record_words(arena, up->standing, down->standing),
        price_words(field, up->standing, down->standing), route_words_row(arena, up->route));
}

// --- The order -----------------------------------------------------------------------------------

static bool is_better(const struct field *field, const struct router_candidate *one,
                      const struct router_candidate *other) {
    const struct standing *a = one->standing, *b = other->standing;
    if (!standing_is_known(a) || !standing_is_known(b))
        return false;
    if (a->own_judged + b->own_judged == 0 &&
        (one->route->source != CONFIG_SHIPPED || other->route->source != CONFIG_SHIPPED))
        return false;
    return standing_exceeds(a, b, field->preference) >= SURE;
}

static void turn(struct field *field) {
    for (size_t i = 1; i < field->count; i++) {
        size_t place = i;
        struct router_candidate moving = *field->places[i];
        const struct router_candidate *passed = NULL;
        while (place > 0 && is_better(field, &moving, field->places[place - 1]))
            place--;
        if (place == i)
            continue;
        passed = field->places[place];
        moving.reason = turned_words(field, &moving, passed);
        for (size_t j = i; j > place; j--)
            *field->places[j] = *field->places[j - 1];
        *field->places[place] = moving;
    }
}

static size_t best_of_samples(const struct field *field, struct draw *draw) {
    const struct standing **standings =
        ARENA_ARRAY(field->terms->arena, field->count, const struct standing *);
    for (size_t i = 0; i < field->count; i++)
        standings[i] = field->places[i]->standing;
    const enum standing_basis basis = standing_basis(standings, field->count);
    size_t best = 0;
    double most = 0;
    for (size_t i = 0; i < field->count; i++) {
        const double sample =
            standing_sample(standings[i], basis, field->preference, draw_share(draw));
        if (i == 0 || sample > most) {
            best = i;
            most = sample;
        }
    }
    return best;
}

static void explore(struct field *field) {
    struct draw draw = { field->terms->subject->draw };
    const double share = field->terms->config->explore;
    if (draw.state == 0 || field->count < 2 || draw_share(&draw) >= share)
        return;
    const size_t best = best_of_samples(field, &draw);
    if (best == 0)
        return;
    struct router_candidate tried = *field->places[best];
    tried.reason = arena_format(field->terms->arena,
                                "%s: tried, as \"explore\": %g asks; else %s would be first",
                                route_words_subject(field->terms->arena, field->terms->subject),
                                share, field->places[0]->name);
    for (size_t i = best; i > 0; i--)
        *field->places[i] = *field->places[i - 1];
    *field->places[0] = tried;
}

void learner_order(const struct learner_terms *terms, struct router_candidate *candidates,
                   size_t count) {
    struct field field = {
        .terms = terms,
        .preference = preference_of(terms->config->prefer),
        .places = ARENA_ARRAY(terms->arena, count, struct router_candidate *),
    };
    const char *language = terms->subject->language ? terms->subject->language : "";
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].dropped)
            continue;
        struct standing *standing = ARENA_NEW(terms->arena, struct standing);
        *standing =
            standing_of(terms->experience, candidates[i].model, language, terms->subject->task);
        candidates[i].standing = standing;
        field.places[field.count++] = &candidates[i];
    }
    turn(&field);
    explore(&field);
}
