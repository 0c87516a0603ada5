// wye doctor: what is there, what is missing, and the one thing to do next. Sends no key and no
// code: reachability is asked with a bare GET.

#include "cli/command.h"
#include "cli/shell.h"
#include "syntax/query.h"

enum { PROBE_MS = 3000 };

struct probe {
    struct doctor *doctor;
    const char *name;
    const char *url;
    const char *hint; // the line that enables it; NULL for configured providers
    bool is_local, has_ended;
    int status;
    const char *failure;
    uint64_t http;
};

struct doctor {
    struct shell *shell;
    struct profile *profile;
    struct json *json;
    struct probe probes[64];
    size_t probe_count, pending;
    size_t usable_providers;
};

// --- Probing -------------------------------------------------------------------------------------

static void end_probe(struct probe *probe) {
    probe->has_ended = true;
    if (--probe->doctor->pending == 0)
        loop_stop(probe->doctor->shell->loop);
}

static void on_http(const struct host_http_event *event, void *data) {
    struct probe *probe = data;
    struct doctor *doctor = probe->doctor;
    if (event->kind == HOST_HTTP_DATA || probe->has_ended)
        return;
    if (event->kind == HOST_HTTP_HEAD)
        probe->status = event->status;
    // A redirect is an answer too.
    if (event->kind == HOST_HTTP_FAIL && !probe->status && event->failure != HOST_HTTP_REDIRECT)
        probe->failure = arena_string(&doctor->shell->arena, slice_from(event->message));
    end_probe(probe);
}

static void on_late(void *data) {
    struct doctor *doctor = data;
    for (size_t i = 0; i < doctor->probe_count; i++)
        if (!doctor->probes[i].has_ended && !doctor->probes[i].status)
            doctor->probes[i].failure = "no answer within 3 s";
    loop_stop(doctor->shell->loop);
}

static void add_probe(struct doctor *doctor, struct probe probe) {
    if (doctor->probe_count == sizeof doctor->probes / sizeof *doctor->probes)
        return;
    probe.doctor = doctor;
    doctor->probes[doctor->probe_count++] = probe;
}

static void run_probes(struct doctor *doctor) {
    struct host *host = doctor->shell->host;
    doctor->pending = doctor->probe_count;
    for (size_t i = 0; i < doctor->probe_count; i++) {
        struct probe *probe = &doctor->probes[i];
        struct host_http_request request = {
            .method = "GET",
            .url = probe->url,
            .connect_timeout_ms = PROBE_MS,
            .local = probe->is_local,
        };
        probe->http = host->http_start(host, &request, on_http, probe);
    }
    uint64_t timer = host->timer_start(host, PROBE_MS, on_late, doctor);
    if (doctor->pending)
        loop_run(doctor->shell->loop);
    host->timer_cancel(host, timer);
    for (size_t i = 0; i < doctor->probe_count; i++)
        host->http_cancel(host, doctor->probes[i].http);
}

// A local server that is known only by its usual port: nothing to look at before a model names it.
static bool is_idle(const struct doctor *doctor, const struct config_provider *provider) {
    const struct config *config = doctor->profile->config;
    for (size_t i = 0; i < config->model_count; i++)
        if (strcmp(config->models[i].provider, provider->name) == 0)
            return false;
    return provider->local && provider->source == CONFIG_SHIPPED;
}

static void collect_probes(struct doctor *doctor) {
    static const struct probe locals[] = {
        { .name = "Ollama",
          .url = "http://127.0.0.1:11434/api/tags",
          .hint = "\"models\": \"NAME\": { \"provider\": \"ollama\", \"id\": \"ID\" }" },
        { .name = "llama-server",
          .url = "http://127.0.0.1:8080/health",
          .hint = "\"models\": \"NAME\": { \"provider\": \"llama-server\", \"id\": \"ID\" }" },
        { .name = "llama-server",
          .url = "http://127.0.0.1:9931/health",
          .hint = "\"providers\": \"llama-server\": { \"base_url\": "
                  "\"http://127.0.0.1:9931/v1\" }, and to \"models\": "
                  "\"NAME\": { \"provider\": \"llama-server\", \"id\": \"ID\" }" },
    };
    const struct config *config = doctor->profile->config;
    for (size_t i = 0; i < config->provider_count; i++) {
        const struct config_provider *provider = &config->providers[i];
        enum router_key key = settings_key_state(provider, doctor->shell->settings);
        if (is_idle(doctor, provider))
            continue;
        if (key != ROUTER_KEY_PRESENT && key != ROUTER_KEY_NONE_NEEDED)
            continue;
        doctor->usable_providers++;
        add_probe(doctor, (struct probe){ .name = provider->name,
                                          .url = provider->base_url,
                                          .is_local = provider->local });
    }
    for (size_t i = 0; i < sizeof locals / sizeof *locals; i++) {
        struct probe probe = locals[i];
        probe.is_local = true;
        add_probe(doctor, probe);
    }
}

