// Where the edits of an action go that writes to another file: the first of its places that holds a
// file, else a new one in the first whose folder is there. What an editor has open counts before
// the disk. The file is looked at like any document: its text leaves with the prompt, so who may
// see it counts too. Nothing is made here, and nothing outside of the workspace is touched.

#include "base/limits.h"
#include "engine/job_parts.h"

static void fail(struct job *job, const char *message) {
    if (job->on_route)
        job_make_prompt(job); // who would serve it can be said without
    else
        job_finish(job, OUTCOME_FAILED, message);
}

// The folder that paths are told from, with a slash at its end.
static struct slice root_of(const struct examination *examination, const char *path) {
    struct slice whole = slice_from(path), tail = slice_from(examination->relative_path);
    return slice_ends_with(whole, tail) ? slice_between(whole, 0, whole.length - tail.length)
                                        : SLICE("");
}

// Whether the file of a real path is in the workspace too. Where the root itself cannot be told,
// its name alone counts.
static bool is_inside(const struct job *job, const char *real_path) {
    const struct examination *source = job->options.examination;
    struct slice root = source->real_path ? root_of(source, source->real_path) : SLICE("");
    return !real_path || slice_starts_with(slice_from(real_path), root);
}

// The action's next place, at `index`; false past the last.
static bool take_place(struct job *job, struct file_place *place) {
    const struct examination *source = job->options.examination;
    struct slice root = root_of(source, source->path);
    if (!job->options.action->place(&job->arena, &source->subject, job->destination.index, place))
        return false;
    job->destination.path =
        arena_format(&job->arena, SLICE_FORMAT "%s", SLICE_ARGUMENT(root), place->path);
    return true;
}

// --- Found ---------------------------------------------------------------------------------------

static void on_profile(struct profile *profile, void *data) {
    struct job *job = data;
    job->destination.profile = profile ? profile_retain(profile) : NULL;
    job->is_cancelled |= !profile;
    if (!job_was_cancelled(job))
        job_make_prompt(job);
}

static void on_examination(struct examination *examination, void *data) {
    struct job *job = data;
    job->destination.examination = examination;
    if (job_was_cancelled(job))
        return;
    if (!examination) {
        fail(job, "The test file was closed before it was looked at.");
        return;
    }
    if (!is_inside(job, examination->real_path)) {
        fail(job,
             arena_format(&job->arena, "%s lies outside of the workspace, so it is left alone.",
                          examination->relative_path));
        return;
    }
    job->options.examination->subject.destination = &examination->subject;
    job->outcome.text = examination->text;
    job->outcome.uri = examination->uri;
    job->outcome.version = examination->version;
    job->is_working = true;
    settings_get(job->options.settings, job->destination.path, on_profile, job);
}

static void examine_file(struct job *job, struct slice text) {
    job->is_working = true;
    workspace_examine_file(job->options.workspace, job->destination.path, text, on_examination,
                           job);
}

// --- A new one -----------------------------------------------------------------------------------

static void look_for_folder(struct job *job);

static void make(struct job *job) {
    job->outcome.is_new = true;
    examine_file(job, SLICE(""));
}

static void on_folder(const char *real_path, void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    // Compared with the slash at its end, as the root is.
    const char *folder = real_path ? arena_format(&job->arena, "%s/", real_path) : NULL;
    if (folder && is_inside(job, folder)) {
        make(job);
        return;
    }
    job->destination.index++;
    look_for_folder(job);
}

static void look_for_folder(struct job *job) {
    struct host *host = job->options.host;
    struct file_place place;
    if (!take_place(job, &place)) {
        fail(job, "There is no folder that the tests could be written to.");
    } else if (place.makes_folders) {
        make(job);
    } else {
        const char *slash = strrchr(job->destination.path, '/');
        struct slice folder = { job->destination.path, (size_t)(slash - job->destination.path) };
        job->is_working = true;
        host->real_path(host, folder.length ? arena_string(&job->arena, folder) : "/", on_folder,
                        job);
    }
}

// --- One that is there ---------------------------------------------------------------------------

static void look_for_file(struct job *job);

static void fail_by_size(struct job *job) {
    fail(job, arena_format(&job->arena,
                           "%s is too long for an answer to hold it whole (over %d KB); begin a "
                           "new test file, or write them by hand.",
                           job->destination.path, DESTINATION_BYTES_MAX >> 10));
}

static void on_file(bool found, struct slice bytes, const char *message, void *data) {
    struct job *job = data;
    if (job_was_cancelled(job))
        return;
    if (found) {
        examine_file(job, bytes);
    } else if (message) {
        fail(job, arena_format(&job->arena, "The test file cannot be read: %s.", message));
    } else {
        job->destination.index++;
        look_for_file(job);
    }
}

static void look_for_file(struct job *job) {
    struct host *host = job->options.host;
    struct file_place place;
    if (!take_place(job, &place)) {
        job->destination.index = 0;
        look_for_folder(job);
        return;
    }
    struct workspace_document *open =
        workspace_find_path(job->options.workspace, job->destination.path);
    if (!open) {
        job->is_working = true;
        host->read_file(host, job->destination.path, DESTINATION_BYTES_MAX, on_file, job);
        return;
    }
    struct span whole = { 0, text_length(workspace_document_get(open)->text) };
    if (whole.end > DESTINATION_BYTES_MAX) {
        fail_by_size(job);
    } else {
        job->is_working = true;
        workspace_examine(open, whole, PARSE_EXACT, on_examination, job);
    }
}

void job_find_destination(struct job *job) {
    const struct examination *source = job->options.examination;
    if (source->path && root_of(source, source->path).length)
        look_for_file(job);
    else
        fail(job, "The document is no file yet, so its tests have no place; save it first.");
}
