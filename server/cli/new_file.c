// Written beside its place, then linked there: unlike a rename, a link does not replace anything.
// The host's files are private; a file of the person's project is not.
#include "cli/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_folders(struct arena *arena, const char *path) {
    char *folder = arena_string(arena, slice_from(path));
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(folder, 0777); // where it fails, so does what follows
        *slash = '/';
    }
}

static bool write_all(int fd, struct slice bytes) {
    while (bytes.length) {
        ssize_t count = write(fd, bytes.data, bytes.length);
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0)
            bytes = slice_between(bytes, (size_t)count, bytes.length);
    }
    return true;
}

const char *new_file_write(struct arena *arena, const char *path, struct slice bytes) {
    const char *beside = arena_format(arena, "%s.%ld.new", path, (long)getpid());
    make_folders(arena, path);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool is_good = fd >= 0 && write_all(fd, bytes) && fsync(fd) == 0 && link(beside, path) == 0;
    const char *why = is_good ? NULL : arena_format(arena, "%s: %s", path, strerror(errno));
    if (fd >= 0) {
        close(fd);
        unlink(beside);
    }
    return why;
}
