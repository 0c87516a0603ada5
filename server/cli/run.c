// wye run ACTION FILE[:RANGE]: one action, by the same path as in an editor. The result goes to
// stdout, everything else to stderr.

#include "cli/command.h"
#include "cli/new_file.h"
#include "cli/shell.h"
#include "text/diff.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

struct run {
    struct shell *shell;
    const struct arguments *arguments;
    const struct target *target;
    struct job *job;
    struct buffer after; // the file with the edits done
    bool has_terminal;
    bool has_progress;
    int status;
};

// --- Progress ------------------------------------------------------------------------------------

static void clear_progress(struct run *run) {
    if (run->has_progress)
        fputs("\r\033[K", stderr);
    run->has_progress = false;
}

static void on_progress(struct job *job, void *data) {
    struct run *run = data;
    struct job_progress progress = job_progress(job);
    if (!run->has_terminal || !*progress.model)
        return;
    bool has_colour = !getenv("NO_COLOR");
    fprintf(stderr, "\r\033[K%s%s%s · %lld tokens · %lld s", has_colour ? "\033[2m" : "",
            progress.model, has_colour ? "\033[0m" : "", (long long)progress.tokens,
            (long long)progress.seconds);
    fflush(stderr);
    run->has_progress = true;
}

// What was streamed may be voided by another model, and stdout cannot take anything back: it is
// printed when it is whole.
static void on_markdown(struct job *job, struct slice delta, bool is_reset, void *data) {
    (void)job, (void)delta, (void)is_reset, (void)data;
}

// --- Results -------------------------------------------------------------------------------------

static void on_written(const char *message, void *data) {
    struct run *run = data;
    if (message)
        job_landed(run->job, OUTCOME_REFUSED, message);
    else
        job_landed(run->job, OUTCOME_APPLIED, NULL);
}

// The file is written only if it is still the one that was read, or still none.
static void on_read_again(bool found, struct slice bytes, const char *message, void *data) {
    struct run *run = data;
    const struct examination *file = job_destination(run->job);
    const bool is_same = job_outcome(run->job)->is_new
                             ? !found && !message
                             : found && slice_is_equal(bytes, text_slice(file->text));
    if (!is_same) {
        job_landed(run->job, OUTCOME_REFUSED,
                   "The file has changed meanwhile, so nothing was written; run it again.");
        return;
    }
    if (job_outcome(run->job)->is_new)
        on_written(new_file_write(&run->shell->arena, file->path, buffer_slice(&run->after)), run);
    else
        run->shell->host->write_file(run->shell->host, file->path, buffer_slice(&run->after),
                                     on_written, run);
}

static void on_result(struct job *job, void *data) {
    struct run *run = data;
    const struct outcome *outcome = job_outcome(job);
    struct host *host = run->shell->host;
    run->job = job;
    if (outcome->result == OUTCOME_EDITS)
        edits_apply(outcome->edits, text_slice(outcome->text), &run->after);
    if (outcome->result == OUTCOME_EDITS && run->arguments->apply)
        host->read_file(host, job_destination(job)->path, text_length(outcome->text) + 1,
                        on_read_again, run);
    else
        job_landed(job, outcome->result == OUTCOME_FINDINGS ? OUTCOME_PUBLISHED : OUTCOME_SHOWN,
                   NULL);
}

static void print_findings(const struct job *job, const struct outcome *outcome) {
    for (size_t i = 0; i < outcome->findings->count; i++) {
        const struct finding *finding = &outcome->findings->items[i];
        struct position position =
            text_position_at(outcome->text, finding->span.start, POSITION_UTF32);
        shell_format("%s:%u:%u: %s: %s: %s [%s]\n", job_examination(job)->relative_path,
                     position.line + 1, position.character + 1,
                     finding_severity_name(finding->severity), finding->title, finding->detail,
                     finding->rule);
    }
}

static void print_diff(struct run *run, const struct outcome *outcome) {
    struct buffer diff = { 0 };
    const char *path = job_destination(run->job)->relative_path;
    if (outcome->is_new)
        diff_created(buffer_slice(&run->after), path, &diff);
    else
        diff_unified(text_slice(outcome->text), buffer_slice(&run->after), path, &diff);
    shell_print(buffer_slice(&diff));
    buffer_release(&diff);
}

