// Reads the one file that a call is about. The command line may block: nobody types meanwhile.
// Changes nothing on disk, and opens no file but the one that was named.

#include "cli/target.h"

#include "base/buffer.h"
#include "base/limits.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    unsigned long line, column; // 0: not given
};

struct place_range {
    struct place start, end;
    bool has_end;
};

static bool read_number(const char **at, unsigned long *number) {
    char *end;
    if (**at < '0' || **at > '9')
        return false;
    errno = 0;
    *number = strtoul(*at, &end, 10);
    *at = end;
    return errno == 0 && *number >= 1 && *number < UINT32_MAX;
}

static bool read_place(const char **at, struct place *place) {
    if (!read_number(at, &place->line))
        return false;
    if (**at != ':')
        return true;
    (*at)++;
    return read_number(at, &place->column);
}

static bool read_range(const char *text, struct place_range *range) {
    *range = (struct place_range){ 0 };
    if (!read_place(&text, &range->start))
        return false;
    range->has_end = *text == '-';
    if (range->has_end) {
        text++;
        if (!read_place(&text, &range->end))
            return false;
    }
    return *text == '\0';
}

// Cuts a range off `word` (a copy), at the first colon after which all is a range.
static bool split_range(char *word, struct place_range *range) {
    for (char *colon = strchr(word, ':'); colon; colon = strchr(colon + 1, ':')) {
        if (colon != word && read_range(colon + 1, range)) {
            *colon = '\0';
            return true;
        }
    }
    return false;
}

static bool is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool read_text(const char *path, struct target *target, struct error *error) {
    // Looked at before it is opened: opening a named pipe would wait for its writer.
    if (access(path, F_OK) == 0 && !is_file(path))
        return error_set(error, ERROR_INVALID, "%s is no regular file", path);
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_set(error, ERROR_NOT_FOUND, "cannot read %s: %s", path, strerror(errno));
    struct buffer bytes = { 0 };
    buffer_init(&bytes, DOCUMENT_BYTES_MAX);
    char block[65536];
    size_t count;
    bool fits = true;
    while (fits && (count = fread(block, 1, sizeof block, file)) > 0)
        fits = buffer_append(&bytes, (struct slice){ block, count });
    bool is_good = fits && !ferror(file);
    fclose(file);
    if (is_good)
        target->text = text_create(buffer_slice(&bytes));
    buffer_release(&bytes);
    return is_good || error_set(error, ERROR_IO, fits ? "cannot read %s" : "%s is too large", path);
}

static bool find_offset(const struct text *text, const struct place *place, size_t *offset,
                        struct error *error) {
    size_t lines = text_line_count(text);
    if (place->line > lines)
        return error_set(error, ERROR_INVALID, "there is no line %lu: the file has %zu",
                         place->line, lines);
    struct position position = { (uint32_t)place->line - 1,
                                 place->column ? (uint32_t)place->column - 1 : 0 };
    *offset = text_offset_at(text, position, POSITION_UTF32);
    return true;
}

static size_t first_visible(const struct text *text, size_t line) {
    struct slice content = text_line(text, line);
    size_t width = 0;
    while (width < content.length && strchr(" \t", content.data[width]))
        width++;
    return text_line_start(text, line) + width;
}

static bool select_range(struct target *target, const struct place_range *range,
                         struct error *error) {
    struct span *selection = &target->selection;
    if (!find_offset(target->text, &range->start, &selection->start, error))
        return false;
    if (!range->has_end) {
        if (!range->start.column)
            selection->start = first_visible(target->text, range->start.line - 1);
        selection->end = selection->start;
        return true;
    }
    struct place end = range->end;
    end.column = end.column ? end.column + 1 : UINT32_MAX; // the end is included
    if (!find_offset(target->text, &end, &selection->end, error))
        return false;
    if (selection->end < selection->start)
        return error_set(error, ERROR_INVALID, "the range ends before it begins");
    return true;
}

// Without `.`, `..` and double slashes, by the words alone: what a symbolic link is called stays.
static const char *normalise(struct arena *arena, const char *path) {
    char *out = arena_alloc(arena, strlen(path) + 2);
    size_t length = 0;
    while (*path) {
        size_t segment = strcspn(path, "/");
        if (segment == 2 && path[0] == '.' && path[1] == '.') {
            while (length > 0 && out[--length] != '/')
                ;
        } else if (segment > 0 && !(segment == 1 && path[0] == '.')) {
            out[length++] = '/';
            memcpy(out + length, path, segment);
            length += segment;
        }
        path += segment + (path[segment] == '/');
    }
    out[length] = '\0';
    return length ? out : "/";
}

// The path by its words, unless that names another file: behind a symbolic link to a folder, `..`
// is not where the words say.
static const char *name_file(struct arena *arena, const char *path) {
    const char *name = normalise(arena, path);
    struct stat by_name, by_path;
    bool is_same = stat(name, &by_name) == 0 && stat(path, &by_path) == 0 &&
                   by_name.st_dev == by_path.st_dev && by_name.st_ino == by_path.st_ino;
    char real[PATH_MAX];
    return is_same || !realpath(path, real) ? name : arena_string(arena, slice_from(real));
}

const char *target_folder(struct arena *arena, const char *path) {
    char *own = arena_string(arena, slice_from(path));
    *strrchr(own, '/') = '\0';
    char *folder = arena_string(arena, slice_from(own));
    while (*folder) {
        if (access(arena_format(arena, "%s/.git", folder), F_OK) == 0)
            return folder;
        *strrchr(folder, '/') = '\0';
    }
    return *own ? own : "/";
}

bool target_parse(struct arena *arena, const char *word, struct target *target,
                  struct error *error) {
    *target = (struct target){ 0 };
    char *path = arena_string(arena, slice_from(word));
    struct place_range range = { 0 };
    target->has_range = !is_file(path) && split_range(path, &range);
    // The path as it was named, made absolute: privacy looks at the real one besides.
    char folder[PATH_MAX];
    if (path[0] != '/' && !getcwd(folder, sizeof folder))
        return error_set(error, ERROR_IO, "the current folder is gone");
    if (!read_text(path, target, error))
        return false;
    target->path =
        name_file(arena, path[0] == '/' ? path : arena_format(arena, "%s/%s", folder, path));
    target->folder = target_folder(arena, target->path);
    if (target->has_range)
        return select_range(target, &range, error);
    // Without a range the file as a whole is meant: a cursor behind all definitions says so.
    target->selection = (struct span){ 0, text_length(target->text) };
    return true;
}
