// A `.git` is a folder with a HEAD in it, or in work trees beside the first and in submodules a
// file. What is asked of git is one blob by the file's name at HEAD, and where it has none,
// whether HEAD has that name: comparing is done here, so that no diff driver of anybody's runs.
#include "engine/repository.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/memory.h"

enum {
    GIT_TIMEOUT_MS = 5000,
    HEAD_FILE_BYTES_MAX = 4096, // "ref: refs/heads/…", "gitdir: …"
};

// --- Whether there is one ------------------------------------------------------------------------

struct repository_probe {
    struct host *host;
    char *folder;       // without a slash at its end
    bool is_file;       // `.git` itself is asked for, after .git/HEAD was not there
    char *search;       // PATH, once a `.git` was found
    struct slice ahead; // of it, not looked at yet
    bool is_ended;
    repository_on_probe *on_probe;
    void *data;
};

static void free_probe(struct repository_probe *probe) {
    memory_free(probe->folder);
    memory_free(probe->search);
    memory_free(probe);
}

static void finish_probe(struct repository_probe *probe, bool is_found) {
    if (!probe->is_ended)
        probe->on_probe(is_found, probe->data);
    free_probe(probe);
}

static void look_for_git(struct repository_probe *probe);

static void on_git(const char *path, void *data) {
    struct repository_probe *probe = data;
    if (path || probe->is_ended)
        finish_probe(probe, true);
    else
        look_for_git(probe);
}

// In the next folder of PATH. What is relative there could be the repository's own.
static void look_for_git(struct repository_probe *probe) {
    struct slice *ahead = &probe->ahead;
    while (ahead->length) {
        size_t colon = slice_find(*ahead, SLICE(":"), 0);
        size_t end = colon == SLICE_NOT_FOUND ? ahead->length : colon;
        struct slice folder = slice_between(*ahead, 0, end);
        *ahead = slice_between(*ahead, end + (end < ahead->length), ahead->length);
        if (!slice_starts_with(folder, SLICE("/")))
            continue;
        struct buffer path = { 0 };
        buffer_format(&path, SLICE_FORMAT "/git", SLICE_ARGUMENT(folder));
        probe->host->real_path(probe->host, path.data, on_git, probe);
        buffer_release(&path);
        return;
    }
    finish_probe(probe, false);
}

static void start_to_look_for_git(struct repository_probe *probe) {
    const char *search = probe->host->environment(probe->host, "PATH");
    probe->search = memory_string(search ? search : "/usr/bin:/bin"); // as libc has it
    probe->ahead = slice_from(probe->search);
    look_for_git(probe);
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
    bool is_over = probe->is_ended || (!found && probe->is_file && !go_up(probe));
    probe->is_file = !probe->is_file;
    if (is_over)
        finish_probe(probe, false);
    else if (found)
        start_to_look_for_git(probe);
    else
        look(probe);
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

struct repository_head {
    struct host *host;
    char *folder, *name; // "/home/me/project", "shop.py"
    uint64_t process;
    bool is_listing; // whether HEAD has the file at all
    repository_on_head *on_head;
    void *data;
};

// Without the variables that say which repository is meant, where an editor was started by git
// itself (`git rev-parse --local-env-vars` lists them). A partial clone fetches an object that it
// lacks, by a transport that may be any command: GIT_ALLOW_PROTOCOL forbids all of them, also to a
// git that does not know GIT_NO_LAZY_FETCH; the option protocol.allow would not, because a
// repository's own protocol.*.allow goes before it.
static const char *const git[] = {
    "env",
    "-uGIT_ALTERNATE_OBJECT_DIRECTORIES",
    "-uGIT_COMMON_DIR",
    "-uGIT_CONFIG",
    "-uGIT_CONFIG_COUNT",
    "-uGIT_CONFIG_PARAMETERS",
    "-uGIT_DIR",
    "-uGIT_GRAFT_FILE",
    "-uGIT_IMPLICIT_WORK_TREE",
    "-uGIT_INDEX_FILE",
    "-uGIT_OBJECT_DIRECTORY",
    "-uGIT_PREFIX",
    "-uGIT_REPLACE_REF_BASE",
    "-uGIT_SHALLOW_FILE",
    "-uGIT_WORK_TREE",
    "GIT_ALLOW_PROTOCOL=",
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
};

enum { GIT_COUNT = sizeof git / sizeof *git, GIT_ARGUMENTS_MAX = 8 };

enum { STATUS_NOT_FOUND = 127 }; // of env, where there is no git

static const char *why_not(int status) {
    if (status == STATUS_NOT_FOUND)
        return "Git could not be run; is it installed?";
    if (status < 0)
        return "Git gave no answer: it broke off or took too long, or the file is too large at "
               "HEAD.";
    if (status == 0)
        return "Git has this file at HEAD and cannot read it; a clone that fetches files only "
               "when they are needed may lack it.";
    return "Git can compare with no commit: there is none yet, or git does not trust this folder.";
}

static void finish_head(struct repository_head *head, struct slice text, const char *message) {
    head->on_head(text, message, head->data);
    memory_free(head->folder);
    memory_free(head->name);
    memory_free(head);
}

static void ask_git(struct repository_head *head, const char *const *asked, size_t count);

// Names stand for themselves, also those that look like patterns.
static void list(struct repository_head *head) {
    struct buffer name = { 0 };
    buffer_format(&name, "./%s", head->name);
    const char *const asked[] = { "--literal-pathspecs", "-C",   head->folder, "ls-tree",
                                  "--name-only",         "HEAD", name.data };
    head->is_listing = true;
    ask_git(head, asked, sizeof asked / sizeof *asked);
    buffer_release(&name);
}

static void on_answer(int status, struct slice output, const char *message, void *data) {
    struct repository_head *head = data;
    (void)message; // of env, which is nothing to the person
    bool is_new = head->is_listing && status == 0 && !output.length;
    if (is_new || (!head->is_listing && status == 0))
        finish_head(head, (struct slice){ output.data ? output.data : "", output.length }, NULL);
    else if (!head->is_listing && status > 0 && status != STATUS_NOT_FOUND)
        list(head);
    else
        finish_head(head, (struct slice){ 0 }, why_not(status));
}

static void ask_git(struct repository_head *head, const char *const *asked, size_t count) {
    const char *argv[GIT_COUNT + GIT_ARGUMENTS_MAX + 1] = { 0 };
    ASSERT(count <= GIT_ARGUMENTS_MAX);
    memcpy(argv, git, sizeof git);
    memcpy(argv + GIT_COUNT, asked, count * sizeof *asked);
    head->process =
        head->host->spawn(head->host, argv, GIT_TIMEOUT_MS, DOCUMENT_BYTES_MAX, on_answer, head);
}

struct repository_head *repository_head(struct host *host, const char *path,
                                        repository_on_head *on_head, void *data) {
    struct repository_head *head = MEMORY_NEW(struct repository_head);
    const char *slash = strrchr(path, '/');
    *head = (struct repository_head){ .host = host, .on_head = on_head, .data = data };
    head->folder = slash == path ? memory_string("/")
                                 : memory_string_of((struct slice){ path, (size_t)(slash - path) });
    head->name = memory_string(slash + 1);
    struct buffer object = { 0 };
    buffer_format(&object, "HEAD:./%s", head->name);
    const char *const asked[] = { "-C", head->folder, "cat-file", "blob", object.data };
    ask_git(head, asked, sizeof asked / sizeof *asked);
    buffer_release(&object);
    return head;
}

void repository_head_stop(struct repository_head *head) {
    head->host->stop_process(head->host, head->process);
}
