// The prior is what was published, at a quarter of its weight because it is of the models before
// these; it weighs at most twenty results, so that the user's own outweigh it after as many. Where
// nothing was published, every share is as likely as another. Seconds and dollars are means, taken
// as certain.
#include "llm/standing.h"

#include <string.h>

enum { OWN_MIN = 5 }; // fewer own results or actions say nothing

static const double INHERITED = .25, PRIOR_MAX = 20;

// What was measured are changes of code: of a review nobody said whether it was kept.
static bool is_measured(const char *task) {
    static const char *const tasks[] = { "refactor", "optimize", "document", "test", "fix" };
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        if (strcmp(tasks[i], task) == 0)
            return true;
    }
    return false;
}

// Decisions of ours. By the published figures (89 % in 8.2 s for $0.68, or 77 % in 5.1 s for
// $0.31) they come to this in Python: who prefers quality or balance keeps to the better answers,
// and who prefers speed or cost is better off with the quicker and cheaper ones.
struct preference preference_of(const char *prefer) {
    static const struct {
        const char *name;
        struct preference preference;
    } rows[] = {
        { "quality", { .per_second = .001, .per_usd = .01 } },
        { "speed", { .per_second = .1, .per_usd = .05 } },
        { "cost", { .per_second = .005, .per_usd = 1 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, prefer) == 0)
            return rows[i].preference;
    }
    return (struct preference){ .per_second = .005, .per_usd = .05 };
}

static struct beta prior_of(const struct evidence *evidence) {
    const struct beta even = { 1, 1 };
    if (!evidence)
        return even;
    double weight = evidence->results * INHERITED;
    weight = weight < PRIOR_MAX ? weight : PRIOR_MAX;
    return (struct beta){ weight * evidence->kept, weight * (1 - evidence->kept) };
}

struct standing standing_of(const struct experience *experience, const struct model *model,
                            const char *language, const char *task) {
    const struct experience_record *own = experience_find(experience, model->name, language, task);
    struct standing standing = {
        .evidence = is_measured(task) ? evidence_find(model->family, language) : NULL,
        .own_seconds = -1,
        .own_usd = -1,
    };
    standing.kept = prior_of(standing.evidence);
    if (!own)
        return standing;
    standing.own_judged = own->judged;
    standing.own_kept = own->kept;
    standing.kept = beta_after(standing.kept, (double)own->kept, (double)(own->judged - own->kept));
    if (own->actions >= OWN_MIN) {
        standing.own_seconds = own->seconds;
        standing.own_usd = own->usd;
    }
    return standing;
}

bool standing_is_known(const struct standing *standing) {
    return standing->evidence || standing->own_judged >= OWN_MIN;
}

enum standing_basis standing_basis(const struct standing *const *standings, size_t count) {
    bool is_own = true, is_published = true;
    for (size_t i = 0; i < count; i++) {
        is_own = is_own && standings[i]->own_seconds >= 0;
        is_published = is_published && standings[i]->evidence;
    }
    return is_own ? STANDING_OWN : is_published ? STANDING_PUBLISHED : STANDING_UNKNOWN;
}

struct standing_figures standing_figures(const struct standing *standing, enum standing_basis basis,
                                         struct preference preference) {
    struct standing_figures figures = { .kept = beta_mean(standing->kept) };
    if (basis == STANDING_OWN) {
        figures.seconds = standing->own_seconds;
        figures.usd = standing->own_usd;
    } else if (basis == STANDING_PUBLISHED) {
        figures.seconds = standing->evidence->seconds;
        figures.usd = standing->evidence->usd;
    }
    figures.utility =
        figures.kept - preference.per_second * figures.seconds - preference.per_usd * figures.usd;
    return figures;
}

double standing_exceeds(const struct standing *one, const struct standing *other,
                        struct preference preference) {
    const struct standing *both[] = { one, other };
    const enum standing_basis basis = standing_basis(both, 2);
    const struct standing_figures a = standing_figures(one, basis, preference);
    const struct standing_figures b = standing_figures(other, basis, preference);
    // What `one` takes more of time and money, it must make up for by answers that are kept.
    const double margin = (a.kept - a.utility) - (b.kept - b.utility);
    return beta_exceeds(one->kept, other->kept, margin);
}

double standing_sample(const struct standing *standing, enum standing_basis basis,
                       struct preference preference, double share) {
    const struct standing_figures figures = standing_figures(standing, basis, preference);
    return figures.utility - figures.kept + beta_quantile(standing->kept, share);
}
