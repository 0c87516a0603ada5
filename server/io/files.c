// Files: read, write whole or not at all, resolve. Everything that may block runs in the pool, as
// plain system calls on the operation's own memory.
//
// Invariant: writes happen one after the other, in the order in which they were asked for. Reads
// are not ordered with them.
#include "io/files.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "io/operation.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MESSAGE_BYTES = PATH_MAX + 128,
    LINKS_MAX = 40, // as many as the kernel follows
};

struct file {
    struct operation operation;
    uv_work_t uv;
    char *path;
    void *data;
    bool is_queued; // libuv has it
    bool has_failed;
    char message[MESSAGE_BYTES];
};

// From errno. uv_strerror's texts are constants, so it is safe in threads.
static void fail(struct file *file, const char *what) {
    const char *why = errno == EFBIG    ? "it is larger than is allowed"
                      : errno == EINVAL ? "it is no regular file"
                                        : uv_strerror(-errno);
    file->has_failed = true;
    snprintf(file->message, sizeof file->message, "%s %s: %s", what, file->path, why);
}

static void start_file(struct file *file, struct loop *loop, const struct operation_kind *kind,
                       const char *path, void *data) {
    operation_start(&file->operation, loop, kind);
    file->path = memory_string(path);
    file->data = data;
    file->uv.data = file;
}

static void queue_file(struct file *file, uv_work_cb work, uv_after_work_cb done) {
    file->is_queued = true;
    operation_hold(&file->operation);
    uv_queue_work(&file->operation.loop->uv, &file->uv, work, done);
}

static void on_worked(uv_work_t *uv, int status) {
    struct file *file = uv->data;
    (void)status; // where it was cancelled, the operation has ended
    file->is_queued = false;
    operation_post(&file->operation);
    operation_drop(&file->operation);
}

static void release_file(struct operation *operation) {
    struct file *file = (struct file *)operation;
    memory_free(file->path);
    memory_free(file);
}

// --- Read ----------------------------------------------------------------------------------------

struct reader {
    struct file file;
    size_t limit;
    struct buffer bytes;
    host_on_file *on_file;
    bool is_missing; // there is simply no such file
};

static bool read_all(struct reader *reader, int fd) {
    char chunk[16 << 10];
    ssize_t count;
    while ((count = read(fd, chunk, sizeof chunk)) != 0) {
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return false;
        }
        if (!buffer_append(&reader->bytes,
                           (struct slice){ .data = chunk, .length = (size_t)count })) {
            errno = EFBIG;
            return false;
        }
    }
    return true;
}

static void read_work(uv_work_t *uv) {
    struct reader *reader = uv->data;
    struct stat status;
    // Without O_NONBLOCK a named pipe would hold the thread for ever.
    int fd = open(reader->file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd == -1) {
        reader->is_missing = errno == ENOENT || errno == ENOTDIR;
        fail(&reader->file, "cannot open");
        return;
    }
    bool is_read = fstat(fd, &status) == 0;
    if (is_read && !S_ISREG(status.st_mode)) {
        errno = EINVAL;
        is_read = false;
    }
    if (is_read && status.st_size > 0 && (uint64_t)status.st_size > reader->limit) {
        errno = EFBIG;
        is_read = false;
    }
    // A size of 0 says nothing in /proc, so read_all looks at the limit too.
    if (!is_read || !read_all(reader, fd)) {
        fail(&reader->file, "cannot read");
    }
    close(fd);
}

static void deliver_reader(struct operation *operation) {
    struct reader *reader = (struct reader *)operation;
    const bool found = !reader->file.has_failed;
    operation_end(operation);
    reader->on_file(found, found ? buffer_slice(&reader->bytes) : slice_from(""),
                    found || reader->is_missing ? NULL : reader->file.message, reader->file.data);
}

static void release_reader(struct operation *operation) {
    struct reader *reader = (struct reader *)operation;
    buffer_release(&reader->bytes);
    release_file(operation);
}