static void print_outcome(struct run *run, const struct job *job) {
    const struct outcome *outcome = job_outcome(job);
    if (run->arguments->json) {
        shell_print_json(outcome_json(outcome, POSITION_UTF16));
        return;
    }
    if (outcome->status == OUTCOME_SHOWN && outcome->result == OUTCOME_MARKDOWN) {
        shell_print(slice_trim(outcome->markdown));
        shell_print(SLICE("\n"));
    } else if (outcome->status == OUTCOME_PUBLISHED) {
        print_findings(job, outcome);
    } else if (outcome->status == OUTCOME_SHOWN) {
        print_diff(run, outcome);
    }
}

static void print_summary(const struct job *job) {
    const struct outcome *outcome = job_outcome(job);
    if (*outcome->message)
        fprintf(stderr, "wye: %s\n", outcome->message);
    // builtin's reason is in the message already.
    if (!*outcome->model || strcmp(outcome->model, MODEL_BUILTIN) == 0)
        return;
    fprintf(stderr, "wye: %s by %s", outcome_status_name(outcome->status), outcome->model);
    if (outcome->cost_micro_usd)
        fprintf(stderr, " for $%.4f", (double)outcome->cost_micro_usd / 1e6);
    fprintf(stderr, " in %.1f s: %s\n", (double)outcome->total_ms / 1e3, outcome->reason);
}

static void on_flushed(void *data) {
    struct run *run = data;
    loop_stop(run->shell->loop);
}

static void on_end(struct job *job, void *data) {
    struct run *run = data;
    enum outcome_status status = job_outcome(job)->status;
    run->job = job;
    clear_progress(run);
    print_outcome(run, job);
    if (!run->arguments->json)
        print_summary(job);
    else if (*job_outcome(job)->message)
        fprintf(stderr, "wye: %s\n", job_outcome(job)->message);
    bool is_done = status == OUTCOME_APPLIED || status == OUTCOME_SHOWN ||
                   status == OUTCOME_PUBLISHED || status == OUTCOME_UNCHANGED;
    run->status = is_done ? EXIT_DONE : EXIT_NO_RESULT;
    otlp_flush(settings_shared(run->shell->settings)->otlp, on_flushed, run);
}

// Files are written whole or not at all, and a closed process closes its connections: there is
// nothing to tidy up.
static void on_interrupt(int signal_number) {
    (void)signal_number;
    _exit(EXIT_INTERRUPTED);
}

static void run_action(struct run *run, const struct action *action) {
    static const struct job_sink sink = {
        .on_progress = on_progress,
        .on_markdown = on_markdown,
        .on_result = on_result,
        .on_end = on_end,
    };
    struct examination *examination = shell_examine(run->shell, run->target);
    const char *model = run->arguments->model;
    if (model && !shell_knows_model(run->shell, examination, model)) {
        examination_destroy(examination);
        run->status = cli_wrong_call("no model is called %s; see wye models", model);
        return;
    }
    struct job_options options = {
        .host = run->shell->host,
        .settings = run->shell->settings,
        .workspace = run->shell->workspace,
        .id = "1",
        .action = action,
        .examination = examination,
        .instruction = run->arguments->instruction,
        .model = model,
        .sink = &sink,
        .data = run,
    };
    signal(SIGINT, on_interrupt);
    signal(SIGTERM, on_interrupt);
    job_start(&options);
    loop_run(run->shell->loop);
}

int cli_run(const struct arguments *arguments) {
    if (arguments->word_count != 2)
        return cli_wrong_call("run wants an action and a file: wye run explain main.c:12");
    struct arena arena = { 0 };
    struct error error;
    struct target target;
    int status;
    if (target_parse(&arena, arguments->words[1], &target, &error)) {
        struct shell shell;
        struct run run = {
            .shell = &shell,
            .arguments = arguments,
            .target = &target,
            .has_terminal = isatty(STDERR_FILENO),
            .status = EXIT_NO_RESULT,
        };
        shell_open(&shell, arguments);
        const struct action *action = shell_action(&shell, &target, arguments->words[0]);
        if (action)
            run_action(&run, action);
        else
            run.status = EXIT_WRONG_CALL;
        shell_close(&shell);
        buffer_release(&run.after);
        status = run.status;
    } else {
        status = cli_wrong_call("%s", error.message);
    }
    text_release(target.text);
    arena_release(&arena);
    return status;
}
