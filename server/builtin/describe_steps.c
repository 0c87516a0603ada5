// The outline of what code does: its statements, nested as they are written, each on one line
// with its line number. Bounded in depth and length; what is left out is counted.
#include "builtin/describe.h"
#include "builtin/words.h"

enum {
    LEVELS_SHOWN = 4,
    STEPS_SHOWN = 48,
    DEPTH_MAX = 64,
    TEXT_SHOWN = 90, // bytes of a statement that has no words of its own
};

struct step {
    struct span span;
    const char *say; // NULL: its text is shown
    size_t level;
    size_t child_count; // steps right below it, arms not counted
    size_t inside;      // all steps below it
    bool is_arm;
};

struct steps {
    struct step *items;
    size_t count;
};

static bool is_same(struct span a, struct span b) {
    return a.start == b.start && a.end == b.end;
}

// A fact of that kind at the place of fact `at`, among those that follow it.
static const struct fact *find_at(const struct facts *facts, size_t at, enum fact_kind kind) {
    for (size_t i = at + 1;
         i < facts->count && is_same(facts->items[i].span, facts->items[at].span); i++) {
        if (facts->items[i].kind == kind)
            return &facts->items[i];
    }
    return NULL;
}

static bool is_shown(const struct explanation *about, size_t at) {
    const struct fact *fact = &about->facts.items[at];
    return (fact->kind == FACT_statement || fact->kind == FACT_arm) &&
           explanation_has(about, fact) && !find_at(&about->facts, at, FACT_silent) &&
           !find_at(&about->facts, at, FACT_comment);
}

// Puts a step below the one that holds it; an arm comes on the level of its statement.
static void place(struct steps *steps, size_t *open, size_t *depth, struct step step) {
    while (*depth > 0 && steps->items[open[*depth - 1]].span.end <= step.span.start)
        (*depth)--;
    for (size_t i = 0; i < *depth; i++)
        steps->items[open[i]].inside++;
    if (*depth > 0) {
        struct step *parent = &steps->items[open[*depth - 1]];
        step.level = step.is_arm ? parent->level : parent->level + 1;
        parent->child_count += !step.is_arm;
    }
    if (*depth < DEPTH_MAX)
        open[(*depth)++] = steps->count;
    steps->items[steps->count++] = step;
}

static struct steps steps_of(const struct explanation *about) {
    size_t most = 0, depth = 0, open[DEPTH_MAX];
    for (size_t i = 0; i < about->facts.count; i++)
        most += is_shown(about, i);
    struct steps steps = { .items = ARENA_ARRAY(about->arena, most, struct step) };
    for (size_t i = 0; i < about->facts.count; i++) {
        if (!is_shown(about, i))
            continue;
        const struct fact *fact = &about->facts.items[i];
        const struct fact *step = find_at(&about->facts, i, FACT_step);
        place(&steps, open, &depth,
              (struct step){ .span = fact->span,
                             .say = step ? step->say : NULL,
                             .is_arm = fact->kind == FACT_arm });
    }
    return steps;
}

static void append_words(const struct explanation *about, const struct step *step) {
    if (step->say) {
        buffer_append_string(about->out, step->say);
        return;
    }
    struct slice text = slice_between(about->subject->text, step->span.start, step->span.end);
    struct slice line;
    if (slice_next_line(&text, &line))
        words_code(about->out, line, TEXT_SHOWN);
}

// A step whose only child has none itself takes it onto its line.
static bool takes_child(const struct steps *steps, size_t at) {
    return steps->items[at].child_count == 1 && at + 1 < steps->count &&
           steps->items[at + 1].level == steps->items[at].level + 1 &&
           steps->items[at + 1].inside == 0;
}

static void append_step(const struct explanation *about, const struct steps *steps, size_t at) {
    const struct step *step = &steps->items[at];
    for (size_t i = 0; i < step->level; i++)
        buffer_append_string(about->out, "  ");
    buffer_format(about->out, "- Line %zu: ", explanation_line(about, step->span.start));
    append_words(about, step);
    if (takes_child(steps, at)) {
        buffer_append_string(about->out, ": ");
        append_words(about, &steps->items[at + 1]);
    } else if (step->child_count && step->level + 1 == LEVELS_SHOWN) {
        buffer_append_string(about->out, ": ");
        if (about->is_code)
            words_count(about->out, step->child_count, "statement", "statements");
        else
            words_count(about->out, step->child_count, "entry", "entries");
    } else if (step->child_count) {
        buffer_append_byte(about->out, ':');
    }
    buffer_append_byte(about->out, '\n');
}

void describe_steps(const struct explanation *about) {
    struct steps steps = steps_of(about);
    if (!steps.count)
        return;
    explanation_heading(about,
                        about->is_code ? "What it does, step by step" : "What it says, in order");
    size_t shown = 0, left_out = 0;
    for (size_t i = 0; i < steps.count; i++) {
        if (steps.items[i].level >= LEVELS_SHOWN)
            continue;
        if (shown == STEPS_SHOWN) {
            left_out++;
            continue;
        }
        append_step(about, &steps, i);
        shown++;
        if (takes_child(&steps, i))
            i++;
    }
    if (left_out) {
        buffer_append_string(about->out, "- … and ");
        if (about->is_code)
            words_count(about->out, left_out, "more step", "more steps");
        else
            words_count(about->out, left_out, "more entry", "more entries");
        buffer_append_byte(about->out, '\n');
    }
}