static const struct operation_kind reader_kind = {
    .deliver = deliver_reader,
    .release = release_reader,
    .is_awaited = true,
};

static void read_file(struct host *host, const char *path, size_t limit, host_on_file *on_file,
                      void *data) {
    struct reader *reader = MEMORY_NEW(struct reader);
    start_file(&reader->file, loop_of(host), &reader_kind, path, data);
    reader->limit = limit;
    buffer_init(&reader->bytes, limit);
    reader->on_file = on_file;
    queue_file(&reader->file, read_work, on_worked);
}

// --- Write ---------------------------------------------------------------------------------------

struct writer {
    struct file file;
    struct writer *next;
    struct slice bytes; // owned
    host_on_done *on_done;
};

// Folder of `path` into `folder`, with its final slash; "" for a bare name.
static void cut_folder(const char *path, char folder[PATH_MAX]) {
    const char *slash = strrchr(path, '/');
    snprintf(folder, PATH_MAX, "%.*s", slash ? (int)(slash - path + 1) : 0, path);
}

// Where a chain of symbolic links ends, whether or not anything is there yet.
static bool follow_links(const char *path, char target[PATH_MAX]) {
    char link[PATH_MAX];
    char folder[PATH_MAX];
    if (snprintf(target, PATH_MAX, "%s", path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    for (int i = 0; i < LINKS_MAX; i++) {
        ssize_t length = readlink(target, link, sizeof link - 1);
        if (length < 0) {
            return errno == EINVAL || errno == ENOENT; // no link, or nothing yet
        }
        link[length] = '\0';
        cut_folder(target, folder);
        int needed = link[0] == '/' ? snprintf(target, PATH_MAX, "%s", link)
                                    : snprintf(target, PATH_MAX, "%s%s", folder, link);
        if (needed >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return false;
        }
    }
    errno = ELOOP;
    return false;
}

bool files_make_folders(const char *target) {
    char folder[PATH_MAX];
    cut_folder(target, folder);
    for (char *at = folder; *at; at++) {
        if (*at != '/' || at == folder) {
            continue;
        }
        *at = '\0';
        struct stat status;
        if (mkdir(folder, 0700) != 0 && (errno != EEXIST && stat(folder, &status) != 0)) {
            return false;
        }
        *at = '/';
    }
    return true;
}

static bool write_all(int fd, struct slice bytes) {
    while (bytes.length > 0) {
        ssize_t count = write(fd, bytes.data, bytes.length);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        const size_t step = count > 0 ? (size_t)count : 0;
        bytes = (struct slice){ .data = bytes.data + step, .length = bytes.length - step };
    }
    return true;
}

// Whose the file at `target` is and who may use it.
struct rights {
    bool is_new;
    mode_t mode;
    uid_t owner;
    gid_t group;
};

// Those that it has or, being new, gets; false where it may not be replaced.
static bool choose_rights(const char *target, struct rights *rights) {
    struct stat status;
    *rights = (struct rights){ .is_new = true, .mode = 0600 };
    if (stat(target, &status) != 0) {
        return errno == ENOENT;
    }
    if (!S_ISREG(status.st_mode)) {
        errno = EINVAL;
        return false;
    }
    *rights = (struct rights){ .mode = status.st_mode & 07777,
                               .owner = status.st_uid,
                               .group = status.st_gid };
    return access(target, W_OK) == 0; // renaming over it would get around a read-only file
}

// The new name is only as lasting as its folder; where that cannot be synced, so be it.
static void sync_folder(const char *folder) {
    int fd = open(folder[0] ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd != -1) {
        fsync(fd);
        close(fd);
    }
}

// The owner first: changing it can take bits of the mode away. Only root may give a file away, and
// nobody else has to.
static bool give_rights(int fd, const struct rights *rights) {
    if (!rights->is_new && geteuid() == 0 && fchown(fd, rights->owner, rights->group) != 0) {
        return false;
    }
    return fchmod(fd, rights->mode) == 0;
}

static bool replace(const char *target, struct slice bytes, const struct rights *rights) {
    char folder[PATH_MAX];
    char temporary[PATH_MAX];
    cut_folder(target, folder);
    if (snprintf(temporary, sizeof temporary, "%s.wye-XXXXXX", folder) >= (int)sizeof temporary) {
        errno = ENAMETOOLONG;
        return false;
    }
    int fd = mkstemp(temporary);
    if (fd == -1) {
        return false;
    }
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    bool is_done = write_all(fd, bytes) && give_rights(fd, rights) && fsync(fd) == 0;
    is_done = close(fd) == 0 && is_done;
    is_done = is_done && rename(temporary, target) == 0;
    if (!is_done) {
        const int cause = errno;
        unlink(temporary);
        errno = cause;
        return false;
    }
    sync_folder(folder);
    return true;
}

static void write_work(uv_work_t *uv) {
    struct writer *writer = uv->data;
    char target[PATH_MAX];
    struct rights rights;
    if (!follow_links(writer->file.path, target) || !files_make_folders(target) ||
        !choose_rights(target, &rights) || !replace(target, writer->bytes, &rights)) {
        fail(&writer->file, "cannot write");
    }
}

static void on_written(uv_work_t *uv, int status) {
    struct writer *writer = uv->data;
    struct loop *loop = writer->file.operation.loop;
    loop->first_writer = writer->next;
    if (writer->next) {
        uv_queue_work(&loop->uv, &writer->next->file.uv, write_work, on_written);
    } else {
        loop->last_writer = NULL;
    }
    on_worked(uv, status);
}

static void deliver_writer(struct operation *operation) {
    struct writer *writer = (struct writer *)operation;
    operation_end(operation);
    writer->on_done(writer->file.has_failed ? writer->file.message : NULL, writer->file.data);
}

static void release_writer(struct operation *operation) {
    memory_free((char *)((struct writer *)operation)->bytes.data);
    release_file(operation);
}

// Has no close: what was asked for is written, even if nobody wants to hear of it any more.
static const struct operation_kind writer_kind = {
    .deliver = deliver_writer,
    .release = release_writer,
    .is_awaited = true,
};

static void write_file(struct host *host, const char *path, struct slice bytes,
                       host_on_done *on_done, void *data) {
    struct loop *loop = loop_of(host);
    struct writer *writer = MEMORY_NEW(struct writer);
    start_file(&writer->file, loop, &writer_kind, path, data);
    writer->bytes = (struct slice){ .data = memory_string_of(bytes), .length = bytes.length };
    writer->on_done = on_done;
    if (loop->last_writer) {
        operation_hold(&writer->file.operation);
        loop->last_writer->next = writer;
    } else {
        loop->first_writer = writer;
        queue_file(&writer->file, write_work, on_written);
    }
    loop->last_writer = writer;
}

// --- Resolve -------------------------------------------------------------------------------------

struct resolver {
    struct file file;
    char resolved[PATH_MAX];
    host_on_path *on_path;
};

static void resolve_work(uv_work_t *uv) {
    struct resolver *resolver = uv->data;
    if (!realpath(resolver->file.path, resolver->resolved)) {
        fail(&resolver->file, "cannot resolve");
    }
}

static void deliver_resolver(struct operation *operation) {
    struct resolver *resolver = (struct resolver *)operation;
    operation_end(operation);
    resolver->on_path(resolver->file.has_failed ? NULL : resolver->resolved, resolver->file.data);
}

static const struct operation_kind resolver_kind = {
    .deliver = deliver_resolver,
    .release = release_file,
    .is_awaited = true,
};

static void real_path(struct host *host, const char *path, host_on_path *on_path, void *data) {
    struct resolver *resolver = MEMORY_NEW(struct resolver);
    start_file(&resolver->file, loop_of(host), &resolver_kind, path, data);
    resolver->on_path = on_path;
    queue_file(&resolver->file, resolve_work, on_worked);
}

void files_install(struct loop *loop) {
    loop->host.read_file = read_file;
    loop->host.write_file = write_file;
    loop->host.real_path = real_path;
}
