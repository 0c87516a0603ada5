// Compares definitions by keys: place, name, kind and parameters in one text, so that a question
// about one of them is a search among sorted keys. Knows no language; what is no function has no
// parameters, and a function's are what stands in its first parentheses, without blanks.
#include "actions/definitions.h"

#include "actions/remarks.h"
#include "actions/stub.h"
#include "base/buffer.h"

#include <ctype.h>
#include <stdlib.h>

// --- Keys ----------------------------------------------------------------------------------------

static bool lies_outside(struct span inner, struct span outer) {
    return inner.end <= outer.start || inner.start >= outer.end || inner.start < outer.start ||
           inner.end > outer.end;
}

static struct slice parent_name(const struct side *side, const struct definition *definition) {
    return definition->parent < 0 ? SLICE("") : side->outline.definitions[definition->parent].name;
}

// Between the parentheses that open first; the last word where none do: `= async x =>`.
static struct slice parenthesized(struct slice text) {
    size_t start = slice_find(text, SLICE("("), 0), depth = 0;
    for (size_t i = start; i < text.length; i++) {
        depth += text.data[i] == '(';
        depth -= text.data[i] == ')';
        if (depth == 0)
            return slice_between(text, start + 1, i);
    }
    while (text.length && strchr(" \t\r\n=>", text.data[text.length - 1]))
        text.length--;
    for (start = text.length; start > 0 && !strchr(" \t\r\n=", text.data[start - 1]);)
        start--;
    return slice_between(text, start, text.length);
}

static void append_parameters(struct buffer *key, const struct side *side,
                              const struct definition *definition) {
    size_t from = (size_t)(definition->name.data - side->text.data) + definition->name.length;
    if (!definition_is_function(definition) || !definition->body.end ||
        from > definition->signature.end)
        return;
    struct slice list = parenthesized(slice_between(side->text, from, definition->signature.end));
    size_t start = key->length;
    for (size_t i = 0; i < list.length; i++)
        if (!strchr(" \t\r\n", list.data[i]))
            buffer_append_byte(key, list.data[i]);
    if (key->length > start && key->data[key->length - 1] == ',')
        key->length--;
}

// The parts of a key, each of which makes it longer.
enum key_part { KEY_PLACE, KEY_KIND, KEY_PARAMETERS };

static struct slice key_of(struct arena *arena, const struct side *side,
                           const struct definition *definition, enum key_part last) {
    struct buffer key = { 0 };
    buffer_append(&key, definition->name);
    buffer_append_byte(&key, '\0');
    buffer_append(&key, parent_name(side, definition));
    buffer_append_byte(&key, '\0');
    if (last >= KEY_KIND) {
        buffer_append_string(&key, definition->noun);
        buffer_append_byte(&key, '\0');
    }
    if (last >= KEY_PARAMETERS) {
        append_parameters(&key, side, definition);
        buffer_append_byte(&key, '\0');
    }
    struct slice copy = arena_copy(arena, buffer_slice(&key));
    buffer_release(&key);
    return copy;
}

