// Owns the last figures that were read, and what this server has added since: so that they hold
// also where the ledger cannot be read. What is owed by the host comes also when nobody waits any
// more, which is why a look lives until its answers have come.
#include "engine/past.h"

#include "base/memory.h"
#include "base/vec.h"

enum {
    PATIENCE_MS = 300,    // an action is not held up for longer
    FRESH_MS = 30 * 1000, // how models did does not change sooner by much
};

struct past {
    struct host *host;
    char *path;
    struct experience *experience; // NULL before it is read
    bool is_read;
    bool is_reading;
    uint64_t read_ms;           // when that began last
    int64_t spent_micro_usd;    // as it was read last
    int64_t added_micro_usd;    // by this server, ever,
    int64_t included_micro_usd; // and how much of it that reading included
    int64_t reserved_micro_usd;
    struct {
        struct past_look **items;
        size_t count, capacity;
    } looks; // that answers are owed to
};

// One or two questions on their way.
struct past_look {
    struct past *past;       // NULL: it is gone
    past_on_ready *on_ready; // NULL: nobody waits
    void *data;
    uint64_t timer;
    unsigned owed;
    int64_t added_micro_usd; // when it was asked
};

static void end(struct past_look *look) {
    struct past *past = look->past;
    past_on_ready *on_ready = look->on_ready;
    look->on_ready = NULL;
    if (look->timer)
        past->host->timer_cancel(past->host, look->timer);
    look->timer = 0;
    if (on_ready)
        on_ready(look->data);
}

static void take_answer(struct past_look *look) {
    struct past *past = look->past;
    if (--look->owed)
        return;
    for (size_t i = 0; past && i < past->looks.count; i++) {
        if (past->looks.items[i] == look) {
            vec_remove(&past->looks, i);
            break;
        }
    }
    if (past)
        end(look);
    memory_free(look);
}

static void on_spent(struct slice json, void *data) {
    struct past_look *look = data;
    struct past *past = look->past;
    struct json *spent = past && json.length ? json_parse(json, NULL) : NULL;
    if (spent) {
        past->spent_micro_usd = json_integer_or(spent, 0);
        past->included_micro_usd = look->added_micro_usd;
    }
    json_destroy(spent);
    take_answer(look);
}

static void on_experience(struct slice json, void *data) {
    struct past_look *look = data;
    struct past *past = look->past;
    struct json *records = past && json.length ? json_parse(json, NULL) : NULL;
    if (records) {
        experience_destroy(past->experience);
        past->experience = experience_create(records);
    }
    json_destroy(records);
    if (past) {
        past->is_read = true;
        past->is_reading = false;
    }
    take_answer(look);
}

static struct past_look *add_look(struct past *past) {
    struct past_look *look = MEMORY_NEW(struct past_look);
    look->past = past;
    vec_push(&past->looks, look);
    return look;
}

static bool is_old(const struct past *past) {
    return !past->is_reading &&
           (!past->is_read || past->host->now_ms(past->host) - past->read_ms >= FRESH_MS);
}

static void ask_experience(struct past *past, struct past_look *look) {
    past->is_reading = true;
    past->read_ms = past->host->now_ms(past->host);
    look->owed++;
    past->host->ask_ledger(past->host, past->path, HOST_EXPERIENCE, on_experience, look);
}

static void on_late(void *data) {
    struct past_look *look = data;
    look->timer = 0;
    end(look);
}

void past_refresh(struct past *past) {
    if (is_old(past))
        ask_experience(past, add_look(past));
}

bool past_is_read(const struct past *past) {
    return past->is_read;
}

struct past_look *past_look(struct past *past, past_on_ready *on_ready, void *data) {
    struct host *host = past->host;
    struct past_look *look = add_look(past);
    look->on_ready = on_ready;
    look->data = data;
    look->timer = host->timer_start(host, PATIENCE_MS, on_late, look);
    if (is_old(past))
        ask_experience(past, look);
    look->owed++;
    look->added_micro_usd = past->added_micro_usd;
    host->ask_ledger(host, past->path, HOST_SPENT, on_spent, look);
    return look;
}

void past_look_end(struct past_look *look) {
    if (!look)
        return;
    look->on_ready = NULL;
    end(look);
}

const struct experience *past_experience(const struct past *past) {
    return past->experience;
}

int64_t past_spent_micro_usd(const struct past *past) {
    return past->spent_micro_usd + past->added_micro_usd - past->included_micro_usd +
           past->reserved_micro_usd;
}

void past_reserve(struct past *past, int64_t micro_usd) {
    past->reserved_micro_usd += micro_usd;
}

void past_release(struct past *past, int64_t micro_usd) {
    past->reserved_micro_usd -= micro_usd;
}

void past_add(struct past *past, int64_t micro_usd) {
    past->added_micro_usd += micro_usd;
}

struct past *past_create(struct host *host, const char *state_folder) {
    struct past *past = MEMORY_NEW(struct past);
    struct arena arena = { 0 };
    past->host = host;
    past->path = memory_string(arena_format(&arena, "%s/ledger.sqlite3", state_folder));
    arena_release(&arena);
    return past;
}

void past_close(struct past *past) {
    for (size_t i = 0; i < past->looks.count; i++)
        end(past->looks.items[i]);
}

void past_destroy(struct past *past) {
    if (!past)
        return;
    for (size_t i = 0; i < past->looks.count; i++)
        past->looks.items[i]->past = NULL;
    vec_release(&past->looks);
    experience_destroy(past->experience);
    memory_free(past->path);
    memory_free(past);
}
