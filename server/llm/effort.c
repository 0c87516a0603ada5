// Owns the ladder of efforts and the tasks' places on it. Knows no model and no vendor: what one
// takes is in the catalogue, and how it is said on the wire is the dialect's.
#include "llm/effort.h"

#include <string.h>

enum { NONE, MINIMAL, LOW, MEDIUM, HIGH, XHIGH, MAX, EFFORTS };

static const char *const names[EFFORTS + 1] = { "none", "minimal", "low", "medium",
                                                "high", "xhigh",   "max", NULL };

// Rows name EVIDENCE.md's. Nothing but security is above medium: its source C saw a model that
// thought for 31.6 s on average and left 2 of 15 answers empty or cut off.
static const struct {
    const char *task;
    int wish;
} wishes[] = {
    { "explain", LOW },     // E15: interactive, so speed counts
    { "document", LOW },    // E11: says what is there, and no code may differ
    { "refactor", MEDIUM }, // E1, E9: behaviour must stay, but small edits are waited for
    { "fix", MEDIUM },      // E14: the cause has to be found first
    { "test", MEDIUM },     // E12: edge cases that nobody asked for
    { "optimize", MEDIUM }, // E4: a better algorithm, with the same results
    { "review", MEDIUM },   // E5: what is reported has to be true
    { "security", HIGH },   // E6: what is missed costs most
};

// In thousands of tokens by effort, as wide as vendors advise: OpenAI's guide to its reasoning
// models reserves 25,000 for thoughts and answer, which is what an edit at medium comes to.
static const int64_t thousands[EFFORTS + 1] = {
    [MINIMAL] = 1, [LOW] = 4, [MEDIUM] = 8, [HIGH] = 16, [XHIGH] = 32, [MAX] = 64
};

static int find(const char *name) {
    int effort = 0;
    while (effort < EFFORTS && strcmp(names[effort], name) != 0)
        effort++;
    return effort;
}

const char *const *effort_names(void) {
    return names;
}

efforts effort_of_name(const char *name) {
    int effort = find(name);
    return effort < EFFORTS ? 1u << effort : 0;
}

const char *effort_for_task(efforts taken, const char *task) {
    for (size_t i = 0; task && i < sizeof wishes / sizeof *wishes; i++) {
        if (strcmp(wishes[i].task, task) != 0)
            continue;
        for (int far = 0; far < EFFORTS; far++) {
            int lesser = wishes[i].wish - far, more = wishes[i].wish + far;
            if (lesser >= 0 && taken & 1u << lesser)
                return names[lesser];
            if (more < EFFORTS && taken & 1u << more)
                return names[more];
        }
    }
    return NULL;
}

int64_t effort_tokens(const char *effort) {
    return 1024 * thousands[effort ? find(effort) : MEDIUM];
}
