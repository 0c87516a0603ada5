// Where a model stands for a language and a task: what is known of the share of its answers that is
// kept, of its seconds and its dollars, from published figures and the user's own ledger; and what
// that is worth to somebody who prefers quality, speed or cost.
#pragma once

#include "llm/beta.h"
#include "llm/catalogue.h"
#include "llm/evidence.h"
#include "llm/experience.h"

// Utility is the share kept, less what a second and a dollar of an action are worth of it.
struct preference {
    double per_second, per_usd;
};

struct standing {
    struct beta kept;
    const struct evidence *evidence; // NULL: nothing was published
    int64_t own_judged, own_kept;    // the user's own results
    double own_seconds, own_usd;     // of an action; negative: too few to say
};

// Where seconds and dollars are from. The user's own actions and the published tasks differ in
// size, so that only figures of one kind compare.
enum standing_basis { STANDING_UNKNOWN, STANDING_PUBLISHED, STANDING_OWN };

struct standing_figures {
    double kept;         // the mean of what is known
    double seconds, usd; // 0 where the basis is STANDING_UNKNOWN
    double utility;
};

// "quality", "speed", "cost"; else balanced.
struct preference preference_of(const char *prefer);

// `experience` may be NULL.
struct standing standing_of(const struct experience *experience, const struct model *model,
                            const char *language, const char *task);
// Whether there is enough to hold it against others: published figures, or five results.
bool standing_is_known(const struct standing *standing);
// The best basis that all of them have.
enum standing_basis standing_basis(const struct standing *const *standings, size_t count);
struct standing_figures standing_figures(const struct standing *standing, enum standing_basis basis,
                                         struct preference preference);
// P(the utility of `one` is above that of `other`).
double standing_exceeds(const struct standing *one, const struct standing *other,
                        struct preference preference);
// The utility where the share kept is drawn from what is known of it; `share` is a random number
// from 0 to 1.
double standing_sample(const struct standing *standing, enum standing_basis basis,
                       struct preference preference, double share);
