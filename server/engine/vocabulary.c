// Collects the names once, when the settings are created. Every name is static, so nothing is to be
// released; what a name stands for is looked up where it is used.

#include "engine/vocabulary.h"

#include "actions/action.h"
#include "llm/catalogue.h"
#include "providers/dialect.h"
#include "syntax/languages.h"
#include "syntax/traits.h"

static void fill_languages(struct vocabulary *vocabulary) {
    size_t count = 0;
    for (const struct language *language; (language = language_at(count)); count++) {
        ASSERT(count < VOCABULARY_LANGUAGES_MAX);
        vocabulary->languages[count] = language_id(language);
    }
}

static void fill_traits(struct vocabulary *vocabulary) {
    ASSERT((int)TRAIT_COUNT <= (int)VOCABULARY_TRAITS_MAX);
    for (int i = 0; i < TRAIT_COUNT; i++)
        vocabulary->traits[i] = trait_name((enum trait)i);
}

void vocabulary_init(struct vocabulary *vocabulary) {
    *vocabulary = (struct vocabulary){ 0 };
    fill_languages(vocabulary);
    fill_traits(vocabulary);
    vocabulary->names = (struct config_vocabulary){
        .tasks = action_tasks(),
        .actions = action_ids(),
        .languages = vocabulary->languages,
        .efforts = effort_names(),
        .traits = vocabulary->traits,
        .dialects = dialect_names(),
        .is_model_name = catalogue_is_shipped_name,
    };
}
