// A `.git` is a folder with a HEAD in it, or in work trees beside the first and in submodules a
// file. What is asked of git is one blob by the file's name at HEAD: comparing is done here, so
// that no diff driver of anybody's runs.
#include "engine/repository.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"

enum {
    GIT_TIMEOUT_MS = 5000,
    HEAD_FILE_BYTES_MAX = 4096, // "ref: refs/heads/…", "gitdir: …"
};

// --- Whether there is one ------------------------------------------------------------------------

struct repository_probe {
    struct host *host;
    char *folder; // without a slash at its end
    bool is_file; // `.git` itself is asked for, after .git/HEAD was not there
    bool is_ended;
    repository_on_probe *on_probe;
    void *data;
};

static void free_probe(struct repository_probe *probe) {
    memory_free(probe->folder);
    memory_free(probe);
}

// False at the root.
static bool go_up(struct repository_probe *probe) {
    char *slash = strrchr(probe->folder, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

static void look(struct repository_probe *probe);

static void on_file(bool found, struct slice bytes, const char *message, void *data) {
    struct repository_probe *probe = data;
    (void)bytes, (void)message;
    if (probe->is_ended) {
        free_probe(probe);
        return;
    }
    bool is_done = found || (probe->is_file && !go_up(probe));
    probe->is_file = !probe->is_file;
    if (!is_done) {
        look(probe);
        return;
    }
    probe->on_probe(found, probe->data);
    free_probe(probe);
}

static void look(struct repository_probe *probe) {
    struct buffer path = { 0 };
    buffer_format(&path, "%s/.git%s", probe->folder, probe->is_file ? "" : "/HEAD");
    probe->host->read_file(probe->host, path.data, HEAD_FILE_BYTES_MAX, on_file, probe);
    buffer_release(&path);
}

struct repository_probe *repository_probe(struct host *host, const char *path,
                                          repository_on_probe *on_probe, void *data) {
    struct repository_probe *probe = MEMORY_NEW(struct repository_probe);
    *probe = (struct repository_probe){ .host = host, .on_probe = on_probe, .data = data };
    probe->folder = memory_string(path);
    go_up(probe);
    look(probe);
    return probe;
}

void repository_probe_end(struct repository_probe *probe) {
    if (probe)
        probe->is_ended = true;
}

// --- A file at HEAD ------------------------------------------------------------------------------

struct question {
    repository_on_head *on_head;
    void *data;
};

enum { STATUS_NOT_FOUND = 127 }; // of env, where there is no git

static void on_exit(int status, struct slice output, const char *message, void *data) {
    struct question *question = data;
    const char *why = status < 0 || status == STATUS_NOT_FOUND
                          ? "Git could not be run, or did not answer; is it installed?"
                          : "Git knows no version of this file at HEAD: it is new, or there is no "
                            "commit yet, or git does not trust this folder.";
    (void)message;
    if (status == 0)
        question->on_head((struct slice){ output.data ? output.data : "", output.length }, NULL,
                          question->data);
    else
        question->on_head((struct slice){ 0 }, why, question->data);
    memory_free(question);
}

void repository_head(struct host *host, const char *path, repository_on_head *on_head, void *data) {
    const char *slash = strrchr(path, '/');
    char *folder = memory_string_of((struct slice){ path, (size_t)(slash - path) });
    struct buffer object = { 0 };
    buffer_format(&object, "HEAD:./%s", slash + 1);
    // Where an editor was started by git itself, these say which repository is meant.
    const char *const argv[] = {
        "env",
        "-u",
        "GIT_DIR",
        "-u",
        "GIT_WORK_TREE",
        "-u",
        "GIT_INDEX_FILE",
        "-u",
        "GIT_OBJECT_DIRECTORY",
        "-u",
        "GIT_COMMON_DIR",
        "-u",
        "GIT_CONFIG_PARAMETERS",
        "GIT_NO_LAZY_FETCH=1",
        "GIT_TERMINAL_PROMPT=0",
        "GIT_NO_REPLACE_OBJECTS=1",
        "git",
        "--no-pager",
        "--no-optional-locks",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "protocol.allow=never",
        "-C",
        *folder ? folder : "/",
        "cat-file",
        "blob",
        object.data,
        NULL,
    };
    struct question *question = MEMORY_NEW(struct question);
    *question = (struct question){ on_head, data };
    host->spawn(host, argv, GIT_TIMEOUT_MS, DOCUMENT_BYTES_MAX, on_exit, question);
    memory_free(folder);
    buffer_release(&object);
}
