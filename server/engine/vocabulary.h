// The names that a configuration may use, from the tables of the rooms that configuration must not
// know: languages, traits, actions, dialects, models.
#pragma once

#include "config/config.h"

enum { VOCABULARY_LANGUAGES_MAX = 64, VOCABULARY_TRAITS_MAX = 64 };

struct vocabulary {
    struct config_vocabulary names; // points into this struct: it must not be moved
    const char *languages[VOCABULARY_LANGUAGES_MAX + 1]; // NULL-terminated
    const char *traits[VOCABULARY_TRAITS_MAX + 1];       // NULL-terminated
};

void vocabulary_init(struct vocabulary *vocabulary);
