// Owns a merged configuration's life and the small questions about one. What goes into it is
// merge.c's.
#include "config/config.h"

#include "base/memory.h"
#include "config/merged.h"

extern const char _binary_server_config_schema_json_start[];
extern const char _binary_server_config_schema_json_end[];

struct config *config_retain(struct config *config) {
    ((struct merged *)config)->references++;
    return config;
}

void config_release(struct config *config) {
    struct merged *merged = (struct merged *)config;
    if (!merged || --merged->references)
        return;
    for (size_t i = 0; i < merged->layer_count; i++)
        config_layer_release(merged->layers[i]);
    arena_release(&merged->arena);
    memory_free(merged);
}

const struct config_provider *config_provider_find(const struct config *config, const char *name) {
    for (size_t i = 0; i < config->provider_count; i++) {
        if (strcmp(config->providers[i].name, name) == 0)
            return &config->providers[i];
    }
    return NULL;
}

static unsigned first_set(unsigned own, unsigned common) {
    return own ? own : common;
}

struct config_timeouts config_timeouts_of(const struct config *config,
                                          const struct config_provider *provider) {
    const struct config_timeouts *own = &provider->timeouts, *common = &config->timeouts;
    return (struct config_timeouts){
        .connect_ms = first_set(own->connect_ms, common->connect_ms),
        .first_byte_ms = first_set(own->first_byte_ms, common->first_byte_ms),
        .first_token_ms = first_set(own->first_token_ms, common->first_token_ms),
        .idle_ms = first_set(own->idle_ms, common->idle_ms),
        .total_ms = first_set(own->total_ms, common->total_ms),
    };
}

const char *config_source_name(enum config_source source) {
    static const char *const names[CONFIG_SOURCES] = {
        [CONFIG_SHIPPED] = "shipped",
        [CONFIG_DISCOVERED] = "discovered",
        [CONFIG_USER] = "user",
        [CONFIG_CLIENT] = "initializationOptions",
        [CONFIG_WORKSPACE] = "workspace/configuration",
        [CONFIG_PROJECT] = ".wye.json",
    };
    return names[source];
}

struct slice config_schema(void) {
    const char *start = _binary_server_config_schema_json_start;
    return (struct slice){
        .data = start,
        .length = (size_t)(_binary_server_config_schema_json_end - start),
    };
}