static int compare_bytes(struct slice a, struct slice b) {
    size_t length = a.length < b.length ? a.length : b.length;
    int order = length ? memcmp(a.data, b.data, length) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare_keys(const void *a, const void *b) {
    return compare_bytes(*(const struct slice *)a, *(const struct slice *)b);
}

// Index of the first key that is not less than `prefix`, or, with `is_past`, does not begin with
// it.
static size_t bound(const struct slice *keys, size_t count, struct slice prefix, bool is_past) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct slice key = keys[middle];
        key.length = key.length < prefix.length ? key.length : prefix.length;
        int order = compare_bytes(key, prefix);
        if (order < 0 || (is_past && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t count_keys(const struct slice *keys, size_t count, struct slice prefix) {
    return bound(keys, count, prefix, true) - bound(keys, count, prefix, false);
}

static size_t count_inside(const struct side *side, struct slice prefix) {
    return count_keys(side->inside, side->inside_count, prefix);
}

struct side side_of(struct arena *arena, const struct tree *tree, struct slice text,
                    struct span scope) {
    struct side side = { .text = text, .scope = scope, .tree = tree };
    side.outline = outline_of(arena, tree, text, (struct span){ 0, text.length });
    size_t count = side.outline.definition_count;
    side.inside = ARENA_ARRAY(arena, count, struct slice);
    side.around = ARENA_ARRAY(arena, count, struct slice);
    for (size_t i = 0; i < count; i++) {
        const struct definition *definition = &side.outline.definitions[i];
        struct slice key = key_of(arena, &side, definition, KEY_PARAMETERS);
        if (lies_outside(definition->core, scope))
            side.around[side.around_count++] = key;
        else
            side.inside[side.inside_count++] = key;
    }
    if (side.inside_count)
        qsort(side.inside, side.inside_count, sizeof *side.inside, compare_keys);
    if (side.around_count)
        qsort(side.around, side.around_count, sizeof *side.around, compare_keys);
    return side;
}

// --- Around the scope ----------------------------------------------------------------------------

// Index of the next definition from `at` on that is not inside of the scope.
static size_t next_outside(const struct side *side, size_t at) {
    while (at < side->outline.definition_count &&
           !lies_outside(side->outline.definitions[at].core, side->scope))
        at++;
    return at;
}

// A brace too few inside can swallow what follows without making one ERROR node.
bool definitions_keep_surroundings(const struct side *before, const struct side *after) {
    for (size_t a = 0, b = 0;; a++, b++) {
        a = next_outside(before, a);
        b = next_outside(after, b);
        if (a == before->outline.definition_count || b == after->outline.definition_count)
            return a == before->outline.definition_count && b == after->outline.definition_count;
        const struct definition *x = &before->outline.definitions[a];
        const struct definition *y = &after->outline.definitions[b];
        if (!slice_is_equal(x->name, y->name) ||
            !slice_is_equal(parent_name(before, x), parent_name(after, y)))
            return false;
    }
}

// Whether a definition of this name encloses the scope.
static bool is_enclosing(const struct side *side, struct slice name) {
    for (size_t i = 0; i < side->outline.definition_count; i++) {
        const struct definition *definition = &side->outline.definitions[i];
        if (definition->core.start > side->scope.start)
            return false;
        if (definition->core.end >= side->scope.end && slice_is_equal(definition->name, name) &&
            lies_outside(definition->core, side->scope))
            return true;
    }
    return false;
}

bool definitions_repeat_surroundings(struct arena *arena, const struct side *before,
                                     const struct side *after) {
    for (size_t i = 0; i < after->outline.definition_count; i++) {
        const struct definition *added = &after->outline.definitions[i];
        if (lies_outside(added->core, after->scope) || !added->name.length)
            continue;
        struct slice place = key_of(arena, after, added, KEY_PLACE);
        if (count_inside(before, place) < count_inside(after, place) &&
            (count_keys(before->around, before->around_count, place) ||
             is_enclosing(before, added->name)))
            return true;
    }
    return false;
}

bool definitions_hold(const struct side *side, size_t offset) {
    for (size_t i = 0; i < side->outline.definition_count; i++) {
        struct span span = side->outline.definitions[i].span;
        if (span.start <= offset && offset < span.end)
            return true;
    }
    return false;
}

// --- In the scope --------------------------------------------------------------------------------

// Whether it was defined inside of a function of the scope, or of what is as free to change it.
static bool is_helper(const struct side *side, const struct definition *definition) {
    const struct definition *all = side->outline.definitions;
    for (int at = definition->parent; at >= 0 && !lies_outside(all[at].core, side->scope);
         at = all[at].parent)
        if (definition_is_function(&all[at]) || all[at].is_loose)
            return true;
    return false;
}

// The next one from `at` on that must be in the scope still; NULL past the last.
static const struct definition *next_own(const struct side *side, size_t *at) {
    while (*at < side->outline.definition_count) {
        const struct definition *definition = &side->outline.definitions[(*at)++];
        if (!lies_outside(definition->core, side->scope) && definition->name.length &&
            !is_helper(side, definition))
            return definition;
    }
    return NULL;
}

const char *definitions_lost(struct arena *arena, const struct side *before,
                             const struct side *after, bool may_differ) {
    size_t at = 0;
    for (const struct definition *own; (own = next_own(before, &at));) {
        if (!count_inside(after, key_of(arena, before, own, KEY_KIND)))
            return arena_format(arena, "The answer leaves out or renames `" SLICE_FORMAT "`.",
                                SLICE_ARGUMENT(own->name));
        if (!may_differ && !count_inside(after, key_of(arena, before, own, KEY_PARAMETERS)))
            return arena_format(arena, "The answer changes the parameters of `" SLICE_FORMAT "`.",
                                SLICE_ARGUMENT(own->name));
    }
    return NULL;
}

// Sorted keys of the scope's functions that have a body which does something.
static size_t list_done(struct arena *arena, const struct side *side, struct slice *keys) {
    size_t count = 0, at = 0;
    for (const struct definition *own; (own = next_own(side, &at));)
        if (definition_is_function(own) && !stub_is_body(side->tree, side->text, own->body))
            keys[count++] = key_of(arena, side, own, KEY_KIND);
    if (count)
        qsort(keys, count, sizeof *keys, compare_keys);
    return count;
}

const char *definitions_stubbed(struct arena *arena, const struct side *before,
                                const struct side *after) {
    size_t at = 0, count = 0;
    struct slice *done = NULL; // listed when there is something to be asked
    for (const struct definition *own; (own = next_own(after, &at));) {
        if (!definition_is_function(own) || !own->body.end ||
            !stub_is_body(after->tree, after->text, own->body))
            continue;
        if (!done) {
            done = ARENA_ARRAY(arena, before->outline.definition_count, struct slice);
            count = list_done(arena, before, done);
        }
        if (count_keys(done, count, key_of(arena, after, own, KEY_KIND)))
            return arena_format(arena, "The answer leaves `" SLICE_FORMAT "` without its body.",
                                SLICE_ARGUMENT(own->name));
    }
    return NULL;
}

// The outermost definition of the scope, if it begins where the scope's core does; else NULL.
static const struct definition *find_first(const struct side *side, struct slice key,
                                           struct arena *arena) {
    for (size_t i = 0; i < side->outline.definition_count; i++) {
        const struct definition *definition = &side->outline.definitions[i];
        if (!lies_outside(definition->core, side->scope) &&
            (!key.data || slice_is_equal(key_of(arena, side, definition, KEY_KIND), key)))
            return definition;
    }
    return NULL;
}

// Whether code of the scope that belongs to no definition comes after this one.
static bool has_code_behind(const struct side *side, const struct definition *definition) {
    struct span behind = { definition->span.end, side->scope.end };
    struct spans comments;
    bool has_code = false;
    remarks_find(side->tree, side->text, behind, REMARKS_COMMENTS, &comments);
    for (size_t i = behind.start; i < behind.end && !has_code; i++) {
        size_t end = remarks_end_at(&comments, i);
        if (end)
            i = end - 1;
        else
            has_code = !strchr(" \t\r\n;,)", side->text.data[i]) && !definitions_hold(side, i);
    }
    vec_release(&comments);
    return has_code;
}

const char *definitions_cut(struct arena *arena, const struct side *before,
                            const struct side *after) {
    const struct definition *own = find_first(before, (struct slice){ 0 }, arena);
    if (!own || has_code_behind(before, own))
        return NULL;
    const struct definition *now = find_first(after, key_of(arena, before, own, KEY_KIND), arena);
    if (!now || !has_code_behind(after, now))
        return NULL;
    return arena_format(arena,
                        "With the answer, `" SLICE_FORMAT "` would end before its code does.",
                        SLICE_ARGUMENT(own->name));
}

static bool is_word_byte(char byte) {
    return byte == '_' || byte == '$' || byte & 0x80 || isalnum((unsigned char)byte);
}

// Whether code of the scope names it outside of `definition`, in no comment and no text.
static bool is_named_beside(const struct side *side, const struct definition *definition) {
    struct slice name = definition->name, scope = slice_between(side->text, 0, side->scope.end);
    struct spans remarks;
    bool is_named = false;
    remarks_find(side->tree, side->text, side->scope, REMARKS_COMMENTS | REMARKS_LITERALS,
                 &remarks);
    for (size_t at = side->scope.start;
         !is_named && (at = slice_find(scope, name, at)) != SLICE_NOT_FOUND; at++) {
        size_t end = at + name.length;
        is_named = (at >= definition->span.end || end <= definition->span.start) &&
                   !(at > 0 && is_word_byte(scope.data[at - 1])) &&
                   !(end < scope.length && is_word_byte(scope.data[end])) &&
                   !remarks_end_at(&remarks, at);
    }
    vec_release(&remarks);
    return is_named;
}

bool definitions_call_new(struct arena *arena, const struct side *before,
                          const struct side *after) {
    for (size_t i = 0; i < after->outline.definition_count; i++) {
        const struct definition *added = &after->outline.definitions[i];
        if (definition_is_function(added) && added->name.length &&
            !lies_outside(added->core, after->scope) &&
            !count_inside(before, key_of(arena, after, added, KEY_PLACE)) &&
            !stub_is_body(after->tree, after->text, added->body) && is_named_beside(after, added))
            return true;
    }
    return false;
}
