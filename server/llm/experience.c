// Owns a copy of every text that records name. There are a few dozen at most, so they are looked
// through; what they mean is for standing.c.
#include "llm/experience.h"

#include "base/memory.h"

#include <string.h>

struct experience {
    struct arena arena; // of all texts
    size_t count;
    struct experience_record records[];
};

static bool read_record(struct arena *arena, const struct json *json,
                        struct experience_record *record) {
    const char *model = json_string(json_find(json, "model"));
    const char *language = json_string(json_find(json, "language"));
    const char *task = json_string(json_find(json, "task"));
    if (!model || !language || !task)
        return false;
    *record = (struct experience_record){
        .model = arena_string(arena, slice_from(model)),
        .language = arena_string(arena, slice_from(language)),
        .task = arena_string(arena, slice_from(task)),
        .actions = json_integer_or(json_find(json, "actions"), 0),
        .judged = json_integer_or(json_find(json, "judged"), 0),
        .kept = json_integer_or(json_find(json, "kept"), 0),
        .seconds = json_number_or(json_find(json, "seconds"), 0),
        .usd = json_number_or(json_find(json, "costMicroUsd"), 0) / 1e6,
    };
    return record->actions >= 0 && record->kept >= 0 && record->judged >= record->kept &&
           record->seconds >= 0 && record->usd >= 0;
}

struct experience *experience_create(const struct json *records) {
    const size_t count = json_count(records);
    struct experience *experience =
        memory_alloc(sizeof *experience + count * sizeof *experience->records);
    *experience = (struct experience){ .count = 0 };
    for (const struct json *json = json_first(records); json; json = json_next(json)) {
        if (read_record(&experience->arena, json, &experience->records[experience->count]))
            experience->count++;
    }
    return experience;
}

void experience_destroy(struct experience *experience) {
    if (!experience)
        return;
    arena_release(&experience->arena);
    memory_free(experience);
}

const struct experience_record *experience_find(const struct experience *experience,
                                                const char *model, const char *language,
                                                const char *task) {
    for (size_t i = 0; experience && i < experience->count; i++) {
        const struct experience_record *record = &experience->records[i];
        if (strcmp(record->model, model) == 0 && strcmp(record->language, language) == 0 &&
            strcmp(record->task, task) == 0)
            return record;
    }
    return NULL;
}