// --- Telling -------------------------------------------------------------------------------------

static const char *key_text(struct doctor *doctor, const struct config_provider *provider) {
    struct arena *arena = &doctor->shell->arena;
    switch (settings_key_state(provider, doctor->shell->settings)) {
    case ROUTER_KEY_NONE_NEEDED:
        return "needs no key";
    case ROUTER_KEY_PRESENT:
        return provider->api_key_command.count
                   ? "key by command"
                   : arena_format(arena, "key present (%s)", provider->api_key_env.items[0]);
    case ROUTER_KEY_MISSING:
        return arena_format(arena, "no key: set %s", provider->api_key_env.items[0]);
    case ROUTER_KEY_DEAD:
        return "key refused";
    }
    return "";
}

static void line(struct doctor *doctor, const char *section, const char *name, bool is_good,
                 const char *text) {
    if (!doctor->json) {
        shell_format("%-4s %-13s %-14s %s\n", is_good ? "ok" : "--", section, name, text);
        return;
    }
    struct json *item = json_push(doctor->json, json_object());
    json_add_string(item, "section", section);
    json_add_string(item, "name", name);
    json_add_bool(item, "ok", is_good);
    json_add_string(item, "text", text);
}

static void tell_configuration(struct doctor *doctor) {
    struct shell *shell = doctor->shell;
    const char *file = settings_user_file(shell->settings);
    const char *text =
        shell->problem_count
            ? arena_format(&shell->arena, "%s: %zu problem%s, see wye config check", file,
                           shell->problem_count, shell->problem_count == 1 ? "" : "s")
            : arena_format(&shell->arena, "%s", file);
    line(doctor, "configuration", "user", !shell->error_count, text);
    line(doctor, "state", "folder", true, settings_state_folder(shell->settings));
}

static void tell_keys(struct doctor *doctor) {
    const struct config *config = doctor->profile->config;
    for (size_t i = 0; i < config->provider_count; i++) {
        const struct config_provider *provider = &config->providers[i];
        enum router_key key = settings_key_state(provider, doctor->shell->settings);
        if (is_idle(doctor, provider))
            continue;
        line(doctor, "key", provider->name,
             key == ROUTER_KEY_PRESENT || key == ROUTER_KEY_NONE_NEEDED,
             key_text(doctor, provider));
    }
}

static void tell_probes(struct doctor *doctor) {
    struct arena *arena = &doctor->shell->arena;
    for (size_t i = 0; i < doctor->probe_count; i++) {
        const struct probe *probe = &doctor->probes[i];
        bool is_there = probe->status && !probe->failure;
        const char *text = is_there ? arena_format(arena, "%s answers%s%s", probe->url,
                                                   probe->hint ? "; to use it, add to " : "",
                                                   probe->hint ? probe->hint : "")
                           : probe->hint
                               ? arena_format(arena, "nothing answers at %s", probe->url)
                               : arena_format(arena, "%s: %s", probe->url,
                                              probe->failure ? probe->failure : "not reachable");
        line(doctor, probe->hint ? "local server" : "reachable", probe->name, is_there, text);
    }
}

static void tell_grammars(struct doctor *doctor) {
    const struct language *language;
    for (size_t i = 0; (language = language_at(i)); i++) {
        const char *wrong = query_check(language);
        line(doctor, "grammar", language_name(language), !wrong, wrong ? wrong : "queries compile");
    }
}

static void tell_next(struct doctor *doctor) {
    const char *next =
        doctor->shell->error_count ? "Mend the configuration: wye config check names file and line."
        : doctor->usable_providers
            ? "All set. Try: wye run explain FILE:LINE"
            : "No model is configured, so the built-in engine answers. Set ANTHROPIC_API_KEY or "
              "OPENAI_API_KEY, or name a local server in the configuration.";
    line(doctor, "next", "", doctor->usable_providers && !doctor->shell->error_count, next);
}

int cli_doctor(const struct arguments *arguments) {
    if (arguments->word_count)
        return cli_wrong_call("doctor takes no words");
    struct shell shell;
    shell_open(&shell, arguments);
    struct doctor doctor = {
        .shell = &shell,
        .profile = shell_profile(&shell, NULL),
        .json = arguments->json ? json_array() : NULL,
    };
    collect_probes(&doctor);
    run_probes(&doctor);
    tell_configuration(&doctor);
    tell_keys(&doctor);
    tell_probes(&doctor);
    tell_grammars(&doctor);
    tell_next(&doctor);
    if (doctor.json)
        shell_print_json(doctor.json);
    int status = shell.error_count ? EXIT_WRONG_CALL : EXIT_DONE;
    profile_release(doctor.profile);
    shell_close(&shell);
    return status;
}
