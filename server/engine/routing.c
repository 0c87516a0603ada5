// Translates; decides nothing itself.
// What counts is the router's to say, in llm/, which knows neither trees nor actions.

#include "engine/routing.h"

#include "base/hash.h"

#include <inttypes.h>

struct routing_view routing_view_of(const struct profile *profile,
                                    const struct examination *examination) {
    struct routing_view view;
    view.privacy = privacy_of(profile->config, examination->relative_path, examination->path,
                              examination->real_path, &view.pattern);
    return view;
}

static const char *const *trait_names(struct arena *arena, traits set) {
    const char **names = ARENA_ARRAY(arena, TRAIT_COUNT + 1, const char *);
    size_t count = 0;
    for (int i = 0; i < TRAIT_COUNT; i++)
        if (set & 1u << i)
            names[count++] = trait_name((enum trait)i);
    return names;
}

// The same for one action on one state of a text, so that the menu names whom the job will ask.
static uint64_t draw_for(struct arena *arena, const struct settings *settings,
                         const struct profile *profile, const struct examination *examination,
                         const struct action *action) {
    if (profile->config->explore <= 0)
        return 0;
    uint64_t hash = hash_begin(settings_shared(settings)->salt);
    hash = hash_add(hash, examination->uri);
    hash = hash_add(hash, action->id);
    hash = hash_add(hash, arena_format(arena, "%" PRId64, examination->version));
    return hash ? hash : 1;
}

struct routing routing_decide(struct arena *arena, struct settings *settings,
                              const struct profile *profile, const struct examination *examination,
                              struct routing_view view, const struct action *action,
                              int64_t input_tokens, const char *model) {
    const struct subject *about = &examination->subject;
    const struct past *past = settings_shared(settings)->past;
    struct routing routing = {
        .subject = {
            .task = action->task,
            .action = action->id,
            .language = about->language_id,
            .language_name = about->language_name,
            .traits = trait_names(arena, about->traits),
            .path = about->path,
            .lines = about->lines,
            .input_tokens = input_tokens,
            .output_tokens_max = action->output_tokens_max,
            .wants_schema = action->schema != NULL,
            .model = model,
            .draw = draw_for(arena, settings, profile, examination, action),
            .spent_today_micro_usd = past_spent_micro_usd(past),
            .privacy = view.privacy,
            .privacy_pattern = view.pattern,
        },
    };
    routing.decision =
        router_decide(arena, profile->config, profile->catalogue, past_experience(past),
                      &routing.subject, settings_key_state, settings);
    return routing;
}

const char *routing_why_no_model(const struct routing *routing) {
    const struct router_decision *decision = &routing->decision;
    for (size_t i = 0; i < decision->candidate_count; i++)
        if (decision->candidates[i].model && decision->candidates[i].dropped)
            return decision->candidates[i].dropped;
    return NULL;
}
