// Owns the question of who may see a file. Invariant: a pattern that matches any of the file's
// paths, or its name, holds, and `never` beats `local_only`. Touches no file: the real path is
// passed in.
#include "config/privacy.h"

#include "base/slice.h"
#include "config/glob.h"

// The part of `real` under the workspace's root, which `path` without `relative` is; NULL where
// it lies elsewhere.
static const char *real_relative(const char *relative, const char *path, const char *real) {
    struct slice whole = slice_from(path), tail = slice_from(relative);
    if (!tail.length || !slice_ends_with(whole, tail))
        return NULL;
    struct slice root = slice_between(whole, 0, whole.length - tail.length);
    return root.length && slice_starts_with(slice_from(real), root) ? real + root.length : NULL;
}

static bool is_match(const char *pattern, const char *path) {
    if (!path || !*path)
        return false;
    const char *slash = strrchr(path, '/');
    return glob_match(pattern, path) || (slash && glob_match(pattern, slash + 1));
}

// "/secrets/**" may be meant from the root of the workspace, as git has it.
static bool is_rooted_match(const char *pattern, const char *path) {
    if (pattern[0] != '/' || !path || path[0] == '/')
        return false;
    bool is_same_depth = strchr(pattern + 1, '/') || !strchr(path, '/');
    return is_same_depth && is_match(pattern + 1, path);
}

// The workspace's root may itself be named through a link, so that nobody knows where the real path
// has it: a pattern that matches any tail of it holds. Too much is kept rather than too little.
static bool is_tail_match(const char *pattern, const char *real) {
    for (const char *slash = strchr(real, '/'); slash; slash = strchr(slash + 1, '/')) {
        if (is_match(pattern, slash + 1) || is_rooted_match(pattern, slash + 1))
            return true;
    }
    return false;
}

static const char *find_match(const struct config_strings *patterns, const char *const *paths,
                              size_t path_count, const char *elsewhere) {
    for (size_t i = 0; i < patterns->count; i++) {
        const char *pattern = patterns->items[i];
        if (is_tail_match(pattern, elsewhere))
            return pattern;
        for (size_t k = 0; k < path_count; k++) {
            if (is_match(pattern, paths[k]) || is_rooted_match(pattern, paths[k]))
                return pattern;
        }
    }
    return NULL;
}

enum privacy privacy_of(const struct config *config, const char *relative, const char *path,
                        const char *real, const char **pattern) {
    if (config->closed) {
        if (pattern)
            *pattern = config->closed;
        return PRIVACY_NEVER;
    }
    const char *known = real ? real : "";
    const char *const paths[] = {
        relative,
        path,
        known,
        real_relative(relative ? relative : "", path ? path : "", known),
    };
    const size_t count = sizeof paths / sizeof *paths;
    const char *elsewhere = paths[3] ? "" : known;
    const struct {
        const struct config_strings *patterns;
        enum privacy privacy;
    } lists[] = { { &config->never, PRIVACY_NEVER }, { &config->local_only, PRIVACY_LOCAL_ONLY } };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const char *found = find_match(lists[i].patterns, paths, count, elsewhere);
        if (found && pattern)
            *pattern = found;
        if (found)
            return lists[i].privacy;
    }
    if (pattern)
        *pattern = NULL;
    return PRIVACY_OPEN;
}
