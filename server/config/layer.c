// Owns a layer's life and the wording of places: which file, line and column a problem has.
// Invariant: after config_layer_parse nothing of a layer changes but its count of references.
// Does not judge what the text says: that is parse.c's.
#include "config/layer.h"

#include "base/limits.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/field.h"
#include "config/parse.h"

enum { QUOTE_BYTES_MAX = 60 };

extern const char _binary_server_config_defaults_json_start[];
extern const char _binary_server_config_defaults_json_end[];

static struct config_layer *create(enum config_source source, const char *file, struct slice text) {
    struct config_layer *layer = MEMORY_NEW(struct config_layer);
    layer->references = 1;
    layer->source = source;
    layer->file = arena_string(&layer->arena, slice_from(file));
    layer->text = arena_copy(&layer->arena, text);
    return layer;
}

struct config_layer *config_layer_parse(enum config_source source, const char *file,
                                        struct slice text,
                                        const struct config_vocabulary *vocabulary) {
    struct config_layer *layer = create(source, file, text);
    parse_layer(layer, vocabulary);
    return layer;
}

struct config_layer *config_layer_unreadable(enum config_source source, const char *file,
                                             const char *message) {
    struct config_layer *layer = create(source, file, slice_from(""));
    parse_unreadable(layer, message);
    return layer;
}

struct config_layer *config_layer_shipped(const struct config_vocabulary *vocabulary) {
    const char *start = _binary_server_config_defaults_json_start;
    size_t length = (size_t)(_binary_server_config_defaults_json_end - start);
    return config_layer_parse(CONFIG_SHIPPED, "the shipped defaults",
                              (struct slice){ .data = start, .length = length }, vocabulary);
}

struct config_layer *config_layer_retain(struct config_layer *layer) {
    layer->references++;
    return layer;
}

void config_layer_release(struct config_layer *layer) {
    if (!layer || --layer->references)
        return;
    vec_release(&layer->problems);
    arena_release(&layer->arena);
    memory_free(layer);
}

bool layer_is_weak(enum config_source source) {
    return source == CONFIG_WORKSPACE || source == CONFIG_PROJECT;
}

// What comes by message has a text too, but no one could open it.
bool layer_is_file(const struct config_layer *layer) {
    return layer->source == CONFIG_SHIPPED || layer->source == CONFIG_USER ||
           layer->source == CONFIG_PROJECT;
}

void layer_report(const struct config_layer *layer, struct layer_problems *problems,
                  struct arena *arena, const char *path, bool is_error, const char *format, ...) {
    if (problems->count > CONFIG_PROBLEMS_MAX)
        return;
    struct config_problem problem = { .file = layer->file, .is_error = is_error };
    if (problems->count == CONFIG_PROBLEMS_MAX) {
        problem.message = "more than this is wrong; the rest is not listed";
        vec_push(problems, problem);
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    problem.message = arena_format_list(arena, format, arguments);
    va_end(arguments);
    if (layer_is_file(layer))
        json_locate(layer->text, path, &problem.line, &problem.column);
    vec_push(problems, problem);
}

const char *layer_quote(struct arena *arena, const char *text) {
    struct slice whole = slice_from(text);
    bool is_long = whole.length > QUOTE_BYTES_MAX;
    if (is_long)
        whole.length = utf8_floor(whole, QUOTE_BYTES_MAX);
    char *quoted =
        arena_format(arena, SLICE_FORMAT "%s", SLICE_ARGUMENT(whole), is_long ? "…" : "");
    for (char *at = quoted; *at; at++) {
        if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = '?';
    }
    return quoted;
}
